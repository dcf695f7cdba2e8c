//! What a pre-copy is going to do until the next sync, if nothing changes.

use super::Precopy;
use super::downtime_limit::threshold;
use super::first_pass::Pass;
use super::memory::Memory;
use super::segment::{Gone, Legs};
use super::sender::{Flow, Sender, WINDOW};
use super::skip::Stretch;
use super::stop_probability::{Left, Scatter, Scattered, residue};
use crate::migration::line;
use crate::migration::run::Run;
use crate::units::{Pages, SimTime};

/// What goes on.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    /// The channel is opened for a post-copy that begins at once.
    OpenChannel,
    /// Pages are sent.
    Sending(Sending),
    /// Rounds that need not be followed.
    Stretch(Stretch),
    /// At this look the run that is followed is among those that stop.
    Stopping(Stopping),
}

/// A look at which chance stops the run that is followed: it is so for no time at all, in which others can be split off.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopping {
    /// What those that stop have left.
    pub rest: Pages,
    /// What the others have.
    pub others: Scattered,
}

/// What ends a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// The sender asks what was written.
    Sync,
    /// The scan begins again at address zero.
    Turn,
    /// The time is up.
    Deadline,
}

/// Pages on their way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sending {
    pub legs: Legs,
    /// All that goes.
    pub all: Gone,
    /// When it ends, by the wire's clock.
    pub end: SimTime,
    /// The sender when it ends.
    pub flow: Flow,
    /// How much what is left scatters.
    pub scatter: Scatter,
    /// What may be left then, and at the next two looks.
    pub threshold: Pages,
    pub next_thresholds: Option<[Pages; 2]>,
    /// The downtime limit that this comes from.
    pub limit: SimTime,
    /// How long before this end many runs have seen that enough is sent: it is the mean of looks.
    pub look: SimTime,
    pub then: Then,
}

impl Sending {
    /// Whether the sender is through at a time.
    pub fn is_through(&self, at: SimTime) -> bool {
        self.flow.now < at + self.look
    }
}

/// What is left when the queue is first seen below the threshold.
struct Drained {
    left: Left,
    threshold: Pages,
    limit: SimTime,
}

impl Precopy {
    /// Plans from now on up to the next sync.
    pub(super) fn plan(&mut self, run: &Run<'_>) {
        self.sender = match &self.rounds {
            Some(rounds) => self.even_pace(rounds, run.scenario),
            None => self.pace_of(self.queue.mean),
        };
        self.plan = Plan::Sending(match &self.rounds {
            Some(rounds) => self.plan_even_round(rounds, run),
            None if self.is_late() => self.plan_nothing(run.now),
            None => match self.first_pass {
                Some(pass) => self.plan_first_pass(&pass, run.now),
                None => self.plan_round(&run.memory, run.now),
            },
        });
    }

    /// The sender is through with its segment and knows what comes next; the wire carries what is left of it at the rate of
    /// now.
    pub(super) fn plan_the_rest(&self, sending: &Sending, now: SimTime) -> Sending {
        let end = now + sending.all.bytes(&self.sender) / self.whole_pages.line;
        let legs = Legs::new(
            &self.sender,
            sending.all,
            SimTime::ZERO,
            end - now,
            sending.legs.zero_first,
        );
        Sending { legs, end, ..*sending }
    }

    /// The time is up already.
    fn plan_nothing(&self, now: SimTime) -> Sending {
        Sending {
            legs: Legs::new(&self.sender, Gone::default(), SimTime::ZERO, SimTime::ZERO, false),
            all: Gone::default(),
            end: now,
            flow: self.flow,
            scatter: Scatter::of_queue(self.queue.variance),
            threshold: self.threshold,
            next_thresholds: self.next_thresholds,
            limit: self.limit_in_force,
            look: SimTime::ZERO,
            then: Then::Deadline,
        }
    }

    fn is_late(&self) -> bool {
        self.deadline.is_some_and(|deadline| self.flow.now >= deadline.at)
    }

    /// The first pass, or what is left of it. Its equations run from the first page on: a pass that goes on under other
    /// conditions is the part of such a pass that has not gone.
    fn plan_first_pass(&self, first_pass: &super::FirstPass, now: SimTime) -> Sending {
        let sender = &self.sender;
        let super::FirstPass { way, gone } = *first_pass;
        let first_page = now + self.setup_left;
        let mut raises = self.limit.raises_by(first_page);
        let mut from = SimTime::ZERO;
        let (pass, end, all, limit, passed) = loop {
            let limit = self.limit.after(raises);
            let pass = Pass::new(sender, &way, limit, from);
            let end = pass.end();
            let all = Gone {
                used: way.used.min(end.sent),
                zero: way.zero - end.flow.zero_left,
                ..Gone::default()
            };
            let legs = Legs::new(sender, all, SimTime::ZERO, end.flow.on_the_wire(sender), false);
            let passed = legs.time_of(&gone);
            let raise = self.limit.next_raise(raises);
            let Some(raise) = raise.filter(|&raise| first_page + end.flow.now - passed > raise) else {
                break (pass, end, all, limit, passed);
            };
            // The limit is raised before: only looks after that are with the new one.
            (raises, from) = (raises + 1, raise + passed - first_page);
        };
        let later = |time: SimTime| first_page + time - passed;
        let mut end_on_the_wire = later(end.flow.on_the_wire(sender));
        let mut flow = Flow {
            now: later(end.flow.now),
            window_start: later(end.flow.window_start),
            ..end.flow
        };
        // What the socket held has gone already where the pass is interrupted after the sender was through with it.
        flow.buffered = flow.buffered.min(sender.line * (end_on_the_wire - flow.now));
        let (mut all, mut then) = (all, Then::Sync);
        if flow.zero_left.is_zero() && !way.behind.is_zero() {
            then = Then::Turn;
        }
        if let Some(deadline) = self.deadline.filter(|deadline| flow.now > deadline.at) {
            let at = self.obeyed_at(deadline.at, first_page, flow.now);
            let there = pass.flow_at(at - first_page + passed);
            let zero = way.zero - there.zero_left;
            all = Gone {
                zero,
                used: sender.pages_of(there.bytes - line::zero_stream(zero)),
                ..Gone::default()
            };
            flow = Flow { now: at, ..there };
            end_on_the_wire = flow.on_the_wire(sender).max(now);
            then = Then::Deadline;
        }
        let rest = all.without(&gone);
        flow.bytes = self.flow.bytes + rest.bytes(sender);
        Sending {
            legs: Legs::new(sender, rest, self.setup_left, end_on_the_wire - now, false),
            all: rest,
            end: end_on_the_wire,
            flow,
            scatter: Scatter::default(),
            threshold: end.threshold,
            next_thresholds: end.next_thresholds,
            limit,
            look: SimTime::ZERO,
            then,
        }
    }

