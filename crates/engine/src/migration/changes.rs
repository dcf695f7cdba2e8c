//! What comes from outside: events, other shares of the line, a connection that breaks.

use super::{Migration, Stage};
use crate::migration::conditions::{Change, Command};
use crate::migration::halt::{self, Halt};
use crate::migration::report::{Event, EventKind, PhaseKind, Recorder};
use crate::migration::waiting;
use crate::units::{Share, SimTime};

impl Migration<'_> {
    /// What ends or turns the migration when the next change comes.
    fn next_halt(&self) -> Option<Halt> {
        let change = self.run.timeline.next()?;
        if self.is_back_at_the_source() {
            // The migration is over; what crashes takes with it what is on it.
            return (change.command == Some(Command::SourceCrash)).then_some(Halt::SourceCrash);
        }
        let held = change.conditions.held.is_some();
        halt::effect(change.command?, self.phase_kind(), self.run.is_split, held)
    }

    /// Whether the present segment goes on as if the next change did not come.
    pub(super) fn is_alike_after_the_next_change(&self) -> bool {
        let writes = matches!(self.stage, Stage::Precopy { .. });
        let now = self.run.timeline.now();
        let alike = |change: &Change| now.is_as_good_as(&change.conditions, self.is_on_the_wire(), writes);
        self.next_halt().is_none() && self.run.timeline.next().is_none_or(alike)
    }

    /// A change has come that changes nothing.
    pub(super) fn pass_change(&mut self, recorder: &mut dyn Recorder) {
        if let Some(change) = self.run.timeline.next().filter(|change| change.command.is_none()) {
            recorder.event(Event {
                at: change.at.max(self.run.now),
                kind: change.event,
            });
        }
        self.run.timeline.pass();
    }

    /// What comes next from outside has come.
    pub(super) fn meet_change(&mut self, recorder: &mut dyn Recorder) {
        let Some(&change) = self.run.timeline.next() else {
            return;
        };
        let halt = self.next_halt();
        self.interrupt_segment(change.at.max(self.run.now), recorder);
        self.run.timeline.pass();
        if let Some(halt) = halt {
            self.run.event(change.event, recorder);
            self.run.timeline.command_took_effect();
            return self.halt(halt, recorder);
        }
        // A post-copy cannot be given up: the only way is forward.
        let event = if change.command.is_some() {
            EventKind::Released
        } else {
            change.event
        };
        self.run.event(event, recorder);
        self.conditions_changed(recorder);
    }

    /// The line is shared with others from now on.
    pub(super) fn change_share(&mut self, share: Share, recorder: &mut dyn Recorder) {
        self.change_surroundings(share, self.run.speed, recorder);
    }

    /// Of the line, and of the processor time that the VM wants, there is another part from now on.
    pub(super) fn change_surroundings(&mut self, share: Share, speed: Share, recorder: &mut dyn Recorder) {
        let at = self.run.seen.max(self.run.now);
        if self.leave_stretch(at, recorder) {
            self.follow(at, recorder);
        }
        if !self.is_over() {
            self.interrupt_segment(at, recorder);
        }
        (self.run.share, self.run.speed) = (share, speed);
        self.conditions_changed(recorder);
    }

    /// In a stretch of rounds the last ones before a time are followed. Whether there was such a stretch.
    pub(super) fn leave_stretch(&mut self, at: SimTime, recorder: &mut dyn Recorder) -> bool {
        match &mut self.stage {
            Stage::Precopy {
                precopy,
                mirror_first: None,
                ..
            } => precopy.leave_stretch(at, &mut self.run, recorder),
            _ => false,
        }
    }

    /// The present segment is over as far as it has come at a time.
    pub(super) fn interrupt_segment(&mut self, at: SimTime, recorder: &mut dyn Recorder) {
        let waits = self.waits();
        let run = &mut self.run;
        match &mut self.stage {
            Stage::Start(_) | Stage::Over => {}
            Stage::Mirror(mirroring) => mirroring.interrupt_segment(at, run, recorder),
            Stage::Precopy {
                precopy,
                was_held,
                mirror_first,
            } => {
                let kind = if waits { run.waits_as().0 } else { PhaseKind::Mirror };
                *was_held |= run.timeline.now().held.is_some();
                if waits || mirror_first.is_some() {
                    precopy.wait_until(at, kind, run, recorder);
                } else {
                    precopy.interrupt_segment(at, run, recorder);
                }
            }
            Stage::Standstill(standstill) if waits => standstill.wait_until(at, run, recorder),
            Stage::Standstill(standstill) => standstill.pass(Some(at), run, recorder),
            Stage::Postcopy(postcopy) if waits => postcopy.wait_until(at, run, recorder),
            Stage::Postcopy(postcopy) => postcopy.pass(Some(at), run, recorder),
        }
        let (now, pace) = (run.now, run.pace(true));
        if let Some(mirror) = &mut run.ready_mirror {
            mirror.advance(now, pace);
        }
    }

    pub(super) fn conditions_take_effect(&mut self) {
        let writes = matches!(self.stage, Stage::Precopy { .. });
        let on_the_wire = self.is_on_the_wire();
        if !self.is_over() {
            self.run.timeline.conditions_take_effect(on_the_wire, writes);
        }
    }

    pub(super) fn note_waiting(&mut self) {
        // A post-copy whose connection is lost waits for the link for as long as that takes.
        let is_lost = matches!(&self.stage, Stage::Postcopy(postcopy) if postcopy.is_lost());
        let needs_the_link = self.is_on_the_wire() && !(is_lost && self.run.timeline.link_returns());
        waiting::note(&mut self.run, needs_the_link);
    }

    /// Conditions are others from now on.
    fn conditions_changed(&mut self, recorder: &mut dyn Recorder) {
        self.conditions_take_effect();
        self.note_waiting();
        if !self.waits() {
            self.memory_goes_on(recorder);
        } else if let Stage::Precopy { mirror_first, .. } = &mut self.stage {
            *mirror_first = None;
        }
    }

    /// A pre-copy goes on, unless the mirror of the disk has to catch up first.
    pub(super) fn memory_goes_on(&mut self, recorder: &mut dyn Recorder) {
        let pace = self.run.pace(true);
        let Stage::Precopy {
            precopy,
            was_held,
            mirror_first,
        } = &mut self.stage
        else {
            return;
        };
        let span = self.run.ready_mirror.as_mut().and_then(|mirror| mirror.catch_up(pace));
        *mirror_first = span.map(|span| self.run.now + span);
        if mirror_first.is_some() {
            return;
        }
        if std::mem::take(was_held) {
            precopy.sync_after_hold(&mut self.run);
            precopy.tell_now(&self.run, recorder);
        }
        precopy.go_on(&self.run);
    }

    /// The link has carried nothing for so long that the connection is given up.
    pub(super) fn connection_breaks(&mut self, recorder: &mut dyn Recorder) {
        self.interrupt_segment(waiting::breaks_at(&self.run), recorder);
        match &mut self.stage {
            Stage::Postcopy(postcopy) if self.run.timeline.link_returns() => {
                postcopy.lose_connection(&self.run, recorder);
                self.run.stalled_since = None;
            }
            _ => self.halt(Halt::LinkBroken, recorder),
        }
    }
}
