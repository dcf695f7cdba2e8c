//! The figures of a lane in words, and the lanes compared in a sentence.

use super::format;
use super::labels::Labelled;
use crate::model::{Bound, DownCause, Outcome, Phase, PhaseKind, Power, Primary, Status, Why};
use crate::params::{Choice, Lane};
use crate::trace::{LaneTrace, Trace};
use crate::units::{Bytes, SimTime, put_in_order};

/// What a lane cost, as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneResult {
    /// Which.
    pub lane: Lane,
    /// How long the VM stood still.
    pub downtime: String,
    /// How long clients got no answer.
    pub outage: String,
    /// From the start to the end.
    pub total: String,
    /// All that was sent.
    pub sent: String,
    /// The memory stream as a multiple of the memory in use; empty where no memory moves.
    pub times_memory: String,
    /// Downtime by cause, without zeros.
    pub downtime_split: Vec<(String, String)>,
    /// The outage: the downtime, and the time until the network knew.
    pub outage_split: Vec<(String, String)>,
    /// Traffic by cause, without zeros.
    pub traffic_split: Vec<(String, String)>,
    /// How it ended; empty for a migration that simply succeeded.
    pub status: String,
}

/// The figures of a lane.
#[must_use]
pub fn results(lane: &LaneTrace) -> LaneResult {
    let metrics = &lane.metrics;
    LaneResult {
        lane: lane.lane,
        downtime: downtime_text(lane),
        outage: outage_text(lane),
        total: total_text(lane),
        sent: format::size(metrics.traffic.total()),
        times_memory: times_memory(lane).map_or_else(String::new, format::times),
        downtime_split: metrics
            .downtime
            .iter()
            .filter(|(_, time)| !time.is_zero())
            .map(|(cause, time)| (cause.label().into_owned(), format::time(time)))
            .collect(),
        outage_split: vec![
            ("downtime".to_owned(), format::time(metrics.downtime.total())),
            (
                "until the network knows".to_owned(),
                format::time(metrics.outage - metrics.downtime.total()),
            ),
        ],
        traffic_split: metrics
            .traffic
            .iter()
            .filter(|(_, bytes)| !bytes.is_zero())
            .map(|(cause, bytes)| (cause.label().into_owned(), format::size(bytes)))
            .chain(held_back(metrics.bound))
            .collect(),
        status: status_sentence(lane),
    }
}

/// How long the VM has stood still until a time; `None` before it does and once there is no more to come.
#[must_use]
pub fn so_far(lane: &LaneTrace, time: SimTime) -> Option<SimTime> {
    let down = |phase: &&Phase| phase.power != Power::Running && phase.start < time;
    let until_now: SimTime = lane
        .phases
        .iter()
        .filter(down)
        .map(|phase| phase.end.min(time) - phase.start)
        .sum();
    let more = lane
        .phases
        .iter()
        .any(|phase| phase.power != Power::Running && phase.end > time);
    (more && !until_now.is_zero()).then_some(until_now)
}

/// What kept memory from using all of the line.
fn held_back(bound: Bound) -> Option<(String, String)> {
    let by = match bound {
        Bound::Line => return None,
        Bound::Cap => "the cap",
        Bound::Processor => "the processors",
    };
    Some(("held back by".to_owned(), by.to_owned()))
}

/// The downtime, or that there was none yet.
pub(super) fn downtime_text(lane: &LaneTrace) -> String {
    let downtime = lane.metrics.downtime.total();
    match lane.metrics.status {
        Status::Running if downtime.is_zero() => "none yet".to_owned(),
        _ => format::time(downtime),
    }
}

/// The outage, or that there was none yet.
pub(super) fn outage_text(lane: &LaneTrace) -> String {
    let metrics = &lane.metrics;
    match metrics.status {
        Status::Running if metrics.outage.is_zero() => "none yet".to_owned(),
        _ => format::time(metrics.outage),
    }
}

fn total_text(lane: &LaneTrace) -> String {
    let total = format::short_time(lane.metrics.total);
    match lane.metrics.status {
        Status::Running => format!("over {total}"),
        Status::Completed | Status::Failed | Status::Cancelled => format::time(lane.metrics.total),
    }
}

fn times_memory(lane: &LaneTrace) -> Option<f64> {
    let in_use: Bytes = lane.zones.iter().map(|zone| zone.pages.bytes()).sum();
    let sent = lane.metrics.traffic.memory();
    (!in_use.is_zero() && !sent.is_zero()).then(|| sent / in_use)
}

