//! How a migration ends, and what becomes of the VM.

use super::{Migration, Stage};
use crate::model::halt::{Fate, Halt};
use crate::model::outcome::{Outcome, Why};
use crate::model::report::{EventKind, PhaseKind, Recorder, Sample, Status};
use crate::model::standstill::Program;
use crate::scenario::Suspend;
use crate::units::{Rate, Share};

impl Migration<'_> {
    /// It ends before it is through, or has to finish at once.
    pub(super) fn halt(&mut self, halt: Halt, recorder: &mut dyn Recorder) {
        if halt == Halt::Forced {
            return self.force(recorder);
        }
        match &self.stage {
            Stage::Standstill(standstill) => match standstill.program {
                Program::Cold if matches!(halt, Halt::SourceCrash | Halt::ObservationEnded) => {
                    self.ends(halt, Fate::AT_SOURCE, recorder);
                }
                Program::Cold => {
                    if halt == Halt::LinkBroken {
                        self.run.event(EventKind::ConnectionLost, recorder);
                    }
                    self.run.timeline.close();
                    self.stand_still(Program::BackAtTheSource(halt), recorder);
                }
                // The file is complete: whatever happens, the VM can be restored from it.
                Program::Suspended if self.is_saved() => self.ends(halt, Fate::IN_FILE, recorder),
                Program::Handover(_) if self.run.is_split => self.ends_split(halt, recorder),
                _ => self.stays(halt, true, recorder),
            },
            Stage::Postcopy(postcopy) => {
                postcopy.tell_phase(&self.run, recorder);
                self.ends_split(halt, recorder);
            }
            _ => self.stays(halt, false, recorder),
        }
    }

    fn is_saved(&self) -> bool {
        self.run.scenario.suspend == Suspend::File
            && matches!(self.phase_kind(), PhaseKind::Restore | PhaseKind::Resume)
    }

    fn ends_split(&mut self, halt: Halt, recorder: &mut dyn Recorder) {
        let lost = matches!(halt, Halt::SourceCrash | Halt::DestinationCrash);
        self.ends(halt, if lost { Fate::LOST } else { Fate::SPLIT }, recorder);
    }

    /// The VM can go on at the source.
    pub(super) fn stays(&mut self, halt: Halt, paused: bool, recorder: &mut dyn Recorder) {
        if halt == Halt::SourceCrash {
            return self.ends(halt, Fate::LOST, recorder);
        }
        if paused && halt != Halt::ObservationEnded {
            self.run.event(EventKind::Resumed, recorder);
        }
        let up = !(paused && halt == Halt::ObservationEnded);
        self.ends(halt, Fate { up, ..Fate::STAYS }, recorder);
    }

    fn ends(&mut self, halt: Halt, fate: Fate, recorder: &mut dyn Recorder) {
        match halt {
            Halt::LinkBroken => self.run.event(EventKind::ConnectionLost, recorder),
            Halt::ObservationEnded | Halt::NotDecided => self.run.event(EventKind::ObservationEnded, recorder),
            _ => {}
        }
        if let Some(mirror) = self.run.mirror() {
            mirror.count(&mut self.run);
        }
        self.tell_now(fate.up, recorder);
        self.settle(halt.status(), halt.why(), fate);
    }

    pub(super) fn complete(&mut self) {
        self.settle(Status::Completed, Why::Finished, Fate::MOVED);
    }

    fn settle(&mut self, status: Status, why: Why, fate: Fate) {
        self.run.close();
        self.run.figures.status = status;
        self.run.figures.outcome = Outcome {
            why,
            primary: fate.primary,
            up: fate.up,
            lost: fate.lost,
            recoverable: fate.recoverable,
            held: self.run.held,
            felt: self.run.timeline.effective(),
        };
        self.stage = Stage::Over;
    }

    /// Tells the state of now, after which nothing moves.
    pub(super) fn tell_now(&self, up: bool, recorder: &mut dyn Recorder) {
        if !recorder.records() {
            return;
        }
        let picture = match &self.stage {
            Stage::Start(_) | Stage::Over => return,
            Stage::Mirror(mirroring) => mirroring.picture(Rate::ZERO, &self.run),
            Stage::Precopy { precopy, .. } => precopy.picture(&self.run),
            Stage::Standstill(standstill) => standstill.picture(&self.run),
            Stage::Postcopy(postcopy) => postcopy.picture(&self.run),
        };
        let picture = Sample {
            wire: Rate::ZERO,
            speed: Share::new(if up { 1.0 } else { 0.0 }),
            ..picture
        };
        self.run.sample(picture, recorder);
    }
}
