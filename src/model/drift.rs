//! A queue that shrinks slowly, because a writer that goes through its region
//! in order is hardly slower than the wire: a geometric series.
//!
//! A round drains the queue *Q* to a residue *R* that is always about the same
//! and sends *D* = *Q* − *R*. Meanwhile the writer makes *rD* pages dirty, none
//! of which is among the residue once the scan follows it; *r* is its rate
//! over the wire's. So *D* shrinks to *r* times itself in each round, *n*
//! rounds send *D*·(1 − *rⁿ*)/(1 − *r*), and nothing else changes.

use super::course::Course;
use super::limit;
use super::passage::Scattered;
use super::precopy::Precopy;
use super::report::Recorder;
use crate::units::{Pages, SimTime};

/// Fewer rounds than this are followed one by one.
const FEW: f64 = 8.0;
/// As many standard deviations above the threshold the queue is followed again: there chance begins to matter.
const NEAR: f64 = 3.0;

impl Precopy<'_> {
    /// Leaps over such rounds, down to where chance begins to matter. Whether it did.
    pub(super) fn leap<R: Recorder>(&mut self, course: &mut Course<'_, R>) -> bool {
        let (flow, quantum) = (self.flow, self.sender.quantum.as_f64());
        let plain = !self.sender.capped && self.cache.is_none() && flow.zero_left.is_zero() && self.throttle.is_off();
        let Some(writes) = self.memory.lone_follower().filter(|_| plain) else {
            return false;
        };
        let threshold = self.threshold.as_f64();
        if self.threshold != self.full_threshold * limit::share_at(self.scenario, flow.now) || threshold < quantum {
            return false;
        }
        let page = self.sender.time(Pages::new(1.0)).as_s();
        let ratio = writes * self.burst * page;
        // The last quantum ends anywhere around the threshold: so do its mean and its variance.
        let (residue, variance) = (threshold - 0.5 * quantum, quantum * quantum / 12.0);
        let jitter = self.sender.jitter(self.threshold).as_f64();
        let near = threshold + NEAR * libm::sqrt(variance + jitter * jitter) - residue;
        let sent = self.queue.mean.as_f64() - residue;
        if ratio >= 1.0 || sent * ratio <= near {
            return false;
        }
        // What can be sent until the time comes, or the limit is raised.
        let step = limit::next_step(self.scenario, flow.now).unwrap_or(self.until.time());
        let most = (step.min(self.until.time()) - self.clock(&flow)).as_s() / page;
        let least = near.max(sent - most * (1.0 - ratio));
        let rounds = libm::floor(libm::log(least / sent) / libm::log(ratio));
        if rounds < FEW {
            return false;
        }
        let rest = sent * libm::exp(libm::log(ratio) * rounds);
        let all = Pages::new((sent - rest) / (1.0 - ratio));
        let (span, bytes) = (self.sender.time(all), self.sender.stream(all));
        let start = self.set_out(bytes / span, course);
        self.flow.now += span;
        self.queue = Scattered {
            mean: Pages::new(residue + rest),
            variance,
        };
        self.memory.follow_to(self.queue.mean);
        if course.records() {
            course.now.zones = self.memory.zone_states(Pages::ZERO, SimTime::ZERO);
        }
        self.synced = self.flow.now;
        self.arrive(start, rounds, bytes, course);
        true
    }
}
