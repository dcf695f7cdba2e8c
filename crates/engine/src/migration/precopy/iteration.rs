//! From one iteration of a pre-copy to the next: the dirty bitmap sync, the look at what is left, the verdict.

use super::memory::Memory;
use super::plan::{Plan, Sending, Stopping};
use super::rules::{self, Verdict};
use super::stop_probability::{Scatter, Scattered};
use super::{AtDeadline, Deadline, Next, Precopy, Round, StopReason};
use crate::migration::outcome::Asked;
use crate::migration::report::{EventKind, Recorder};
use crate::migration::run::Run;
use crate::migration::spread::Chance;
use crate::params::TimeoutAction;
use crate::units::{Pages, Share, SimTime};

impl Precopy {
    pub(super) fn at_deadline(&mut self, run: &mut Run<'_>, recorder: &mut dyn Recorder) -> Next {
        let Some(Deadline { then, .. }) = self.deadline else {
            return Next::GoesOn;
        };
        match then {
            AtDeadline::Switch => Next::Postcopy,
            AtDeadline::TimeOut(action) => {
                run.event(EventKind::TimedOut, recorder);
                run.figures.outcome.asked = Some(Asked::Timeout);
                match action {
                    TimeoutAction::Abort => Next::TimedOut,
                    TimeoutAction::Postcopy => Next::Postcopy,
                    TimeoutAction::Force => Next::StopAndCopy(self.all_that_is_left(run), StopReason::Command),
                }
            }
        }
    }

    /// The first pass has come to the end of memory: pages that were found written behind it during a hold are next.
    pub(super) fn begin_scan_again(&mut self, sending: &Sending) {
        (self.threshold, self.next_thresholds) = (sending.threshold, sending.next_thresholds);
        self.limit_in_force = sending.limit;
        (self.first_pass, self.fresh) = (None, Share::ZERO);
    }

    /// The sync at the end of a round, and what the rule learns from it.
    pub(super) fn end_round(&mut self, sending: &Sending, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        self.begin_scan_again(sending);
        let most = self.most_rate(run.scenario);
        if let Some(cache) = &mut self.cache {
            cache.learn();
        }
        if self.rounds.is_some() {
            run.memory.send_all();
        }
        self.sync(sending.scatter, &mut run.memory);
        if let Some(rounds) = &mut self.rounds {
            let dirty = self.queue.mean;
            (self.queue.mean, self.threshold) = rounds.end(run.scenario, &self.round, self.flow.now, most, dirty);
            if rounds.is_series() {
                self.written = self.queue.mean;
            }
        }
        self.flow.to_look = self.whole_pages.by_clock;
        self.report(run, recorder);
    }

    /// What comes after a sync.
    pub(super) fn after_sync(&mut self, run: &mut Run<'_>, recorder: &mut dyn Recorder) -> Next {
        if self.one_pass && self.round.number == 1 {
            return Next::Postcopy;
        }
        if let Some(stop) = self.decided(&run.memory) {
            return stop;
        }
        if self.effort.rounds == 0 {
            return Next::NotDecided;
        }
        self.effort.rounds -= 1;
        if rules::may_go_on_for_ever(run.scenario)
            && !self.effort.every_round
            && let Some(stretch) = self.stretch(&run.memory).filter(|stretch| stretch.turns >= 1.0)
        {
            self.plan = Plan::Stretch(stretch);
        } else {
            self.look_or_go_on(run, recorder);
        }
        Next::GoesOn
    }

    /// QEMU's look after a sync; the other rules have decided already.
    pub(super) fn look_or_go_on(&mut self, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        if self.rounds.is_none() {
            return self.look(run, recorder);
        }
        self.next_round(run.now);
        self.plan(run);
    }

    pub(super) fn next_round(&mut self, now: SimTime) {
        self.round = Round {
            number: self.round.number.saturating_add(1),
            start: now,
            queued: self.queue.mean,
            sent: Pages::ZERO,
        };
    }

    /// Whether the run that is followed is among those that stop now.
    fn look(&mut self, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        let look = self.queue.look(self.threshold, self.sender.jitter(self.threshold));
        let look = if self.has_old_estimate() {
            look.half_known(&self.queue)
        } else {
            look
        };
        let before = self.ended();
        // Nothing is left in any run.
        self.alive *= if self.queue.mean < Pages::new(1.0) {
            0.0
        } else {
            look.above
        };
        let after = self.ended();
        if after > before {
            recorder.ended(run.now + self.sender.time(look.of_those_below), after);
        }
        let stopping = Stopping {
            // Less than the mean of all; but what was never sent is left in every run.
            rest: look.of_those_below.max(self.unsent),
            others: look.of_those_above,
        };
        if after > self.chance {
            run.figures.chance = Chance { before, after };
            self.plan = Plan::Stopping(stopping);
        } else {
            self.is_not_among(&stopping, run);
        }
    }

    /// The run that is followed goes on after a look.
    fn is_not_among(&mut self, stopping: &Stopping, run: &mut Run<'_>) {
        run.figures.chance = Chance::so_far(self.ended());
        self.queue = stopping.others;
        self.next_round(run.now);
        self.plan(run);
    }

    /// Follows the run from now on that stops when so many have.
    pub fn follow(&mut self, chance: Share, run: &mut Run<'_>) {
        self.chance = chance;
        match self.plan {
            Plan::Stopping(stopping) if self.ended() <= chance => self.is_not_among(&stopping, run),
            _ => {}
        }
    }

    /// Whether the run that is followed is about to stop because chance says so.
    pub const fn is_stopping(&self) -> bool {
        matches!(self.plan, Plan::Stopping(_))
    }

    /// Whether the bandwidth is measured anew at every second look only: one that is seen again shows nothing new. A window
    /// is two quanta long, and a round may have only one.
    fn has_old_estimate(&self) -> bool {
        !self.sender.capped && self.round.sent < self.sender.quantum * 1.5
    }

    /// The share of runs that have ended.
    pub(super) fn ended(&self) -> Share {
        Share::new(1.0 - self.alive)
    }

    /// What another rule asks for, if it is not another round.
    pub(super) fn decided(&self, memory: &Memory) -> Option<Next> {
        let rounds = self.rounds.as_ref()?;
        let reason = match rounds.verdict {
            Verdict::Again(_) => return None,
            Verdict::Small => StopReason::Threshold,
            Verdict::Enough => StopReason::Rule,
        };
        Some(Next::StopAndCopy(rounds.rest(self.flow.zero_left, memory), reason))
    }

    /// The sender learns what was written since the last sync.
    pub(super) fn sync(&mut self, left: Scatter, memory: &mut Memory) {
        self.count_writes();
        let written = memory.sync(self.exposure);
        (self.exposure, self.written) = (SimTime::ZERO, written.fresh);
        let page = self.sender.stream(Pages::new(1.0)) / self.sender.estimate;
        let more = written.more * self.full_speed_in(page).as_s();
        self.queue = Scattered {
            mean: written.dirty.mean,
            variance: left.after_sync(written.kept, more) + written.dirty.variance,
        };
        self.throttle.judge(self.flow.now, self.flow.bytes, written.fresh);
    }

    /// What was written up to now is written, at the speed of the VM until now.
    pub(super) fn count_writes(&mut self) {
        self.exposure += self.full_speed_in(self.flow.now - self.counted);
        self.counted = self.flow.now;
    }

    /// How long the VM would have run unthrottled to write as much as it does in a span.
    pub(super) fn full_speed_in(&self, span: SimTime) -> SimTime {
        span * (self.throttle.writing().as_f64() * self.write_factor)
    }
}
