//! Live pre-copy as QEMU does it: rounds until the rest fits into the downtime
//! limit. One closed-form step a round; nothing loops over pages or quanta.
//!
//! Everything here runs by the sender's clock. What is reported runs by the
//! wire's clock, which is later by what the socket holds.

use super::course::Course;
use super::delta::Cache;
use super::first_pass::{FirstPass, Pass};
use super::functions::ceil;
use super::memory::{Memory, Written};
use super::passage::Scattered;
use super::report::{EventKind, Host, PhaseKind, Power, Recorder, Round};
use super::rules::{self, Rounds};
use super::sender::{Flow, Sender, WINDOW};
use super::throttle::Throttle;
use super::trend::{State, Trend};
use super::{limit, sampling, wire};
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, Share, SimTime};

/// Whether a leap is possible is looked at after so many rounds.
pub(super) const CHECKED: u32 = 3;
/// The run that is shown is the median one: it stops when half of all runs have.
pub(super) const HALF: f64 = 0.5;

/// The time until which a pre-copy may run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Until {
    /// Somebody looks away; the migration does not notice.
    Observed(SimTime),
    /// A command is given; the sender obeys at its next look at the queue.
    Commanded(SimTime),
}

impl Until {
    pub const fn time(self) -> SimTime {
        match self {
            Self::Observed(time) | Self::Commanded(time) => time,
        }
    }
}

/// How a pre-copy ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ending {
    /// The rest is small enough: the VM is to be stopped. Zero pages among the rest cost hardly anything.
    Converged {
        /// Pages to send, zero pages included.
        rest: Pages,
    },
    /// The stop rule has had enough: the VM is to be stopped whatever is left.
    RuledOut {
        /// Pages to send, zero pages included.
        rest: Pages,
    },
    /// The time came that was given to the run.
    Interrupted,
    /// A first pass that was interrupted is through, and no round is wanted.
    PassDone,
}

/// What a round did before an event cut it.
#[derive(Clone, Copy)]
pub(super) struct CutRound {
    pub start: SimTime,
    pub queued: Pages,
    pub sent: Pages,
}

/// A pre-copy under way.
pub(super) struct Precopy<'a> {
    pub scenario: &'a Scenario,
    /// The rounds of another rule than QEMU's.
    pub other_rule: Option<Rounds>,
    /// The pace of whole pages.
    pub whole_pages: Sender,
    /// The pace of the current round.
    pub sender: Sender,
    pub(super) cache: Option<Cache>,
    pub memory: Memory,
    pub flow: Flow,
    /// Pages to send, over the runs that are still going.
    pub(super) queue: Scattered,
    /// What may be left for the VM to be stopped, at the bandwidth measured last.
    pub threshold: Pages,
    /// The same at the full bandwidth.
    pub(super) full_threshold: Pages,
    pub(super) next_thresholds: Option<[Pages; 2]>,
    /// Probability that a run has not stopped yet.
    pub(super) alive: f64,
    pub(super) throttle: Throttle,
    pub round: u32,
    pub until: Until,
    /// When the sender last learned what had been written, or conditions changed.
    pub(super) synced: SimTime,
    /// Pages that the last sync found newly written.
    written: Pages,
    /// What the VM wrote between the two, as time at full speed.
    pub exposure: SimTime,
    /// How many times as fast as usual the VM writes.
    pub(super) burst: f64,
    /// A round that was cut by an event.
    pub(super) cut: Option<CutRound>,
    /// The part of what is sent that goes for the first time.
    pub fresh: Share,
    /// Pages that have not been sent at all.
    pub(super) unsent: Pages,
    /// Syncs at the end of holds.
    pub(super) extra_syncs: u32,
    /// Whether it is over with the first pass.
    pub one_pass: bool,
}

impl<'a> Precopy<'a> {
    pub fn new(scenario: &'a Scenario, until: Until) -> Self {
        let sender = Sender::new(scenario, Share::new(1.0));
        let memory = Memory::new(scenario);
        Self {
            scenario,
            other_rule: Rounds::new(scenario),
            whole_pages: sender,
            sender,
            cache: Cache::new(scenario),
            memory,
            flow: Flow::start((scenario.ram - scenario.used_memory()).pages()),
            queue: Scattered {
                mean: memory.dirty(),
                variance: 0.0,
            },
            threshold: Pages::ZERO,
            full_threshold: Sender::threshold(scenario.downtime, sender.estimate),
            next_thresholds: None,
            alive: 1.0,
            throttle: Throttle::new(scenario),
            round: 1,
            until,
            synced: SimTime::ZERO,
            written: Pages::ZERO,
            exposure: SimTime::ZERO,
            burst: 1.0,
            cut: None,
            fresh: Share::new(1.0),
            unsent: memory.dirty(),
            extra_syncs: 0,
            one_pass: false,
        }
    }

