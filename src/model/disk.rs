//! The stages of a live migration in which a local disk is mirrored: before
//! memory moves, and when the VM has been stopped.

use super::course::{Course, Load, Stop};
use super::halt::Halt;
use super::mirror::{self, Beside, Mirror};
use super::report::{Cause, DownCause, EventKind, Host, PhaseKind, Power, Recorder};
use super::script::PATIENCE;
use super::wire;
use crate::params::TimeoutAction;
use crate::scenario::{Scenario, Timeout};
use crate::units::{Bytes, Rate, Share, SimTime};

/// Samples of a stretch that goes on in one way.
const STEPS: u32 = 12;

/// How a mirror before the migration of memory ended.
pub(super) enum Ended {
    /// Both sides are the same, and the mirror follows the writes from now on.
    InSync(Beside),
    /// The VM has to be stopped at once.
    Forced,
    /// The run ends.
    Halted(Halt),
}

impl<R: Recorder> Course<'_, R> {
    /// The disk is copied while the VM runs, until both sides are the same.
    pub fn mirror(&mut self, scenario: &Scenario, mut mirror: Mirror) -> Ended {
        self.now.disk_left = mirror.left();
        self.sample();
        let ended = match self.mirror_stages(scenario, &mut mirror) {
            Ok(()) => {
                self.event(EventKind::DiskInSync);
                Ended::InSync(Beside::new(mirror, scenario))
            }
            Err(Halt::Forced) => Ended::Forced,
            Err(halt) => Ended::Halted(halt),
        };
        if matches!(ended, Ended::Forced) {
            // The VM stops: what is left of the disk goes then, and the mirror's account ends here.
            self.rest_of_disk = Some(mirror);
        }
        ended
    }

    fn mirror_stages(&mut self, scenario: &Scenario, mirror: &mut Mirror) -> Result<(), Halt> {
        let full = mirror::rate(scenario);
        let timeout = scenario
            .timeout
            .filter(|timeout| timeout.action != TimeoutAction::Postcopy);
        let mut stalled = None;
        while !mirror.is_in_sync() {
            while let Some(due) = self.due() {
                self.obey(due, PhaseKind::Mirror)?;
            }
            self.script.feel_conditions(true, false);
            let (here, pace) = (self.metrics.total, self.script.now.pace(true));
            let next = self.script.next();
            if pace > 0.0 {
                stalled = None;
                let rate = full * pace;
                let goal = here + mirror.goal(rate);
                let strikes = timeout.map_or(self.script.limit, |timeout| timeout.after.min(self.script.limit));
                let end = goal.min(next).min(strikes.max(here));
                let later = if end == goal {
                    mirror.at_goal(rate)
                } else {
                    mirror.after(end - here, rate)
                };
                self.go_mirroring(PhaseKind::Mirror, mirror, later, (end, rate));
                if end < goal && end < next {
                    return Err(self.struck(timeout, end));
                }
                continue;
            }
            let (end, halt) = if self.script.now.held.is_some() {
                stalled = None;
                (next.min(self.script.limit.max(here)), Halt::LookedAway)
            } else {
                let since = *stalled.get_or_insert(here);
                let broken = (since + PATIENCE).max(here);
                if self.script.limit < broken.min(next) {
                    (self.script.limit.max(here), Halt::LookedAway)
                } else {
                    (next.min(broken), Halt::LinkBroken)
                }
            };
            let kind = self.script.now.held.map_or(PhaseKind::Stalled, PhaseKind::Held);
            if matches!(kind, PhaseKind::Held(_)) {
                self.held += end - here;
            }
            let later = mirror.after(end - here, Rate::ZERO);
            self.go_mirroring(kind, mirror, later, (end, Rate::ZERO));
            if end < next {
                return Err(halt);
            }
        }
        Ok(())
    }

    /// The time is up, or nobody looks any more.
    fn struck(&mut self, timeout: Option<Timeout>, at: SimTime) -> Halt {
        match timeout {
            Some(timeout) if timeout.after <= at => {
                self.event(EventKind::TimedOut);
                match timeout.action {
                    TimeoutAction::Force => Halt::Forced,
                    TimeoutAction::Abort | TimeoutAction::Postcopy => Halt::TimedOut,
                }
            }
            _ => Halt::LookedAway,
        }
    }

    /// A stretch of the mirror, with the VM running.
    fn go_mirroring(&mut self, kind: PhaseKind, mirror: &mut Mirror, later: Mirror, (end, rate): (SimTime, Rate)) {
        let start = self.metrics.total;
        if self.records() {
            (self.now.wire, self.now.speed) = (rate, Share::new(1.0));
            for step in 0..=STEPS {
                let span = (end - start) * (f64::from(step) / f64::from(STEPS));
                let here = if step == STEPS {
                    later
                } else {
                    mirror.after(span, rate).before(&later)
                };
                self.metrics.total = (start + span).min(end);
                self.count(&here);
                self.sample();
            }
            self.now.wire = Rate::ZERO;
        }
        *mirror = later;
        self.metrics.total = end;
        self.count(mirror);
        self.phase(kind, start, Power::Running, Host::Source);
    }

    /// What a mirror has sent, and what it has left.
    fn count(&mut self, mirror: &Mirror) {
        self.metrics.traffic[Cause::Disk] = mirror.copied;
        self.metrics.traffic[Cause::DiskResent] = mirror.again;
        self.now.disk_left = mirror.left();
    }

    /// Ends the account of a mirror that ran beside memory.
    pub fn end_mirror(&mut self) {
        if let Some(mut beside) = self.beside.take() {
            beside.advance(self.metrics.total, self.script.now.pace(true));
            let mirror = beside.at(self.metrics.total, 0.0);
            self.count(&mirror);
            self.rest_of_disk = Some(mirror);
        }
    }

    /// The VM stands still, so nothing is written any more: the mirror sends what is left and is closed.
    pub fn last_blocks(&mut self, scenario: &Scenario) -> Result<(), Halt> {
        self.end_mirror();
        let Some(mirror) = self.rest_of_disk.take() else {
            return Ok(());
        };
        let line = wire::line_rate(scenario);
        let stop = |length, load| Stop::paused(PhaseKind::Disk, DownCause::Disk, length, Host::Source, load);
        let (rest, dirty) = (mirror.uncopied(), mirror.dirty);
        if !rest.is_zero() {
            self.stop(stop(rest / line, Load::Disk(rest)))?;
        }
        self.stop(stop(dirty / line + scenario.rtt, Load::Blocks(dirty)))?;
        self.now.disk_left = Bytes::ZERO;
        self.sample();
        self.event(EventKind::DiskCopied);
        Ok(())
    }
}
