//! Stages in which the VM stands still, one after the other.

use super::cold;
use super::halt::Halt;
use super::handover::Handover;
use super::report::{PhaseKind, Power, Recorder, Sample};
use super::run::Run;
use super::stop::{Load, Stop};
use super::{line, rates, suspended};
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// Why the VM stands still.
#[derive(Clone, Copy, Debug)]
pub(super) enum Program {
    /// It is off and moves.
    Cold,
    /// Its cold migration broke off.
    BackAtTheSource(Halt),
    /// It is suspended and moves.
    Suspended,
    /// It ran until now.
    Handover(Handover),
}

impl Program {
    /// A stage, counted from zero.
    fn stop(&self, index: u8, scenario: &Scenario) -> Option<Stop> {
        let index = usize::from(index);
        match self {
            Self::Cold => cold::stops(scenario).into_iter().flatten().nth(index),
            Self::BackAtTheSource(_) => (index == 0).then(|| cold::back_at_the_source(scenario)),
            Self::Suspended => suspended::stops(scenario).into_iter().flatten().nth(index),
            Self::Handover(handover) => handover.stops(scenario).into_iter().flatten().nth(index),
        }
    }
}

/// A VM that stands still.
#[derive(Clone, Debug)]
pub(super) struct Standstill {
    pub program: Program,
    index: u8,
    stop: Stop,
    /// How much of the stage is done.
    done: f64,
    /// What had been sent for its cause before.
    sent_before: Bytes,
    /// What is told of the memory that is dirty: the run that stops has a little less to send than the mean of all.
    queued: Share,
}

impl Standstill {
    /// Begins with the first stage.
    pub fn begin(program: Program, run: &mut Run<'_>, recorder: &mut dyn Recorder) -> Self {
        let stop = program.stop(0, run.scenario).expect("every program has a stage");
        let mut standstill = Self {
            program,
            index: 0,
            stop,
            done: 0.0,
            sent_before: Bytes::ZERO,
            queued: Share::new(1.0),
        };
        standstill.open(run, recorder);
        standstill
    }

    /// Of the dirty memory only this share is still to be sent.
    pub fn with_queued(mut self, share: Share) -> Self {
        self.queued = share;
        self
    }

    fn open(&mut self, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        self.done = 0.0;
        let cause = self.stop.load.cause();
        self.sent_before = cause.map_or(Bytes::ZERO, |cause| run.figures.traffic[cause]);
        if let Some(kind) = self.stop.before {
            run.event(kind, recorder);
        }
    }

    /// Goes on with the next stage; `false` if there is none.
    pub fn turn(&mut self, run: &mut Run<'_>, recorder: &mut dyn Recorder) -> bool {
        if let Some(kind) = self.stop.after {
            run.event(kind, recorder);
        }
        self.index += 1;
        let Some(stop) = self.program.stop(self.index, run.scenario) else {
            return false;
        };
        self.stop = stop;
        self.open(run, recorder);
        true
    }

    /// The stage that goes on.
    pub const fn kind(&self) -> PhaseKind {
        self.stop.kind
    }

    pub const fn is_on_the_wire(&self) -> bool {
        self.stop.load.is_on_the_wire()
    }

    /// What it wants of the line.
    pub fn wants(&self, scenario: &Scenario) -> Rate {
        if self.is_on_the_wire() {
            self.carries(scenario)
        } else {
            Rate::ZERO
        }
    }

    /// How fast what it carries goes on a line of its own.
    fn carries(&self, scenario: &Scenario) -> Rate {
        match self.stop.load {
            Load::Memory(..) => rates::memory_rate(scenario),
            Load::Nothing | Load::State(_) | Load::Disk(_) | Load::Blocks(_) => line::line_rate(scenario),
        }
    }

    /// How fast it goes on, compared with its pace on a line of its own: what holds back the sender holds it back still.
    fn pace(&self, run: &Run<'_>) -> f64 {
        let on_the_wire = self.is_on_the_wire();
        let pace = run.pace(on_the_wire);
        if on_the_wire {
            line::pace_of(self.carries(run.scenario), pace, run.scenario)
        } else {
            pace
        }
    }