    /// The first pass over memory, and the sync after it, unless the time comes before.
    pub fn first_pass<R: Recorder>(&mut self, course: &mut Course<'_, R>) -> Option<Ending> {
        if self.other_rule.is_some() {
            return rules::first_pass(self, course);
        }
        let sender = self.sender;
        let pass = Pass::new(self.scenario, &sender);
        let FirstPass {
            flow,
            sent,
            threshold,
            next_thresholds,
        } = pass.end();
        let before = self.flow;
        if course.records() {
            course.now.threshold = (self.full_threshold * limit::share_at(self.scenario, SimTime::ZERO)).bytes();
        }
        course.metrics.syncs = 1;
        if self.clock(&flow) > self.until.time() {
            self.flow = match self.until {
                Until::Observed(time) => pass.carried_by(time, &flow),
                Until::Commanded(_) => pass.flow_at(self.obeyed_at(wire::SETUP, flow.now)),
            };
            let sent = self
                .sender
                .pages_of(self.flow.bytes - wire::zero_stream(before.zero_left - self.flow.zero_left));
            sampling::first_pass(self, &before, sent, course);
            let sent = sent + before.zero_left - self.flow.zero_left;
            self.memory.send(sent);
            self.close_phase(PhaseKind::FirstPass, SimTime::ZERO, course);
            self.note_cut(SimTime::ZERO, self.queue.mean, sent);
            self.queue.mean = self.memory.dirty();
            return Some(Ending::Interrupted);
        }
        self.flow = flow;
        (self.threshold, self.next_thresholds) = (threshold, next_thresholds);
        sampling::first_pass(self, &before, sent - (before.zero_left - flow.zero_left), course);
        self.memory.send(sent);
        self.close_phase(PhaseKind::FirstPass, SimTime::ZERO, course);
        self.sync(0.0);
        self.report(before.on_the_wire(&sender), pass.all(), sent, course);
        None
    }

    /// Rounds until the rest is small enough or the time comes.
    pub fn rounds<R: Recorder>(&mut self, course: &mut Course<'_, R>) -> Ending {
        if self.other_rule.is_some() {
            return rules::rounds(self, course);
        }
        let mut trend = Trend::new(self);
        for step in 1.. {
            let before = State::new(self);
            // In the middle of a round that was cut the sender knows nothing new.
            if self.cut.is_none()
                && let Some(rest) = self.look()
            {
                return Ending::Converged { rest };
            }
            if self.clock(&self.flow) >= self.until.time() {
                return Ending::Interrupted;
            }
            if self.cut.is_some() && self.round == 1 {
                if !self.rest_of_the_pass(course) {
                    return Ending::Interrupted;
                }
                if self.one_pass {
                    return Ending::PassDone;
                }
                continue;
            }
            if self.round(course).is_none() {
                return Ending::Interrupted;
            }
            if course.every_round {
                continue;
            }
            if step % CHECKED == 0 && self.leap(course) {
                trend = Trend::new(self);
            } else {
                self.skip(&before, &mut trend, course);
            }
        }
        unreachable!("the loop has no end of its own")
    }

    /// The look after a sync: what is left if half of all runs have stopped by now.
    fn look(&mut self) -> Option<Pages> {
        let look = self.queue.look(self.threshold, self.sender.jitter(self.threshold));
        self.alive *= look.above;
        if self.alive < HALF || self.queue.mean < Pages::new(1.0) {
            return Some(look.of_those_below);
        }
        self.queue = look.of_those_above;
        None
    }

    /// One round: drain the queue to the next look below the threshold, then
    /// sync. Returns the pages sent; `None` if the time came before the end.
    fn round<R: Recorder>(&mut self, course: &mut Course<'_, R>) -> Option<Pages> {
        let before = self.flow;
        if course.records() {
            course.now.threshold = (self.full_threshold * limit::share_at(self.scenario, before.now)).bytes();
        }
        if let Some(cache) = &self.cache {
            self.sender = cache.pace(&self.whole_pages);
        }
        let mut left = self.drain();
        let mut sent = self.queue.mean - left.mean;
        // The runs that are still going have more to send than the mean that `memory` carries.
        let excess = self.queue.mean - self.memory.dirty();
        self.send(sent, excess);
        let end = self.flow.now;
        let forced = self.throttle.forced_sync(self.synced);
        if let Some(tick) = forced.filter(|&tick| tick < end) {
            sent = sent * ((tick - before.now) / (end - before.now));
            left.variance = self.queue.variance;
            self.flow = before;
            self.send(sent, excess);
            (self.flow.now, self.flow.window_start) = (tick, tick);
        }
        if self.cut.is_none() {
            self.next_round();
        }
        let start = course.metrics.total;
        if self.clock(&self.flow) > self.until.time() {
            let (from, to) = (self.clock(&before), self.clock(&self.flow));
            let at = self.obeyed_at(from, to);
            let sent = sent * ((at - from) / (to - from));
            self.flow = before;
            self.send(sent, excess);
            self.flow.now = at;
            self.look_away();
            sampling::round(self, &before, sent - (before.zero_left - self.flow.zero_left), course);
            self.memory.send(sent - excess);
            self.close_phase(self.phase_kind(), start, course);
            self.note_cut(start, self.queue.mean, sent);
            self.queue.mean = self.queue.mean - sent;
            return None;
        }
        sampling::round(self, &before, sent - (before.zero_left - self.flow.zero_left), course);
        self.memory.send(sent - excess);
        self.close_phase(self.phase_kind(), start, course);
        let (start, queued, all_sent) = match self.cut.take() {
            Some(cut) => (cut.start, cut.queued, cut.sent + sent),
            None => (start, self.queue.mean, sent),
        };
        if let Some(cache) = &mut self.cache {
            cache.learn(sent - (before.zero_left - self.flow.zero_left));
        }
        self.sync(left.variance);
        self.report(start, queued, all_sent, course);
        Some(sent)
    }

