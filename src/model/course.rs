//! The course of a run: stages one after the other, with their metrics.
//!
//! Every model tells its story through a [`Course`], so that the sum of the
//! stages is the total and each stopped second has a cause.

use super::halt::Halt;
use super::mirror::{Beside, Mirror};
use super::report::{
    Cause, DownCause, Event, EventKind, Host, Metrics, Phase, PhaseKind, Power, Recorder, Round, Sample, Zone,
    ZoneState,
};
use super::script::{self, Due, Script};
use super::wire;
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// What a stage carries over the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Load {
    /// Nothing.
    Nothing,
    /// Device state or configuration.
    State(Bytes),
    /// What is left of the first copy of the disk.
    Disk(Bytes),
    /// Blocks of the disk that go again.
    Blocks(Bytes),
    /// All memory that is left, as this many stream bytes.
    Memory(Cause, Bytes),
}

/// A stage in which the VM stands still.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stop {
    pub kind: PhaseKind,
    pub cause: DownCause,
    pub length: SimTime,
    pub power: Power,
    pub host: Host,
    pub load: Load,
}

impl Stop {
    /// The vCPUs are paused, and memory is kept.
    pub const fn paused(kind: PhaseKind, cause: DownCause, length: SimTime, host: Host, load: Load) -> Self {
        Self {
            kind,
            cause,
            length,
            power: Power::Paused,
            host,
            load,
        }
    }
}

/// A run in the making.
pub(super) struct Course<'r, R: Recorder> {
    recorder: &'r mut R,
    /// The figures so far; `total` is the present moment.
    pub metrics: Metrics,
    /// The state at the present moment; kept up only if somebody listens.
    pub now: Sample,
    /// What happens from outside.
    pub script: Script,
    /// How long the migration was held.
    pub held: SimTime,
    /// From the resume until clients find the VM.
    pub redirection: SimTime,
    /// A post-copy has the VM's memory on both hosts.
    pub split: bool,
    /// When the clock of this course began: memory may move after the disk, by a clock of its own.
    began: SimTime,
    /// The disk's mirror, beside memory.
    pub beside: Option<Beside>,
    /// What is left of the disk when the VM is stopped.
    pub rest_of_disk: Option<Mirror>,
    /// Since when the VM runs at the destination without a break.
    pub behind_since: Option<SimTime>,
    /// Whether no round is to be skipped, however alike they are.
    pub every_round: bool,
    /// The stage that is told when it is known to be over.
    pending: Option<Phase>,
}

impl<'r, R: Recorder> Course<'r, R> {
    pub fn new(recorder: &'r mut R, script: Script) -> Self {
        Self {
            recorder,
            metrics: Metrics::default(),
            now: Sample {
                speed: Share::new(1.0),
                ..Sample::default()
            },
            script,
            held: SimTime::ZERO,
            redirection: SimTime::ZERO,
            split: false,
            began: SimTime::ZERO,
            beside: None,
            rest_of_disk: None,
            behind_since: None,
            every_round: false,
            pending: None,
        }
    }

    /// Whether somebody wants more than the figures.
    pub fn records(&self) -> bool {
        self.recorder.records()
    }

    /// Tells the zones of memory, all of them still to be sent.
    pub fn lay_out(&mut self, zones: &[Zone], zero: Pages) {
        if self.records() {
            self.recorder.zones(zones);
            self.now.zones = zones
                .iter()
                .map(|zone| ZoneState {
                    queued: zone.pages,
                    dirty: Pages::ZERO,
                })
                .collect();
            self.now.zero_left = zero;
        }
    }

    /// Writes the present state down.
    pub fn sample(&mut self) {
        if self.records() {
            let mut now = self.now.clone();
            now.at = self.metrics.total + self.began;
            now.sent = self.metrics.traffic;
            if let Some(beside) = &self.beside {
                let pace = self.script.now.pace(true);
                let mirror = beside.at(self.metrics.total, pace);
                now.wire += beside.rate(pace);
                now.sent[Cause::DiskResent] = mirror.again;
                now.disk_left = mirror.left();
            }
            self.recorder.sample(now);
        }
    }

    /// Memory begins to move now, by a clock of its own that the course's times are told by from here on.
    pub fn begin_anew(&mut self, beside: Beside) {
        self.began = self.metrics.total;
        self.metrics.total = SimTime::ZERO;
        self.script.begin_anew(self.began);
        self.beside = Some(beside);
    }

    /// What is left to memory of the line that it began with.
    pub fn memory_share(&self) -> Share {
        let line = self.script.now.line;
        self.beside.map_or(line, |beside| {
            let [now, first] = [line.as_f64(), 1.0].map(|pace| beside.rest_of_the_line(pace));
            Share::new(now / first)
        })
    }

    /// When a mirror that fell behind in a standstill is in step again, if memory has to wait for it.
    pub fn catch_up(&mut self) -> Option<SimTime> {
        let (here, pace) = (self.metrics.total, self.script.now.pace(true));
        let beside = self.beside.as_mut()?;
        beside.advance(here, pace);
        beside.catch_up(pace).map(|span| here + span)
    }

