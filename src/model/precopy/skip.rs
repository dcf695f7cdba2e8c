//! Rounds that go on and on alike are not followed one by one.
//!
//! Two shortcuts, and no others: rounds that repeat exactly, and rounds of which none can be the last. Both return what
//! they found; [`Precopy`] applies it in one place.

use super::Precopy;
use super::memory::Memory;
use super::stop_probability::{HALF, Scattered, is_certain};
use crate::model::report::MergedBecause;
use crate::units::{Bytes, Pages, Share, SimTime};

/// Two rounds that differ by less than this share are the same for ever.
const STEADY: f64 = 1e-6;
/// So many rounds that are the same make a cycle of one: what was written in order may take two to show.
const ALIKE: u32 = 2;
/// The first look at whether any round can be the last comes after so many, and each further one after twice as many.
const FIRST_PROOF: u32 = 32;
/// So many standard deviations come with a probability of 6·10⁻¹⁶: in a day of rounds of 51 ms, less than 10⁻⁹.
const IMPOSSIBLE: f64 = 8.0;
/// The lower bound of a round is followed from round to round until it has settled.
const BOUND_STEPS: u32 = 64;

/// How a round ended: what the next one begins with.
#[derive(Clone, Copy, Debug)]
struct Mark {
    now: SimTime,
    bytes: Bytes,
    alive: f64,
    queue: Scattered,
    threshold: Pages,
    buffered: Bytes,
    throttled: Share,
    /// Under a cap: what the window still allows, and how old it is.
    allowance: Pages,
    in_window: SimTime,
}

impl Mark {
    fn of(run: &Precopy) -> Self {
        Self {
            now: run.flow.now,
            bytes: run.flow.bytes,
            alive: run.alive,
            queue: run.queue,
            threshold: run.threshold,
            buffered: run.flow.buffered,
            throttled: run.throttle.strength(),
            allowance: run.flow.allowance,
            in_window: run.flow.now - run.flow.window_start,
        }
    }

    fn is_like(&self, end: &Self, capped: bool) -> bool {
        near(self.queue.mean.as_f64(), end.queue.mean.as_f64())
            && self.buffered == end.buffered
            && self.threshold == end.threshold
            && self.throttled == end.throttled
            && (!capped
                || (near(self.in_window.as_s(), end.in_window.as_s())
                    && near(self.allowance.as_f64(), end.allowance.as_f64())))
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= STEADY * one.abs().max(other.abs())
}

/// The rounds that were followed since something changed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Followed {
    rounds: u32,
    last: Option<Mark>,
    /// How many rounds ended as they began, since when, and what had been sent before them.
    alike: u32,
    alike_since: SimTime,
    sent_before: Bytes,
    /// Since the last proof was tried: how many rounds, the moment, what had been sent, the least and the most left.
    lately: u32,
    since: SimTime,
    bytes: Bytes,
    least: Pages,
    most: Pages,
}

/// Rounds that are taken together from now on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub why: MergedBecause,
    /// How long a round takes and what it sends, on the mean.
    pub span: SimTime,
    pub bytes: Bytes,
    /// The logarithm of the share of runs that go on after a round.
    pub fading: f64,
    /// For how many rounds this holds; without a bound if nothing comes.
    pub rounds: f64,
    /// The least and the most that a round leaves.
    pub least: Pages,
    pub most: Pages,
}

impl Precopy {
    /// After a sync: whether the next rounds need not be followed.
    pub(super) fn stretch(&mut self, memory: &Memory) -> Option<Stretch> {
        if !self.flow.zero_left.is_zero() {
            self.followed = Followed::default();
            return None;
        }
        let now = Mark::of(self);
        let before = self.followed.last.replace(now);
        self.followed.rounds += 1;
        self.followed.lately += 1;
        let queue = now.queue.mean;
        let Some(before) = before else {
            self.followed.restart(&now);
            (self.followed.sent_before, self.followed.alike_since) = (now.bytes, now.now);
            return None;
        };
        if before.is_like(&now, self.sender.capped) {
            self.followed.alike += 1;
        } else {
            (
                self.followed.alike,
                self.followed.sent_before,
                self.followed.alike_since,
            ) = (0, now.bytes, now.now);
        }
        (self.followed.least, self.followed.most) = (self.followed.least.min(queue), self.followed.most.max(queue));
        let is_settled = !self.throttle.may_change(self.followed.alike_since);
        if self.followed.alike >= ALIKE && is_settled && is_steady(&before, &now) && self.has_gone_round(&now) {
            return Some(self.alike(&before, &now));
        }
        let proof = self.followed.rounds >= FIRST_PROOF && self.followed.rounds.is_power_of_two();
        if !proof {
            return None;
        }
        // The first time only the way to where the rounds settle is over: what they do there is yet to be seen.
        let found = (self.followed.rounds > FIRST_PROOF && self.never_ends(memory)).then(|| self.endless(&now));
        self.followed.restart(&now);
        found
    }

