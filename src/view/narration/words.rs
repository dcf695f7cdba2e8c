//! The sentences.

use super::{Chapter, events};
use crate::model::{Bound, EventKind, Host, Phase, PhaseKind, Power, Round, RoundRange, Status};
use crate::params::Lane;
use crate::text::{Language, Text};
use crate::trace::LaneTrace;
use crate::units::{Bytes, Pages};
use crate::view::format;
use crate::{say, text, word};

/// A round counts as no smaller than the one before from this part on.
const STEADY: f64 = 0.95;
/// Less of a disk than this is not worth a sentence.
const WORTH_TELLING: Bytes = Bytes::mib(1.0);

pub(super) fn text(language: Language, lane: &LaneTrace, chapter: &Chapter<'_>) -> String {
    match chapter {
        Chapter::Stages { phases, .. } => stages(language, lane, phases),
        Chapter::Rounds { phase, last } => rounds(language, lane, phase, *last),
        Chapter::Redirection { start, end } => say!(
            language,
            "The VM runs again, on host B. Clients still look for it on host A: it takes {0} until the network knows.",
            format::time(language, *end - *start)
        ),
        Chapter::End { .. } => end(language, lane),
    }
}

fn stages(language: Language, lane: &LaneTrace, phases: &[Phase]) -> String {
    let (Some(first), Some(last)) = (phases.first(), phases.last()) else {
        return String::new();
    };
    let length = format::time(language, last.end - first.start);
    let used = used(language, lane);
    match first.kind {
        PhaseKind::Shutdown => word!(language, "The guest shuts down. From now on clients get no answer.").to_owned(),
        PhaseKind::Disk if lane.lane != Lane::Cold => disk_in_a_pause(language, lane, phases, &length),
        PhaseKind::Configuration | PhaseKind::Disk | PhaseKind::Definition => moving(language, lane),
        PhaseKind::Mirror => say!(
            language,
            "The disk, {0}, is copied to host B while the VM runs. What the VM writes to it meanwhile goes again; memory waits until both sides are the same.",
            format::short_size(language, disk(lane))
        ),
        PhaseKind::Boot => say!(
            language,
            "The guest boots on host {0} from nothing, which takes {1}: what its programs had in memory is lost.",
            if first.host == Host::Source { "A" } else { "B" },
            length
        ),
        PhaseKind::Transfer => say!(
            language,
            "The VM is paused and all {0} in use are sent. While it stands still it writes nothing, so nothing goes twice.",
            used
        ),
        PhaseKind::Save => say!(
            language,
            "The VM is paused and {0} are saved to a file on shared storage.",
            used
        ),
        PhaseKind::Restore => say!(
            language,
            "Host B reads the file back into memory, which takes {0}; then the VM goes on where it was.",
            length
        ),
        PhaseKind::Setup if phases.len() == 1 => {
            word!(language, "The hosts open a channel and prepare memory.").to_owned()
        }
        PhaseKind::Rounds(rounds) => repeated(language, lane, last, rounds),
        PhaseKind::Setup | PhaseKind::FirstPass | PhaseKind::Round(_) => say!(
            language,
            "First pass: all {0} in use are sent once, while the VM keeps running on host A and goes on writing to them.{1}",
            used,
            match lane.metrics.bound {
                Bound::Processor => word!(language, " The processors hold it back, not the link."),
                Bound::Line | Bound::Cap | Bound::Scan => "",
            }
        ),
        PhaseKind::StopAndCopy => stop_and_copy(language, lane, first, &length),
        PhaseKind::DeviceState => handover(language, &length),
        PhaseKind::Resume => word!(language, "Host B starts the VM's processors.").to_owned(),
        PhaseKind::PostCopy => post_copy(language, lane, first),
        PhaseKind::Held(reason) => events::held(language, lane, first, reason, &length),
        PhaseKind::Stalled => events::stalled(language, lane, first, &length),
    }
}

/// Rounds that leave less than this part of what they left at first shrink.
const SHRUNK: f64 = 0.9;

/// Rounds that the record holds as one.
fn repeated(language: Language, lane: &LaneTrace, phase: &Phase, rounds: RoundRange) -> String {
    const UNFINISHED: Text = text!(
        "Rounds {0}: the VM writes as fast as the wire carries, so no round leaves less than the one before.",
        1,
    );
    const LUCKY: Text = text!(
        "Rounds {0}: each leaves about as much as the one before, until by chance one leaves little enough.",
        1,
    );
    const SHRINKING: Text = text!(
        "Rounds {0}: the VM writes almost as fast as the wire carries, so each leaves a little less than the one before.",
        1,
    );
    let unfinished = lane.metrics.status == Status::Running;
    // The end is where the next stage begins, with less to send.
    let half_way = phase.start + (phase.end - phase.start) * 0.5;
    let [before, after] = [phase.start, half_way].map(|time| lane.at(time).state.memory_left());
    let text = if after < before * SHRUNK {
        SHRINKING
    } else if unfinished {
        UNFINISHED
    } else {
        LUCKY
    };
    text.fill(language, &[&format::rounds(language, rounds)])
}

