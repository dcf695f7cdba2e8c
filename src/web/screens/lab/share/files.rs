//! Files: pictures, figures, samples.

use yew::prelude::*;

use super::PanelProps;
use super::paint::png;
use crate::explore::map::{Base, Fate};
use crate::params::Lane;
use crate::state::lab::Lab;
use crate::view::charts::Frame;
use crate::view::export::{document, map};
use crate::view::picture::picture_beside;
use crate::view::timeline;
use crate::view::{format, key};
use crate::web::screens::lab::charts::{ChartKind, whole};
use crate::web::widgets::share::save::{save, text_address};
use crate::{say, word};

/// The size of a chart in a file, in CSS pixels: made for the width of a slide or a page.
const CHART: [u32; 2] = [640, 260];

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Lab,
    Chart(ChartKind),
    Map,
    Figures,
    Samples,
}

/// The panel.
#[component]
pub fn FilesPanel(props: &PanelProps) -> Html {
    let language = props.language;
    let lab = say!(language, "The Lab at {0}", format::clock(language, props.at));
    let hides = props.state.hides();
    let rows = [
        (What::Lab, lab),
        (What::Chart(ChartKind::Downtime), word!(language, "Downtime").to_owned()),
        (
            What::Chart(ChartKind::Traffic),
            word!(language, "Traffic by cause").to_owned(),
        ),
        (
            What::Chart(ChartKind::Memory),
            word!(language, "Memory still to send").to_owned(),
        ),
        (
            What::Chart(ChartKind::Speeds),
            word!(language, "Speed of VM and wire").to_owned(),
        ),
        (What::Map, crate::view::map::caption(language).to_owned()),
        (What::Figures, word!(language, "Results").to_owned()),
        (What::Samples, word!(language, "Course over time").to_owned()),
    ];
    html! {
        <ul class="share-panel files">
            if hides {
                <li key="hidden" class="note" data-part="hidden">{ word!(language, "Map, results and course come when the run has ended, or all of it is shown; pictures show it as far as the playhead.") }</li>
            }
            { for rows.into_iter().filter(|(what, _)| !hides || !matches!(what, What::Map | What::Figures | What::Samples)).map(|(what, label)| {
                let endings: &[&'static str] = match what {
                    What::Lab | What::Chart(_) => &["png", "svg"],
                    What::Map => &["png", "svg", "csv"],
                    What::Figures => &["csv", "json"],
                    What::Samples => &["csv"],
                };
                html! {
                    <li key={label.clone()}>
                        <span>{ &label }</span>
                        { for endings.iter().map(|&ending| {
                            let props = props.clone();
                            let onclick = move |_: MouseEvent| export(&props, what, ending);
                            let kind = ending.to_ascii_uppercase();
                            let file = format!("{}.{ending}", name(what));
                            html! { <button key={ending} type="button" data-file={file} aria-label={format!("{label}: {kind}")} {onclick}>{ kind.clone() }</button> }
                        }) }
                    </li>
                }
            }) }
        </ul>
    }
}

fn name(what: What) -> &'static str {
    match what {
        What::Lab => "lab",
        What::Chart(kind) => kind.name(),
        What::Map => "map",
        What::Figures => "results",
        What::Samples => "trace",
    }
}

fn export(props: &PanelProps, what: What, ending: &'static str) {
    let state = &props.state;
    let file = state.file_name(name(what), ending);
    let content = match what {
        What::Lab => lab(props),
        What::Chart(kind) => chart(props, kind),
        What::Map => elsewhere(props, ending),
        What::Figures if ending == "json" => state.results_json(&state.shell),
        What::Figures => state.results_csv(&state.shell),
        What::Samples => state.trace_csv(&state.shell),
    };
    let language = props.language;
    let address = match ending {
        "png" => png(&content),
        _ => Some(text_address(&content, ending)),
    };
    props.say.emit(match address {
        Some(address) => {
            save(&file, &address);
            say!(language, "Saved: {0}.", file)
        }
        None => word!(language, "The browser cannot make a picture of this size; SVG works.").to_owned(),
    });
}

fn lab(props: &PanelProps) -> String {
    let cut = props.state.cut(props.at);
    let (both, lanes) = (props.state.shown(&cut), &props.state.display.lanes);
    let address = props.address(props.at);
    let (events, end) = (props.state.events(), both.end(lanes));
    let own = events.own.filter(|_| lanes.contains(&Lane::Suspended));
    let mut marks = timeline::marks(props.language, &events.asked, &events.kept, end);
    marks.extend(own.map(|hold| timeline::own_mark(props.language, hold, end)));
    marks.sort_by_key(|mark| mark.time);
    picture_beside(&both, lanes, &marks, props.at, props.scheme, &props.origin(&address))
}

fn elsewhere(props: &PanelProps, ending: &str) -> String {
    let state = &props.state;
    let known = whole(&Base::of(&state.scenario));
    if ending == "csv" {
        return map::csv(&known, &state.named_link(&state.shell));
    }
    let address = props.address(crate::units::SimTime::ZERO);
    let fate = Fate::of(&state.trace.lane(Lane::Live).metrics);
    map::picture(
        &known,
        state.scenario.spot(),
        fate,
        props.scheme,
        &props.origin(&address),
    )
}

fn chart(props: &PanelProps, kind: ChartKind) -> String {
    let Lab { display, .. } = &*props.state;
    let cut = props.state.cut(props.at);
    let both = props.state.shown(&cut);
    let [width, height] = CHART;
    let frame = Frame {
        width,
        height,
        scheme: props.scheme,
        language: props.language,
    };
    let chart = kind.draw(&both, &display.lanes, &frame);
    let key = key::key(props.language, both.trace, &display.lanes);
    let address = props.address(crate::units::SimTime::ZERO);
    document(&chart, &frame, &key, &props.origin(&address))
}
