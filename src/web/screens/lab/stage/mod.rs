//! All that the clock moves: lanes, timeline, narration, and the playhead
//! over the charts.

mod acts;
mod canvas;
mod choice;
mod host;
pub mod lane;
mod legend;
mod marks;
mod outcome;
mod reveal;
mod summary;
mod timeline;
mod transcript;
mod wire;

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::display::Display;
use crate::explore::map::{Base, Fate};
use crate::link::Page;
use crate::params::{Choice, Lane, Part};
use crate::scenario::{Act, Scenario, Spot, TimedEvent};
use crate::state::lab::{Action, Chances, Edit, Events, Lab};
use crate::state::tidy;
use crate::units::SimTime;
use crate::view::palette::Scheme;
use crate::view::{format, narration};
use crate::web::clock::{Announcer, Beat, Course as _, Opening, Span, Transport, beat_of, use_player};
use crate::web::screens::lab::advice::AdviceSheet;
use crate::web::screens::lab::charts::{ElsewhereProps, charts};
use crate::web::screens::lab::hatch;
use crate::web::screens::lab::show::Show;
use crate::web::shell::keys::{Key, use_keys};
use crate::word;
use acts::act_sheet;
use lane::LaneView;
use legend::Legend;
use summary::Summary;
use timeline::TimelineView;
use transcript::transcript_sheet;

/// The moment on the clock, for those who follow it across components that do not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Playhead(pub SimTime);

/// What the stage shows.
#[derive(Properties)]
pub struct StageProps {
    /// Whether the charts are drawn already.
    pub charts: bool,
    /// What is played.
    pub show: Show,
    /// How.
    pub display: Display,
    /// In what kind of page.
    pub page: Page,
    /// How the clock begins.
    pub opening: Opening,
    /// The colours.
    pub scheme: Scheme,
    /// What would become of the live lane elsewhere depends on this.
    pub base: Rc<Base>,
    /// The experiment that advice is given for.
    pub scenario: Rc<Scenario>,
    /// Where on that map the experiment is.
    pub spot: Spot,
    /// What happens to the migrations.
    pub events: Events,
    /// What is played, as it was asked for.
    pub lab: Rc<Lab>,
    /// Where the moment is left for those who make links.
    pub moment: Rc<RefCell<SimTime>>,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
}

impl PartialEq for StageProps {
    fn eq(&self, other: &Self) -> bool {
        self.charts == other.charts
            && self.show == other.show
            && self.display == other.display
            && self.page == other.page
            && self.opening == other.opening
            && self.scheme == other.scheme
            && self.events == other.events
            && self.spot == other.spot
            && self.base == other.base
            && self.scenario == other.scenario
            && Rc::ptr_eq(&self.lab, &other.lab)
    }
}

