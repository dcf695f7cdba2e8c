//! The figures of a lane in words, and the lanes compared in a sentence.

use super::labels::Labelled;
use super::{format, kinds, slowdown, verdict};
use engine::migration::{Bound, Cause, DownCause, Phase, Power, Status, Verdict};
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace};
use engine::units::{Bytes, SimTime};
use text::{Language, Text};
use text::{say, text, word};

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
    /// Memory that was sent, out and in, as a multiple of the memory in use; empty where no memory moves.
    pub times_memory: String,
    /// Downtime by cause, without zeros.
    pub downtime_split: Vec<(String, String)>,
    /// The outage: the downtime, and the time until the network knew.
    pub outage_split: Vec<(String, String)>,
    /// Traffic by cause, without zeros.
    pub traffic_split: Vec<(String, String)>,
    /// How it ended; empty for a migration that simply succeeded.
    pub status: String,
    /// The same where there is little room.
    pub brief: String,
    /// The worst that happened, in a few words; empty where the downtime is all there is to say.
    pub headline: String,
    /// Where chance decides, from where to where one run in ten and nine in ten lie: downtime, total, what was sent; empty
    /// elsewhere.
    pub by_chance: Vec<(String, String)>,
    /// How much slower the VM ran than it could, and for how long; empty if it did not.
    pub slowed: String,
    /// That the downtime is longer than its limit; empty if it is not.
    pub over_limit: String,
    /// Disk and memory apart, or out to a file and in again, each with its multiple; empty where there is one of them.
    pub sent_apart: String,
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
        status: verdict::sentence(language, lane),
        brief: verdict::brief(language, lane),
        headline: verdict::headline(language, lane),
        by_chance: by_chance(language, lane),
        slowed: slowdown::told(language, lane),
        over_limit: over_limit(language, lane),
        sent_apart: sent_apart(language, lane),
    }
}

