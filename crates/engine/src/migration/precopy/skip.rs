//! Rounds that go on and on alike are not followed one by one.
//!
//! Two shortcuts, and no others: rounds that repeat exactly, one by one or in turns of several, and rounds of which none can be the last. Both return what
//! they found; [`Precopy`] applies it in one place.

use super::Precopy;
use super::memory::Memory;
use super::stop_probability::{Scattered, is_certain};
use crate::migration::report::MergedBecause;
use crate::migration::spread;
use crate::units::{Bytes, Pages, Share, SimTime};

/// Two rounds that differ by less than this share are the same for ever; a slow drift hides in turns of several. Under a cap
/// there are no such turns: where a window ends is a matter of the clock's last bit.
const STEADY: f64 = 1e-6;
const STEADY_TURN: f64 = 1e-10;
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
    /// Where dirty pages and the scan are.
    places: f64,
    /// How many times the scan has gone round memory.
    scans: f64,
    /// Under a cap: what the window still allows, and how old it is.
    allowance: Pages,
    in_window: SimTime,
}

impl Mark {
    fn of(run: &Precopy, memory: &Memory) -> Self {
        Self {
            now: run.flow.now,
            bytes: run.flow.bytes,
            alive: run.alive,
            queue: run.queue,
            threshold: run.threshold,
            buffered: run.flow.buffered,
            throttled: run.throttle.strength(),
            places: memory.places(),
            scans: memory.scans(),
            allowance: run.flow.allowance,
            in_window: run.flow.now - run.flow.window_start,
        }
    }

    fn is_like(&self, end: &Self, capped: bool, turn: u32) -> bool {
        let share = if turn == 1 { STEADY } else { STEADY_TURN };
        let near = |one, other| near(one, other, share);
        (turn == 1 || !capped)
            && near(self.queue.mean.as_f64(), end.queue.mean.as_f64())
            && self.buffered == end.buffered
            && self.threshold == end.threshold
            && self.throttled == end.throttled
            && (turn == 1 || near(self.places, end.places))
            && (!capped
                || (near(self.in_window.as_s(), end.in_window.as_s())
                    && near(self.allowance.as_f64(), end.allowance.as_f64())))
    }
}

fn near(one: f64, other: f64, share: f64) -> bool {
    (one - other).abs() <= share * one.abs().max(other.abs())
}

/// The rounds that were followed since something changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Followed {
    rounds: u32,
    last: Mark,
    cycle: Cycle,
    /// Since the last proof was tried: how many rounds, the moment, what had been sent, the least and the most left.
    lately: u32,
    since: SimTime,
    bytes: Bytes,
    least: Pages,
    most: Pages,
}

/// A round that later ones are compared with: the first of a cycle, if one of them ends like it.
#[derive(Clone, Copy, Debug)]
struct Cycle {
    first: Mark,
    /// How many rounds were over then.
    at: u32,
    /// How many rounds the cycle before this one had; none if there was none.
    before: u32,
    /// When that began, and how far the scan was then.
    since: SimTime,
    scans: f64,
    /// The least and the most that its rounds left.
    least: Pages,
    most: Pages,
}

/// Rounds that are taken together from now on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub why: MergedBecause,
    /// How many rounds are one turn of it.
    pub turn: u32,
    /// How long a turn takes and what it sends, on the mean.
    pub span: SimTime,
    pub bytes: Bytes,
    /// The logarithm of the share of runs that go on after a turn.
    pub fading: f64,
    /// For how many turns this holds; without a bound if nothing comes.
    pub turns: f64,
    /// The least and the most that a round leaves.
    pub least: Pages,
    pub most: Pages,
}

impl Precopy {
    /// After a sync: whether the next rounds need not be followed.
    pub(super) fn stretch(&mut self, memory: &Memory) -> Option<Stretch> {
        if !self.flow.zero_left.is_zero() {
            self.followed = None;
            return None;
        }
        let now = Mark::of(self, memory);
        let (queue, capped) = (now.queue.mean, self.sender.capped);
        let Some(followed) = &mut self.followed else {
            self.followed = Some(Box::new(Followed::from(now)));
            return None;
        };
        followed.rounds += 1;
        followed.lately += 1;
        let last = std::mem::replace(&mut followed.last, now);
        let cycle = &mut followed.cycle;
        (followed.least, followed.most) = (followed.least.min(queue), followed.most.max(queue));
        (cycle.least, cycle.most) = (cycle.least.min(queue), cycle.most.max(queue));
        let rounds = followed.rounds - cycle.at;
        if cycle.first.is_like(&now, capped, rounds) {
            // What was written in order may take two turns to show, and a scan that has not gone once round memory comes to
            // other pages.
            let again = cycle.before == rounds && !self.throttle.may_change(cycle.since);
            let has_gone_round = now.scans - cycle.scans >= 1.0;
            if again && has_gone_round && is_steady(&cycle.first, &now) {
                let cycle = *cycle;
                return Some(self.alike(&cycle, &now, rounds));
            }
            let (since, scans) = if cycle.before == rounds {
                (cycle.since, cycle.scans)
            } else {
                (cycle.first.now, cycle.first.scans)
            };
            *cycle = Cycle {
                before: rounds,
                since,
                scans,
                ..Cycle::from(now, followed.rounds)
            };
        } else if last.is_like(&now, capped, 1) {
            // A cycle of one round is seen at once.
            *cycle = Cycle {
                before: 1,
                since: last.now,
                scans: last.scans,
                ..Cycle::from(now, followed.rounds)
            };
        } else if rounds >= cycle.at.max(cycle.before) {
            // A cycle of so many rounds would have shown by now.
            *cycle = Cycle::from(now, followed.rounds);
        }
        if followed.rounds < FIRST_PROOF || !followed.rounds.is_power_of_two() {
            return None;
        }
        let lately = **followed;
        followed.restart(&now);
        // The first time only the way to where the rounds settle is over: what they do there is yet to be seen.
        (lately.rounds > FIRST_PROOF && self.never_ends(lately.least, memory)).then(|| self.endless(&lately, &now))
    }

