//! What the clock of a cluster runs over: where it ends, at which pace, and where it can stop.

use std::collections::BTreeSet;

use engine::cluster::settings::PolicyName;
use engine::cluster::{Record, Said};
use engine::units::SimTime;

use crate::pace::Story;
use crate::steps::SAME;

/// More migrations than this have no while of their own.
const TOLD: usize = 24;
/// The least while of a downtime and of a beginning, in seconds of the story.
const DOWN: f64 = 0.5;
const BEGINNING: f64 = 0.25;
/// The most steps of a talk.
const MOST_STEPS: usize = 8;

/// A course for the clock, over all runs that are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Play {
    /// Its pace.
    pub story: Story,
    /// Where it ends.
    pub end: SimTime,
    /// Moments at which something is said in the log, in order.
    pub events: Vec<SimTime>,
    /// Those few of them that tell the story to an audience; the last is the end.
    pub steps: Vec<SimTime>,
}

impl Play {
    /// The course over these runs.
    #[must_use]
    pub fn new(records: &[&Record]) -> Self {
        let end = clock_end(records);
        let mut events = moments(records, |_| true);
        events.retain(|&at| at <= end);
        Self {
            story: Story::told(end, claims(records)),
            end,
            steps: steps(records, end),
            events,
        }
    }
}

/// Where the clock ends. Runs of which nobody has said until when they are looked at end with what happens in them; one that goes
/// on without an end is seen for twice as long as the one that has an end.
#[must_use]
pub fn clock_end(records: &[&Record]) -> SimTime {
    let until = records.iter().map(|record| record.until).max().unwrap_or_default();
    let is_watched = |record: &&&Record| {
        record.cluster.migration.until.is_some() || record.cluster.settings.policy != PolicyName::None
    };
    if records.iter().any(|record| is_watched(&record)) {
        return until;
    }
    let ends = |record: &&&Record| record.figures.unfinished == 0 && record.figures.waiting == 0;
    let last = records.iter().filter(ends).map(|record| record.last).max();
    match last {
        Some(last) if !last.is_zero() => {
            let goes_on = records.iter().any(|record| !ends(&record));
            round_up(last * if goes_on { 2.0 } else { 1.03 }).min(until)
        }
        _ => until,
    }
}

/// To two digits, so that the clock ends at a moment that is easily said.
fn round_up(time: SimTime) -> SimTime {
    let step = 10_f64.powf((time.as_s().log10().floor() - 1.0).max(-3.0));
    SimTime::s((time.as_s() / step).ceil() * step)
}

fn claims(records: &[&Record]) -> Vec<(SimTime, SimTime, f64)> {
    let moves: usize = records.iter().map(|record| record.moves.len()).sum();
    if moves > TOLD {
        return Vec::new();
    }
    let mut claims = Vec::new();
    for one in records.iter().flat_map(|record| &record.moves) {
        let stages = one.stages.iter();
        claims.extend(
            stages
                .clone()
                .filter(|stage| !stage.runs)
                .map(|stage| (stage.start, stage.end, DOWN)),
        );
        claims.extend(one.stages.first().map(|stage| (stage.start, stage.end, BEGINNING)));
    }
    claims
}

fn moments(records: &[&Record], tells: impl Fn(&Said) -> bool) -> Vec<SimTime> {
    let entries = records.iter().flat_map(|record| &record.log);
    let mut times: Vec<SimTime> = entries
        .filter(|entry| tells(&entry.said))
        .map(|entry| entry.at)
        .collect();
    times.sort_unstable();
    times.dedup_by(|later, first| (*later - *first).as_s() <= SAME);
    times
}

/// What an audience has to see; of many the ones between which most time passes.
fn steps(records: &[&Record], end: SimTime) -> Vec<SimTime> {
    let mut times = moments(records, |said| {
        matches!(
            said,
            Said::Ordered { .. }
                | Said::Began(_)
                | Said::Ended(_)
                | Said::Empty(..)
                | Said::Drain(_)
                | Said::Host(..)
                | Said::Detected(_)
                | Said::Crowd(..)
                | Said::Link(..)
        )
    });
    times.retain(|&at| at < end);
    let mut times = thinned(&times, MOST_STEPS - 1);
    times.push(end);
    times
}

/// At most so many of some times: again and again the later one of the two next to each other goes.
fn thinned(times: &[SimTime], most: usize) -> Vec<SimTime> {
    let gap = |from: usize, to: usize| (times[to] - times[from], from);
    let mut after: Vec<usize> = (1..=times.len()).collect();
    let mut gaps: BTreeSet<(SimTime, usize)> = (1..times.len()).map(|to| gap(to - 1, to)).collect();
    let mut is_kept = vec![true; times.len()];
    for _ in most..times.len() {
        let Some((_, from)) = gaps.pop_first() else { break };
        let gone = after[from];
        let next = after[gone];
        is_kept[gone] = false;
        after[from] = next;
        if next < times.len() {
            gaps.remove(&gap(gone, next));
            gaps.insert(gap(from, next));
        }
    }
    let kept = times.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept);
    kept.map(|(at, _)| *at).collect()
}
