//! What follows what, if nothing comes from outside.

use super::{Migration, Stage};
use crate::migration::conditions::own_hold;
use crate::migration::halt::Halt;
use crate::migration::handover::Handover;
use crate::migration::outcome::Unfinished;
use crate::migration::postcopy::Postcopy;
use crate::migration::precopy::{self, Precopy, StopReason};
use crate::migration::report::{EventKind, PhaseKind, Recorder};
use crate::migration::standstill::{Program, Standstill};
use crate::migration::storage::mirror::Mirror;
use crate::migration::storage::mirroring::{self, Mirroring};
use crate::migration::storage::ready::ReadyMirror;
use crate::migration::{cold, handover, line, rates, suspended};
use crate::params::Lane;
use crate::units::{Bytes, Pages, Share};

impl Migration<'_> {
    pub(super) fn begin(&mut self, kind: Lane, recorder: &mut dyn Recorder) {
        let scenario = self.run.scenario;
        if recorder.records() {
            recorder.zones(&self.run.memory.zones(self.run.zero_left));
        }
        match (kind, own_hold(scenario, kind)) {
            (Lane::Cold, _) => {
                // Memory is there to be seen, but none of it has to be sent.
                self.run.memory.send_all();
                (self.run.zero_left, self.run.disk_left) = (Pages::ZERO, cold::disk(scenario));
                self.stand_still(Program::Cold, recorder);
            }
            (Lane::Suspended, None) => {
                self.run.disk_left = suspended::disk(scenario);
                self.run.event(EventKind::Paused, recorder);
                self.stand_still(Program::Suspended, recorder);
            }
            (Lane::Suspended, Some(_)) | (Lane::Live, _) => {
                self.run.figures.bound = rates::bound(scenario);
                match Mirror::new(scenario) {
                    Some(mirror) => self.stage = Stage::Mirror(Mirroring::new(mirror, scenario)),
                    None => self.begin_memory(recorder),
                }
            }
        }
        self.conditions_take_effect();
    }

    /// The present segment ends by itself, and the next one begins.
    pub(super) fn finish_segment(&mut self, recorder: &mut dyn Recorder) {
        if self.waits() {
            return self.connection_breaks(recorder);
        }
        let run = &mut self.run;
        match &mut self.stage {
            Stage::Start(_) | Stage::Over => {}
            Stage::Mirror(mirroring) => match mirroring.finish_segment(run, recorder) {
                mirroring::Next::GoesOn => {}
                mirroring::Next::Memory => {
                    let mirror = ReadyMirror::new(mirroring.mirror, run.scenario, run.now);
                    run.ready_mirror = Some(Box::new(mirror));
                    self.begin_memory(recorder);
                }
                mirroring::Next::Forced => self.force(recorder),
                mirroring::Next::TimedOut => self.halt(Halt::TimedOut, recorder),
            },
            Stage::Precopy {
                mirror_first: Some(end),
                ..
            } => {
                let end = *end;
                self.interrupt_segment(end, recorder);
                if let Some(mirror) = &mut self.run.ready_mirror {
                    mirror.caught_up();
                }
                self.memory_goes_on(recorder);
            }
            Stage::Precopy { precopy, .. } => {
                let next = precopy.finish_segment(run, recorder);
                self.after_precopy(next, recorder);
            }
            Stage::Standstill(standstill) => {
                standstill.pass(None, run, recorder);
                if standstill.turn(run, recorder) {
                    self.note_stage();
                } else {
                    self.after_standstill(recorder);
                }
            }
            Stage::Postcopy(postcopy) => {
                postcopy.pass(None, run, recorder);
                if !postcopy.turn(run) {
                    run.event(EventKind::MemoryComplete, recorder);
                    postcopy.tell_phase(run, recorder);
                    self.complete();
                }
            }
        }
    }

    pub(super) fn stand_still(&mut self, program: Program, recorder: &mut dyn Recorder) {
        let standstill = Standstill::begin(program, &mut self.run, recorder);
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
                self.run.figures.bound = rates::bound_of_all(self.run.scenario);
                self.run.figures.buffered = suspended::buffered(self.run.scenario);
            }
            (Program::Handover(Handover { memory: None, .. }), PhaseKind::Resume) => self.run.is_split = true,
            _ => {}
        }
    }

    fn begin_memory(&mut self, recorder: &mut dyn Recorder) {
        let mut precopy = Precopy::start(&self.run, self.effort, self.chance);
        let next = precopy.begin(&mut self.run);
        precopy.tell_now(&self.run, recorder);
        self.stage = Stage::Precopy {
            precopy,
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
                    precopy.tell_now(&self.run, recorder);
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
                    precopy.all_that_is_left(&mut self.run);
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
        let rest = match &mut self.stage {
            Stage::Precopy { precopy, .. } => precopy.all_that_is_left(&mut self.run),
            _ => self.run.memory.dirty(),
        };
        self.hand_over(Some(rest), recorder);
    }

    /// The VM is stopped now, and the rest of memory follows; before a post-copy nothing does.
    fn hand_over(&mut self, rest: Option<Pages>, recorder: &mut dyn Recorder) {
        self.run.event(EventKind::Paused, recorder);
        self.run.figures.syncs = self.run.figures.syncs.saturating_add(1);
        let mirror = match &self.stage {
            Stage::Mirror(mirroring) => Some(mirroring.mirror),
            _ => self.run.mirror(),
        };
        self.run.ready_mirror = None;
        if let Some(mirror) = mirror {
            mirror.count(&mut self.run);
        }
        self.run.disk_left = mirror.map_or(Bytes::ZERO, |mirror| mirror.left());
        if let Stage::Precopy { precopy, .. } = &self.stage {
            self.run.zero_left = precopy.zero_left();
        }
        let (mut memory, mut queued) = (None, Share::new(1.0));
        if let Some(rest) = rest {
            let zero = self.run.zero_left.min(rest);
            let used = match &self.stage {
                Stage::Precopy { precopy, .. } => {
                    self.run.figures.buffered = precopy.buffered();
                    precopy.stream(rest - zero)
                }
                _ => rates::page(self.run.scenario) * (rest - zero).as_f64(),
            };
            let length = handover::last_round(self.run.scenario, used, zero);
            memory = Some((used + line::zero_stream(zero), length));
            // The run that stops has a little less to send than the mean of all, and a textbook knows no limit.
            queued = Share::new((rest - zero) / (self.run.memory.dirty() - zero));
        }
        let disk = mirror.map(|mirror| (mirror.uncopied(), mirror.dirty));
        let program = Program::Handover(Handover { disk, memory });
        let standstill = Standstill::begin(program, &mut self.run, recorder);
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
                self.stage = Stage::Postcopy(Postcopy::begin(&self.run));
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
