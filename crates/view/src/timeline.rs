//! The phases of all lanes as bars on one clock.

use super::behind::Behind;
use super::beside::Beside;
use super::charts::ticks;
use super::labels::{Labelled, Role};
use super::{format, kinds};
use engine::migration::{Event, Phase};
use engine::params::{Choice, Lane};
use engine::scenario::{Act, TimedEvent, TimedHold};
use engine::trace::{LaneTrace, Trace};
use engine::units::{Share, SimTime};
use text::Language;
use text::{say, word};

/// How many labels the axis carries at most.
const AXIS_LABELS: usize = 9;

/// Bars, event ticks and an axis; every place is a share of [`Timeline::end`].
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// Where the clock ends.
    pub end: SimTime,
    /// One row a lane, in the order asked for.
    pub lanes: Vec<LaneBars>,
    /// Labels of the clock.
    pub axis: Vec<AxisTick>,
}

/// The row of a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneBars {
    /// Which.
    pub lane: Lane,
    /// What it is called.
    pub name: &'static str,
    /// Its phases, one after the other.
    pub bars: Vec<Bar>,
    /// Its events.
    pub ticks: Vec<Tick>,
    /// The phases of its counterpart in the pinned run.
    pub ghost: Vec<Bar>,
}

/// A phase.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// A short name, for inside the bar.
    pub label: String,
    /// The name with start, end and length, and what it is.
    pub title: String,
    /// When it begins and ends.
    pub span: (SimTime, SimTime),
    /// Where it begins.
    pub start: Share,
    /// Where it ends.
    pub end: Share,
    /// Its colour.
    pub role: Role,
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub at: Share,
    /// When.
    pub time: SimTime,
    /// What, with its time.
    pub label: String,
}

/// An event that was asked for, to be moved and taken away.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Which, in the order asked for; `None` is the suspended lane's own hold.
    pub index: Option<usize>,
    /// When.
    pub time: SimTime,
    /// Where.
    pub at: Share,
    /// How long it lasts, as a part of the clock.
    pub length: Share,
    /// What, in a word or two.
    pub label: String,
    /// What, when, for how long, and whether it changes anything.
    pub title: String,
    /// Whether it finds something to change.
    pub works: bool,
}

/// The events asked for, in the order of time; `kept` are those that mean something.
#[must_use]
pub fn marks(language: Language, asked: &[TimedEvent], kept: &[TimedEvent], end: SimTime) -> Vec<Mark> {
    let mut marks: Vec<Mark> = asked
        .iter()
        .enumerate()
        .map(|(index, event)| mark(language, Some(index), event, kept.contains(event), end))
        .collect();
    marks.sort_by_key(|mark| mark.time);
    marks
}

/// The row of each of these marks, which are in the order of time, so that none covers another one's words: one below the other as far as
/// needed, in at most so many rows. `needs` is the part of the clock that a mark takes with its words.
///
/// ```
/// use view::timeline::stacked;
///
/// let at = |part| move |_: &f64| part;
/// assert_eq!(stacked(&[0.1, 0.5], |&at| at, at(0.2), 3), [0, 0]);
/// assert_eq!(stacked(&[0.1, 0.2, 0.5], |&at| at, at(0.2), 3), [0, 1, 0]);
/// assert_eq!(stacked(&[0.7, 0.95], |&at| at, at(0.2), 3), [0, 1], "near the end words stand before their place");
/// // More than there is room for: the row that is free first.
/// assert_eq!(stacked(&[0.1, 0.11, 0.12, 0.13], |&at| at, at(0.2), 2), [0, 1, 0, 1]);
/// ```
#[must_use]
pub fn stacked<T>(marks: &[T], at: impl Fn(&T) -> f64, needs: impl Fn(&T) -> f64, most: usize) -> Vec<usize> {
    let mut free: Vec<f64> = Vec::new();
    marks
        .iter()
        .map(|mark| {
            // Near the end of the clock the words stand before the flag.
            let start = at(mark).min((1.0 - needs(mark)).max(0.0));
            let end = at(mark).max(start + needs(mark));
            let fits = free.iter().position(|&free| free <= start);
            let row = fits.unwrap_or_else(|| match free.len() {
                rows if rows < most => rows,
                _ => (0..free.len())
                    .min_by(|&a, &b| free[a].total_cmp(&free[b]))
                    .unwrap_or_default(),
            });
            match free.get_mut(row) {
                Some(free) => *free = end,
                None => free.push(end),
            }
            row
        })
        .collect()
}

