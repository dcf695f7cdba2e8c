//! The figures of a lane in words, and the lanes compared in a sentence.

use super::format;
use super::labels::Labelled;
use crate::model::{
    Asked, Bound, Cause, Decides, DownCause, Never, Outcome, Phase, Power, Primary, Status, Undecided, Verdict,
};
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
        Bound::Scan => word!(language, "the search for zero pages"),
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
    let traffic = &lane.metrics.traffic;
    // Through a file memory goes twice.
    let sent = traffic.memory() + traffic[Cause::ReadBack];
    (!in_use.is_zero() && !sent.is_zero()).then(|| sent / in_use)
}

/// How it ended, after the name of the lane; empty for a migration that simply succeeded.
fn ending(language: Language, lane: &LaneTrace) -> String {
    let metrics = &lane.metrics;
    let outcome = &metrics.outcome;
    let total = format::short_time(language, metrics.total);
    let fate = fate(outcome).get(language);
    match metrics.verdict() {
        Verdict::Ends | Verdict::Stopped(Asked::Force | Asked::Timeout) if metrics.status == Status::Completed => {
            if outcome.held.is_zero() {
                return String::new();
            }
            say!(
                language,
                "resumed after {0}.",
                format::short_time(language, outcome.held)
            )
        }
        Verdict::Hovers => hovering(language, lane),
        Verdict::Never(never) => endless(language, &never),
        Verdict::Stopped(Asked::GiveUp) => say!(
            language,
            "suspended, and given up after {0}; {1}.",
            format::time(language, outcome.held),
            fate
        ),
        Verdict::Stopped(Asked::Hold) if outcome.up => {
            say!(language, "still suspended after {0}; {1}.", total, fate)
        }
        Verdict::Stopped(Asked::Hold) => say!(language, "still suspended after {0}, with the VM down.", total),
        Verdict::Lost(_) => match outcome.crash_after {
            Some(crash) => say!(
                language,
                "moved after {0}; at {1} its host crashed, and the VM is lost.",
                total,
                format::short_time(language, crash.at)
            ),
            None => say!(language, "failed after {0}; {1}.", total, fate),
        },
        Verdict::Failed(_) => say!(language, "failed after {0}; {1}.", total, fate),
        Verdict::Stopped(_) | Verdict::Ends => say!(language, "given up after {0}; {1}.", total, fate),
        Verdict::NotDecided(Undecided::Rounds) => say!(
            language,
            "not finished after {0}; it needs more rounds than are followed.",
            total
        ),
        Verdict::NotDecided(Undecided::Observation) => {
            say!(language, "not finished after {0}, and not observed for longer.", total)
        }
    }
}

/// A run that ends when chance has it.
fn hovering(language: Language, lane: &LaneTrace) -> String {
    let spread = lane.metrics.spread();
    let [early, late] = [spread.early, spread.late].map(|run| run.map(|run| format::short_time(language, run.total)));
    match (early, late) {
        (Some(early), Some(late)) => say!(
            language,
            "it hovers, so chance decides when it ends: one run in ten within {0}, nine in ten within {1}.",
            early,
            late
        ),
        _ => say!(
            language,
            "it hovers, so chance decides whether it ends: {0} of all runs do while they are observed.",
            format::share(language, lane.metrics.ended_share())
        ),
    }
}

/// A run that never ends.
fn endless(language: Language, never: &Never) -> String {
    let within = format::short_time(language, never.within);
    let leaves = format::size(language, never.leaves);
    match never.decides {
        Decides::Disk => say!(
            language,
            "it never ends within {0}: the VM writes to its disk as fast as it is copied, and {1} are still left.",
            within,
            leaves
        ),
        Decides::Rate | Decides::Region | Decides::Limit | Decides::Throttle => say!(
            language,
            "it never converges within {0}: each round still leaves {1}, and {2} may be left.",
            within,
            leaves,
            format::size(language, never.allowed)
        ),
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

/// The lanes compared, in one or two plain sentences.
#[must_use]
pub fn ranking(language: Language, trace: &Trace, lanes: &[Lane]) -> String {
    let mut done: Vec<&LaneTrace> = lanes.iter().map(|&lane| trace.lane(lane)).collect();
    let others: Vec<&LaneTrace> = done.iter().copied().filter(|lane| !is_as_told(lane)).collect();
    done.retain(|lane| lane.metrics.status == Status::Completed && !lane.metrics.outcome.lost);
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

/// Whether nothing has to be said about how it ended beside its figures.
fn is_as_told(lane: &LaneTrace) -> bool {
    let verdict = lane.metrics.verdict();
    lane.metrics.status == Status::Completed && matches!(verdict, Verdict::Ends | Verdict::Stopped(_))
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
    let most = lanes
        .iter()
        .map(|&lane| trace.lane(lane))
        .max_by_key(|lane| sent(lane))?;
    let alone = lanes.len() > 1
        && lanes.iter().filter(|&&lane| lane != most.lane).all(|&lane| {
            format::size(Language::English, sent(trace.lane(lane))) != format::size(Language::English, sent(most))
        });
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
