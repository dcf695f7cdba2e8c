//! Events on the timeline: to be read, moved and taken away.

use web_sys::Element;
use yew::prelude::*;

use crate::params::SuspendMode;
use crate::scenario::{TimedEvent, TimedHold};
use crate::state::lab::{Action, Edit, Events};
use crate::state::tidy;
use crate::text::Language;
use crate::units::{Share, SimTime};
use crate::view::format;
use crate::view::timeline::{self, Mark};

/// An arrow key moves an event by this part of the clock, with Shift by the smaller one.
const STEP: f64 = 0.01;
const FINE: f64 = 0.001;
/// Marks stand in so many rows at most; from one to the next, in CSS pixels.
const ROWS: usize = 3;
const ROW: usize = 20;
/// A flag, and a letter beside it, take about this part of a clock as wide as that of a small projector.
const FLAG: f64 = 0.035;
const LETTER: f64 = 0.0098;
/// Words that have less room than this part of the clock are left to the readout.
const LEGIBLE: f64 = 0.1;

/// Which marks are shown.
#[derive(PartialEq, Properties)]
pub struct MarksProps {
    /// The events.
    pub events: Events,
    /// Where the clock ends.
    pub end: SimTime,
    /// The language of their names.
    pub language: Language,
    /// The suspended lane's own hold, in its row, instead of the events of all lanes.
    #[prop_or_default]
    pub own: bool,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
}

/// Where a drag began: which event, its time, the pointer, and simulated time to a CSS pixel. An event that moves
/// may make the clock run longer, so the scale of the beginning counts.
#[derive(Clone, Copy)]
struct Drag {
    index: Option<usize>,
    time: SimTime,
    x: f64,
    per_pixel: SimTime,
}

/// The row of marks; nothing while there are no events.
#[component]
pub fn Marks(props: &MarksProps) -> Html {
    let drag = use_mut_ref(|| None::<Drag>);
    let language = props.language;
    let end = props.end;
    let own = props.events.own;
    let marks: Vec<Mark> = if props.own {
        own.iter()
            .map(|&hold| timeline::own_mark(language, hold, end))
            .collect()
    } else {
        timeline::marks(language, &props.events.asked, &props.events.kept, end)
    };
    let on_move = {
        let (on_action, asked) = (props.on_action.clone(), props.events.asked.clone());
        Callback::from(move |(index, at): (Option<usize>, SimTime)| {
            let at = tidy(at, end);
            let event = index.and_then(|index| asked.get(index).map(|event| (index, event)));
            let edit = match (event, own) {
                (Some((index, event)), _) => Edit::ChangeEvent(index, TimedEvent { at, ..*event }),
                (None, Some(hold)) => Edit::SuspendHold(TimedHold { at, ..hold }),
                (None, None) => return,
            };
            on_action.emit(Action::Edit(edit));
        })
    };
    let onpointermove = {
        let (drag, on_move) = (drag.clone(), on_move.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(drag) = *drag.borrow() else { return };
            event.stop_propagation();
            let by = f64::from(event.client_x()) - drag.x;
            let time = if by < 0.0 {
                drag.time - drag.per_pixel * -by
            } else {
                drag.time + drag.per_pixel * by
            };
            on_move.emit((drag.index, time));
        })
    };
    let on_release = {
        let drag = drag.clone();
        Callback::from(move |_: PointerEvent| {
            drag.borrow_mut().take();
        })
    };
    let on_grab = Callback::from(move |(event, index, time): (PointerEvent, Option<usize>, SimTime)| {
        let target = event.target_dyn_into::<Element>();
        let Some(row) = target.and_then(|target| target.closest(".marks").ok().flatten()) else {
            return;
        };
        event.stop_propagation();
        // Without the capture a drag ends at the border of the row, nothing worse.
        let _ = row.set_pointer_capture(event.pointer_id());
        let width = row
            .closest(".bars")
            .ok()
            .flatten()
            .map_or(1.0, |bars| bars.get_bounding_client_rect().width());
        let per_pixel = end / width.max(1.0);
        let x = f64::from(event.client_x());
        *drag.borrow_mut() = Some(Drag {
            index,
            time,
            x,
            per_pixel,
        });
    });
    let on_remove = props
        .on_action
        .reform(|index: Option<usize>| Action::Edit(index.map_or(Edit::Suspend(SuspendMode::Save), Edit::RemoveEvent)));
    let rows = rows_of(&marks);
    let gap = |place: usize| {
        let next = (place + 1..marks.len()).find(|&next| rows[next] == rows[place]);
        next.map_or(1.0, |next| marks[next].at.as_f64()) - marks[place].at.as_f64()
    };
    html! {
        <svg key="marks" class="marks" width="100%" data-rows={row_count(&rows).to_string()} hidden={marks.is_empty()} {onpointermove}
            onpointerup={on_release.clone()} onpointercancel={on_release}>
            for (place, mark) in marks.iter().enumerate() {
                { mark_html(language, mark, (rows[place], gap(place)), end, &on_move, &on_grab, &on_remove) }
            }
        </svg>
    }
}

