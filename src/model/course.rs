//! The course of a run: stages one after the other, with their metrics.
//!
//! Every model tells its story through a [`Course`], so that the sum of the
//! stages is the total and each stopped second has a cause.

use super::report::{
    Cause, DownCause, Event, EventKind, Host, Metrics, Phase, PhaseKind, Power, Recorder, Sample, Status, Zone,
    ZoneState,
};
use super::wire;
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// What a stage carries over the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Load {
    /// Nothing.
    Nothing,
    /// Device state or configuration.
    State(Bytes),
    /// All of the disk.
    Disk(Bytes),
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

/// A run in the making.
pub(super) struct Course<'r, R: Recorder> {
    recorder: &'r mut R,
    /// The figures so far; `total` is the present moment.
    pub metrics: Metrics,
    /// The state at the present moment; kept up only if somebody listens.
    pub now: Sample,
}

impl<'r, R: Recorder> Course<'r, R> {
    pub fn new(recorder: &'r mut R) -> Self {
        Self {
            recorder,
            metrics: Metrics::default(),
            now: Sample {
                speed: Share::new(1.0),
                ..Sample::default()
            },
        }
    }

    /// Tells the zones of memory, all of them still to be sent.
    pub fn lay_out(&mut self, zones: &[Zone], zero: Pages) {
        if R::RECORDS {
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
        if R::RECORDS {
            self.now.at = self.metrics.total;
            self.now.sent = self.metrics.traffic;
            self.recorder.sample(self.now.clone());
        }
    }

    pub fn event(&mut self, kind: EventKind) {
        self.event_at(self.metrics.total, kind);
    }

    pub fn event_at(&mut self, at: SimTime, kind: EventKind) {
        self.recorder.event(Event { at, kind });
    }

    /// The stage from `start` until now; an empty one is left out.
    pub fn phase(&mut self, kind: PhaseKind, start: SimTime, power: Power, host: Host) {
        if start < self.metrics.total {
            self.recorder.phase(Phase {
                kind,
                start,
                end: self.metrics.total,
                power,
                host,
            });
        }
    }

    pub fn recorder(&mut self) -> &mut R {
        self.recorder
    }

    /// A stage in which the VM stands still.
    pub fn stop(&mut self, stop: Stop) {
        let start = self.metrics.total;
        let bytes = match stop.load {
            Load::Nothing => Bytes::ZERO,
            Load::State(bytes) | Load::Disk(bytes) | Load::Memory(_, bytes) => bytes,
        };
        if R::RECORDS {
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
                self.now.disk_left = Bytes::ZERO;
            }
            Load::Memory(cause, bytes) => {
                if R::RECORDS {
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
        if R::RECORDS {
            self.now.speed = Share::new(1.0);
            self.now.wire = Rate::ZERO;
            self.sample();
        }
        let redirection = wire::announcement();
        self.metrics.outage = self.metrics.downtime.total() + redirection;
        self.event_at(self.metrics.total + redirection, EventKind::Reachable);
    }

    pub fn end(mut self, status: Status) -> Metrics {
        self.metrics.status = status;
        self.metrics
    }
}
