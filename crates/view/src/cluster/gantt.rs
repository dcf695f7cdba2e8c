//! The migrations of one run or two as bars on one clock: a row for each VM that moves, waits to or goes down.

mod history;
mod kinds;
mod marks;
mod rows;

use engine::cluster::Record;
use engine::units::{Share, SimTime};
use text::{Language, count, word};

use super::host;
use crate::labels::Role;
use crate::timeline::{self, AxisTick};
use history::{History, What, histories};

pub use marks::{ActMark, DrainEnd, DrainMark, Later};

/// The most rows of all runs together; beyond that the longest are shown.
pub const MOST_ROWS: usize = 48;

/// Rows on one clock; every place is a share of [`Gantt::end`].
#[derive(Clone, Debug, PartialEq)]
pub struct Gantt {
    /// Where the clock ends.
    pub end: SimTime,
    /// One after the other.
    pub runs: Vec<RunRows>,
    /// Labels of the clock.
    pub axis: Vec<AxisTick>,
    /// By how much the second run empties its hosts later, or the first.
    pub later: Option<Later>,
}

/// The rows of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRows {
    /// In the order in which the VMs were asked to move.
    pub rows: Vec<Row>,
    /// What is said of those for which there is no room, or where there is none.
    pub more: Option<String>,
    /// One for each drain.
    pub drains: Vec<DrainMark>,
    /// What was done to the cluster.
    pub acts: Vec<ActMark>,
}

/// The row of a VM.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its place among the VMs of the cluster.
    pub vm: u32,
    /// What it is called.
    pub name: String,
    /// The host that it leaves first; none where all rows of the run have the same.
    pub from: Option<String>,
    /// In the order of time.
    pub segments: Vec<Segment>,
    /// What stands beside them or on them.
    pub notes: Vec<Note>,
    /// What became of it, in sentences.
    pub story: String,
}

/// What a part of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// The VM waits for its turn.
    Waits,
    /// It moves, and runs.
    Phase(Role),
    /// It moves, and stands still.
    Down,
    /// It moves, runs, and all is in vain.
    GivenUp,
    /// It went down with its host.
    Gone,
    /// It is started again.
    Boots,
}

/// A part of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// What.
    pub kind: SegmentKind,
    /// When it begins and ends.
    pub span: (SimTime, SimTime),
    /// Where it begins.
    pub start: Share,
    /// Where it ends.
    pub end: Share,
    /// Where a pass after the first ends within it and the next begins.
    pub ticks: Vec<Share>,
    /// What it is, with its times.
    pub title: String,
}

/// Words in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Where they begin, or end if they are `before` that.
    pub at: Share,
    /// How far they may reach.
    pub until: Share,
    /// Whether they stand on a bar.
    pub on_bar: bool,
    /// The words.
    pub text: String,
}

/// A part of the clock from a time on, as far as it reaches; nothing of what begins after its end.
fn cut(start: SimTime, until: SimTime, end: SimTime) -> Option<(SimTime, SimTime)> {
    (start < end).then(|| (start, until.min(end)))
}

fn place(time: SimTime, end: SimTime) -> Share {
    Share::new(time / end)
}

/// The rows of one run, or of two, up to the end of the clock. The chosen VM has a row if there is something to tell of it.
#[must_use]
pub fn gantt(language: Language, records: &[&Record], end: SimTime, chosen: Option<u32>) -> Gantt {
    let most = MOST_ROWS / records.len().max(1);
    Gantt {
        end,
        runs: records
            .iter()
            .map(|record| run(language, record, end, chosen, most))
            .collect(),
        axis: timeline::axis(language, end),
        later: match records {
            [first, second] => marks::later(language, first, second, end),
            _ => None,
        },
    }
}

fn run(language: Language, record: &Record, end: SimTime, chosen: Option<u32>, most: usize) -> RunRows {
    let mut told = histories(record);
    told.retain(|history| history.spans[0].start < end);
    let left_out = longest(&mut told, end, chosen, most);
    let mut rows: Vec<Row> = told
        .iter()
        .map(|history| rows::row(language, record, history, end))
        .collect();
    let sources: Vec<Option<u32>> = told.iter().map(|history| source(record, history)).collect();
    if sources.windows(2).any(|two| two[0] != two[1]) {
        for (row, source) in rows.iter_mut().zip(sources) {
            row.from = source.map(host);
        }
    }
    RunRows {
        rows,
        more: if told.is_empty() {
            Some(word!(language, "nothing moves").to_owned())
        } else {
            (left_out > 0).then(|| {
                count!(
                    language,
                    left_out as f64,
                    "and one VM more",
                    "and {0} VMs more",
                    left_out
                )
            })
        },
        drains: marks::drains(language, record, end),
        acts: marks::acts(language, &record.cluster, end),
    }
}

/// Keeps those of which something goes on for longest, and the chosen one, in their order. How many are left out.
fn longest(told: &mut Vec<History>, end: SimTime, chosen: Option<u32>, most: usize) -> usize {
    let left_out = told.len().saturating_sub(most);
    if left_out > 0 {
        let mut order: Vec<usize> = (0..told.len()).collect();
        let rank = |&place: &usize| {
            let history = &told[place];
            let is_chosen = Some(history.vm) == chosen;
            (std::cmp::Reverse((is_chosen, history.length(end))), place)
        };
        order.sort_by_key(rank);
        order.truncate(most);
        let mut place = 0..;
        told.retain(|_| place.next().is_some_and(|place| order.contains(&place)));
    }
    left_out
}

fn source(record: &Record, history: &History) -> Option<u32> {
    let first = history.spans.first()?;
    match first.what {
        What::Moves(place) => Some(record.moves[place].from),
        _ => {
            let course = &record.vms[history.vm as usize];
            let before = course.partition_point(|step| step.at < first.start || step.at.is_zero());
            course[..before].iter().rev().find_map(|step| step.value.host)
        }
    }
}