/// The suspended lane's own hold.
#[must_use]
pub fn own_mark(language: Language, hold: TimedHold, end: SimTime) -> Mark {
    let TimedHold { at, hold } = hold;
    let act = Act::Hold(hold);
    mark(language, None, &TimedEvent { at, act }, true, end)
}

fn mark(language: Language, index: Option<usize>, event: &TimedEvent, works: bool, end: SimTime) -> Mark {
    let TimedEvent { at, act } = *event;
    let label = match act {
        Act::Hold(hold) => format!(
            "{}: {}",
            act.kind().label().get(language),
            hold.reason.label().get(language)
        ),
        _ => act.kind().label().get(language).to_owned(),
    };
    let mut title = say!(language, "{0}, at {1}", label, format::clock(language, at));
    if let Some(length) = act.length() {
        title = say!(language, "{0}, for {1}", title, format::time(language, length));
    }
    if !works {
        title += word!(language, ", without effect");
    }
    let share = place(at, end);
    let until = act.length().map_or(share, |length| place(at + length, end));
    Mark {
        index,
        time: at,
        at: share,
        length: Share::new(until.as_f64() - share.as_f64()),
        label,
        title,
        works,
    }
}

/// A label of the clock.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisTick {
    /// Where.
    pub at: Share,
    /// The time there.
    pub label: String,
}

/// The timeline of these lanes; it ends with the last of them.
#[must_use]
pub fn timeline(language: Language, trace: &Trace, lanes: &[Lane]) -> Timeline {
    timeline_beside(language, &Beside::alone(trace), lanes)
}

/// The same with the pinned or measured run behind it; it ends with the longer of the two.
#[must_use]
pub fn timeline_beside(language: Language, both: &Beside<'_>, lanes: &[Lane]) -> Timeline {
    let end = both.end(lanes);
    let row = |lane: &LaneTrace| LaneBars {
        ghost: both
            .ghost_of(lane)
            .map_or_else(Vec::new, |ghost| ghosts(language, both.behind, ghost, end)),
        ..row(language, lane, end)
    };
    Timeline {
        end,
        lanes: both.trace.of(lanes).map(row).collect(),
        axis: axis(language, end),
    }
}

/// Round times on a clock that ends then.
#[must_use]
pub fn axis(language: Language, end: SimTime) -> Vec<AxisTick> {
    ticks::clock(language, end, AXIS_LABELS)
        .into_iter()
        .map(|(time, label)| AxisTick {
            at: place(time, end),
            label,
        })
        .collect()
}

fn place(time: SimTime, end: SimTime) -> Share {
    Share::new(time / end)
}

fn row(language: Language, lane: &LaneTrace, end: SimTime) -> LaneBars {
    LaneBars {
        lane: lane.lane,
        name: kinds::name(language, lane),
        bars: lane.phases.iter().map(|phase| bar(language, phase, end)).collect(),
        ticks: lane
            .events
            .iter()
            .map(|event| tick(language, lane, event, end))
            .collect(),
        ghost: Vec::new(),
    }
}

/// The bars of a lane of the run behind; what a measured one was doing may not be known.
fn ghosts(language: Language, behind: Behind, lane: &LaneTrace, end: SimTime) -> Vec<Bar> {
    let named = |bar: Bar| Bar {
        title: match behind.known().stages {
            true => format!("{} · {}", behind.name(language), bar.title),
            false => behind.name(language).to_owned(),
        },
        ..bar
    };
    lane.phases
        .iter()
        .map(|phase| named(bar(language, phase, end)))
        .collect()
}

fn bar(language: Language, phase: &Phase, end: SimTime) -> Bar {
    let label = phase.kind.label(language).into_owned();
    Bar {
        title: say!(
            language,
            "{0}: {1} to {2}, {3}\n{4}",
            label,
            format::clock(language, phase.start),
            format::clock(language, phase.end),
            format::time(language, phase.end - phase.start),
            phase.kind.explanation().get(language)
        ),
        label,
        span: (phase.start, phase.end),
        start: place(phase.start, end),
        end: place(phase.end, end),
        role: phase.kind.role(),
    }
}

fn tick(language: Language, lane: &LaneTrace, event: &Event, end: SimTime) -> Tick {
    Tick {
        at: place(event.at, end),
        time: event.at,
        label: format!(
            "{}, {}: {}",
            kinds::name(language, lane),
            format::clock(language, event.at),
            event.kind.label(language)
        ),
    }
}
