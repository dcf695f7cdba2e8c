//! A queue that shrinks slowly, because a writer that goes through its region
//! in order is hardly slower than the wire: a geometric series.
//!
//! A round drains the queue *Q* to a residue *R* that is always about the same
//! and sends *D* = *Q* − *R*. Meanwhile the writer makes *rD* pages dirty, none
//! of which is among the residue once the scan follows it; *r* is its rate
//! over the wire's. So *D* shrinks to *r* times itself in each round, *n*
//! rounds send *D*·(1 − *rⁿ*)/(1 − *r*), and nothing else changes. Near the
//! threshold *R* scatters and chance decides: there the queue is followed from
//! round to round, but nothing else, and not even that where rounds change as
//! those before did.

use super::course::Course;
use super::functions::floor;
use super::limit;
use super::passage::{Scattered, anywhere, residue};
use super::precopy::{HALF, Precopy};
use super::report::Recorder;
use super::sender::Sender;
use crate::units::{Pages, SimTime};

/// Fewer rounds than this are followed one by one.
const FEW: f64 = 8.0;
/// So many standard deviations above the threshold chance begins to matter.
const NEAR: f64 = 3.0;
/// The last rounds before half of all runs have stopped are followed one by one.
const LATE: f64 = 1.1 * HALF;
/// Near the threshold at most two to the power of this many rounds are taken to be as expected, if the one before was,
/// up to this share of what it differs from no change.
const MOST_DOUBLINGS: u32 = 4;
const ALIKE: f64 = 0.06;

/// A queue near the threshold, from round to round.
struct Walk {
    queue: Scattered,
    alive: f64,
    rounds: f64,
    sent: Pages,
}

/// A round near the threshold.
#[derive(Clone, Copy)]
struct Step {
    number: f64,
    /// Probability that a run goes on after it.
    above: f64,
    /// What it sends, over what the round before did.
    growth: f64,
    /// What it leaves, and the variance of that.
    left: f64,
    variance: f64,
}

impl Step {
    /// What a round after this one is like if it changes as it did since an earlier one.
    fn on(&self, earlier: &Self, number: f64) -> Self {
        let on = |now: f64, then: f64| now + (now - then) * (number - self.number) / (self.number - earlier.number);
        Self {
            number,
            above: on(self.above, earlier.above),
            growth: on(self.growth, earlier.growth),
            left: on(self.left, earlier.left),
            variance: on(self.variance, earlier.variance),
        }
    }

    /// Whether it is what was expected.
    fn is_like(&self, expected: &Self) -> bool {
        let alike = |one: f64, other: f64| (one - other).abs() <= ALIKE * (1.0 - one);
        alike(self.above, expected.above) && alike(self.growth, expected.growth)
    }
}

impl Walk {
    /// Goes on up to the last rounds, in which half of all runs will have stopped, or until this much is sent. As long
    /// as rounds go on to change as they did, ever more of them are taken to be as expected.
    fn on(&mut self, ratio: f64, most: Pages, round: impl Fn(Scattered) -> (f64, Pages, Scattered)) {
        let (mut last, mut earlier) = (None::<Step>, None::<Step>);
        let (mut before, mut doublings) = (self.queue.mean, 0);
        loop {
            let (above, mut drained, mut left) = round(self.queue);
            let (alive, sent) = (self.alive * above, self.sent + drained);
            if alive < LATE || sent > most {
                return;
            }
            (self.alive, self.sent) = (alive, sent);
            self.rounds += 1.0;
            let now = Step {
                number: self.rounds,
                above,
                growth: drained / before,
                left: left.mean.as_f64(),
                variance: left.variance,
            };
            if let (Some(last), Some(earlier)) = (&last, &earlier) {
                doublings = if now.is_like(&last.on(earlier, now.number)) {
                    MOST_DOUBLINGS.min(doublings + 1)
                } else {
                    0
                };
                drained = self.skip(doublings, &now, last, drained, most);
                let then = now.on(last, self.rounds);
                left = Scattered {
                    mean: Pages::new(then.left),
                    variance: then.variance.max(0.0),
                };
            }
            self.queue = Scattered {
                mean: left.mean + drained * ratio,
                ..left
            };
            (earlier, last, before) = (last, Some(now), drained);
        }
    }