fn handover(language: Language, length: &str) -> String {
    say!(
        language,
        "The VM is paused for {0}: its registers and devices move to host B, where it goes on before its memory has arrived.",
        length
    )
}

/// All of the disk that moves.
fn disk(lane: &LaneTrace) -> Bytes {
    lane.samples.first().map_or(Bytes::ZERO, |sample| sample.disk_left)
}

/// The disk of a VM that stands still: what a mirror had left, or all of it.
fn disk_in_a_pause(language: Language, lane: &LaneTrace, phases: &[Phase], length: &str) -> String {
    let left = phases
        .first()
        .map_or(Bytes::ZERO, |first| lane.at(first.start).state.disk_left);
    let size = format::size(language, left);
    let last = match phases.get(1) {
        Some(phase) if phase.kind == PhaseKind::StopAndCopy => stop_and_copy(language, lane, phase, length),
        Some(_) => handover(language, length),
        None => {
            return say!(
                language,
                "The VM stands still and its disk, {0}, is copied to host B; memory follows.",
                size
            );
        }
    };
    if left < WORTH_TELLING {
        return last;
    }
    say!(
        language,
        "{0} First go {1} of the disk that the mirror had left.",
        last,
        size
    )
}

fn moving(language: Language, lane: &LaneTrace) -> String {
    let disk = disk(lane);
    if disk.is_zero() {
        word!(
            language,
            "The VM is off. Both hosts reach its disk, so only its description moves; memory is not sent."
        )
        .to_owned()
    } else {
        say!(
            language,
            "The VM is off. Its disk, {0}, is copied to host B; memory is not sent.",
            format::short_size(language, disk)
        )
    }
}

fn rounds(language: Language, lane: &LaneTrace, phase: &Phase, last: u32) -> String {
    let PhaseKind::Round(number) = phase.kind else {
        return String::new();
    };
    let name = if last > number {
        say!(language, "Rounds {0} to {1}", number, last)
    } else {
        say!(language, "Round {0}", number)
    };
    let size = format::size(language, queued(lane, number));
    let is_steady = number > 2 && steady(lane, number);
    let text = if is_steady && queued(lane, last) < queued(lane, number) * SHRUNK {
        say!(
            language,
            "{0}: the workload writes almost as fast as the link sends, so each is a little smaller than the one before, at first {1}.",
            name,
            size
        )
    } else if is_steady {
        say!(
            language,
            "{0}: the workload writes pages as fast as the link sends them, so round after round stays the same size, about {1}.",
            name,
            size
        )
    } else if last > number {
        say!(
            language,
            "{0}: each sends again what was written during the one before, at first {1}.",
            name,
            size
        )
    } else if number == 2 {
        say!(
            language,
            "{0}: {1} were written while the first pass was being sent, so they go again.",
            name,
            size
        )
    } else {
        say!(
            language,
            "{0}: {1} were written while round {2} was being sent, so they go again.",
            name,
            size,
            number - 1
        )
    };
    let speed = lane.at(phase.start).state.speed;
    let throttled = phase.power == Power::Running && speed.as_f64() < 0.995 && !lane.metrics.throttle_max.is_zero();
    if throttled {
        say!(
            language,
            "{0} The VM is slowed down to {1} so that it writes less.",
            text,
            format::share(language, speed)
        )
    } else {
        text
    }
}

fn stop_and_copy(language: Language, lane: &LaneTrace, phase: &Phase, length: &str) -> String {
    let left: Pages = lane.at(phase.start).state.zones.iter().map(|zone| zone.queued).sum();
    let allowed = lane.rounds.last().map_or(Pages::ZERO, |round| round.threshold);
    let size = format::size(language, left.bytes());
    let struck = lane
        .events
        .iter()
        .any(|event| event.kind == EventKind::TimedOut && event.at <= phase.start);
    if struck {
        say!(
            language,
            "Stop-and-copy: time is up, so the VM is paused for {0} and the last {1} are sent.",
            length,
            size
        )
    } else if left <= allowed {
        say!(
            language,
            "Stop-and-copy: {0} are left and {1} are allowed, so the VM is paused for {2} and the rest is sent.",
            size,
            format::size(language, allowed.bytes()),
            length
        )
    } else {
        say!(
            language,
            "Stop-and-copy: the VM is paused for {0} and the last {1} are sent.",
            length,
            size
        )
    }
}