    /// When the stage ends at the pace of now.
    pub fn segment_end(&self, run: &Run<'_>) -> SimTime {
        let pace = self.pace(run);
        run.now + self.stop.length * ((1.0 - self.done).max(0.0) / pace)
    }

    /// The stage goes on up to a time, or to its end.
    pub fn pass(&mut self, to: Option<SimTime>, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        let Stop {
            kind,
            cause,
            length,
            power,
            host,
            load,
            ..
        } = self.stop;
        let (start, before, pace) = (run.now, self.done, self.pace(run));
        // Not the difference of two moments, which are rounded the more the later they are.
        let (end, span, done) = match to {
            None => (self.segment_end(run), length * ((1.0 - before).max(0.0) / pace), 1.0),
            Some(end) => (end, end - start, (before + (end - start) / length * pace).min(1.0)),
        };
        self.tell(load.bytes() / length * pace, run, recorder);
        if let Load::Memory(_, bytes) = load {
            // Memory goes in address order: the wire comes to the zero pages in the middle of a segment.
            let corner = used_part(run.zero_left, bytes);
            if before < corner && corner < done {
                run.now = start + (end - start) * ((corner - before) / (done - before));
                self.reach(corner, run);
                self.tell(bytes / length * pace, run, recorder);
            }
        }
        run.now = end;
        self.reach(done, run);
        run.figures.downtime[cause] += span;
        self.tell(Rate::ZERO, run, recorder);
        run.phase(kind, start, power, host, recorder);
        if done >= 1.0 {
            match load {
                Load::Memory(..) => {
                    run.memory.send_all();
                    run.zero_left = Pages::ZERO;
                }
                Load::Disk(bytes) | Load::Blocks(bytes) => run.disk_left = run.disk_left - bytes,
                Load::Nothing | Load::State(_) => {}
            }
        }
    }

    fn reach(&mut self, done: f64, run: &mut Run<'_>) {
        self.done = done;
        if let Some(cause) = self.stop.load.cause() {
            run.figures.traffic[cause] = self.sent_before + self.stop.load.bytes() * done;
        }
    }

    /// The stage waits up to a time.
    pub fn wait_until(&self, end: SimTime, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        self.tell(Rate::ZERO, run, recorder);
        let (kind, cause) = run.waits_as();
        let start = run.wait_until(end);
        run.figures.downtime[cause] += run.now - start;
        self.tell(Rate::ZERO, run, recorder);
        run.phase(kind, start, standing(self.stop.power), self.stop.host, recorder);
    }

    fn tell(&self, wire: Rate, run: &Run<'_>, recorder: &mut dyn Recorder) {
        if recorder.records() {
            let picture = self.picture(run);
            run.sample(Sample { wire, ..picture }, recorder);
        }
    }

    /// What is told of now.
    pub fn picture(&self, run: &Run<'_>) -> Sample {
        let (mut zero_left, mut disk_left) = (run.zero_left, run.disk_left);
        let mut zones = run.memory.zone_states(zero_left, SimTime::ZERO);
        for zone in &mut zones {
            zone.queued = zone.queued * self.queued;
        }
        match self.stop.load {
            Load::Memory(_, bytes) => {
                let corner = used_part(run.zero_left, bytes);
                let used = Share::new(self.done / corner).rest();
                for zone in &mut zones {
                    (zone.queued, zone.dirty) = (zone.queued * used, zone.dirty * used);
                }
                zero_left = zero_left * Share::new((1.0 - self.done) / (1.0 - corner));
            }
            Load::Disk(bytes) | Load::Blocks(bytes) => disk_left = disk_left - bytes * self.done,
            Load::Nothing | Load::State(_) => {}
        }
        Sample {
            zones,
            zero_left,
            disk_left,
            ..Sample::default()
        }
    }
}

/// A guest that is held in the middle of its shutdown or its start stands still.
const fn standing(power: Power) -> Power {
    match power {
        Power::Off => Power::Off,
        Power::Running | Power::Paused | Power::ShuttingDown | Power::Booting => Power::Paused,
    }
}

/// The part of a stage that goes by before the wire comes to the zero pages.
fn used_part(zero: Pages, bytes: Bytes) -> f64 {
    1.0 - (line::zero_stream(zero).min(bytes)) / bytes
}