    /// QEMU's round, or what is left of it: the queue is drained to the next look below the threshold.
    fn plan_round(&self, memory: &Memory, now: SimTime) -> Sending {
        let (sender, before) = (&self.sender, self.flow);
        // The runs that are still going have more to send than the mean that `memory` carries.
        let excess = self.queue.mean - memory.dirty();
        let send = |pages: Pages| {
            let mut flow = before;
            let zero = zero_among(memory, before.zero_left, pages - excess);
            flow.send(sender, pages, zero, self.queue.mean);
            flow
        };
        let Drained {
            mut left,
            threshold,
            limit,
        } = self.drain(sender, |pages| send(pages).now);
        let mut sent = self.queue.mean - left.mean;
        let mut flow = send(sent);
        let mut then = Then::Sync;
        // A tick counts from the second sync on.
        let tick = self
            .throttle
            .forced_sync(self.round.start)
            .map(|tick| tick.max(before.now));
        if let Some(tick) = tick.filter(|&tick| self.round.number > 1 && tick < flow.now) {
            sent = sent * ((tick - before.now) / (flow.now - before.now));
            left.scatter = Scatter::of_queue(self.queue.variance);
            flow = send(sent);
            (flow.now, flow.window_start) = (tick, tick);
        }
        if let Some(deadline) = self.deadline.filter(|deadline| flow.now > deadline.at) {
            let at = self.obeyed_at(deadline.at, before.now, flow.now);
            sent = sent * ((at - before.now) / (flow.now - before.now));
            flow = send(sent);
            flow.now = at;
            then = Then::Deadline;
        }
        let zero = before.zero_left - flow.zero_left;
        let look = if sender.capped || !zero.is_zero() || then == Then::Deadline {
            SimTime::ZERO
        } else {
            sender.quantum_time()
        };
        let gone = Gone {
            used: sent - zero,
            zero,
            ..Gone::default()
        };
        // After a slower line the wire may be further behind than the socket's content says.
        let least = sender.time(gone.used).max(gone.bytes(sender) / sender.line);
        let end = flow.on_the_wire(sender).max(now + least);
        Sending {
            legs: Legs::new(sender, gone, SimTime::ZERO, end - now, true),
            all: gone,
            end,
            flow,
            scatter: left.scatter,
            threshold,
            next_thresholds: None,
            limit,
            look,
            then,
        }
    }

    /// What is left when the queue is first seen below the threshold; `sent_at` is when so many pages have gone.
    fn drain(&self, sender: &Sender, sent_at: impl Fn(Pages) -> SimTime) -> Drained {
        let mut looks = self.flow.looks(sender);
        for threshold in self.next_thresholds.into_iter().flatten() {
            let left = self.queue.mean - looks.first;
            if left < threshold {
                let left = Left {
                    mean: left,
                    scatter: Scatter::of_queue(self.queue.variance),
                };
                return Drained {
                    left,
                    threshold,
                    limit: self.limit_in_force,
                };
            }
            looks = looks.after_first();
        }
        let mut raises = self.limit.raises_by(self.flow.now);
        loop {
            let limit = self.limit.after(raises);
            let threshold = threshold(limit, sender.estimate);
            let left = residue(self.queue, threshold, sender.jitter(threshold), looks);
            let raise = self.limit.next_raise(raises);
            let Some(raise) = raise.filter(|&raise| sent_at(self.queue.mean - left.mean) > raise) else {
                return Drained { left, threshold, limit };
            };
            // The limit is raised before: the next looks are with the new one. No fewer pages have gone by then than at an
            // even pace.
            let even = sender.estimate * (raise - self.flow.now);
            looks = looks.after(sender.pages_of(even));
            while sent_at(looks.first) < raise {
                looks = looks.after_first();
            }
            raises += 1;
        }
    }

    /// When a command is obeyed that comes between two times: at the sender's next look.
    fn obeyed_at(&self, time: SimTime, start: SimTime, end: SimTime) -> SimTime {
        let look = if self.sender.capped {
            WINDOW
        } else {
            self.sender.quantum_time()
        };
        (start + look * ((time - start) / look).ceil().max(1.0)).min(end)
    }
}

/// How many of the next pages in the scan's way are zero pages.
fn zero_among(memory: &Memory, zero_left: Pages, pages: Pages) -> Pages {
    if zero_left.is_zero() {
        return Pages::ZERO;
    }
    let mut memory = memory.clone();
    memory.send(pages);
    zero_left - memory.unwritten()
}
