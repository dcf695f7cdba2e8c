//! The course of a round between its start and its end, for the record.

use super::course::Course;
use super::precopy::Precopy;
use super::report::{Cause, Recorder, Traffic};
use super::sender::{Flow, Sender};
use super::wire;
use crate::units::{Bytes, Pages, Rate, SimTime};

/// Samples of a stretch of even sending, in the first rounds and in later ones.
const FINE: u32 = 16;
const COARSE: u32 = 4;
/// Rounds that are looked at closely.
const FINE_ROUNDS: u32 = 12;

/// Pages of one sort that are sent evenly.
struct Leg {
    costly: Pages,
    zero: Pages,
    time: SimTime,
}

impl Leg {
    fn bytes(&self, sender: &Sender) -> Bytes {
        sender.stream(self.costly) + wire::zero_stream(self.zero)
    }
}

/// The first pass: pages with content, then zero pages.
pub(super) fn first_pass<R: Recorder>(run: &Precopy<'_>, before: &Flow, costly: Pages, course: &mut Course<'_, R>) {
    let (used, zero) = legs(run, before, costly, wire::SETUP);
    play(run, before, &[used, zero], FINE, course);
}

/// A later round: zero pages that were left come first.
pub(super) fn round<R: Recorder>(run: &Precopy<'_>, before: &Flow, costly: Pages, course: &mut Course<'_, R>) {
    let (used, zero) = legs(run, before, costly, SimTime::ZERO);
    let steps = if course.metrics.syncs < FINE_ROUNDS {
        FINE
    } else {
        COARSE
    };
    play(run, before, &[zero, used], steps, course);
}

/// A round at an even pace, by whatever stop rule: pages with content, then zero pages.
pub(super) fn even<R: Recorder>(
    run: &Precopy<'_>,
    before: &Flow,
    (costly, time): (Pages, SimTime),
    zero: Pages,
    course: &mut Course<'_, R>,
) {
    let used = Leg {
        costly,
        zero: Pages::ZERO,
        time,
    };
    let zero = Leg {
        costly: Pages::ZERO,
        zero,
        time: run.sender.zero_time(zero),
    };
    let steps = if course.metrics.syncs < FINE_ROUNDS {
        FINE
    } else {
        COARSE
    };
    // Not the difference of two sums of all bytes: a tiny round would drown in their rounding.
    let legs = [used, zero];
    let sent = [Cause::FirstPass, Cause::Resent].map(|cause| (cause, course.metrics.traffic[cause]));
    play(run, before, &legs, steps, course);
    for (cause, bytes) in sent {
        course.metrics.traffic[cause] = bytes;
    }
    for leg in &legs {
        count(run, &mut course.metrics.traffic, leg.bytes(&run.sender));
    }
}

/// Pages with content take their time on the wire, and what is left of it is
/// the zero pages': while they are scanned, the wire still carries what the
/// socket holds.
fn legs(run: &Precopy<'_>, before: &Flow, costly: Pages, setup: SimTime) -> (Leg, Leg) {
    let zero = before.zero_left - run.flow.zero_left;
    let all = run.flow.on_the_wire(&run.sender) - before.on_the_wire(&run.sender);
    let zero_time = run.sender.zero_time(zero).min(all - setup - run.sender.time(costly));
    (
        Leg {
            costly,
            zero: Pages::ZERO,
            time: all - zero_time,
        },
        Leg {
            costly: Pages::ZERO,
            zero,
            time: zero_time,
        },
    )
}

/// `run` has its flow at the end of the round and its memory at the start.
fn play<R: Recorder>(run: &Precopy<'_>, before: &Flow, legs: &[Leg; 2], steps: u32, course: &mut Course<'_, R>) {
    let end = run.flow.on_the_wire(&run.sender);
    if course.records() {
        let (start, traffic) = (course.metrics.total, course.metrics.traffic);
        let span = end - start;
        let mut memory = run.memory;
        let (mut at, mut sent) = (start, Bytes::ZERO);
        for leg in legs
            .iter()
            .filter(|leg| !leg.time.is_zero() || !leg.bytes(&run.sender).is_zero())
        {
            for step in 0..=steps {
                let part = f64::from(step) / f64::from(steps);
                let mut memory = memory;
                memory.send((leg.costly + leg.zero) * part);
                course.metrics.total = (at + leg.time * part).min(end);
                course.metrics.traffic = traffic;
                count(run, &mut course.metrics.traffic, sent + leg.bytes(&run.sender) * part);
                let passed = run.full_speed_since(before.now) * ((course.metrics.total - start) / span);
                let passed = run.exposure + passed;
                course.now.zero_left = before.zero_left.min(memory.unwritten());
                course.now.zones = memory.zone_states(course.now.zero_left, passed);
                course.now.wire = if step == steps {
                    Rate::ZERO
                } else {
                    leg.bytes(&run.sender) / leg.time
                };
                course.now.speed = run.speed();
                course.sample();
            }
            memory.send(leg.costly + leg.zero);
            at += leg.time;
            sent += leg.bytes(&run.sender);
        }
        course.metrics.traffic = traffic;
    }
    course.metrics.total = end;
    count(run, &mut course.metrics.traffic, run.flow.bytes - before.bytes);
}

/// Some of it may go for the first time, and some again.
fn count(run: &Precopy<'_>, traffic: &mut Traffic, bytes: Bytes) {
    traffic[Cause::FirstPass] += bytes * run.fresh;
    traffic[Cause::Resent] += bytes * run.fresh.rest();
}
