//! Sentences about the pause of a VM that ran before.

use super::words::to_send;
use crate::format;
use crate::labels::Labelled;
use engine::migration::{EventKind, Phase, PhaseKind};
use engine::trace::LaneTrace;
use engine::units::Bytes;
use text::Language;
use text::say;

/// Less of a disk than this is not worth a sentence.
const WORTH_TELLING: Bytes = Bytes::mib(1.0);

pub(super) fn handover(language: Language, length: &str) -> String {
    say!(
        language,
        "The VM is paused for {0}: the state of its processors and devices moves to host B, where it goes on before its memory has arrived.",
        length
    )
}

/// The disk of a VM that stands still: what a mirror had left, or all of it.
pub(super) fn disk_in_a_pause(language: Language, lane: &LaneTrace, phases: &[Phase], length: &str) -> String {
    let left = phases
        .first()
        .map_or(Bytes::ZERO, |first| lane.at(first.start).state.disk_left);
    let size = format::size(language, left);
    let last = match phases.get(1) {
        Some(phase) if phase.kind == PhaseKind::StopAndCopy => stop_and_copy(language, lane, phase, phases),
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

pub(super) fn stop_and_copy(language: Language, lane: &LaneTrace, phase: &Phase, pause: &[Phase]) -> String {
    let span = match pause {
        [first, .., last] => last.end - first.start,
        _ => phase.end - phase.start,
    };
    let length = format::time(language, span);
    let left = to_send(lane, phase.start);
    let size = format::size(language, left);
    let before = |kind| {
        let mut past = lane.events.iter().take_while(|event| event.at <= phase.start);
        past.any(|event| event.kind == kind)
    };
    let last = lane.rounds.last().filter(|_| before(EventKind::ThresholdReached));
    let Some(round) = last else {
        return if before(EventKind::TimedOut) {
            say!(
                language,
                "Stop-and-copy: time is up, so the VM is paused for {0} and the last {1} are sent.",
                length,
                size
            )
        } else {
            say!(
                language,
                "Stop-and-copy: the VM is paused for {0} and the last {1} are sent.",
                length,
                size
            )
        };
    };
    let threshold = format::size(language, round.threshold.bytes());
    let text = match round.allowed {
        Some(allowed) => say!(
            language,
            "Stop-and-copy: {0} are left; at most {1}, {2} × {3}, may be left, so the VM is paused for {4} and the rest is sent.",
            size,
            threshold,
            format::short_time(language, allowed.limit),
            format::rate(language, allowed.bandwidth),
            length
        ),
        None => say!(
            language,
            "Stop-and-copy: {0} are left and at most {1} may be left, so the VM is paused for {2} and the rest is sent.",
            size,
            threshold,
            length
        ),
    };
    let text = if left > round.threshold.bytes() && size != threshold {
        say!(
            language,
            "{0} The sender's estimate of the bandwidth scatters, and at last it was high enough.",
            text
        )
    } else {
        text
    };
    match round.allowed.map(|allowed| allowed.limit) {
        Some(limit) if span > limit && length != format::time(language, limit) => {
            let parts: Vec<String> = pause
                .iter()
                .map(|part| {
                    let length = format::time(language, part.end - part.start);
                    format!("{} {length}", part.kind.label(language))
                })
                .collect();
            say!(
                language,
                "{0} That is more than the limit of {1}: {2}.",
                text,
                format::short_time(language, limit),
                parts.join(", ")
            )
        }
        _ => text,
    }
}
