//! The figures of a lane in words, and the lanes compared in a sentence.

use super::format;
use super::labels::Labelled;
use crate::model::{Bound, DownCause, Outcome, Phase, PhaseKind, Power, Primary, Status, Why};
use crate::params::{Choice, Lane};
use crate::text::{Language, Text};
use crate::trace::{LaneTrace, Trace};
use crate::units::{Bytes, SimTime};
use crate::{say, text, word};

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
pub fn results(language: Language, lane: &LaneTrace) -> LaneResult {
    let metrics = &lane.metrics;
    LaneResult {
        lane: lane.lane,
        downtime: downtime_text(language, lane),
        outage: outage_text(language, lane),
        total: total_text(language, lane),
        sent: format::size(language, metrics.traffic.total()),
        times_memory: times_memory(lane).map_or_else(String::new, |factor| format::times(language, factor)),
        downtime_split: metrics
            .downtime
            .iter()
            .filter(|(_, time)| !time.is_zero())
            .map(|(cause, time)| (cause.label(language).into_owned(), format::time(language, time)))
            .collect(),
        outage_split: vec![
            (
                word!(language, "downtime").to_owned(),
                format::time(language, metrics.downtime.total()),
            ),
            (
                word!(language, "until the network knows").to_owned(),
                format::time(language, metrics.outage - metrics.downtime.total()),
            ),
        ],
        traffic_split: metrics
            .traffic
            .iter()
            .filter(|(_, bytes)| !bytes.is_zero())
            .map(|(cause, bytes)| (cause.label(language).into_owned(), format::size(language, bytes)))
            .chain(held_back(language, metrics.bound))
            .collect(),
        status: status_sentence(language, lane),
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
fn held_back(language: Language, bound: Bound) -> Option<(String, String)> {
    let by = match bound {
        Bound::Line => return None,
        Bound::Cap => word!(language, "the cap"),
        Bound::Processor => word!(language, "the processors"),
    };
    Some((word!(language, "held back by").to_owned(), by.to_owned()))
}

const NONE_YET: Text = text!("none yet");

/// The downtime, or that there was none yet.
pub(super) fn downtime_text(language: Language, lane: &LaneTrace) -> String {
    let downtime = lane.metrics.downtime.total();
    match lane.metrics.status {
        Status::Running if downtime.is_zero() => NONE_YET.get(language).to_owned(),
        _ => format::time(language, downtime),
    }
}

/// The outage, or that there was none yet.
pub(super) fn outage_text(language: Language, lane: &LaneTrace) -> String {
    let metrics = &lane.metrics;
    match metrics.status {
        Status::Running if metrics.outage.is_zero() => NONE_YET.get(language).to_owned(),
        _ => format::time(language, metrics.outage),
    }
}

fn total_text(language: Language, lane: &LaneTrace) -> String {
    let total = lane.metrics.total;
    match lane.metrics.status {
        Status::Running => say!(language, "over {0}", format::short_time(language, total)),
        Status::Completed | Status::Failed | Status::Cancelled => format::time(language, total),
    }
}

fn times_memory(lane: &LaneTrace) -> Option<f64> {
    let in_use: Bytes = lane.zones.iter().map(|zone| zone.pages.bytes()).sum();
    let sent = lane.metrics.traffic.memory();
    (!in_use.is_zero() && !sent.is_zero()).then(|| sent / in_use)
}

/// How it ended, after the name of the lane; empty for a migration that simply succeeded.
fn ending(language: Language, lane: &LaneTrace) -> String {
    let outcome = &lane.metrics.outcome;
    let total = format::short_time(language, lane.metrics.total);
    let fate = fate(outcome).get(language);
    match lane.metrics.status {
        Status::Completed if outcome.held.is_zero() => String::new(),
        Status::Completed => say!(
            language,
            "resumed after {0}.",
            format::short_time(language, outcome.held)
        ),
        Status::Cancelled if outcome.why == Why::GaveUp => say!(
            language,
            "suspended, and given up after {0}; {1}.",
            format::time(language, outcome.held),
            fate
        ),
        Status::Failed => say!(language, "failed after {0}; {1}.", total, fate),
        Status::Cancelled => say!(language, "given up after {0}; {1}.", total, fate),
        Status::Running => {
            let outlook = if outcome.why == Why::ObservationEnded && !outcome.up && outcome.recoverable {
                text!("with the VM down")
            } else if stuck(lane) {
                text!("it would never converge")
            } else {
                text!("but less and less was left to send",)
            };
            say!(language, "not finished after {0}; {1}.", total, outlook.get(language))
        }
    }
}

/// The same as a sentence of its own.
fn status_sentence(language: Language, lane: &LaneTrace) -> String {
    let mut text = ending(language, lane);
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// What became of the VM, as the end of a sentence.
const fn fate(outcome: &Outcome) -> Text {
    match (outcome.primary, outcome.up) {
        _ if outcome.lost => text!("the VM is lost"),
        (Primary::Source, true) => text!("the VM runs where it was"),
        (Primary::Source, false) => text!("the VM is down, its disk is intact",),
        (Primary::File, _) => text!("the VM waits in a file"),
        (Primary::Split, _) => text!("the VM stands still and can be recovered",),
        (Primary::Destination | Primary::Nowhere, _) => text!("the VM has moved"),
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
pub fn ranking(language: Language, trace: &Trace, lanes: &[Lane]) -> String {
    let mut done: Vec<&LaneTrace> = trace.of(lanes).collect();
    let others: Vec<&LaneTrace> = done
        .extract_if(.., |lane| lane.metrics.status != Status::Completed)
        .collect();
    done.sort_by_key(|lane| lane.metrics.downtime.total());
    let mut text = String::new();
    for (index, lane) in done.iter().enumerate() {
        let time = format::time(language, lane.metrics.downtime.total());
        let name = lane.lane.label().get(language);
        text += &match index {
            0 => say!(language, "{0} stops the VM for {1}", name, time),
            _ => say!(language, ", {0} for {1}", name.to_ascii_lowercase(), time),
        };
    }
    text += &times_as_long(language, &done);
    if let Some(most) = sends_most(trace, lanes) {
        let name = most.lane.label().get(language);
        let name = if text.is_empty() {
            name.to_owned()
        } else {
            text.push_str("; ");
            name.to_ascii_lowercase()
        };
        text += &say!(
            language,
            "{0} sends the most: {1}",
            name,
            format::size(language, most.metrics.traffic.total())
        );
    }
    if let Some(times) = sends_most(trace, lanes).and_then(times_memory) {
        text += &say!(language, ", {0} the memory in use", format::times(language, times));
    }
    if !text.is_empty() {
        text.push('.');
    }
    for lane in others {
        if !text.is_empty() {
            text.push(' ');
        }
        text += lane.lane.label().get(language);
        text += ": ";
        text += &ending(language, lane);
    }
    text
}

/// How much longer the last of these lanes stops the VM than the first, where that is a difference.
fn times_as_long(language: Language, lanes: &[&LaneTrace]) -> String {
    let downtime = |lane: Option<&&LaneTrace>| lane.map_or(0.0, |lane| lane.metrics.downtime.total().as_s());
    let times = downtime(lanes.last()) / downtime(lanes.first());
    if !times.is_finite() || times < 2.0 {
        return String::new();
    }
    // Two digits are what the eye compares.
    let step = 10_f64.powi(libm::log10(times).floor() as i32 - 1).max(1.0);
    let times = format::count(language, (times / step).round() * step);
    say!(language, ", {0} times as long", times)
}

/// The lane that sends clearly more than each of the others.
fn sends_most<'a>(trace: &'a Trace, lanes: &[Lane]) -> Option<&'a LaneTrace> {
    let sent = |lane: &LaneTrace| lane.metrics.traffic.total();
    let most = trace.of(lanes).max_by_key(|lane| sent(lane))?;
    let alone = lanes.len() > 1
        && trace
            .of(lanes)
            .filter(|lane| lane.name != most.name)
            .all(|lane| format::size(Language::English, sent(lane)) != format::size(Language::English, sent(most)));
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
