//! How far a scenario is from what was seen: the squares of the differences, each in units of what it may be off.

use super::observed::{Observed, Pass};
use engine::scenario::Scenario;
use engine::units::{Bytes, SimTime};
use engine::{Lane, Metrics, Migration, Recorder, Round, Status};

/// What is left after a pass is told by the engine to this share; scatter and the moment of a sync are in it.
const LEFT: f64 = 0.04;
/// The same for times.
const TOTAL: f64 = 0.012;
/// And for all that is sent, beside what is sent again.
const SENT: f64 = 0.002;
/// Downtimes: a share, and what devices need in any case.
const DOWNTIME: (f64, SimTime) = (0.15, SimTime::ms(40.0));
/// The number of passes: where a pass is short, chance decides when it is the last.
const SYNCS: f64 = 0.25;
/// The square of a difference from which on it counts less.
const LARGE: f64 = 9.0;
/// One difference is never worth more than this.
const MOST: f64 = 100.0;
/// For an end where there was none, or none where there was one: more than all differences together.
const WRONG_END: f64 = 1e4;
/// A run that goes on is followed for so many times as long as the measured one.
const LONGER: f64 = 1.5;

/// Rounds that are looked at.
const ROUNDS: usize = 40;

/// The rounds of a run, and what was sent at their ends.
#[derive(Default)]
pub struct Rounds {
    list: Vec<Round>,
}

impl Recorder for Rounds {
    fn records(&self) -> bool {
        self.list.len() < ROUNDS
    }
    fn round(&mut self, round: Round) {
        self.list.push(round);
    }
}

/// The difference between a scenario and what was seen.
#[must_use]
pub fn cost(scenario: &Scenario, seen: &Observed) -> f64 {
    let end = if seen.has_ended() {
        seen.total * LONGER
    } else {
        seen.total
    };
    let mut rounds = Rounds::default();
    let metrics = Migration::start(scenario, Lane::Live).observe_until(end, &mut rounds);
    let passes: f64 = seen.passes.iter().take(ROUNDS).map(|pass| of_pass(pass, &rounds)).sum();
    passes + of_end(&metrics, seen) + of_steady(&rounds, seen)
}

/// The square of a difference; of a large one less, but ever more: something else happened there, and yet nearer is better.
fn square(difference: f64, unit: f64) -> f64 {
    let off = difference / unit.max(f64::MIN_POSITIVE);
    let square = off * off;
    if square <= LARGE {
        square
    } else {
        (LARGE * (1.0 + libm::log(square / LARGE))).min(MOST)
    }
}

fn of_pass(pass: &Pass, rounds: &Rounds) -> f64 {
    let Some(round) = rounds.list.iter().find(|round| round.number >= pass.number) else {
        return MOST;
    };
    let (left, seen) = (round.left.bytes().as_f64(), pass.left.as_f64());
    let unit = LEFT * seen.max(left) + pass.unsure.as_f64() + 256.0 * 1024.0;
    let time = round.end.as_s() - pass.end.as_s();
    square(left - seen, unit) + square(time, 2.0 * TOTAL * pass.end.as_s() + 0.1)
}

fn of_end(metrics: &Metrics, seen: &Observed) -> f64 {
    let has_ended = metrics.status == Status::Completed;
    let relative = |predicted: f64, measured: f64, unit: f64| square(predicted - measured, unit * measured);
    let syncs = seen.syncs.map_or(0.0, |syncs| {
        square(
            libm::log(f64::from(metrics.syncs.max(1)) / f64::from(syncs.max(1))),
            SYNCS + 0.5 / f64::from(syncs.max(1)),
        )
    });
    let sent = seen.sent.map_or(0.0, |sent| {
        let again = (sent - seen.first).as_f64();
        let unit = LEFT * again + seen.unsure.as_f64() + SENT * sent.as_f64();
        square(metrics.traffic.memory().as_f64() - sent.as_f64(), unit)
    });
    if seen.is_stopped {
        // When its devices are through is no matter of memory.
        return sent + syncs + if has_ended { 0.0 } else { WRONG_END };
    }
    if has_ended != seen.has_ended() {
        // The nearer its end is to the measured one, the better.
        let near = libm::log(metrics.total.as_s().max(1e-3) / seen.total.as_s().max(1e-3)).abs();
        return WRONG_END + WRONG_END * near.min(3.0) + sent + syncs;
    }
    let total = if has_ended {
        relative(metrics.total.as_s(), seen.total.as_s(), TOTAL)
    } else {
        0.0
    };
    let downtime = seen.downtime.filter(|_| has_ended).map_or(0.0, |measured| {
        let (share, least) = DOWNTIME;
        let predicted = metrics.downtime.total().as_s();
        square(
            predicted - measured.as_s(),
            share * measured.as_s().max(predicted) + least.as_s(),
        )
        // Devices may need more than memory does.
        .min(if predicted < measured.as_s() { 4.0 } else { MOST })
    });
    total + sent + syncs + downtime
}

/// What is left after a late pass, where the text does not number passes.
fn of_steady(rounds: &Rounds, seen: &Observed) -> f64 {
    let (Some(steady), Some(last)) = (seen.steady, rounds.list.last()) else {
        return 0.0;
    };
    let (left, seen): (f64, Bytes) = (last.left.bytes().as_f64(), steady);
    square(left - seen.as_f64(), LEFT * seen.as_f64())
}