    /// A stretch is over: rounds that were alike go on so unless the next one differs.
    pub(super) fn followed_up_to_now(&mut self, stretch: &Stretch, memory: &Memory) {
        let now = Mark::of(self, memory);
        let followed = self.followed.take().filter(|_| stretch.why == MergedBecause::Alike);
        self.followed = followed.map(|mut followed| {
            followed.last = now;
            followed.cycle = Cycle {
                before: stretch.turn,
                since: followed.cycle.since,
                scans: followed.cycle.scans,
                ..Cycle::from(now, followed.rounds)
            };
            followed.restart(&now);
            followed
        });
    }

    fn alike(&self, cycle: &Cycle, now: &Mark, turn: u32) -> Stretch {
        let before = &cycle.first;
        let bytes = now.bytes - before.bytes;
        // Times are rounded, and a round may be shorter than that: nothing goes faster than the line.
        let span = (now.now - before.now).max(bytes / self.sender.line);
        let fading = libm::log(now.alive / before.alive);
        let to_stop = if fading < -1e-12 {
            libm::log(spread::next_mark(self.ended()).rest().as_f64() / now.alive) / fading
        } else {
            f64::INFINITY
        };
        Stretch {
            why: MergedBecause::Alike,
            turn,
            span,
            bytes,
            fading,
            turns: self.until_something_comes(span).min(to_stop).floor(),
            least: cycle.least,
            most: cycle.most,
        }
    }

    fn endless(&self, followed: &Followed, now: &Mark) -> Stretch {
        let Followed {
            lately,
            since,
            bytes,
            least,
            most,
            ..
        } = *followed;
        let bytes = (now.bytes - bytes) / f64::from(lately);
        let span = ((now.now - since) / f64::from(lately)).max(bytes / self.sender.line);
        Stretch {
            why: MergedBecause::NoPossibleEnd,
            turn: 1,
            span,
            bytes,
            fading: 0.0,
            turns: self.until_something_comes(span).floor(),
            least,
            most,
        }
    }

    /// How many turns pass before the limit is raised or the time is up.
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
    fn never_ends(&self, mut least: Pages, memory: &Memory) -> bool {
        if self.cache.is_some() || !self.throttle.is_off() {
            return false;
        }
        for _ in 0..BOUND_STEPS {
            let sent = least - self.threshold - self.sender.most_ahead();
            let span = self.sender.least_time(sent);
            let written = memory.written_in(self.full_speed_in(span));
            let margin = Pages::new(IMPOSSIBLE * written.against(self.sender.jitter(self.threshold)).sqrt());
            if written.mean <= self.threshold + margin {
                return false;
            }
            if written.mean >= least || near(written.mean.as_f64(), least.as_f64(), STEADY) {
                return true;
            }
            least = written.mean;
        }
        false
    }
}

impl Cycle {
    const fn from(first: Mark, at: u32) -> Self {
        Self {
            first,
            at,
            before: 0,
            since: first.now,
            scans: first.scans,
            least: first.queue.mean,
            most: first.queue.mean,
        }
    }
}

impl Followed {
    const fn from(first: Mark) -> Self {
        Self {
            rounds: 1,
            last: first,
            cycle: Cycle::from(first, 1),
            lately: 0,
            since: first.now,
            bytes: first.bytes,
            least: first.queue.mean,
            most: first.queue.mean,
        }
    }

    fn restart(&mut self, now: &Mark) {
        (self.lately, self.since, self.bytes) = (0, now.now, now.bytes);
        (self.least, self.most) = (now.queue.mean, now.queue.mean);
    }
}

/// Whether chance has its share already, or will have none.
fn is_steady(before: &Mark, now: &Mark) -> bool {
    let over = now.queue.mean - now.threshold;
    near(before.queue.variance, now.queue.variance, STEADY)
        || (now.alive == before.alive && is_certain(over.as_f64(), 4.0 * now.queue.variance))
}
