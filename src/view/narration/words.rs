//! The sentences.

use super::{Chapter, events};
use crate::model::{Bound, EventKind, Host, Phase, PhaseKind, Power, Round, Status};
use crate::params::Lane;
use crate::trace::LaneTrace;
use crate::units::{Bytes, Pages};
use crate::view::format;

/// A round counts as no smaller than the one before from this part on.
const STEADY: f64 = 0.95;
/// Less of a disk than this is not worth a sentence.
const WORTH_TELLING: Bytes = Bytes::mib(1.0);

pub(super) fn text(lane: &LaneTrace, chapter: &Chapter<'_>) -> String {
    match chapter {
        Chapter::Stages { phases, .. } => stages(lane, phases),
        Chapter::Rounds { phase, last } => rounds(lane, phase, *last),
        Chapter::Redirection { start, end } => format!(
            "The VM runs again, on host B. Clients still look for it on host A: it takes {} until the network knows.",
            format::time(*end - *start)
        ),
        Chapter::End { .. } => end(lane),
    }
}

fn stages(lane: &LaneTrace, phases: &[Phase]) -> String {
    let (Some(first), Some(last)) = (phases.first(), phases.last()) else {
        return String::new();
    };
    let length = format::time(last.end - first.start);
    match first.kind {
        PhaseKind::Shutdown => "The guest shuts down. From now on clients get no answer.".to_owned(),
        PhaseKind::Disk if lane.lane != Lane::Cold => disk_in_a_pause(lane, phases, &length),
        PhaseKind::Configuration | PhaseKind::Disk | PhaseKind::Definition => moving(lane),
        PhaseKind::Mirror => format!(
            "The disk, {}, is copied to host B while the VM runs. What the VM writes to it meanwhile goes again; memory waits until both sides are the same.",
            format::short_size(disk(lane))
        ),
        PhaseKind::Boot => {
            let host = if first.host == Host::Source { "A" } else { "B" };
            format!(
                "The guest boots on host {host} from nothing, which takes {length}: what its programs had in memory is lost."
            )
        }
        PhaseKind::Transfer => format!(
            "The VM is paused and all {} in use are sent. While it stands still it writes nothing, so nothing goes twice.",
            used(lane)
        ),
        PhaseKind::Save => format!(
            "The VM is paused and {} are saved to a file on shared storage.",
            used(lane)
        ),
        PhaseKind::Restore => {
            format!("Host B reads the file back into memory, which takes {length}; then the VM goes on where it was.")
        }
        PhaseKind::Setup if phases.len() == 1 => "The hosts open a channel and prepare memory.".to_owned(),
        PhaseKind::Rounds(number) => repeated(lane, last, number),
        PhaseKind::Setup | PhaseKind::FirstPass | PhaseKind::Round(_) => {
            let bound = match lane.metrics.bound {
                Bound::Processor => " The processors hold it back, not the link.",
                Bound::Line | Bound::Cap => "",
            };
            format!(
                "First pass: all {} in use are sent once, while the VM keeps running on host A and goes on writing to them.{bound}",
                used(lane)
            )
        }
        PhaseKind::StopAndCopy => stop_and_copy(lane, first, &length),
        PhaseKind::DeviceState => handover(&length),
        PhaseKind::Resume => "Host B starts the VM's processors.".to_owned(),
        PhaseKind::PostCopy => post_copy(lane, first),
        PhaseKind::Held(reason) => events::held(lane, first, reason, &length),
        PhaseKind::Stalled => events::stalled(lane, first, &length),
    }
}

/// Rounds that the record holds as one, because each was like the one before.
fn repeated(lane: &LaneTrace, phase: &Phase, number: u32) -> String {
    let number = format::count(f64::from(number));
    let unfinished = lane.phases.last().is_some_and(|last| last == phase);
    if unfinished {
        format!(
            "And so on to round {number}: the VM writes as fast as the wire carries, so no round leaves less than the one before."
        )
    } else {
        format!(
            "And so on to round {number}: each leaves about as much as the one before, until by chance one leaves little enough."
        )
    }
}

fn handover(length: &str) -> String {
    format!(
        "The VM is paused for {length}: its registers and devices move to host B, where it goes on before its memory has arrived."
    )
}

/// All of the disk that moves.
fn disk(lane: &LaneTrace) -> Bytes {
    lane.samples.first().map_or(Bytes::ZERO, |sample| sample.disk_left)
}

/// The disk of a VM that stands still: what a mirror had left, or all of it.
fn disk_in_a_pause(lane: &LaneTrace, phases: &[Phase], length: &str) -> String {
    let left = phases
        .first()
        .map_or(Bytes::ZERO, |first| lane.at(first.start).state.disk_left);
    let last = match phases.get(1) {
        Some(phase) if phase.kind == PhaseKind::StopAndCopy => stop_and_copy(lane, phase, length),
        Some(_) => handover(length),
        None => {
            return format!(
                "The VM stands still and its disk, {}, is copied to host B; memory follows.",
                format::size(left)
            );
        }
    };
    if left < WORTH_TELLING {
        return last;
    }
    format!(
        "{last} First go {} of the disk that the mirror had left.",
        format::size(left)
    )
}

fn moving(lane: &LaneTrace) -> String {
    let disk = disk(lane);
    if disk.is_zero() {
        "The VM is off. Both hosts reach its disk, so only its description moves; memory is not sent.".to_owned()
    } else {
        format!(
            "The VM is off. Its disk, {}, is copied to host B; memory is not sent.",
            format::short_size(disk)
        )
    }
}