fn post_copy(language: Language, lane: &LaneTrace, phase: &Phase) -> String {
    let missing: Pages = lane.at(phase.start).state.zones.iter().map(|zone| zone.queued).sum();
    let text = say!(
        language,
        "Post-copy: the VM already runs on host B while {0} of its memory are still on host A.",
        format::size(language, missing.bytes())
    );
    let faults = lane.metrics.page_faults.as_f64();
    if faults < 0.5 {
        return text;
    }
    say!(
        language,
        "{0} About {1} page faults have to wait for the network, {2} in all.",
        text,
        format::count(language, faults),
        format::time(language, lane.metrics.fault_blocked)
    )
}

fn end(language: Language, lane: &LaneTrace) -> String {
    let metrics = &lane.metrics;
    let down = format::time(language, metrics.downtime.total());
    let total = format::time(language, metrics.total);
    let sent = format::size(language, metrics.traffic.total());
    let held = events::suspended(language, lane);
    match (metrics.status, lane.lane) {
        (Status::Completed, Lane::Suspended | Lane::Live) if !lane.rounds.is_empty() || lane.lane == Lane::Live => {
            say!(
                language,
                "Done: the VM runs on host B. It stood still for {0}; clients waited for {1}. {2} were sent in {3}.{4}",
                down,
                format::time(language, metrics.outage),
                sent,
                total,
                held
            )
        }
        (Status::Completed, Lane::Cold) => say!(
            language,
            "Done: the VM runs on host B after {0} of downtime, with its programs started afresh. {1} were sent.{2}",
            down,
            sent,
            held
        ),
        (Status::Completed, _) => say!(
            language,
            "Done: the VM goes on where it was, on host B, after {0} of downtime. {1} were sent.{2}",
            down,
            sent,
            held
        ),
        (Status::Cancelled | Status::Failed, _) => events::halted(language, lane, &total),
        (Status::Running, _) if ends_held(lane) => say!(
            language,
            "Not finished after {0}: the migration is still suspended, and nobody has resumed it.",
            total
        ),
        (Status::Running, _) => unfinished(language, lane, &total),
    }
}

fn unfinished(language: Language, lane: &LaneTrace, total: &str) -> String {
    if lane.phases.last().is_some_and(|phase| phase.kind == PhaseKind::Mirror) {
        return say!(
            language,
            "Not finished after {0}: {1} of the disk differ between the hosts. Where the VM writes blocks as fast as the link sends them, its mirror never catches up.",
            total,
            format::size(language, lane.at(lane.metrics.total).state.disk_left)
        );
    }
    let last = lane.rounds.last().map_or(0, |round| round.number);
    if last > 2 && steady(lane, last) {
        // Rounds that repeat are not among the records, but are counted.
        let number = lane.metrics.syncs.saturating_sub(1).max(last);
        return say!(
            language,
            "Not finished after {0} and {1} rounds: the workload writes pages as fast as the link sends them. This pre-copy never ends.",
            total,
            format::count(language, f64::from(number))
        );
    }
    let left = lane.at(lane.metrics.total).state.memory_left();
    say!(
        language,
        "Not finished after {0}, when the observation ends: {1} are still to be sent.",
        total,
        format::size(language, left)
    )
}

fn ends_held(lane: &LaneTrace) -> bool {
    lane.phases
        .last()
        .is_some_and(|phase| matches!(phase.kind, PhaseKind::Held(_)))
}

fn used(language: Language, lane: &LaneTrace) -> String {
    format::size(
        language,
        lane.zones.iter().map(|zone| zone.pages).sum::<Pages>().bytes(),
    )
}

fn round(lane: &LaneTrace, number: u32) -> Option<&Round> {
    let index = lane.rounds.partition_point(|round| round.number < number);
    lane.rounds.get(index).filter(|round| round.number == number)
}

/// What a round has to send.
fn queued(lane: &LaneTrace, number: u32) -> Bytes {
    let own = round(lane, number).map(|round| round.queued);
    let before = || round(lane, number.saturating_sub(1)).map(|round| round.left);
    own.or_else(before).unwrap_or_default().bytes()
}

/// Whether a round has about as much to send as the one before, or more.
fn steady(lane: &LaneTrace, number: u32) -> bool {
    queued(lane, number) >= queued(lane, number - 1) * STEADY
}
