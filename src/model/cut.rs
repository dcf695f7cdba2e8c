//! A pre-copy that events interrupt: it is held, waits for the link, goes on
//! under other conditions. The VM runs and writes all the time.

use super::course::Course;
use super::halt::Halt;
use super::precopy::{CutRound, Precopy};
use super::report::{Host, PhaseKind, Power, Recorder};
use super::script::PATIENCE;
use super::sender::{Flow, Sender, WINDOW};
use super::{sampling, wire};
use crate::params::StopRule;
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// Samples of a stretch in which nothing is sent.
const STEPS: u32 = 8;

impl Precopy<'_> {
    /// The stage that goes on.
    pub fn phase_kind(&self) -> PhaseKind {
        if self.round == 1 {
            PhaseKind::FirstPass
        } else {
            PhaseKind::Round(self.round)
        }
    }

    /// Whether an event cut a round that is to go on.
    pub fn goes_on_with_a_round(&self) -> bool {
        self.cut.is_some()
    }

    /// A first pass goes on: pages with content at an even pace, then zero
    /// pages, and a sync. False if the time came before its end.
    pub fn rest_of_the_pass<R: Recorder>(&mut self, course: &mut Course<'_, R>) -> bool {
        let (before, start) = (self.flow, course.metrics.total);
        let sender = Sender::even(self.scenario, self.whole_pages.estimate);
        let zero = before.zero_left;
        let costly = self.memory.dirty() - zero;
        let costly_time = sender.time(costly);
        let end = before.now + costly_time + sender.zero_time(zero);
        let now = end.min(self.until.time());
        let span = now - before.now;
        let (costly, zero_sent) = if now < end {
            let zero_sent = zero.min(sender.zero_pages_in(span - costly_time));
            (costly.min(sender.pages_in(span)), zero_sent)
        } else {
            (costly, zero)
        };
        self.sender = sender;
        self.flow = Flow {
            now,
            bytes: before.bytes + sender.stream(costly) + wire::zero_stream(zero_sent),
            zero_left: zero - zero_sent,
            // Under a cap a new window begins with the next round.
            window_start: now - WINDOW,
            ..before
        };
        sampling::even(self, &before, (costly, span.min(costly_time)), zero_sent, course);
        self.close_phase(PhaseKind::FirstPass, start, course);
        self.sender = self.whole_pages;
        let sent = costly + zero_sent;
        if now < end {
            self.memory.send(sent);
            self.note_cut(start, self.queue.mean, sent);
            self.queue.mean = self.memory.dirty();
            return false;
        }
        let (start, queued, earlier) = match self.cut.take() {
            Some(cut) => (cut.start, cut.queued, cut.sent),
            None => (start, self.queue.mean, Pages::ZERO),
        };
        self.memory.send_all();
        self.threshold = self.full_threshold;
        self.sync(0.0);
        self.report(start, queued, earlier + sent, course);
        true
    }

    /// Another round begins.
    pub fn next_round(&mut self) {
        self.round = self.round.saturating_add(1);
        self.fresh = Share::ZERO;
    }

    /// What the round did before it was cut; it goes on now.
    pub fn take_cut(&mut self) -> Option<CutRound> {
        self.cut.take()
    }

    /// The round is cut again.
    pub fn put_cut(&mut self, before: Option<CutRound>, start: SimTime, queued: Pages, sent: Pages) {
        self.cut = before;
        self.note_cut(start, queued, sent);
        self.queue.mean = self.memory.dirty();
    }

    /// Remembers what a round did before it was cut.
    pub fn note_cut(&mut self, start: SimTime, queued: Pages, sent: Pages) {
        let before = self.cut.unwrap_or(CutRound {
            start,
            queued,
            sent: Pages::ZERO,
        });
        self.cut = Some(CutRound {
            sent: before.sent + sent,
            ..before
        });
        self.unsent = self.unsent - sent * self.fresh;
    }

    /// Obeys what is due, waits while nothing can be sent, and gets ready to
    /// go on.
    pub fn interrupted<R: Recorder>(&mut self, course: &mut Course<'_, R>) -> Result<(), Halt> {
        self.stop_the_clock(course.metrics.total);
        if self.cut.is_none() {
            self.open_round(course.metrics.total);
        }
        let (mut held, mut stalled) = (false, None);
        loop {
            while let Some(due) = course.due() {
                course.obey(due, self.phase_kind())?;
            }
            course.script.feel_conditions(true, true);
            let now = course.script.now;
            self.burst = now.burst;
            if now.pace(true) > 0.0 {
                if !self.wait_for_the_mirror(course)? {
                    break;
                }
                continue;
            }
            held |= now.held.is_some();
            let (until, halt) = if now.held.is_some() {
                stalled = None;
                (course.script.next(), Halt::LookedAway)
            } else {
                let since = *stalled.get_or_insert(course.metrics.total);
                (course.script.next().min(since + PATIENCE), Halt::LinkBroken)
            };
            let (until, halt) = if until >= course.script.limit {
                (course.script.limit, Some(Halt::LookedAway))
            } else {
                (until, (until < course.script.next()).then_some(halt))
            };
            self.wait(until, course);
            if let Some(halt) = halt {
                return Err(halt);
            }
        }
        if held {
            self.sync_after_hold(course);
        }
        self.go_on(course);
        Ok(())
    }

    /// After a standstill the disk comes first. False if there is nothing to wait for.
    fn wait_for_the_mirror<R: Recorder>(&mut self, course: &mut Course<'_, R>) -> Result<bool, Halt> {
        let Some(end) = course.catch_up() else {
            return Ok(false);
        };
        let until = end.min(course.script.next()).min(course.script.limit);
        self.wait(until, course);
        course.caught_up();
        if until < end && until >= course.script.limit {
            return Err(Halt::LookedAway);
        }
        Ok(true)
    }

    /// The event came between two rounds: the next one has begun.
    fn open_round(&mut self, start: SimTime) {
        self.next_round();
        self.note_cut(start, self.queue.mean, Pages::ZERO);
    }

    /// From here on the sender's clock is the wire's, and time is counted anew.
    fn stop_the_clock(&mut self, now: SimTime) {
        (self.flow.now, self.flow.buffered) = (now, Bytes::ZERO);
        self.expose();
    }

    /// What was written since the conditions changed is written.
    fn expose(&mut self) {
        self.exposure += self.full_speed_since(self.synced);
        self.synced = self.flow.now;
    }

    /// Nothing is sent; the VM runs on at the source.
    fn wait<R: Recorder>(&mut self, until: SimTime, course: &mut Course<'_, R>) {
        let start = course.metrics.total;
        let span = until - start;
        let kind = match course.script.now.held {
            Some(reason) => {
                course.held += span;
                PhaseKind::Held(reason)
            }
            None if course.script.now.pace(true) > 0.0 => PhaseKind::Mirror,
            None => PhaseKind::Stalled,
        };
        if course.records() {
            course.now.wire = Rate::ZERO;
            course.now.speed = self.speed();
            for step in 0..=STEPS {
                course.metrics.total = (start + span * (f64::from(step) / f64::from(STEPS))).min(until);
                self.flow.now = course.metrics.total;
                let passed = self.exposure + self.full_speed_since(self.synced);
                course.now.zones = self.memory.zone_states(course.now.zero_left, passed);
                course.sample();
            }
        }
        (course.metrics.total, self.flow.now) = (until.max(start), until.max(start));
        self.expose();
        course.phase(kind, start, Power::Running, Host::Source);
    }

    /// After a hold the sender asks what was written meanwhile: all of it is to be sent again.
    /// The textbook's rounds are a formula, which asks at the end of a round and never before.
    fn sync_after_hold<R: Recorder>(&mut self, course: &mut Course<'_, R>) {
        if self.scenario.stop == StopRule::Textbook {
            return;
        }
        let variance = self.queue.variance;
        self.sync(variance);
        self.extra_syncs += 1;
        course.metrics.syncs = course.metrics.syncs.saturating_add(1);
        if self.round == 1 {
            self.fresh = Share::new(self.unsent / self.queue.mean);
        }
        if course.records() {
            course.now.zones = self.memory.zone_states(course.now.zero_left, SimTime::ZERO);
            course.sample();
        }
    }

    /// The sender under the conditions of now.
    fn go_on<R: Recorder>(&mut self, course: &mut Course<'_, R>) {
        let sender = Sender::new(self.scenario, course.memory_share());
        (self.whole_pages, self.sender) = (sender, sender);
        self.full_threshold = Sender::threshold(self.scenario.downtime, sender.estimate);
        self.next_thresholds = None;
        self.flow.allowance = Pages::ZERO;
        self.flow.window_start = self.flow.now - WINDOW;
        if course.records() {
            course.now.threshold = self.full_threshold.bytes();
        }
    }

    /// Everything that is left, to be sent while the VM stands still.
    pub fn all_that_is_left<R: Recorder>(&mut self, course: &Course<'_, R>) -> Pages {
        self.stop_the_clock(course.metrics.total);
        self.sync(0.0);
        self.memory.dirty()
    }
}
