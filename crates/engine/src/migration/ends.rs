//! How a migration ends, and what becomes of the VM.

use super::{Migration, Stage};
use crate::migration::causes::{Bound, Cause};
use crate::migration::conditions::{Change, Command};
use crate::migration::halt::{Fate, Halt};
use crate::migration::outcome::{Asked, Crash, Outcome, Primary, Unfinished, Why};
use crate::migration::precopy::rules::Rule;
use crate::migration::report::{Event, EventKind, Metrics, PhaseKind, Recorder, Sample, Status};
use crate::migration::standstill::Program;
use crate::migration::{line, observation, rates};
use crate::scenario::{Scenario, Suspend};
use crate::units::{Rate, Share, SimTime};

impl Migration<'_> {
    /// It ends before it is through, or has to finish at once.
    pub(super) fn halt(&mut self, halt: Halt, recorder: &mut dyn Recorder) {
        if let Some(asked) = halt.asked() {
            self.run.figures.outcome.asked = Some(asked);
        }
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
                Program::BackAtTheSource(_) if halt == Halt::SourceCrash => self.ends(halt, Fate::AT_SOURCE, recorder),
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
        let figures = &mut self.run.figures;
        if status == Status::Running {
            figures.chance.after = figures.chance.before;
        }
        figures.status = status;
        figures.bound = bound_in_the_end(self.run.scenario, figures);
        figures.outcome = Outcome {
            why,
            primary: fate.primary,
            up: fate.up,
            lost: fate.lost,
            recoverable: fate.recoverable,
            held: self.run.held,
            effective: self.run.timeline.effective(),
            ..figures.outcome
        };
        self.stage = Stage::Over;
    }

    /// Why it goes on when the observation ends.
    pub(super) fn unfinished(&mut self, for_ever: bool) -> Unfinished {
        let outcome = &mut self.run.figures.outcome;
        if self.run.timeline.now().held.is_some() && !self.run.timeline.goes_on() {
            outcome.asked = Some(Asked::Hold);
        }
        let never = match &self.stage {
            Stage::Mirror(mirroring) => Some(mirroring.never(&self.run)),
            Stage::Precopy { precopy, .. } => precopy.never(&self.run, for_ever),
            _ => None,
        };
        let long = self.run.now >= observation::usual(self.run.scenario, self.kind);
        never
            .filter(|never| long || never.for_ever)
            .map_or(Unfinished::CutShort, Unfinished::Never)
    }

    /// The next crash of the host where the VM is after the end.
    pub(super) fn next_crash(&self) -> Option<&Change> {
        let outcome = &self.run.figures.outcome;
        let takes = |command| match command {
            Command::SourceCrash => outcome.primary == Primary::Source && outcome.up,
            Command::DestinationCrash => outcome.primary == Primary::Destination && outcome.up,
            Command::Cancel | Command::GiveUp | Command::Force => false,
        };
        let split = outcome.primary == Primary::Split;
        let crash = |command| matches!(command, Command::SourceCrash | Command::DestinationCrash);
        let hits = |change: &&Change| {
            change
                .command
                .is_some_and(|command| takes(command) || split && crash(command))
        };
        self.run.timeline.coming().iter().find(hits)
    }

    /// A host crashes after the end and takes the VM with it, if it does so by a time. Whether one did.
    pub(super) fn crash(&mut self, until: SimTime, recorder: &mut dyn Recorder) -> bool {
        let Some(&change) = self.next_crash().filter(|crash| crash.at <= until) else {
            return false;
        };
        self.run.timeline.pass_up_to(&change);
        self.run.timeline.command_took_effect();
        recorder.event(Event {
            at: change.at,
            kind: change.event,
        });
        let why = match change.command {
            Some(Command::SourceCrash) => Why::SourceCrash,
            _ => Why::DestinationCrash,
        };
        let outcome = &mut self.run.figures.outcome;
        *outcome = Outcome {
            primary: Fate::LOST.primary,
            up: Fate::LOST.up,
            lost: Fate::LOST.lost,
            recoverable: Fate::LOST.recoverable,
            effective: self.run.timeline.effective(),
            crash_after: Some(Crash {
                at: change.at,
                why,
                took: outcome.primary,
            }),
            ..*outcome
        };
        true
    }

    /// Whether a cold migration broke off and the guest boots where it was.
    pub(super) fn is_back_at_the_source(&self) -> bool {
        let program = match &self.stage {
            Stage::Standstill(standstill) => &standstill.program,
            _ => return false,
        };
        matches!(program, Program::BackAtTheSource(_))
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

/// What held memory back, in the end: the search for zero pages, if it took longer than all that was sent.
fn bound_in_the_end(scenario: &Scenario, figures: &Metrics) -> Bound {
    let traffic = &figures.traffic;
    let streamed = traffic[Cause::FirstPass] + traffic[Cause::Resent] + traffic[Cause::StopAndCopy];
    let zero = (scenario.ram - scenario.used_memory()).pages();
    let scans = !streamed.is_zero() && !Rule::of(scenario).is_series();
    if scans && line::scan(zero) > streamed / rates::live_rate(scenario) {
        Bound::Scan
    } else {
        figures.bound
    }
}