fn rounds(lane: &LaneTrace, phase: &Phase, last: u32) -> String {
    let PhaseKind::Round(number) = phase.kind else {
        return String::new();
    };
    let name = if last > number {
        format!("Rounds {number} to {last}")
    } else {
        format!("Round {number}")
    };
    let size = queued(lane, number);
    let text = if number > 2 && steady(lane, number) {
        format!(
            "{name}: the workload writes pages as fast as the link sends them, so round after round stays the same size, about {}.",
            format::size(size)
        )
    } else if last > number {
        format!(
            "{name}: each sends again what was written during the one before, at first {}.",
            format::size(size)
        )
    } else {
        let before = match number {
            2 => "the first pass".to_owned(),
            _ => format!("round {}", number - 1),
        };
        format!(
            "{name}: {} were written while {before} was being sent, so they go again.",
            format::size(size)
        )
    };
    let speed = lane.at(phase.start).state.speed;
    let throttled = phase.power == Power::Running && speed.as_f64() < 0.995 && !lane.metrics.throttle_max.is_zero();
    if throttled {
        format!(
            "{text} The VM is slowed down to {} so that it writes less.",
            format::share(speed)
        )
    } else {
        text
    }
}

fn stop_and_copy(lane: &LaneTrace, phase: &Phase, length: &str) -> String {
    let left: Pages = lane.at(phase.start).state.zones.iter().map(|zone| zone.queued).sum();
    let allowed = lane.rounds.last().map_or(Pages::ZERO, |round| round.threshold);
    let size = format::size(left.bytes());
    let struck = lane
        .events
        .iter()
        .any(|event| event.kind == EventKind::TimedOut && event.at <= phase.start);
    if struck {
        format!("Stop-and-copy: time is up, so the VM is paused for {length} and the last {size} are sent.")
    } else if left <= allowed {
        format!(
            "Stop-and-copy: {size} are left and {} are allowed, so the VM is paused for {length} and the rest is sent.",
            format::size(allowed.bytes())
        )
    } else {
        format!("Stop-and-copy: the VM is paused for {length} and the last {size} are sent.")
    }
}

fn post_copy(lane: &LaneTrace, phase: &Phase) -> String {
    let missing: Pages = lane.at(phase.start).state.zones.iter().map(|zone| zone.queued).sum();
    let size = format::size(missing.bytes());
    let text = format!("Post-copy: the VM already runs on host B while {size} of its memory are still on host A.");
    let faults = lane.metrics.page_faults.as_f64();
    if faults < 0.5 {
        return text;
    }
    format!(
        "{text} About {} page faults have to wait for the network, {} in all.",
        format::count(faults),
        format::time(lane.metrics.fault_blocked)
    )
}

fn end(lane: &LaneTrace) -> String {
    let metrics = &lane.metrics;
    let down = format::time(metrics.downtime.total());
    let total = format::time(metrics.total);
    let sent = format::size(metrics.traffic.total());
    let held = events::suspended(lane);
    match (metrics.status, lane.lane) {
        (Status::Completed, Lane::Suspended | Lane::Live) if !lane.rounds.is_empty() || lane.lane == Lane::Live => {
            format!(
                "Done: the VM runs on host B. It stood still for {down}; clients waited for {}. {sent} were sent in {total}.{held}",
                format::time(metrics.outage)
            )
        }
        (Status::Completed, Lane::Cold) => format!(
            "Done: the VM runs on host B after {down} of downtime, with its programs started afresh. {sent} were sent.{held}"
        ),
        (Status::Completed, _) => {
            format!("Done: the VM goes on where it was, on host B, after {down} of downtime. {sent} were sent.{held}")
        }
        (Status::Cancelled | Status::Failed, _) => events::halted(lane, &total),
        (Status::Running, _) if ends_held(lane) => {
            format!("Not finished after {total}: the migration is still suspended, and nobody has resumed it.")
        }
        (Status::Running, _) => unfinished(lane, &total),
    }
}

fn unfinished(lane: &LaneTrace, total: &str) -> String {
    if lane.phases.last().is_some_and(|phase| phase.kind == PhaseKind::Mirror) {
        return format!(
            "Not finished after {total}: {} of the disk differ between the hosts. Where the VM writes blocks as fast as the link sends them, its mirror never catches up.",
            format::size(lane.at(lane.metrics.total).state.disk_left)
        );
    }
    let last = lane.rounds.last().map_or(0, |round| round.number);
    if last > 2 && steady(lane, last) {
        // Rounds that repeat are not among the records, but are counted.
        let number = format::count(f64::from(lane.metrics.syncs.saturating_sub(1).max(last)));
        return format!(
            "Not finished after {total} and {number} rounds: the workload writes pages as fast as the link sends them. This pre-copy never ends."
        );
    }
    let left = lane.at(lane.metrics.total).state.memory_left();
    format!(
        "Not finished after {total}, when the observation ends: {} are still to be sent.",
        format::size(left)
    )
}

fn ends_held(lane: &LaneTrace) -> bool {
    lane.phases
        .last()
        .is_some_and(|phase| matches!(phase.kind, PhaseKind::Held(_)))
}

fn used(lane: &LaneTrace) -> String {
    format::size(lane.zones.iter().map(|zone| zone.pages).sum::<Pages>().bytes())
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