    /// Whether what was sent meanwhile is once round the queue: a scan that comes to other memory sends other pages.
    fn has_gone_round(&self, now: &Mark) -> bool {
        self.whole_pages.pages_of(now.bytes - self.followed.sent_before) >= self.queue.mean
    }

    fn alike(&self, before: &Mark, now: &Mark) -> Stretch {
        let bytes = now.bytes - before.bytes;
        // Times are rounded, and a round may be shorter than that: nothing goes faster than the line.
        let span = (now.now - before.now).max(bytes / self.sender.line);
        let fading = libm::log(now.alive / before.alive);
        let to_stop = if fading < -1e-12 {
            libm::log(HALF / now.alive) / fading
        } else {
            f64::INFINITY
        };
        let queue = now.queue.mean;
        Stretch {
            why: MergedBecause::Alike,
            span,
            bytes,
            fading,
            rounds: self.until_something_comes(span).min(to_stop).floor(),
            least: queue,
            most: queue,
        }
    }

    fn endless(&self, now: &Mark) -> Stretch {
        let Followed {
            lately,
            since,
            bytes,
            least,
            most,
            ..
        } = self.followed;
        let bytes = (now.bytes - bytes) / f64::from(lately);
        let span = ((now.now - since) / f64::from(lately)).max(bytes / self.sender.line);
        Stretch {
            why: MergedBecause::NoPossibleEnd,
            span,
            bytes,
            fading: 0.0,
            rounds: self.until_something_comes(span).floor(),
            least,
            most,
        }
    }

    /// How many rounds pass before the limit is raised or the time is up.
    fn until_something_comes(&self, span: SimTime) -> f64 {
        let raise = self.limit.next_raise(self.limit.raises_by(self.flow.now));
        let deadline = self.deadline.map(|deadline| deadline.at);
        let next = raise.into_iter().chain(deadline).min();
        next.map_or(f64::INFINITY, |next| (next - self.flow.now) / span)
    }

    /// Whether no round can leave as little as may be left. Every page that is written in a round is dirty at the sync that
    /// ends it, and a round takes at least as long as the queue needs to come below the threshold: so a round that begins
    /// with *q* pages leaves at least what is written in that time, and the less it begins with, the less that is. Followed
    /// from round to round, the bound comes to rest below every later queue.
    fn never_ends(&self, memory: &Memory) -> bool {
        if self.cache.is_some() || !self.throttle.is_off() {
            return false;
        }
        let mut least = self.followed.least;
        for _ in 0..BOUND_STEPS {
            let sent = least - self.threshold - self.sender.most_ahead();
            let span = self.sender.stream(sent) / self.sender.estimate;
            let written = memory.written_in(self.full_speed_in(span));
            let margin = Pages::new(IMPOSSIBLE * written.against(self.sender.jitter(self.threshold)).sqrt());
            if written.mean <= self.threshold + margin {
                return false;
            }
            if written.mean >= least || near(written.mean.as_f64(), least.as_f64()) {
                return true;
            }
            least = written.mean;
        }
        false
    }
}

impl Followed {
    fn restart(&mut self, now: &Mark) {
        (self.lately, self.since, self.bytes) = (0, now.now, now.bytes);
        (self.least, self.most) = (now.queue.mean, now.queue.mean);
    }
}

/// Whether chance has its share already, or will have none.
fn is_steady(before: &Mark, now: &Mark) -> bool {
    let over = now.queue.mean - now.threshold;
    near(before.queue.variance, now.queue.variance)
        || (now.alive == before.alive && is_certain(over.as_f64(), 4.0 * now.queue.variance))
}