/// The stage.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let StageProps {
        show, display, page, ..
    } = props;
    let scheme = props.scheme;
    let language = show.language;
    let player = use_player(show, props.opening, display.pace);
    let now = player.now();
    *props.moment.borrow_mut() = now;
    let whole = show;
    let show = &reveal::use_seen(whole, &props.lab, now, player.is_playing(), &props.on_action);
    let hidden = show.seen.is_some();

    let on_beat = player.on_beat.clone();
    // The lane that somebody has clicked, and when.
    let chosen = use_state(|| None::<(Lane, SimTime)>);
    let told = narration::about(language, &show.trace, &show.lanes, now, *chosen);
    // The stage that the sentence is about.
    let phase = show
        .trace
        .lane(told.lane)
        .at(now)
        .phase
        .map(|phase| (phase.start, phase.end));
    // The moment at which something shall happen, while the sheet asks what.
    let acting = use_state(|| None::<(SimTime, Rc<Chances>)>);
    let on_acts = {
        let (acting, on_beat, lab, end) = (acting.setter(), on_beat.clone(), props.lab.clone(), show.end());
        Callback::from(move |()| {
            on_beat.emit(Beat::Pause);
            let at = tidy(now, end);
            acting.set(Some((at, Rc::new(Chances::at(&lab, at)))));
        })
    };
    let on_leave = {
        let acting = acting.setter();
        Callback::from(move |()| acting.set(None))
    };
    let on_choose = {
        let chosen = chosen.setter();
        use_callback((), move |lane: (Lane, SimTime), ()| chosen.set(Some(lane)))
    };
    let reading = use_state(|| false);
    let on_read = {
        let reading = reading.setter();
        use_callback((), move |open: bool, ()| reading.set(open))
    };
    use_keys((page.present, phase, player.looped(), hidden), {
        let (on_beat, on_acts, on_leave) = (on_beat.clone(), on_acts.clone(), on_leave.clone());
        let on_read = on_read.clone();
        let on_reveal = props.on_action.clone();
        move |key: &Key, (present, phase, looped, hidden): &(bool, Option<Span>, Option<Span>, bool)| {
            match key.name.as_str() {
                "s" | "S" if *hidden => {
                    on_reveal.emit(Action::Reveal);
                    return true;
                }
                "a" | "A" => {
                    on_acts.emit(());
                    return true;
                }
                "r" | "R" => {
                    on_read.emit(true);
                    return true;
                }
                // A sheet that is still being drawn does not take the key itself.
                "Escape" => {
                    on_leave.emit(());
                    on_read.emit(false);
                }
                _ => {}
            }
            match beat_of(key, *present, *phase, *looped) {
                Some(beat) => {
                    on_beat.emit(beat);
                    true
                }
                None => false,
            }
        }
    });
    let on_act = {
        let at = acting.as_ref().map(|&(at, _)| at).unwrap_or_default();
        let acting = acting.setter();
        props.on_action.reform(move |act: Act| {
            acting.set(None);
            Action::Edit(Edit::AddEvent(TimedEvent { at, act }))
        })
    };

    let shows = |part: Part| !page.hidden.contains(&part);
    let elsewhere = ElsewhereProps {
        base: props.base.clone(),
        spot: props.spot,
        fate: Fate::of(&show.trace.lane(Lane::Live).metrics),
        scheme,
        language,
        on_action: props.on_action.clone(),
    };
    html! {
        <main id="stage" class="stage" tabindex="-1" data-lanes={show.lanes.len().to_string()}>
            { hatch::patterns() }
            <Summary key="summary" show={show.clone()} />
            <div key="lanes" class="lanes">
                for &lane in show.lanes.iter() {
                    <LaneView key={lane.token()} show={show.clone()} {lane} {now} {scheme} on_action={props.on_action.clone()} />
                }
            </div>
            if shows(Part::Timeline) {
                <section key="timeline" class="timeline" data-part="timeline" aria-label={word!(language, "Clock")}>
                    <Transport {language} {now} end={show.clock_end()} unknown={hidden.then(|| reveal::button(language, &props.on_action))}
                        playing={player.is_playing()} {phase} looped={player.looped()} pace={display.pace} scale={show.story.scale_at(now)}
                        on_beat={on_beat.clone()} on_pace={props.on_action.reform(Action::Pace)}>
                        <button key="act" type="button" data-action="act" onclick={on_acts.reform(|_| ())}>{ word!(language, "Act now …") }</button>
                    </Transport>
                    <TimelineView show={show.clone()} {now} looped={player.looped()} events={props.events.clone()} on_beat={on_beat.clone()}
                        on_action={props.on_action.clone()} {on_choose} />
                    <button key="read" type="button" class="plain read" data-action="read" aria-haspopup="dialog"
                        onclick={on_read.reform(|_: MouseEvent| true)}>{ word!(language, "Story as text") }</button>
                    { complaints(&props.events.complaints) }
                </section>
            }
            if shows(Part::Narration) {
                <p key="narration" class="narration" data-part="narration" tabindex="0">
                    <b>{ told.name }{ ": " }</b>{ format::unbroken(&told.text) }
                </p>
            }
            { transcript_sheet(language, *reading, (show, now), &on_beat, on_read.reform(|()| false)) }
            { act_sheet(language, &acting, on_act, on_leave) }
            <Announcer key="announcer" text={told.text} speaks={player.speaks()} />
            if props.charts && shows(Part::Charts) {
                <Legend key="key" show={show.clone()} />
                <ContextProvider<Playhead> key="charts" context={Playhead(now)}>
                    { charts(show, scheme, &on_beat, (!hidden).then_some(elsewhere)) }
                </ContextProvider<Playhead>>
            }
            if props.charts && !hidden && !page.embed && show.lanes.contains(&Lane::Live) {
                <AdviceSheet key="advice" {language} scenario={props.scenario.clone()} on_action={props.on_action.clone()} />
            }
        </main>
    }
}

/// Events that change nothing, and why.
fn complaints(texts: &[String]) -> Html {
    html! {
        <div key="complaints" class="complaints" role="status" hidden={texts.is_empty()}>
            for (index, text) in texts.iter().enumerate() {
                <p key={index} class="complaint">{ text }</p>
            }
        </div>
    }
}
