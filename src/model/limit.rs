//! The downtime limit in force, and draining the queue down to it.

use super::functions::{ceil, floor};
use super::passage::{Scattered, anywhere, residue};
use super::precopy::Precopy;
use crate::scenario::{Ramp, Scenario};
use crate::units::{Pages, Share, SimTime};

/// A queue of no more than so many times the threshold may come below it by chance.
const NEAR: f64 = 1.5;

/// The share of the downtime limit that is in force at a time. A ramp begins
/// with one step of the limit and comes to all of it in equal steps.
pub(super) fn share_at(scenario: &Scenario, time: SimTime) -> Share {
    let Some(ramp) = scenario.ramp else {
        return Share::new(1.0);
    };
    let passed = if ramp.every.is_zero() {
        f64::from(ramp.steps)
    } else {
        floor(time / ramp.every).min(f64::from(ramp.steps))
    };
    share_after(ramp, passed)
}

/// The same after so many steps.
fn share_after(ramp: Ramp, passed: f64) -> Share {
    let steps = f64::from(ramp.steps);
    Share::new((1.0 + (steps - 1.0) * passed / steps) / steps)
}

/// When the limit is raised, and its share from then on.
pub(super) fn steps(scenario: &Scenario) -> impl Iterator<Item = (SimTime, Share)> {
    scenario.ramp.into_iter().flat_map(|ramp| {
        let step = move |passed: f64| (ramp.every * passed, share_after(ramp, passed));
        (1..=ramp.steps).map(move |passed| step(f64::from(passed)))
    })
}

/// When the limit is raised next.
pub(super) fn next_step(scenario: &Scenario, time: SimTime) -> Option<SimTime> {
    let ramp = scenario.ramp.filter(|ramp| !ramp.every.is_zero())?;
    let step = floor(time / ramp.every) + 1.0;
    (step <= f64::from(ramp.steps)).then(|| ramp.every * step)
}

impl Precopy<'_> {
    /// What is left when the queue is first seen below the threshold.
    pub(super) fn drain(&mut self) -> Scattered {
        let quantum = self.sender.quantum;
        let mut first = self.flow.before_look(&self.sender);
        if let Some(thresholds) = self.next_thresholds.take() {
            for threshold in thresholds {
                let left = self.queue.mean - first;
                if left < threshold {
                    self.threshold = threshold;
                    return Scattered {
                        mean: left,
                        variance: self.queue.variance,
                    };
                }
                first += quantum;
            }
        }
        let mut now = self.flow.now;
        loop {
            self.threshold = self.full_threshold * share_at(self.scenario, now);
            let jitter = self.sender.jitter(self.threshold);
            let left = residue(self.queue, self.threshold, jitter, first, quantum);
            let Some(step) = next_step(self.scenario, now) else {
                return left;
            };
            let sent = self.queue.mean - left.mean;
            if self.flow.now + self.time_of(sent) <= step {
                return left;
            }
            // The limit is raised before: the next looks are with the new one.
            let looks = ceil((self.pages_until(step) - first) / quantum);
            first += quantum * looks.max(0.0);
            now = step;
        }
    }

    /// Whether a limit that is raised to what it will be at last can bring the end: if the queue is above it, and the
    /// first round with it leaves no shorter queue, no later one does, for what a round leaves grows with what it began with.
    pub(super) fn gains_by_the_limit(&self) -> bool {
        let next = |threshold: Pages| {
            let mut memory = self.memory;
            let sent = self.queue.mean - anywhere(threshold.as_f64(), self.sender.quantum.as_f64()).mean;
            memory.send(sent);
            let passed = self.time_of(sent).as_s() * self.throttle.writing().as_f64() * self.burst;
            memory.sync(SimTime::s(passed)).dirty.mean
        };
        self.queue.mean <= self.full_threshold * NEAR || next(self.full_threshold) < next(self.threshold)
    }

    fn time_of(&self, pages: Pages) -> SimTime {
        self.sender.stream(pages) / self.sender.estimate
    }

    fn pages_until(&self, time: SimTime) -> Pages {
        Pages::new((time - self.flow.now) / self.time_of(Pages::new(1.0)))
    }
}