impl LaneResult {
    /// Leaves out what only the end of a run can tell.
    pub fn so_far_only(&mut self, language: Language) {
        self.total = word!(language, "not over").to_owned();
        for text in [
            &mut self.status,
            &mut self.brief,
            &mut self.headline,
            &mut self.over_limit,
        ] {
            text.clear();
        }
        self.by_chance.clear();
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

/// Downtimes that differ by less than this are alike.
const ALIKE: f64 = 1.1;

const NONE_YET: Text = text!("none yet");

/// What stands for a figure of which there is nothing yet.
#[must_use]
pub fn none_yet(language: Language) -> &'static str {
    NONE_YET.get(language)
}

/// The downtime, or that there was none yet.
pub(super) fn downtime_text(language: Language, lane: &LaneTrace) -> String {
    let downtime = lane.metrics.downtime.total();
    match lane.metrics.status {
        Status::Running if downtime.is_zero() => NONE_YET.get(language).to_owned(),
        _ => format::time(language, downtime),
    }
}

/// The downtime, and in a word what became of a migration that did not simply succeed: `4.8 ms, VM lost`.
pub(super) fn downtime_and_verdict(language: Language, lane: &LaneTrace) -> String {
    let word = verdict::stage(language, lane, true);
    match verdict::has_moved(lane) {
        true => downtime_text(language, lane),
        false if lane.metrics.downtime.total().is_zero() => word,
        false => format!("{}, {word}", downtime_text(language, lane)),
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
        Status::Running => say!(language, "over {0}", format::time(language, total)),
        Status::Completed | Status::Failed | Status::Cancelled => format::time(language, total),
    }
}

/// Memory that was sent: to the other host, or to a file and back.
fn memory_sent(lane: &LaneTrace) -> Bytes {
    let traffic = &lane.metrics.traffic;
    traffic.memory() + traffic[Cause::ReadBack]
}

fn times_memory(lane: &LaneTrace) -> Option<f64> {
    let in_use: Bytes = lane.zones.iter().map(|zone| zone.pages.bytes()).sum();
    let sent = memory_sent(lane);
    (!in_use.is_zero() && !sent.is_zero()).then(|| sent / in_use)
}

/// Whether all of its memory is sent, and none of it again.
pub(super) fn sends_memory_once(lane: &LaneTrace) -> bool {
    verdict::has_moved(lane) && times_memory(lane).is_some_and(|times| (times - 1.0).abs() < 0.005)
}

/// Blocks of the disk as a multiple of the disk.
fn times_disk(lane: &LaneTrace) -> Option<f64> {
    let disk = lane.samples.first().map_or(Bytes::ZERO, |sample| sample.disk_left);
    let sent = lane.metrics.traffic.disk();
    (!disk.is_zero() && !sent.is_zero()).then(|| sent / disk)
}

/// What was sent of disk and memory, or out to a file and in again, each with its multiple, where that is not one thing;
/// empty elsewhere.
fn sent_apart(language: Language, lane: &LaneTrace) -> String {
    let of = |name: Text, sent: Bytes, times: String| {
        format!("{} {}, {times}", name.get(language), format::size(language, sent))
    };
    let disk = times_disk(lane).map(|times| {
        let times = format::times(language, times);
        of(text!("disk"), lane.metrics.traffic.disk(), times)
    });
    let traffic = &lane.metrics.traffic;
    let file = !traffic[Cause::ReadBack].is_zero();
    let memory = times_memory(lane).map(|times| {
        let in_use = memory_sent(lane) / times;
        let times = if file {
            let [out, back] =
                [Cause::Saved, Cause::ReadBack].map(|cause| format::times(language, traffic[cause] / in_use));
            say!(language, "out {0}, in {1}", out, back)
        } else {
            format::times(language, times)
        };
        of(text!("memory"), memory_sent(lane), times)
    });
    match (disk, memory) {
        (Some(disk), Some(memory)) => format!("{disk}; {memory}"),
        (None, Some(memory)) if file => memory,
        _ => String::new(),
    }
}

/// What chance makes of the figures.
fn by_chance(language: Language, lane: &LaneTrace) -> Vec<(String, String)> {
    let total = verdict::by_chance(language, lane, |run| format::time(language, run.total));
    let sent = verdict::by_chance(language, lane, |run| format::size(language, run.sent));
    let downtime = verdict::downtime_by_chance(language, lane);
    [
        (text!("total"), total),
        (text!("downtime"), downtime),
        (text!("sent"), sent),
    ]
    .into_iter()
    .filter(|(_, range)| !range.is_empty())
    .map(|(name, range)| (name.get(language).to_owned(), range))
    .collect()
}

/// That a downtime is longer than the limit, and by which parts; empty if it is not.
fn over_limit(language: Language, lane: &LaneTrace) -> String {
    let Some(limit) = verdict::over_limit(lane) else {
        return String::new();
    };
    say!(
        language,
        "more than the limit of {0}, which does not know all of these parts",
        format::short_time(language, limit)
    )
}

/// The lanes compared, in one or two plain sentences.
#[must_use]
pub fn ranking(language: Language, trace: &Trace, lanes: &[Lane]) -> String {
    let mut done: Vec<&LaneTrace> = trace.of(lanes).collect();
    let others: Vec<&LaneTrace> = done.extract_if(.., |lane| !verdict::has_moved(lane)).collect();
    done.sort_by_key(|lane| lane.metrics.downtime.total());
    let mut text = String::new();
    let alike = stop_alike(&done);
    if let Some((live, held)) = alike {
        text += &say!(
            language,
            "{0} and {1} stop the VM for about the same {2}",
            kinds::name(language, live),
            kinds::name(language, held).to_ascii_lowercase(),
            format::time(language, live.metrics.downtime.total())
        );
    }
    for lane in &done {
        if alike.is_some_and(|(live, held)| [live.lane, held.lane].contains(&lane.lane)) {
            continue;
        }
        let time = format::time(language, lane.metrics.downtime.total());
        let name = kinds::name(language, lane);
        text += &if text.is_empty() {
            say!(language, "{0} stops the VM for {1}", name, time)
        } else {
            say!(language, ", {0} for {1}", name.to_ascii_lowercase(), time)
        };
        let slowed = slowdown::told(language, lane);
        if !slowed.is_empty() {
            text += &format!(" ({slowed})");
        }
    }
    text += &times_as_long(language, &done);
    if let Some(most) = sends_most(trace, lanes) {
        let name = kinds::name(language, most);
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
    if let Some(most) = sends_most(trace, lanes) {
        let apart = sent_apart(language, most);
        if !apart.is_empty() {
            text += &format!(" ({apart})");
        } else if let Some(times) = times_memory(most) {
            text += &say!(language, ", {0} the memory in use", format::times(language, times));
        }
    }
    if !text.is_empty() {
        text.push('.');
    }
    let chance = |lane: &&&LaneTrace| verdict::verdict(lane) == Verdict::Hovers;
    for lane in others.iter().chain(done.iter().filter(chance)) {
        if !text.is_empty() {
            text.push(' ');
        }
        text += kinds::name(language, lane);
        text += ": ";
        text += &verdict::ending(language, lane);
        let slowed = slowdown::told(language, lane);
        if !slowed.is_empty() && !verdict::has_moved(lane) {
            text += &say!(language, " The VM had {0}.", slowed);
        }
    }
    text
}

/// A live migration and the same one held, where both are quick to stop the VM: which of them is a hair quicker is the luck of
/// a round, and says nothing for holding.
fn stop_alike<'a>(done: &[&'a LaneTrace]) -> Option<(&'a LaneTrace, &'a LaneTrace)> {
    let live = done.iter().find(|lane| lane.lane == Lane::Live)?;
    let held = done.iter().find(|lane| lane.own_hold.is_some())?;
    let [shorter, longer] = {
        let both = [live, held].map(|lane| lane.metrics.downtime.total().as_s());
        [both[0].min(both[1]), both[0].max(both[1])]
    };
    let unhurried = [live, held]
        .iter()
        .all(|lane| slowdown::told(Language::English, lane).is_empty());
    (unhurried && longer <= shorter * ALIKE).then_some((live, held))
}

/// What each lane has cost so far, for a run that is not over.
#[must_use]
pub fn so_far_told(language: Language, trace: &Trace, lanes: &[Lane]) -> String {
    let lane = |lane: &LaneTrace| {
        let (name, sent) = (kinds::name(language, lane), lane.metrics.traffic.total());
        let still = format::time(language, lane.metrics.downtime.total());
        say!(
            language,
            "{0} {1} stopped, {2} sent",
            name,
            still,
            format::size(language, sent)
        )
    };
    trace.of(lanes).map(lane).collect::<Vec<_>>().join("; ") + "."
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
