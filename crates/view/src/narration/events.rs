//! Sentences about holds, failures and what became of the VM.

use crate::format;
use engine::migration::{Crash, Host, LINK_PATIENCE, Phase, Power, Primary, Status, Why};
use engine::params::{Choice, Lane, Reason};
use engine::trace::LaneTrace;
use text::{Language, Text};
use text::{say, text};

/// A migration that is suspended on purpose.
pub(super) fn held(language: Language, lane: &LaneTrace, phase: &Phase, reason: Reason, length: &str) -> String {
    if phase.end >= lane.metrics.total && lane.metrics.status == Status::Running {
        return say!(
            language,
            "On hold, {0}: {1} {2} Nobody lets it go on before the observation ends.",
            reason.label().get(language),
            reason.help().get(language),
            meanwhile(lane, phase).get(language)
        );
    }
    say!(
        language,
        "On hold for {0}, {1}: {2} {3} {4}",
        length,
        reason.label().get(language),
        reason.help().get(language),
        meanwhile(lane, phase).get(language),
        reason.resumes_when().get(language)
    )
}

/// What the wait means for the VM.
fn meanwhile(lane: &LaneTrace, phase: &Phase) -> Text {
    match (phase.power, phase.host) {
        (Power::Running, Host::Source) => text!("The VM runs on at host A; what it writes meanwhile has to go again.",),
        (Power::Running, Host::Destination) => {
            text!("The VM runs on at host B until it touches a page that is missing.",)
        }
        (_, Host::Destination) if lane.lane != Lane::Cold => {
            text!("The VM on host B waits for a page that is missing.",)
        }
        _ => text!("The VM stays down all the time.",),
    }
}

/// A link that carries nothing.
pub(super) fn stalled(language: Language, lane: &LaneTrace, phase: &Phase, length: &str) -> String {
    say!(
        language,
        "The link is down for {0}. {1} A connection lasts {2} without an answer.",
        length,
        meanwhile(lane, phase).get(language),
        format::short_time(language, LINK_PATIENCE)
    )
}

/// That a migration was suspended and went on; empty if it was not.
pub(super) fn suspended(language: Language, lane: &LaneTrace) -> String {
    let held = lane.metrics.outcome.held;
    if held.is_zero() {
        return String::new();
    }
    say!(
        language,
        " It was suspended, and resumed after {0}.",
        format::time(language, held)
    )
}

/// A migration that was given up or failed, and what became of the VM.
pub(super) fn halted(language: Language, lane: &LaneTrace, total: &str) -> String {
    let outcome = &lane.metrics.outcome;
    let held = format::time(language, outcome.held);
    let (why, after) = match (lane.metrics.status, outcome.why) {
        (_, Why::Cancelled) => (text!("Cancelled after {0}. {1}", 2), total),
        (_, Why::GaveUp) => (text!("Gave up after {0} on hold. {1}", 2), &*held),
        (_, Why::SourceCrash) => (text!("Failed after {0}: host A crashed. {1}", 2,), total),
        (_, Why::DestinationCrash) => (text!("Failed after {0}: host B crashed. {1}", 2,), total),
        (_, Why::LinkBroken) => (
            text!("Failed after {0}: the link was down for too long. {1}", 2,),
            total,
        ),
        (Status::Failed, _) => (text!("Failed after {0}. {1}", 2), total),
        _ => (text!("Given up after {0}. {1}", 2), total),
    };
    why.fill(language, &[&after, &fate(lane).get(language)])
}

const LOST: Text =
    text!("The VM is lost with all that its programs had in memory; it has to boot again from its disk.",);

/// A host that took the VM with it after the migration had ended.
pub(super) fn crashed(language: Language, crash: &Crash) -> String {
    let host = if crash.why == Why::SourceCrash { "A" } else { "B" };
    say!(
        language,
        "Host {0} crashes, and the VM with it. {1}",
        host,
        LOST.get(language)
    )
}

fn fate(lane: &LaneTrace) -> Text {
    let outcome = &lane.metrics.outcome;
    // What a host takes with it later is still there.
    let (primary, up, lost) = outcome
        .crash_after
        .map_or((outcome.primary, outcome.up, outcome.lost), |crash| {
            (crash.took, crash.took != Primary::Split, false)
        });
    match (primary, up) {
        _ if lost => LOST,
        (Primary::Source, true) if lane.lane == Lane::Cold => {
            text!("The disk on host A is intact, and the VM has booted there again.",)
        }
        (Primary::Source, true) if lane.metrics.downtime.total().is_zero() => {
            text!("The VM runs on at host A as if nothing had been.",)
        }
        (Primary::Source, true) => text!("The VM goes on at host A, which still had all of it.",),
        (Primary::Source, false) => {
            text!("The VM is down; its disk on host A is intact, so it can boot again when the host is back.",)
        }
        (Primary::File, _) => {
            text!("The VM is down, but the file with its memory is complete: it can be restored on either host.",)
        }
        (Primary::Split, _) => text!(
            "The VM stands still on host B, part of its memory is on host A; when the link is back it can be recovered.",
        ),
        (Primary::Destination | Primary::Nowhere, _) => text!("The VM is on host B."),
    }
}
