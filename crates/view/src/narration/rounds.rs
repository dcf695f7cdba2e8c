//! Sentences about rounds.

use super::words::{goes_on, to_send};
use crate::format;
use engine::migration::{Phase, PhaseKind, Power, RoundRange, Status};
use engine::trace::LaneTrace;
use engine::units::Bytes;
use text::{Language, Text};
use text::{say, text};

/// A round counts as no smaller than the one before from this part on.
const STEADY: f64 = 0.95;
/// Rounds that leave less than this part of what they left at first shrink.
const SHRUNK: f64 = 0.9;

/// Rounds that the record holds as one.
pub(super) fn repeated(language: Language, lane: &LaneTrace, phase: &Phase, rounds: RoundRange) -> String {
    const ALIKE: Text = text!(
        "Rounds {0}: the VM writes about as fast as the wire carries. Each leaves {1}, and at most {2} may be left.",
        3,
    );
    const LUCKY: Text = text!(
        "Rounds {0}: each leaves {1}, and at most {2} may be left, until by chance one leaves little enough.",
        3,
    );
    const SHRINKING: Text = text!(
        "Rounds {0}: the VM writes almost as fast as the wire carries, so each leaves a little less than the one before: {1}. At most {2} may be left.",
        3,
    );
    let entry = lane.rounds.iter().find(|round| round.number == rounds.last);
    let (least, most, allowed) = entry.map_or((Bytes::ZERO, Bytes::ZERO, Bytes::ZERO), |entry| {
        let (least, most) = entry
            .merged
            .map_or((entry.left, entry.left), |merged| (merged.least, merged.most));
        (least.bytes(), most.bytes(), entry.threshold.bytes())
    });
    // The end is where the next stage begins, with less to send.
    let half_way = phase.start + (phase.end - phase.start) * 0.5;
    let [before, after] = [phase.start, half_way].map(|time| to_send(lane, time));
    let text = if after < before * SHRUNK {
        SHRINKING
    } else if lane.metrics.status == Status::Completed {
        LUCKY
    } else {
        ALIKE
    };
    let [least, most] = [least, most].map(|size| format::size(language, size));
    let leaves = if least == most {
        least
    } else {
        say!(language, "{0} to {1}", least, most)
    };
    let allowed = format::size(language, allowed);
    text.fill(language, &[&format::rounds(language, rounds), &leaves, &allowed])
}

pub(super) fn rounds(language: Language, lane: &LaneTrace, phase: &Phase, last: u32) -> String {
    let PhaseKind::Round(number) = phase.kind else {
        return String::new();
    };
    let name = if last > number {
        say!(language, "Rounds {0} to {1}", number, last)
    } else {
        say!(language, "Round {0}", number)
    };
    let size = format::size(language, to_send(lane, phase.start));
    if last == number && goes_on(lane, phase) {
        return say!(
            language,
            "Round {0} goes on: {1}, with what was written meanwhile.",
            number,
            size
        );
    }
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

/// What a round has to send when it begins.
fn queued(lane: &LaneTrace, number: u32) -> Bytes {
    let is_it = |phase: &&Phase| phase.kind == PhaseKind::Round(number);
    let begins = lane.phases.iter().find(is_it).map(|phase| phase.start);
    let merged = || {
        lane.rounds
            .iter()
            .find(|round| round.number == number)
            .map(|round| round.start)
    };
    begins.or_else(merged).map_or(Bytes::ZERO, |start| to_send(lane, start))
}

/// Whether a round has about as much to send as the one before, or more.
fn steady(lane: &LaneTrace, number: u32) -> bool {
    queued(lane, number) >= queued(lane, number - 1) * STEADY
}