    /// Memory goes on beside the mirror.
    pub fn caught_up(&mut self) {
        if let Some(beside) = &mut self.beside {
            beside.advance(self.metrics.total, self.script.now.pace(true));
            beside.caught_up();
        }
    }

    /// The next thing that is due by now; the mirror has gone on until now as things were.
    pub fn due(&mut self) -> Option<Due> {
        if let Some(beside) = &mut self.beside {
            beside.advance(self.metrics.total, self.script.now.pace(true));
        }
        self.script.due(self.metrics.total)
    }

    pub fn event(&mut self, kind: EventKind) {
        self.event_at(self.metrics.total, kind);
    }

    pub fn event_at(&mut self, at: SimTime, kind: EventKind) {
        self.recorder.event(Event {
            at: at + self.began,
            kind,
        });
    }

    /// The stage from `start` until now; an empty one is left out, and what
    /// an event cut in two is one stage.
    pub fn phase(&mut self, kind: PhaseKind, start: SimTime, power: Power, host: Host) {
        let (start, end) = (start + self.began, self.metrics.total + self.began);
        if !self.records() || start >= end {
            return;
        }
        match &mut self.pending {
            Some(last) if (last.kind, last.power, last.host) == (kind, power, host) => last.end = end,
            pending => {
                let phase = Phase {
                    kind,
                    start,
                    end,
                    power,
                    host,
                };
                if let Some(last) = pending.replace(phase) {
                    self.recorder.phase(last);
                }
            }
        }
    }

    /// The VM ran at the destination up to now.
    pub fn ran_behind(&mut self) {
        if let Some(since) = self.behind_since {
            self.phase(PhaseKind::PostCopy, since, Power::Running, Host::Destination);
        }
    }

    pub fn round(&mut self, mut round: Round) {
        round.start += self.began;
        round.end += self.began;
        self.recorder.round(round);
    }

    /// A stage in which the VM stands still.
    pub fn stop(&mut self, stop: Stop) -> Result<(), Halt> {
        if self.script.is_quiet_until(self.metrics.total + stop.length) {
            self.whole(stop);
            Ok(())
        } else {
            self.pieces(stop)
        }
    }

    /// The same when nothing happens meanwhile.
    pub fn whole(&mut self, stop: Stop) {
        let start = self.metrics.total;
        let bytes = stop.load.bytes();
        if self.records() {
            self.now.speed = Share::ZERO;
            self.now.wire = bytes / stop.length;
            self.sample();
        }
        self.metrics.total += stop.length;
        self.metrics.downtime[stop.cause] += stop.length;
        match stop.load {
            Load::Nothing => {}
            Load::State(bytes) => self.metrics.traffic[Cause::State] += bytes,
            Load::Disk(bytes) => {
                self.metrics.traffic[Cause::Disk] += bytes;
                self.now.disk_left = self.now.disk_left - bytes;
            }
            Load::Blocks(bytes) => {
                self.metrics.traffic[Cause::DiskResent] += bytes;
                self.now.disk_left = self.now.disk_left - bytes;
            }
            Load::Memory(cause, bytes) => {
                if self.records() {
                    self.used_memory_before_zeros(start, cause, bytes);
                }
                self.metrics.traffic[cause] += bytes;
            }
        }
        self.sample();
        self.phase(stop.kind, start, stop.power, stop.host);
    }

    /// Memory goes in address order: used memory first, then the zero pages.
    /// The wire is as busy with the one as with the other, for the socket
    /// evens out what the scan does.
    fn used_memory_before_zeros(&mut self, start: SimTime, cause: Cause, bytes: Bytes) {
        let (end, before) = (self.metrics.total, self.metrics.traffic);
        let zeros = wire::zero_stream(self.now.zero_left).min(bytes);
        self.now.zones.fill(ZoneState::default());
        self.metrics.total = (end - (end - start) * (zeros / bytes)).max(start);
        self.metrics.traffic[cause] += bytes - zeros;
        self.sample();
        (self.metrics.total, self.metrics.traffic) = (end, before);
        self.now.zero_left = Pages::ZERO;
    }

    /// The VM goes on at the destination after it stood still; clients find
    /// it once it has been announced.
    pub fn resume(&mut self) {
        self.event(EventKind::Resumed);
        if self.records() {
            self.now.speed = Share::new(1.0);
            self.now.wire = Rate::ZERO;
            self.sample();
        }
        self.redirection = self.found_after();
        self.event_at(self.metrics.total + self.redirection, EventKind::Reachable);
    }

    /// From the resume until the network knows where the VM is.
    fn found_after(&mut self) -> SimTime {
        for after in script::announcements() {
            let at = self.metrics.total + after;
            if !self.script.loses(at) {
                return after;
            }
            self.event_at(at, EventKind::AnnouncementLost);
        }
        script::GUEST_TALKS
    }

    pub fn end(mut self) -> Metrics {
        self.metrics.total += self.began;
        if let Some(last) = self.pending {
            self.recorder.phase(last);
        }
        self.metrics
    }
}
