//! One chart with its caption, and the same numbers as a table.

use yew::prelude::*;

use super::ChartKind;
use super::playhead::PlayheadLine;
use crate::params::Choice;
use crate::text::Language;
use crate::view::charts::{Chart, Frame, Spot, Table};
use crate::view::palette::Scheme;
use crate::web::clock::Beat;
use crate::web::screens::lab::show::Show;
use crate::web::widgets::dialog::Dialog;
use crate::web::widgets::size::{type_scale, use_size};
use crate::word;

/// What is drawn.
#[derive(PartialEq, Properties)]
pub struct ChartFigureProps {
    /// Which chart.
    pub kind: ChartKind,
    /// What is played.
    pub show: Show,
    /// The colours.
    pub scheme: Scheme,
    /// Called with what the user does to the clock.
    pub on_beat: Callback<Beat>,
}

/// A figure.
#[component]
pub fn ChartFigure(props: &ChartFigureProps) -> Html {
    let frame = use_node_ref();
    let as_table = use_state(|| false);
    let size = use_size(&frame);
    let chart = use_memo(
        (props.kind, props.show.clone(), props.scheme, size),
        |(kind, show, scheme, size)| {
            size.map(|size| {
                // The picture grows with the type of the page around it; a scheme's own factor is the chart's business.
                let scale = (type_scale() / scheme.type_factor()).max(0.5);
                let [width, height] = [size.width, size.height].map(|side| (f64::from(side) / scale) as u32);
                let scheme = *scheme;
                let frame = Frame {
                    width,
                    height,
                    scheme,
                    language: show.language,
                };
                kind.draw(&show.both(), &show.lanes, &frame)
            })
        },
    );
    let chart = chart.as_ref().as_ref();
    let caption = chart.map(|chart| chart.caption).unwrap_or_default();
    let picture = chart.map(|chart| drawing(chart, props)).unwrap_or_default();
    let numbers = || chart.map(|chart| chart.table.clone()).unwrap_or_default();
    framed(
        props.show.language,
        props.kind.name(),
        (caption, props.kind.explanation(props.show.language)),
        &as_table,
        Some(frame),
        (picture, None),
        numbers,
    )
}

/// A heading that says what is drawn, a picture with what stands below it, and a button that shows the numbers in a sheet.
pub fn framed(
    language: Language,
    name: &'static str,
    (caption, told): (&'static str, &'static str),
    as_table: &UseStateHandle<bool>,
    node: Option<NodeRef>,
    (picture, below): (Html, Option<Html>),
    numbers: impl FnOnce() -> Table,
) -> Html {
    let show = |on: bool| {
        let as_table = as_table.setter();
        move || as_table.set(on)
    };
    let (open, close) = (show(true), show(false));
    let as_table = **as_table;
    html! {
        <figure data-chart={name} class="chart">
            <figcaption>
                <b tabindex="0" data-tip={told}>{ caption }</b>
                <button type="button" class="plain" aria-haspopup="dialog" onclick={move |_: MouseEvent| open()}
                    aria-label={format!("{caption}: {}", word!(language, "as table"))}>{ word!(language, "table") }</button>
            </figcaption>
            <div key="drawing" class="drawing" ref={node.unwrap_or_default()}>{ picture }</div>
            if let Some(below) = below {
                <div key="below">{ below }</div>
            }
            <Dialog key="table" id={format!("table-{name}")} {language} title={caption} open={as_table} on_close={move |()| close()}>
                if as_table {
                    <div class="table" tabindex="0" role="region" aria-label={caption}>{ table(&numbers()) }</div>
                }
            </Dialog>
        </figure>
    }
}

fn drawing(chart: &Chart, props: &ChartFigureProps) -> Html {
    let places = || {
        chart
            .spots
            .iter()
            .enumerate()
            .map(|(index, spot)| place(index, spot, &props.on_beat))
    };
    html! {
        <>
            <div key="svg" class="svg" role="img" aria-label={chart.summary.clone()}>
                { Html::from_html_unchecked(AttrValue::from(chart.svg.clone())) }
            </div>
            if let Some(plot) = &chart.plot {
                <PlayheadLine key="playhead" kind={props.kind} show={props.show.clone()} plot={*plot} on_beat={props.on_beat.clone()}>{ for places() }</PlayheadLine>
            } else {
                <svg key="spots" class="spots" viewBox="0 0 1 1" preserveAspectRatio="none" role="group" aria-label={chart.caption}>
                    { for places() }
                </svg>
            }
        </>
    }
}

/// A place that tells what it is; arrow keys go from one to the next, so only the first is a stop of its own. A click goes to the moment at
/// which it begins.
fn place(index: usize, spot: &Spot, on_beat: &Callback<Beat>) -> Html {
    let tip = (!spot.tip.is_empty()).then(|| spot.tip.clone());
    let stop = tip.as_ref().map(|_| if index == 0 { "0" } else { "-1" });
    let role = tip.as_ref().map(|_| "img");
    let onclick = spot.at.map(|at| on_beat.reform(move |_: MouseEvent| Beat::Seek(at)));
    html! {
        <path key={index} d={spot.path.clone()} data-of={spot.lane.token()} data-tip={tip.clone()} aria-label={tip} {role} tabindex={stop} {onclick} />
    }
}

fn table(table: &Table) -> Html {
    html! {
        <table>
            <thead><tr>
                for (index, text) in table.head.iter().enumerate() {
                    <th key={index} scope="col">{ text }</th>
                }
            </tr></thead>
            <tbody>
                for (index, row) in table.rows.iter().enumerate() {
                    <tr key={index}>
                        for (index, text) in row.iter().enumerate() {
                            if index == 0 {
                                <th key={index} scope="row">{ text }</th>
                            } else {
                                <td key={index}>{ text }</td>
                            }
                        }
                    </tr>
                }
            </tbody>
        </table>
    }
}