    /// Goes on for so many rounds, or fewer if that is too far; what the last of them sends.
    fn skip(&mut self, doublings: u32, now: &Step, last: &Step, drained: Pages, most: Pages) -> Pages {
        for doublings in (1..=doublings).rev() {
            let rounds = f64::from(1 << doublings);
            let Step { above, growth, .. } = now.on(last, now.number + 0.5 * (rounds + 1.0));
            if growth >= 1.0 {
                continue;
            }
            let power = |one: f64| (0..doublings).fold(one, |power, _| power * power);
            let alive = self.alive * power(above);
            let then = drained * power(growth);
            let sent = self.sent + (drained - then) * (growth / (1.0 - growth));
            if alive >= LATE && sent <= most {
                self.rounds += rounds;
                (self.alive, self.sent) = (alive, sent);
                return then;
            }
        }
        drained
    }
}

impl Precopy<'_> {
    /// Leaps over such rounds. Whether there were any.
    pub(super) fn leap<R: Recorder>(&mut self, course: &mut Course<'_, R>) -> bool {
        let (flow, sender, threshold) = (self.flow, self.sender, self.threshold);
        let plain = !sender.capped && self.cache.is_none() && self.throttle.is_off();
        let Some(writes) = self.memory.lone_follower().filter(|_| plain) else {
            return false;
        };
        if threshold != self.full_threshold * limit::share_at(self.scenario, flow.now) {
            return false;
        }
        let page = sender.time(Pages::new(1.0));
        let ratio = writes * self.burst * page.as_s();
        let jitter = sender.jitter(threshold);
        let left = anywhere(threshold.as_f64(), sender.quantum.as_f64());
        let near = threshold + Pages::new(NEAR * left.against(jitter).sqrt()) - left.mean;
        let drained = self.queue.mean - left.mean;
        // What can be sent until the time comes, or the limit is raised.
        let end =
            limit::next_step(self.scenario, flow.now).map_or(self.until.time(), |step| step.min(self.until.time()));
        let most = Pages::new((end - self.clock(&flow)) / page);
        let least = near.max(drained - most * (1.0 - ratio));
        let Some((rounds, last, sent)) = series(drained, ratio, least) else {
            return false;
        };
        let mut walk = Walk {
            queue: Scattered {
                mean: left.mean + last,
                ..left
            },
            alive: self.alive,
            rounds,
            sent,
        };
        walk.on(ratio, most, |queue| {
            let look = queue.look(threshold, jitter);
            let first = flow.before_look(&sender);
            let left = residue(look.of_those_above, threshold, jitter, first, sender.quantum);
            (look.above, look.of_those_above.mean - left.mean, left)
        });
        let Walk {
            queue,
            alive,
            rounds,
            sent,
        } = walk;
        self.alive = alive;
        self.leapt(&sender, rounds, sent, queue, course);
        true
    }

    /// The same by a rule that takes all dirty pages at the start of a round, and always goes at its full rate: there is
    /// no residue, and nothing is left to chance.
    pub(super) fn leap_evenly<R: Recorder>(&mut self, course: &mut Course<'_, R>) -> bool {
        let (Some(writes), Some(rounds)) = (self.memory.lone_follower(), &self.other_rule) else {
            return false;
        };
        let sender = rounds.sender.at(rounds.rate.min(self.whole_pages.line));
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
    let rounds = floor(libm::log(least / first) / log);
    let last = first * libm::exp(log * rounds);
    (rounds >= FEW).then(|| (rounds, last, (first - last) / (1.0 - ratio)))
}
