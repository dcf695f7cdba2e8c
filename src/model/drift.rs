//! A queue that shrinks slowly, because a writer that goes through its region
//! in order is hardly slower than the wire: a geometric series.
//!
//! A round drains the queue *Q* to a residue *R* that is always about the same
//! and sends *D* = *Q* − *R*. Meanwhile the writer makes *rD* pages dirty, none
//! of which is among the residue once the scan follows it; *r* is its rate
//! over the wire's. So *D* shrinks to *r* times itself in each round, *n*
//! rounds send *D*·(1 − *rⁿ*)/(1 − *r*), and nothing else changes. Near the
//! threshold *R* scatters and chance decides: there the queue is followed from
//! round to round, but nothing else.

use super::course::Course;
use super::limit;
use super::passage::{Scattered, residue};
use super::precopy::{HALF, Precopy};
use super::report::Recorder;
use super::sender::Sender;
use crate::units::{Pages, Rate, SimTime};

/// Fewer rounds than this are followed one by one.
const FEW: f64 = 8.0;
/// So many standard deviations above the threshold chance begins to matter.
const NEAR: f64 = 3.0;
/// The last rounds before half of all runs have stopped are followed one by one.
const LATE: f64 = 1.1 * HALF;

impl Precopy<'_> {
    /// Leaps over such rounds. Whether there were any.
    pub(super) fn leap<R: Recorder>(&mut self, course: &mut Course<'_, R>) -> bool {
        let (flow, sender, threshold) = (self.flow, self.sender, self.threshold);
        let plain = !sender.capped && self.cache.is_none() && self.throttle.is_off();
        let Some(writes) = self.memory.lone_follower().filter(|_| plain) else {
            return false;
        };
        if threshold < sender.quantum || threshold != self.full_threshold * limit::share_at(self.scenario, flow.now) {
            return false;
        }
        let page = sender.time(Pages::new(1.0));
        let ratio = writes * self.burst * page.as_s();
        // The last quantum ends anywhere around the threshold: so do its mean and its variance.
        let (quantum, jitter) = (sender.quantum.as_f64(), sender.jitter(threshold));
        let (rest, variance) = (threshold - sender.quantum * 0.5, quantum * quantum / 12.0);
        let near = threshold + Pages::new(NEAR * (variance + jitter.as_f64() * jitter.as_f64()).sqrt()) - rest;
        let drained = self.queue.mean - rest;
        // What can be sent until the time comes, or the limit is raised.
        let end =
            limit::next_step(self.scenario, flow.now).map_or(self.until.time(), |step| step.min(self.until.time()));
        let most = Pages::new((end - self.clock(&flow)) / page);
        let least = near.max(drained - most * (1.0 - ratio));
        let Some((mut rounds, last, mut sent)) = series(drained, ratio, least) else {
            return false;
        };
        let mut queue = Scattered {
            mean: rest + last,
            variance,
        };
        let first = flow.before_look(&sender);
        loop {
            let look = queue.look(threshold, jitter);
            let alive = self.alive * look.above;
            let left = residue(look.of_those_above, threshold, jitter, first, sender.quantum);
            let drained = look.of_those_above.mean - left.mean;
            if alive < LATE || sent + drained > most {
                break;
            }
            self.alive = alive;
            rounds += 1.0;
            sent += drained;
            queue = Scattered {
                mean: left.mean + drained * ratio,
                ..left
            };
        }
        self.leapt(&sender, rounds, sent, queue, course);
        true
    }

    /// The same by a rule that takes all dirty pages at the start of a round, at a rate: there is no residue, and nothing
    /// is left to chance.
    pub(super) fn leap_evenly<R: Recorder>(&mut self, rate: Rate, course: &mut Course<'_, R>) -> bool {
        let (Some(writes), Some(rounds)) = (self.memory.lone_follower(), &self.other_rule) else {
            return false;
        };
        let sender = rounds.sender.at(rate.min(self.whole_pages.line));
        let (page, drained) = (sender.time(Pages::new(1.0)), self.queue.mean);
        let ratio = writes * self.burst * page.as_s();
        let most = Pages::new((self.until.time() - self.flow.now) / page);
        let least = self.threshold.max(drained - most * (1.0 - ratio));
        let Some((rounds, last, sent)) = series(drained, ratio, least) else {
            return false;
        };
        let queue = Scattered {
            mean: last,
            variance: 0.0,
        };
        self.leapt(&sender, rounds, sent, queue, course);
        true
    }

    fn leapt<R: Recorder>(
        &mut self,
        sender: &Sender,
        rounds: f64,
        sent: Pages,
        queue: Scattered,
        course: &mut Course<'_, R>,
    ) {
        let (span, bytes) = (sender.time(sent), sender.stream(sent));
        let start = self.set_out(bytes / span, course);
        self.flow.now += span;
        self.synced = self.flow.now;
        self.queue = queue;
        self.memory.follow_to(queue.mean);
        if course.records() {
            course.now.zones = self.memory.zone_states(Pages::ZERO, SimTime::ZERO);
        }
        self.arrive(start, rounds, bytes, course);
    }
}

/// How many rounds leave at least so many pages to send, what is left then, and what they send.
fn series(first: Pages, ratio: f64, least: Pages) -> Option<(f64, Pages, Pages)> {
    if ratio >= 1.0 || first * ratio <= least {
        return None;
    }
    let log = libm::log(ratio);
    let rounds = (libm::log(least / first) / log).floor();
    let last = first * libm::exp(log * rounds);
    (rounds >= FEW).then(|| (rounds, last, (first - last) / (1.0 - ratio)))
}
