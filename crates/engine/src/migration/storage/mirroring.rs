//! The disk is copied while the VM runs, before memory moves.

use super::mirror::Mirror;
use super::ready;
use crate::migration::outcome::Asked;
use crate::migration::outcome::{Decides, Never};
use crate::migration::report::{Cause, EventKind, Host, PhaseKind, Power, Recorder, Sample};
use crate::migration::run::Run;
use crate::params::TimeoutAction;
use crate::scenario::Scenario;
use crate::units::{Bytes, Rate, Share, SimTime};

/// Samples of a stretch that goes on in one way.
const STEPS: u32 = 12;

/// What comes after a segment of a mirror.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::migration) enum Next {
    /// It goes on.
    GoesOn,
    /// Both sides are the same: memory moves.
    Memory,
    /// It took longer than its timeout, and the VM is to be stopped at once.
    Forced,
    /// It took longer than its timeout and is given up.
    TimedOut,
}

/// The disk is copied while the VM runs, until both sides are the same.
#[derive(Clone, Debug)]
pub(in crate::migration) struct Mirroring {
    pub mirror: Mirror,
    /// On a line of its own.
    rate: Rate,
    timeout: Option<(SimTime, TimeoutAction)>,
}

impl Mirroring {
    /// Of a scenario whose disk moves.
    pub fn new(mirror: Mirror, scenario: &Scenario) -> Self {
        Self {
            mirror,
            rate: ready::rate(scenario),
            // Memory has not begun to move, so it cannot follow later.
            timeout: scenario
                .timeout
                .filter(|timeout| timeout.action != TimeoutAction::Postcopy)
                .map(|timeout| (timeout.after.of(scenario.ram), timeout.action)),
        }
    }

    /// What it wants of the line.
    pub fn wants(&self) -> Rate {
        self.rate
    }

    fn goal(&self, run: &Run<'_>) -> SimTime {
        run.now + self.mirror.goal(self.rate * run.pace(true))
    }

    /// When something changes by itself.
    pub fn segment_end(&self, run: &Run<'_>) -> SimTime {
        let strikes = self.timeout.map(|(after, _)| after.max(run.now));
        strikes.into_iter().fold(self.goal(run), SimTime::min)
    }

    /// The mirror goes on up to the end of the segment.
    pub fn finish_segment(&mut self, run: &mut Run<'_>, recorder: &mut dyn Recorder) -> Next {
        let (goal, end) = (self.goal(run), self.segment_end(run));
        let rate = self.rate * run.pace(true);
        let later = if end == goal {
            self.mirror.at_goal(rate)
        } else {
            self.mirror.after(end - run.now, rate)
        };
        self.pass(PhaseKind::Mirror, later, (end, rate), run, recorder);
        if self.mirror.is_in_sync() {
            run.event(EventKind::DiskInSync, recorder);
            return Next::Memory;
        }
        match self.timeout.filter(|(after, _)| *after <= end) {
            Some((_, action)) => {
                run.event(EventKind::TimedOut, recorder);
                run.figures.outcome.asked = Some(Asked::Timeout);
                if action == TimeoutAction::Force {
                    Next::Forced
                } else {
                    Next::TimedOut
                }
            }
            None => Next::GoesOn,
        }
    }

    /// The mirror goes on, or waits, up to a time before that.
    pub fn interrupt_segment(&mut self, at: SimTime, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        let rate = self.rate * run.pace(true);
        let kind = if rate.is_zero() {
            run.waits_as().0
        } else {
            PhaseKind::Mirror
        };
        if matches!(kind, PhaseKind::Held(_)) {
            run.held += at - run.now;
        }
        let later = self.mirror.after(at - run.now, rate);
        self.pass(kind, later, (at, rate), run, recorder);
    }

    fn pass(
        &mut self,
        kind: PhaseKind,
        later: Mirror,
        (end, rate): (SimTime, Rate),
        run: &mut Run<'_>,
        recorder: &mut dyn Recorder,
    ) {
        let (start, mirror) = (run.now, self.mirror);
        if recorder.records() {
            for step in 0..=STEPS {
                let span = (end - start) * (f64::from(step) / f64::from(STEPS));
                self.mirror = if step == STEPS {
                    later
                } else {
                    mirror.after(span, rate).before(&later)
                };
                run.now = (start + span).min(end);
                self.mirror.count(run);
                let wire = if step == STEPS { Rate::ZERO } else { rate };
                run.sample(self.picture(wire, run), recorder);
            }
        }
        self.mirror = later;
        run.now = end;
        self.mirror.count(run);
        run.phase(kind, start, Power::Running, Host::Source, recorder);
    }

    /// Why it does not end.
    pub fn never(&self, run: &Run<'_>) -> Never {
        let (written, carried) = (self.mirror.writes, self.rate * run.pace(true));
        Never {
            within: run.now,
            leaves: self.mirror.left(),
            allowed: Bytes::ZERO,
            written,
            carried,
            decides: Decides::Disk,
            for_ever: written >= carried && !self.mirror.dirty.is_zero(),
        }
    }

    /// What is told of now.
    pub fn picture(&self, wire: Rate, run: &Run<'_>) -> Sample {
        Sample {
            wire,
            zones: run.memory.zone_states(run.zero_left, SimTime::ZERO),
            speed: Share::new(1.0),
            disk_left: self.mirror.left(),
            ..Sample::default()
        }
    }
}

impl Mirror {
    /// What it has sent.
    pub fn count(&self, run: &mut Run<'_>) {
        run.figures.traffic[Cause::Disk] = self.copied;
        run.figures.traffic[Cause::DiskResent] = self.again;
    }
}
