//! What follows what, if nothing comes from outside.

use super::changes::line_of_memory;
use super::{Migration, Stage, own_hold};
use crate::model::halt::Halt;
use crate::model::handover::Handover;
use crate::model::outcome::Unfinished;
use crate::model::postcopy::Postcopy;
use crate::model::precopy::{self, Precopy, StopReason, rules};
use crate::model::report::{EventKind, PhaseKind, Recorder};
use crate::model::standstill::{Program, Standstill};
use crate::model::storage::{self, Beside, Mirror, Mirroring};
use crate::model::{cold, suspended, wire};
use crate::params::Lane;
use crate::units::{Bytes, Pages, Share};

impl Migration<'_> {
    pub(super) fn begin(&mut self, kind: Lane, recorder: &mut dyn Recorder) {
        let scenario = self.scenario;
        if recorder.records() {
            recorder.zones(&self.left.memory.zones(self.left.zero));
        }
        match (kind, own_hold(scenario, kind)) {
            (Lane::Cold, _) => {
                // Memory is there to be seen, but none of it has to be sent.
                self.left.memory.send_all();
                (self.left.zero, self.left.disk) = (Pages::ZERO, cold::disk(scenario));
                self.stand_still(Program::Cold, recorder);
            }
            (Lane::Suspended, None) => {
                self.left.disk = suspended::disk(scenario);
                self.run.event(EventKind::Paused, recorder);
                self.stand_still(Program::Suspended, recorder);
            }
            (Lane::Suspended, Some(_)) | (Lane::Live, _) => {
                self.run.figures.bound = wire::bound(scenario);
                match Mirror::new(scenario) {
                    Some(mirror) => self.stage = Stage::Mirror(Mirroring::new(mirror, scenario)),
                    None => self.begin_memory(recorder),
                }
            }
        }
        self.conditions_take_effect();
    }

    /// The present piece ends by itself, and the next one begins.
    pub(super) fn finish_piece(&mut self, recorder: &mut dyn Recorder) {
        if self.waits() {
            return self.connection_breaks(recorder);
        }
        let zones = self.zones_before_memory(recorder);
        let (scenario, left, run) = (self.scenario, &mut self.left, &mut self.run);
        match &mut self.stage {
            Stage::Start(_) | Stage::Over => {}
            Stage::Mirror(mirroring) => match mirroring.finish_piece(&zones, run, recorder) {
                storage::Next::GoesOn => {}
                storage::Next::Memory => {
                    self.beside = Some(Beside::new(mirroring.mirror, scenario, run.now));
                    self.begin_memory(recorder);
                }
                storage::Next::Forced => self.force(recorder),
                storage::Next::TimedOut => self.halt(Halt::TimedOut, recorder),
            },
            Stage::Precopy {
                mirror_first: Some(end),
                ..
            } => {
                let end = *end;
                self.cut(end, recorder);
                if let Some(beside) = &mut self.beside {
                    beside.caught_up();
                }
                self.memory_goes_on(recorder);
            }
            Stage::Precopy { precopy, .. } => {
                let next = precopy.finish_piece(scenario, &mut left.memory, run, self.beside.as_ref(), recorder);
                self.after_precopy(next, recorder);
            }
            Stage::Standstill(standstill) => {
                standstill.pass(None, left, run, recorder);
                if standstill.turn(scenario, run, recorder) {
                    self.note_stage();
                } else {
                    self.after_standstill(recorder);
                }
            }
            Stage::Postcopy(postcopy) => {
                postcopy.pass(None, scenario, left, run, recorder);
                if !postcopy.turn(scenario, left, run) {
                    run.event(EventKind::MemoryComplete, recorder);
                    postcopy.tell_phase(run, recorder);
                    self.complete();
                }
            }
        }
    }

    pub(super) fn stand_still(&mut self, program: Program, recorder: &mut dyn Recorder) {
        let standstill = Standstill::begin(program, self.scenario, &mut self.run, recorder);
        self.stage = Stage::Standstill(standstill);
        self.note_stage();
    }

    /// The figures that come with the stage that begins now.
    fn note_stage(&mut self) {
        let Stage::Standstill(standstill) = &self.stage else {
            return;
        };
        match (standstill.program, standstill.kind()) {
            (Program::Suspended, PhaseKind::Transfer) => {
                self.run.figures.bound = wire::bound_of_all(self.scenario);
                self.run.figures.buffered = suspended::buffered(self.scenario);
            }
            (Program::Handover(Handover { memory: None, .. }), PhaseKind::Resume) => self.run.is_split = true,
            _ => {}
        }
    }

    fn begin_memory(&mut self, recorder: &mut dyn Recorder) {
        let line = line_of_memory(self.beside.as_ref(), self.run.pace(true));
        let memory = &self.left.memory;
        let mut precopy = Precopy::start(self.scenario, memory, self.run.now, line, self.effort);
        let write_factor = self.run.timeline.now().write_factor;
        let next = precopy.begin(write_factor, self.scenario, memory, &mut self.run);
        precopy.tell_now(memory, &self.run, self.beside.as_ref(), recorder);
        self.stage = Stage::Precopy {
            precopy: Box::new(precopy),
            was_held: false,
            mirror_first: None,
        };
        self.after_precopy(next, recorder);
    }

    fn after_precopy(&mut self, next: precopy::Next, recorder: &mut dyn Recorder) {
        match next {
            precopy::Next::GoesOn => {}
            precopy::Next::StopAndCopy(rest, reason) => {
                if let Stage::Precopy { precopy, .. } = &self.stage {
                    // With the threshold that decided.
                    precopy.tell_now(&self.left.memory, &self.run, self.beside.as_ref(), recorder);
                }
                match reason {
                    StopReason::Threshold => self.run.event(EventKind::ThresholdReached, recorder),
                    StopReason::Rule => self.run.event(EventKind::RuleStopped, recorder),
                    StopReason::Command => {}
                }
                self.hand_over(Some(rest), recorder);
            }
            precopy::Next::Postcopy => {
                if let Stage::Precopy { precopy, .. } = &mut self.stage {
                    precopy.all_that_is_left(&mut self.left.memory);
                }
                self.hand_over(None, recorder);
            }
            precopy::Next::TimedOut => self.halt(Halt::TimedOut, recorder),
            precopy::Next::NotDecided => {
                self.run.figures.outcome.unfinished = Unfinished::TooManyRounds;
                self.halt(Halt::NotDecided, recorder);
            }
        }
    }

    /// A live migration has to stop the VM and finish.
    pub(super) fn force(&mut self, recorder: &mut dyn Recorder) {
        let memory = &mut self.left.memory;
        let rest = match &mut self.stage {
            Stage::Precopy { precopy, .. } => precopy.all_that_is_left(memory),
            _ => memory.dirty(),
        };
        self.hand_over(Some(rest), recorder);
    }

    /// The VM is stopped now, and the rest of memory follows; before a post-copy nothing does.
    fn hand_over(&mut self, rest: Option<Pages>, recorder: &mut dyn Recorder) {
        self.run.event(EventKind::Paused, recorder);
        self.run.figures.syncs = self.run.figures.syncs.saturating_add(1);
        let disk = match &self.stage {
            Stage::Mirror(mirroring) => Some((mirroring.mirror.uncopied(), mirroring.mirror.dirty)),
            _ => self.beside.take().map(|beside| beside.close(&mut self.run)),
        };
        self.left.disk = disk.map_or(Bytes::ZERO, |(rest, dirty)| rest + dirty);
        if let Stage::Precopy { precopy, .. } = &self.stage {
            self.left.zero = precopy.zero_left();
        }
        let (mut memory, mut queued) = (None, Share::new(1.0));
        if let Some(rest) = rest {
            let zero = self.left.zero.min(rest);
            let used = match &self.stage {
                Stage::Precopy { precopy, .. } => {
                    self.run.figures.buffered = precopy.buffered();
                    precopy.stream(rest - zero)
                }
                _ => wire::page(self.scenario) * (rest - zero).as_f64(),
            };
            let length = rules::last_round(self.scenario, used, zero);
            memory = Some((used + wire::zero_stream(zero), length));
            // The run that stops has a little less to send than the mean of all, and a textbook knows no limit.
            queued = Share::new((rest - zero) / (self.left.memory.dirty() - zero));
        }
        let program = Program::Handover(Handover { disk, memory });
        let standstill = Standstill::begin(program, self.scenario, &mut self.run, recorder);
        self.stage = Stage::Standstill(standstill.with_queued(queued));
    }

    fn after_standstill(&mut self, recorder: &mut dyn Recorder) {
        let Stage::Standstill(standstill) = &self.stage else {
            return;
        };
        match standstill.program {
            Program::BackAtTheSource(halt) => self.stays(halt, true, recorder),
            Program::Handover(Handover { memory: None, .. }) => {
                self.run.resume(recorder);
                self.stage = Stage::Postcopy(Postcopy::begin(self.scenario, &self.left, &self.run));
            }
            program => {
                if matches!(program, Program::Suspended) {
                    self.run.figures.syncs = suspended::SYNCS;
                }
                self.run.resume(recorder);
                self.tell_now(true, recorder);
                self.complete();
            }
        }
    }
}
