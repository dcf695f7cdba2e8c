//! Sentences about holds, failures and what became of the VM.

use crate::model::{Host, LINK_PATIENCE, Phase, Power, Primary, Status, Why};
use crate::params::{Choice, Lane, Reason};
use crate::trace::LaneTrace;
use crate::view::format;

/// A migration that is suspended on purpose.
pub(super) fn held(lane: &LaneTrace, phase: &Phase, reason: Reason, length: &str) -> String {
    let story = format!(
        "On hold for {length}, {}: {}",
        reason.label().english(),
        reason.help().english()
    );
    format!("{story} {} {}", meanwhile(lane, phase), reason.resumes_when().english())
}

/// What the wait means for the VM.
fn meanwhile(lane: &LaneTrace, phase: &Phase) -> &'static str {
    match (phase.power, phase.host) {
        (Power::Running, Host::Source) => "The VM runs on at host A; what it writes meanwhile has to go again.",
        (Power::Running, Host::Destination) => "The VM runs on at host B until it touches a page that is missing.",
        (_, Host::Destination) if lane.lane != Lane::Cold => "The VM on host B waits for a page that is missing.",
        _ => "The VM stays down all the time.",
    }
}

/// A link that carries nothing.
pub(super) fn stalled(lane: &LaneTrace, phase: &Phase, length: &str) -> String {
    format!(
        "The link is down for {length}. {} A connection lasts {} without an answer.",
        meanwhile(lane, phase),
        format::short_time(LINK_PATIENCE)
    )
}

/// That a migration was suspended and went on; empty if it was not.
pub(super) fn suspended(lane: &LaneTrace) -> String {
    let held = lane.metrics.outcome.held;
    if held.is_zero() {
        return String::new();
    }
    format!(" It was suspended, and resumed after {}.", format::time(held))
}

/// A migration that was given up or failed, and what became of the VM.
pub(super) fn halted(lane: &LaneTrace, total: &str) -> String {
    let outcome = &lane.metrics.outcome;
    let why = match (lane.metrics.status, outcome.why) {
        (_, Why::Cancelled) => format!("Cancelled after {total}"),
        (_, Why::GaveUp) => format!("Gave up after {} on hold", format::time(outcome.held)),
        (_, Why::SourceCrash) => format!("Failed after {total}: host A crashed"),
        (_, Why::DestinationCrash) => format!("Failed after {total}: host B crashed"),
        (_, Why::LinkBroken) => format!("Failed after {total}: the link was down for too long"),
        (Status::Failed, _) => format!("Failed after {total}"),
        _ => format!("Given up after {total}"),
    };
    format!("{why}. {}", fate(lane))
}

fn fate(lane: &LaneTrace) -> String {
    let outcome = &lane.metrics.outcome;
    match (outcome.primary, outcome.up) {
        _ if outcome.lost => {
            "The VM is lost with all that its programs had in memory; it has to boot again from its disk.".to_owned()
        }
        (Primary::Source, true) if lane.lane == Lane::Cold => {
            "The disk on host A is intact, and the VM has booted there again.".to_owned()
        }
        (Primary::Source, true) if lane.metrics.downtime.total().is_zero() => {
            "The VM runs on at host A as if nothing had been.".to_owned()
        }
        (Primary::Source, true) => "The VM goes on at host A, which still had all of it.".to_owned(),
        (Primary::Source, false) => {
            "The VM is down; its disk on host A is intact, so it can boot again when the host is back.".to_owned()
        }
        (Primary::File, _) => {
            "The VM is down, but the file with its memory is complete: it can be restored on either host.".to_owned()
        }
        (Primary::Split, _) => {
            "The VM stands still on host B, part of its memory is on host A; when the link is back it can be recovered."
                .to_owned()
        }
        (Primary::Destination | Primary::Nowhere, _) => "The VM is on host B.".to_owned(),
    }
}
