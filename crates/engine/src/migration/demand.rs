//! What a migration asks of the hosts and of the line, for whoever shares these out between many.

use super::{Migration, Stage};
use crate::migration::conditions::Command;
use crate::migration::halt::{self, Halt};
use crate::migration::line;
use crate::migration::report::{EventKind, Host, Metrics, Recorder};
use crate::sharing::Want;
use crate::units::{Rate, Share, SimTime};

/// What ends a migration from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruption {
    /// The source host loses its power.
    SourceCrash,
    /// The destination host loses its power.
    DestinationCrash,
}

impl Migration<'_> {
    /// What it wants of the line from the time on that it came to. A migration that waits, opens its channel, or searches for
    /// zero pages as fast as its processor can, wants nothing.
    #[must_use]
    pub fn wants(&self) -> Want {
        let weight = self.run.scenario.channels.as_f64();
        let line = line::line_rate(self.run.scenario);
        let most = if self.waits() && !self.starves() {
            Rate::ZERO
        } else {
            self.most_now()
        };
        Want {
            most: most.min(line),
            weight,
        }
    }

    /// Whether it waits for nothing but a share of the line.
    fn starves(&self) -> bool {
        let now = self.run.timeline.now();
        self.run.share.is_zero() && now.held.is_none() && !now.link_is_down
    }

    fn most_now(&self) -> Rate {
        let mirror = self
            .run
            .ready_mirror
            .as_ref()
            .map_or(Rate::ZERO, |mirror| mirror.wants());
        match &self.stage {
            Stage::Start(_) | Stage::Over => Rate::ZERO,
            Stage::Mirror(mirroring) => mirroring.wants(),
            Stage::Precopy {
                mirror_first: Some(_), ..
            } => mirror,
            Stage::Precopy { precopy, .. } => precopy.wants(&self.run) + mirror,
            Stage::Standstill(standstill) => standstill.wants(self.run.scenario),
            Stage::Postcopy(postcopy) => postcopy.wants(&self.run),
        }
    }

    /// When it next changes by itself, or wants something else of the line, under its present share.
    #[must_use]
    pub fn next_edge(&self) -> SimTime {
        let next = self.next_change(self.run.share);
        match &self.stage {
            Stage::Precopy {
                precopy,
                mirror_first: None,
                ..
            } if !self.waits() => next.min(precopy.next_corner(&self.run)),
            _ => next,
        }
    }

    /// The VM gets another part of the processor time that it wants, from the time on that this has come to: it writes as
    /// much less.
    pub fn set_speed(&mut self, speed: Share, recorder: &mut dyn Recorder) {
        if speed == self.run.speed {
            return;
        }
        if matches!(self.stage, Stage::Start(_)) {
            self.run.speed = speed;
            return;
        }
        let share = self.run.share;
        self.change_surroundings(share, speed, recorder);
    }

    /// Something ends it at the time that it has come to, if that is possible: a VM that has moved has moved.
    pub fn interrupt(&mut self, by: Interruption, recorder: &mut dyn Recorder) {
        let (command, event) = match by {
            Interruption::SourceCrash => (Command::SourceCrash, EventKind::SourceCrashed),
            Interruption::DestinationCrash => (Command::DestinationCrash, EventKind::DestinationCrashed),
        };
        let held = self.run.timeline.now().held.is_some();
        let Some(halt) = halt::effect(command, self.phase_kind(), self.run.is_split, held) else {
            return;
        };
        let at = self.run.seen.max(self.run.now);
        if self.leave_stretch(at, recorder) {
            self.follow(at, recorder);
        }
        if !self.is_over() {
            self.interrupt_segment(at, recorder);
            self.run.event(event, recorder);
            self.halt(halt, recorder);
        }
    }

    /// Ends its observation at the time that it has come to; nothing after that is followed. The figures up to then.
    #[must_use]
    pub fn cut_off(mut self, recorder: &mut dyn Recorder) -> Metrics {
        let at = self.run.seen.max(self.run.now);
        if self.leave_stretch(at, recorder) {
            self.follow(at, recorder);
        }
        if !self.is_over() && !matches!(self.stage, Stage::Start(_)) {
            self.interrupt_segment(at, recorder);
            self.run.figures.outcome.unfinished = self.unfinished(false);
            self.halt(Halt::ObservationEnded, recorder);
        }
        self.run.figures
    }

    /// The host on which the VM runs now; none while it stands still.
    #[must_use]
    pub fn runs_on(&self) -> Option<Host> {
        match &self.stage {
            Stage::Start(_) | Stage::Mirror(_) | Stage::Precopy { .. } => Some(Host::Source),
            Stage::Standstill(_) => None,
            Stage::Postcopy(_) => Some(Host::Destination),
            Stage::Over => {
                let outcome = &self.run.figures.outcome;
                outcome.primary.host().filter(|_| outcome.up)
            }
        }
    }
}