fn status_sentence(lane: &LaneTrace) -> String {
    let total = format::short_time(lane.metrics.total);
    let outcome = &lane.metrics.outcome;
    match lane.metrics.status {
        Status::Completed if outcome.held.is_zero() => String::new(),
        Status::Completed => format!("It was suspended, resumed after {}.", format::short_time(outcome.held)),
        Status::Cancelled if outcome.why == Why::GaveUp => {
            format!(
                "It was suspended, and given up after {}; {}.",
                format::time(outcome.held),
                fate(outcome)
            )
        }
        Status::Failed => format!("It failed after {total}; {}.", fate(outcome)),
        Status::Cancelled => format!("It was given up after {total}; {}.", fate(outcome)),
        Status::Running if outcome.why == Why::ObservationEnded && !outcome.up && outcome.recoverable => {
            format!("It had not finished after {total}, with the VM down.")
        }
        Status::Running if stuck(lane) => {
            format!("It had not finished after {total}; it would never converge.")
        }
        Status::Running => format!("It had not finished after {total}, but less and less was left to send."),
    }
}

/// What became of the VM, as the end of a sentence.
const fn fate(outcome: &Outcome) -> &'static str {
    match (outcome.primary, outcome.up) {
        _ if outcome.lost => "the VM is lost",
        (Primary::Source, true) => "the VM runs where it was",
        (Primary::Source, false) => "the VM is down, its disk is intact",
        (Primary::File, _) => "the VM waits in a file",
        (Primary::Split, _) => "the VM stands still and can be recovered",
        (Primary::Destination | Primary::Nowhere, _) => "the VM has moved",
    }
}

/// Whether the last rounds leave as much to send as those halfway, or a mirror that never came to memory is no
/// nearer to its end: more time would not help.
fn stuck(lane: &LaneTrace) -> bool {
    if lane.phases.last().is_some_and(|phase| phase.kind == PhaseKind::Mirror) {
        let differs = |time| lane.at(time).state.disk_left;
        return differs(lane.metrics.total) >= differs(lane.metrics.total * 0.5) * 0.98;
    }
    let rounds = &lane.rounds;
    match (rounds.get(rounds.len() / 2), rounds.last()) {
        (Some(middle), Some(last)) => last.left >= middle.left * 0.98,
        _ => false,
    }
}

/// The lanes compared, in one or two plain sentences.
#[must_use]
pub fn ranking(trace: &Trace, lanes: &[Lane]) -> String {
    let mut done: Vec<&LaneTrace> = lanes.iter().map(|&lane| trace.lane(lane)).collect();
    let others: Vec<&LaneTrace> = done
        .extract_if(.., |lane| lane.metrics.status != Status::Completed)
        .collect();
    put_in_order(&mut done, |a, b| {
        a.metrics.downtime.total() < b.metrics.downtime.total()
    });
    let mut parts = Vec::new();
    for (index, lane) in done.iter().enumerate() {
        let time = format::time(lane.metrics.downtime.total());
        let name = lane.lane.label().english();
        parts.push(match index {
            0 => format!("{name} stops the VM for {time}"),
            _ => format!("{} for {time}", name.to_ascii_lowercase()),
        });
    }
    let mut text = parts.join(", ");
    if let Some(most) = sends_most(trace, lanes) {
        let sent = format::size(most.metrics.traffic.total());
        let name = most.lane.label().english();
        let (mark, name) = if text.is_empty() {
            ("", name.to_owned())
        } else {
            ("; ", name.to_ascii_lowercase())
        };
        text = format!("{text}{mark}{name} sends the most: {sent}");
    }
    if !text.is_empty() {
        text.push('.');
    }
    for lane in others {
        let space = if text.is_empty() { "" } else { " " };
        let sentence = status_sentence(lane).replacen("It", lane.lane.label().english(), 1);
        text = format!("{text}{space}{sentence}");
    }
    text
}

/// The lane that sends clearly more than each of the others.
fn sends_most<'a>(trace: &'a Trace, lanes: &[Lane]) -> Option<&'a LaneTrace> {
    let sent = |lane: &LaneTrace| lane.metrics.traffic.total();
    let most = lanes
        .iter()
        .map(|&lane| trace.lane(lane))
        .max_by_key(|lane| sent(lane))?;
    let alone = lanes.len() > 1
        && lanes
            .iter()
            .filter(|&&lane| lane != most.lane)
            .all(|&lane| format::size(sent(trace.lane(lane))) != format::size(sent(most)));
    alone.then_some(most)
}

/// The largest part of a downtime: its cause and length.
pub(super) fn main_cause(lane: &LaneTrace) -> Option<(DownCause, SimTime)> {
    lane.metrics
        .downtime
        .iter()
        .max_by_key(|&(_, time)| time)
        .filter(|(_, time)| !time.is_zero())
}