    /// Sends pages out of the queue, `excess` of which `memory` does not carry.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn send(&mut self, pages: Pages, excess: Pages) {
        let zero = self.zero_among(pages - excess);
        self.flow.send(&self.sender, pages, zero, self.queue.mean);
    }

    /// How many of the next pages in the scan's way are zero pages.
    fn zero_among(&self, pages: Pages) -> Pages {
        if self.flow.zero_left.is_zero() {
            return Pages::ZERO;
        }
        let mut memory = self.memory;
        memory.send(pages);
        self.flow.zero_left - memory.unwritten()
    }

    /// When a command is obeyed that comes in a round from `start` to `end`.
    fn obeyed_at(&self, start: SimTime, end: SimTime) -> SimTime {
        match self.until {
            Until::Observed(time) => time,
            Until::Commanded(time) => {
                let look = if self.sender.capped {
                    WINDOW
                } else {
                    self.sender.quantum_time()
                };
                (start + look * ceil((time - start) / look).max(1.0)).min(end)
            }
        }
    }

    /// The clock that the end of the run is read from: an observer sees the
    /// wire, a command comes to the sender.
    pub(super) fn clock(&self, flow: &Flow) -> SimTime {
        match self.until {
            Until::Observed(_) => flow.on_the_wire(&self.sender),
            Until::Commanded(_) => flow.now,
        }
    }

    /// To an observer only what the wire has taken is sent.
    pub fn look_away(&mut self) {
        if matches!(self.until, Until::Observed(_)) {
            self.flow.buffered = Bytes::ZERO;
        }
    }

    /// The sender learns what was written since the last sync.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn sync(&mut self, residue_variance: f64) {
        let Written { fresh, dirty } = self.memory.sync(self.exposure + self.full_speed_since(self.synced));
        (self.synced, self.exposure, self.written) = (self.flow.now, SimTime::ZERO, fresh);
        self.queue = Scattered {
            mean: dirty.mean,
            variance: residue_variance + dirty.variance,
        };
        self.throttle.judge(self.flow.now, self.flow.bytes, fresh);
    }

    /// Pages to send.
    pub fn queued(&self) -> Pages {
        self.queue.mean
    }

    /// Somebody else than `memory` knows what is to be sent.
    pub fn set_queue(&mut self, pages: Pages) {
        (self.queue.mean, self.written) = (pages, pages);
    }

    /// How long the VM would have run unthrottled to write as much.
    pub fn full_speed_since(&self, since: SimTime) -> SimTime {
        SimTime::s((self.flow.now - since).as_s() * self.throttle.writing().as_f64() * self.burst)
    }

    /// How fast the VM runs.
    pub fn speed(&self) -> Share {
        self.throttle.speed()
    }

    pub fn close_phase<R: Recorder>(&mut self, kind: PhaseKind, start: SimTime, course: &mut Course<'_, R>) {
        course.metrics.throttle_max = self.throttle.strength();
        course.phase(kind, start, Power::Running, Host::Source);
    }

    /// Tells a round that ended with a sync.
    pub fn report<R: Recorder>(&mut self, start: SimTime, queued: Pages, sent: Pages, course: &mut Course<'_, R>) {
        course.metrics.syncs = self.round.saturating_add(1 + self.extra_syncs);
        if course.records() {
            let end = course.metrics.total;
            course.round(Round {
                number: self.round,
                start,
                end,
                queued,
                sent,
                dirtied: self.written,
                left: self.queue.mean,
                threshold: self.threshold,
            });
            course.event(EventKind::RoundEnd(self.round));
        }
    }
}
