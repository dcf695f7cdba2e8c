//! What every stage of a migration shares: the scenario, the clock, the figures, what is left to move, and how a recorder is
//! told of it.

use super::conditions::{self, Timeline};
use super::precopy::memory::Memory;
use super::report::{
    Cause, DownCause, Event, EventKind, Host, Metrics, Phase, PhaseKind, Power, Recorder, Sample, Status,
};
use super::storage::mirror::Mirror;
use super::storage::ready::ReadyMirror;
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, Share, SimTime};

/// What every stage of a migration shares.
#[derive(Clone, Debug)]
pub(super) struct Run<'a> {
    pub scenario: &'a Scenario,
    /// The beginning of the segment that goes on now, by the wire's clock: up to here everything is known and told.
    pub now: SimTime,
    /// Up to when somebody has looked.
    pub seen: SimTime,
    /// The figures up to [`Run::now`].
    pub figures: Metrics,
    /// What happens from outside.
    pub timeline: Timeline,
    /// The part of the line that others leave to this migration.
    pub share: Share,
    /// The part of the processor time that it wants which the VM gets.
    pub speed: Share,
    /// Since when the link has carried nothing while the migration needs it.
    pub stalled_since: Option<SimTime>,
    /// Memory that is left to move, and zero pages and disk where no stage keeps its own account of them.
    pub memory: Memory,
    pub zero_left: Pages,
    pub disk_left: Bytes,
    /// The disk's mirror while memory is sent; few migrations have one.
    pub ready_mirror: Option<Box<ReadyMirror>>,
    /// From the resume until clients find the VM.
    redirection: SimTime,
    /// How long the migration was held.
    pub held: SimTime,
    /// A post-copy has the VM's memory on both hosts.
    pub is_split: bool,
}

impl<'a> Run<'a> {
    pub fn new(scenario: &'a Scenario, timeline: Timeline, memory: Memory) -> Self {
        Self {
            scenario,
            now: SimTime::ZERO,
            seen: SimTime::ZERO,
            figures: Metrics {
                status: Status::Running,
                ..Metrics::default()
            },
            timeline,
            share: Share::new(1.0),
            speed: Share::new(1.0),
            stalled_since: None,
            memory,
            zero_left: (scenario.ram - scenario.used_memory()).pages(),
            disk_left: Bytes::ZERO,
            ready_mirror: None,
            redirection: SimTime::ZERO,
            held: SimTime::ZERO,
            is_split: false,
        }
    }

    /// How fast a stage goes on, compared with its pace on a line of its own; zero while it waits.
    pub fn pace(&self, on_the_wire: bool) -> f64 {
        let now = self.timeline.now();
        if now.held.is_some() || (on_the_wire && now.link_is_down) {
            0.0
        } else if on_the_wire {
            now.line.as_f64() * self.share.as_f64()
        } else {
            1.0
        }
    }

    /// How many times as fast as usual the VM writes.
    pub fn write_factor(&self) -> f64 {
        self.timeline.now().write_factor * self.speed.as_f64()
    }

    /// What is left of the line to memory.
    pub fn line_of_memory(&self) -> Share {
        let pace = self.pace(true);
        let mirror = self.ready_mirror.as_ref();
        mirror.map_or(Share::new(pace), |mirror| mirror.rest_of_the_line(pace))
    }

    pub fn event(&self, kind: EventKind, recorder: &mut dyn Recorder) {
        recorder.event(Event { at: self.now, kind });
    }

    /// The stage from `start` until now; an empty one is left out.
    pub fn phase(&self, kind: PhaseKind, start: SimTime, power: Power, host: Host, recorder: &mut dyn Recorder) {
        if start < self.now {
            recorder.phase(Phase {
                kind,
                start,
                end: self.now,
                power,
                host,
            });
        }
    }

    /// Tells a state as that of now, with what was sent so far.
    pub fn sample(&self, state: Sample, recorder: &mut dyn Recorder) {
        let mut sent = self.figures.traffic;
        if let Some(mirror) = self.mirror() {
            sent[Cause::DiskResent] = mirror.again;
        }
        recorder.sample(Sample {
            at: self.now,
            sent,
            ..state
        });
    }

    /// The kind and the cause of a wait.
    pub fn waits_as(&self) -> (PhaseKind, DownCause) {
        match self.timeline.now().held {
            Some(reason) => (PhaseKind::Held(reason), DownCause::Held),
            None => (PhaseKind::Stalled, DownCause::LinkDown),
        }
    }

    /// Nothing moves until a time; returns when that began.
    pub fn wait_until(&mut self, end: SimTime) -> SimTime {
        let start = self.now;
        self.now = end.max(start);
        if self.timeline.now().held.is_some() {
            self.held += self.now - start;
        }
        start
    }

    /// The VM goes on at the destination after it stood still; clients find it once it has been announced. A host that has
    /// crashed announces nothing.
    pub fn resume(&mut self, recorder: &mut dyn Recorder) {
        self.event(EventKind::Resumed, recorder);
        let crash = self.timeline.next_destination_crash();
        let mut tell = |at: SimTime, kind| {
            if at < crash {
                recorder.event(Event { at, kind });
            }
        };
        self.redirection = conditions::GUEST_TALKS;
        for (index, after) in conditions::announcements().enumerate() {
            let at = self.now + after;
            if index == 0 {
                tell(at, EventKind::Announced);
            }
            if at >= crash || !self.timeline.loses_announcement(at) {
                self.redirection = after;
                break;
            }
            tell(at, EventKind::AnnouncementLost);
        }
        tell(self.now + self.redirection, EventKind::Reachable);
    }

    /// The mirror beside memory as it is now.
    pub fn mirror(&self) -> Option<Mirror> {
        Some(self.ready_mirror.as_ref()?.at(self.now, self.pace(true)))
    }

    /// The figures at the end.
    pub fn close(&mut self) {
        self.figures.total = self.now;
        self.figures.outage = self.figures.downtime.total() + self.redirection;
    }
}