/// The part of the clock that a mark takes with its words.
fn needs(mark: &Mark) -> f64 {
    FLAG + LETTER * mark.label.chars().count() as f64
}

fn rows_of(marks: &[Mark]) -> Vec<usize> {
    timeline::stacked(marks, |mark| mark.at.as_f64(), needs, ROWS)
}

fn row_count(rows: &[usize]) -> usize {
    rows.iter().max().map_or(0, |last| last + 1)
}

/// In how many rows the events of all lanes stand.
pub fn rows(events: &Events, end: SimTime, language: Language) -> usize {
    row_count(&rows_of(&timeline::marks(language, &events.asked, &events.kept, end)))
}

fn mark_html(
    language: Language,
    mark: &Mark,
    (row, gap): (usize, f64),
    end: SimTime,
    on_move: &Callback<(Option<usize>, SimTime)>,
    on_grab: &Callback<(PointerEvent, Option<usize>, SimTime)>,
    on_remove: &Callback<Option<usize>>,
) -> Html {
    let (index, time) = (mark.index, mark.time);
    let onkeydown = {
        let (on_move, on_remove) = (on_move.clone(), on_remove.clone());
        Callback::from(move |event: KeyboardEvent| {
            let step = end * if event.shift_key() { FINE } else { STEP };
            let moved = match event.key().as_str() {
                "ArrowRight" | "ArrowUp" => time + step,
                "ArrowLeft" | "ArrowDown" => time - step,
                "Home" => SimTime::ZERO,
                "End" => end,
                "Delete" | "Backspace" => {
                    event.prevent_default();
                    return on_remove.emit(index);
                }
                _ => return,
            };
            event.prevent_default();
            on_move.emit((index, moved));
        })
    };
    let onpointerdown = on_grab.reform(move |event| (event, index, time));
    let x = percent(mark.at);
    let own = index.is_none();
    let name = index.map_or_else(|| "own".to_owned(), |index| index.to_string());
    let lower = format!("translate(0 {})", row * ROW);
    html! {
        <g key={name.clone()} transform={lower} class={classes!("mark", (!mark.works).then_some("idle"), own.then_some("own"))} role="slider" tabindex="0" data-event={name} data-tip={mark.title.clone()}
            aria-label={mark.label.clone()} aria-valuemin="0" aria-valuemax={format!("{:.1}", end.as_s())}
            aria-valuenow={format!("{:.1}", time.as_s())} aria-valuetext={format::speak(language, &mark.title)} {onkeydown} {onpointerdown}>
            if !own {
                <rect key="span" class="span" x={x.clone()} y="4" width={percent(mark.length)} height="16" />
                if mark.at.as_f64() + needs(mark) > 1.0 {
                    <text key="before" x={x.clone()} dx="-10" y="12" text-anchor="end" dominant-baseline="central">{ mark.label.clone() }</text>
                } else if gap > needs(mark).min(LEGIBLE) {
                    <svg key="label" x={x.clone()} width={percent(Share::new(gap))} height="24">
                        <text x="10" y="12" dominant-baseline="central">{ mark.label.clone() }</text>
                    </svg>
                }
            }
            <svg key="flag" {x} overflow="visible">
                <rect class="grip" x="-12" width="24" height="24" />
                // In its lane's row the bar tells the rest: a pennant beside the bar's own words.
                <path class="flag" d={if own { "M0 0v20V11l-9-5.5z" } else { "M-6 4h12v9l-6 7-6-7z" }} />
            </svg>
        </g>
    }
}

fn percent(share: Share) -> String {
    format!("{:.2}%", share.as_f64() * 100.0)
}
