//! Cold migration: shut down, copy, define, boot. No memory is sent.

use super::report::{
    Cause, DownCause, Event, EventKind, Host, Metrics, Phase, PhaseKind, Power, Recorder, Sample, Status,
};
use super::wire;
use crate::params::Storage;
use crate::scenario::Scenario;
use crate::units::{Bytes, Share, SimTime};

/// A VM's configuration: a description of a few kilobytes and its firmware variables.
const CONFIGURATION: Bytes = Bytes::kib(64.0);
/// Defining a VM on a host: parsing its description, preparing its resources.
const DEFINITION: SimTime = SimTime::ms(500.0);

pub(super) fn run(scenario: &Scenario, recorder: &mut impl Recorder) -> Metrics {
    let line = wire::line_rate(scenario);
    let disk = match scenario.storage {
        Storage::Shared => Bytes::ZERO,
        Storage::Local => scenario.disk,
    };
    let configuration = CONFIGURATION / line + scenario.rtt;
    let mut metrics = Metrics {
        status: Status::Completed,
        ..Metrics::default()
    };
    recorder.zones(&[]);
    let mut sample = Sample {
        speed: Share::new(1.0),
        disk_left: disk,
        ..Sample::default()
    };
    if !disk.is_zero() {
        recorder.event(Event {
            at: scenario.shutdown + configuration + disk / line,
            kind: EventKind::DiskCopied,
        });
    }
    let stages = [
        (
            PhaseKind::Shutdown,
            DownCause::Shutdown,
            scenario.shutdown,
            Power::ShuttingDown,
            Host::Source,
            None,
        ),
        (
            PhaseKind::Configuration,
            DownCause::Configuration,
            configuration,
            Power::Off,
            Host::Source,
            Some((Cause::State, CONFIGURATION)),
        ),
        (
            PhaseKind::Disk,
            DownCause::Disk,
            disk / line,
            Power::Off,
            Host::Source,
            Some((Cause::Disk, disk)),
        ),
        (
            PhaseKind::Definition,
            DownCause::Configuration,
            DEFINITION,
            Power::Off,
            Host::Destination,
            None,
        ),
        (
            PhaseKind::Boot,
            DownCause::Boot,
            scenario.boot,
            Power::Booting,
            Host::Destination,
            None,
        ),
    ];
    for (kind, cause, length, power, host, sent) in stages {
        let start = metrics.total;
        metrics.total += length;
        metrics.downtime[cause] += length;
        sample.wire = sent.map_or(crate::units::Rate::ZERO, |(_, bytes)| bytes / length);
        sample.speed = Share::ZERO;
        recorder.sample(sample.clone());
        if let Some((cause, bytes)) = sent {
            metrics.traffic[cause] += bytes;
            sample.sent = metrics.traffic;
            if kind == PhaseKind::Disk {
                sample.disk_left = Bytes::ZERO;
            }
        }
        sample.at = metrics.total;
        recorder.sample(sample.clone());
        if !length.is_zero() {
            recorder.phase(Phase {
                kind,
                start,
                end: metrics.total,
                power,
                host,
            });
        }
    }
    sample.wire = crate::units::Rate::ZERO;
    sample.speed = Share::new(1.0);
    recorder.sample(sample);
    metrics.outage = metrics.total + wire::announcement();
    recorder.event(Event {
        at: scenario.shutdown,
        kind: EventKind::PoweredOff,
    });
    recorder.event(Event {
        at: metrics.total,
        kind: EventKind::Resumed,
    });
    recorder.event(Event {
        at: metrics.outage,
        kind: EventKind::Reachable,
    });
    metrics
}
