//! All that the clock moves: the lanes, the picture over time, the decisions.

use std::cell::RefCell;
use std::rc::Rc;

use engine::cluster::Record;
use engine::cluster::settings::{ClusterAct, TimedAct};
use yew::prelude::*;

use super::lane::LaneView;
use super::log::LogView;
use super::time::TimeView;
use super::{Action, Run};
use crate::display::Display;
use crate::link::Page;
use crate::params::Part;
use crate::state::tidy;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::cluster::brief::Aim;
use crate::view::cluster::now;
use crate::view::cluster::play::Play;
use crate::view::pace::Story;
use crate::view::palette::Scheme;
use crate::view::steps;
use crate::web::clock::{Announcer, Beat, Course, Opening, Span, Transport, beat_of, use_kept_moment, use_player};
use crate::web::screens::lab::hatch;
use crate::web::shell::keys::{Key, use_keys};
use crate::word;

/// What the clock runs over. Equal only if it is the same.
#[derive(Clone)]
struct Shown(Rc<Play>);

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Course for Shown {
    fn story(&self) -> &Story {
        &self.0.story
    }

    fn end(&self) -> SimTime {
        self.0.end
    }

    fn next_event(&self, now: SimTime) -> Option<SimTime> {
        steps::after(&self.0.events, now)
    }

    fn previous_event(&self, now: SimTime) -> Option<SimTime> {
        steps::before(&self.0.events, now)
    }

    fn next_step(&self, now: SimTime) -> Option<SimTime> {
        steps::after(&self.0.steps, now)
    }

    fn previous_step(&self, now: SimTime) -> Option<SimTime> {
        steps::before(&self.0.steps, now)
    }
}

/// What the stage shows.
#[derive(Properties)]
pub struct StageProps {
    /// The runs.
    pub runs: Rc<[Run]>,
    /// How the clock goes.
    pub display: Display,
    /// In what kind of page.
    pub page: Page,
    /// How the clock begins.
    pub opening: Opening,
    /// The colours.
    pub scheme: Scheme,
    /// The language.
    pub language: Language,
    /// Where the moment is left for those who make links.
    pub moment: Rc<RefCell<SimTime>>,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
    /// Travels to another link.
    pub on_travel: Callback<String>,
}

impl PartialEq for StageProps {
    fn eq(&self, other: &Self) -> bool {
        self.runs == other.runs
            && self.display == other.display
            && self.page == other.page
            && self.opening == other.opening
            && self.scheme == other.scheme
            && self.language == other.language
            && self.on_action == other.on_action
    }
}

/// The stage.
#[component]
pub fn Stage(props: &StageProps) -> Html {
    let StageProps {
        runs, language, scheme, ..
    } = props;
    let (language, scheme) = (*language, *scheme);
    let course = use_memo(runs.clone(), |runs| {
        let records: Vec<&Record> = runs.iter().map(|run| &*run.record).collect();
        Rc::new(Play::new(&records))
    });
    let course = Shown((*course).clone());
    let player = use_player(&course, props.opening, props.display.pace);
    let now = player.now();
    *props.moment.borrow_mut() = now;
    let on_beat = player.on_beat.clone();
    use_kept_moment(
        props.page.present,
        &props.moment,
        course.end(),
        &props.on_action.reform(Action::Keep),
    );
    let chosen = use_state(|| None::<u32>);
    let vms = |run: &Run| run.record.cluster.vms.len() as u32;
    let picked = chosen.filter(|vm| runs.iter().all(|run| *vm < vms(run)));
    let phase = runs.iter().find_map(|run| stage_of(&run.record, picked, now));
    use_keys((props.page.present, phase, player.looped()), {
        let on_beat = on_beat.clone();
        move |key: &Key, &(present, phase, looped): &(bool, Option<Span>, Option<Span>)| {
            let beat = beat_of(key, present, phase, looped);
            if let Some(beat) = beat {
                on_beat.emit(beat);
            }
            beat.is_some()
        }
    });
    let on_choose = {
        let chosen = chosen.setter();
        use_callback((), move |vm: Option<u32>, ()| chosen.set(vm))
    };
    let on_act = {
        let moment = props.moment.clone();
        use_callback(
            (props.on_action.clone(), course.end()),
            move |act: ClusterAct, (on_action, end)| {
                let now = *moment.borrow();
                // At the very end nothing would come of it any more.
                let moment = if now < *end { now } else { SimTime::ZERO };
                let at = tidy(moment, *end);
                on_action.emit(Action::Act(TimedAct { at, act }));
            },
        )
    };
    let on_seek = use_callback(on_beat.clone(), |moment: SimTime, on_beat| {
        on_beat.emit(Beat::Seek(moment))
    });
    let told: Vec<String> = runs
        .iter()
        .map(|run| now::sentence(language, &run.record, now))
        .collect();
    let shows = |part: Part| !props.page.hidden.contains(&part);
    html! {
        <main id="stage" class="stage cluster-stage" tabindex="-1" data-cluster="shown" data-lanes={runs.len().to_string()}>
            { hatch::patterns() }
            <div key="lanes" class="cluster-lanes">
                for (run, told) in runs.iter().zip(&told) {
                    <LaneView key={run.side.letter()} run={run.clone()} aim={Aim::of(&runs[0].record)} {now} chosen={picked} alone={runs.len() == 1} told={told.clone()} {language} {scheme}
                        on_choose={on_choose.clone()} on_act={on_act.clone()} />
                }
            </div>
            if shows(Part::Timeline) {
                <section key="timeline" class="timeline cluster-clock" data-part="timeline" aria-label={word!(language, "Clock")}>
                    <Transport {language} {now} end={course.end()} playing={player.is_playing()} {phase} looped={player.looped()}
                        pace={props.display.pace} scale={course.story().scale_at(now)} on_beat={on_beat.clone()}
                        on_pace={props.on_action.reform(Action::Pace)} />
                </section>
            }
            <div key="below" class="cluster-below">
                if shows(Part::Timeline) {
                    <TimeView key="time" runs={runs.clone()} {now} end={course.end()} chosen={picked} present={props.page.present} {language} {scheme}
                        on_choose={on_choose.clone()} on_seek={on_seek.clone()} />
                }
                if shows(Part::Narration) {
                    <LogView key="log" runs={runs.clone()} {now} {language} {on_seek} chosen={picked} on_travel={props.on_travel.clone()} />
                }
            </div>
            <Announcer key="announcer" text={told.join(" ")} speaks={player.speaks()} />
        </main>
    }
}

/// The stage of the migration of this VM, or of the first that is on its way.
fn stage_of(record: &Record, vm: Option<u32>, now: SimTime) -> Option<Span> {
    let mut moves = record.under_way(now).map(|place| &record.moves[place]);
    let one = moves.find(|one| vm.is_none_or(|vm| one.vm == vm))?;
    one.stage_at(now).map(|stage| (stage.start, stage.end))
}
