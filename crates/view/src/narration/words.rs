//! The sentences.

use super::{Chapter, events, pause, rounds};
use crate::verdict::{sentence, verdict, why_never};
use crate::{format, slowdown};
use engine::migration::{Asked, Bound, Host, Phase, PhaseKind, Status, Undecided, Verdict};
use engine::params::Lane;
use engine::trace::LaneTrace;
use engine::units::{Bytes, Pages, SimTime};
use text::Language;
use text::{say, word};

pub(super) fn text(language: Language, lane: &LaneTrace, chapter: &Chapter<'_>) -> String {
    match chapter {
        Chapter::Stages { phases, .. } => stages(language, lane, phases),
        Chapter::Rounds { phase, last } => rounds::rounds(language, lane, phase, *last),
        Chapter::Redirection { start, end } => say!(
            language,
            "The VM runs again, on host B. Clients still look for it on host A: it takes {0} until the network knows.",
            format::time(language, *end - *start)
        ),
        Chapter::End { .. } => end(language, lane),
        Chapter::Crash(crash) => events::crashed(language, crash),
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
        PhaseKind::Disk if lane.lane != Lane::Cold => pause::disk_in_a_pause(language, lane, phases, &length),
        PhaseKind::Configuration | PhaseKind::Disk | PhaseKind::Definition => moving(language, lane),
        PhaseKind::Mirror if goes_on(lane, first) => say!(
            language,
            "The copy of the disk goes on while the VM runs: {0} still differ.",
            format::size(language, lane.at(first.start).state.disk_left)
        ),
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
        PhaseKind::Rounds(rounds) => rounds::repeated(language, lane, last, rounds),
        PhaseKind::FirstPass if goes_on(lane, first) => say!(
            language,
            "It goes on with the first pass: {0}, with what was written meanwhile.",
            format::size(language, to_send(lane, first.start))
        ),
        PhaseKind::Setup | PhaseKind::FirstPass | PhaseKind::Round(_) => say!(
            language,
            "First pass: all {0} in use are sent once, while the VM keeps running on host A and goes on writing to them.{1}",
            used,
            match lane.metrics.bound {
                Bound::Processor => word!(language, " The processors hold it back, not the link."),
                Bound::Line | Bound::Cap | Bound::Scan => "",
            }
        ),
        PhaseKind::StopAndCopy => pause::stop_and_copy(language, lane, first, phases),
        PhaseKind::DeviceState => pause::handover(language, &length),
        PhaseKind::Resume => word!(language, "Host B starts the VM's processors.").to_owned(),
        PhaseKind::PostCopy => post_copy(language, lane, first),
        PhaseKind::Held(reason) => events::held(language, lane, first, reason, &length),
        PhaseKind::Stalled => events::stalled(language, lane, first, &length),
    }
}

/// Memory still to send at a time: the figure that lane and chart show.
pub(super) fn to_send(lane: &LaneTrace, time: SimTime) -> Bytes {
    lane.at(time).state.memory_left()
}

/// Whether a stage is the rest of one that was interrupted.
pub(super) fn goes_on(lane: &LaneTrace, stage: &Phase) -> bool {
    let earlier = |phase: &&Phase| phase.start < stage.start;
    lane.phases
        .iter()
        .take_while(earlier)
        .any(|phase| phase.kind == stage.kind)
}

/// All of the disk that moves.
fn disk(lane: &LaneTrace) -> Bytes {
    lane.samples.first().map_or(Bytes::ZERO, |sample| sample.disk_left)
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
    let slowed = match slowdown::told(language, lane) {
        slowed if slowed.is_empty() => slowed,
        slowed => say!(language, " The VM had {0}.", slowed),
    };
    let chance = match metrics.verdict() {
        Verdict::Hovers => format!(" {}", sentence(language, lane)),
        _ => String::new(),
    };
    let after = slowed + &chance;
    let held = held + &after;
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
        (Status::Cancelled | Status::Failed, _) => events::halted(language, lane, &total) + &after,
        (Status::Running, _) => unfinished(language, lane, &total) + &after,
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
    match verdict(lane) {
        Verdict::Stopped(Asked::Hold) => say!(
            language,
            "Not finished after {0}: the migration is still suspended, and nobody has resumed it.",
            total
        ),
        Verdict::Never(never) => {
            // Rounds that repeat are not among the records, but are counted.
            let last = lane.rounds.last().map_or(0, |round| round.number);
            let number = lane.metrics.syncs.saturating_sub(1).max(last);
            say!(
                language,
                "Not finished after {0} and {1} rounds: {2}. This pre-copy never ends.",
                total,
                format::count(language, f64::from(number)),
                why_never(language, &never)
            )
        }
        Verdict::NotDecided(Undecided::Rounds) => say!(
            language,
            "Not decided after {0}: it needs more rounds than are followed, so nobody knows whether it ends.",
            total
        ),
        _ => say!(
            language,
            "Not finished after {0}, when the observation ends: {1} are still to be sent.",
            total,
            format::size(language, to_send(lane, lane.metrics.total))
        ),
    }
}

fn used(language: Language, lane: &LaneTrace) -> String {
    format::size(
        language,
        lane.zones.iter().map(|zone| zone.pages).sum::<Pages>().bytes(),
    )
}
