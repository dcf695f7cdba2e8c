//! Suspended migration: save, move, restore. The VM is down for all of it,
//! but its programs keep their state.

use super::report::{
    Cause, DownCause, Event, EventKind, Host, Metrics, Phase, PhaseKind, Power, Recorder, Sample, Status, Zone,
    ZoneState,
};
use super::wire;
use crate::scenario::Scenario;
use crate::units::{Share, SimTime};

pub(super) fn run(scenario: &Scenario, recorder: &mut impl Recorder) -> Metrics {
    let used = scenario.used_memory().pages();
    let zero = (scenario.ram - scenario.used_memory()).pages();
    let line = wire::line_rate(scenario);
    let memory = wire::page_stream(used) + wire::zero_stream(zero);
    let transfer = memory / line;
    let state = scenario.device_state / line + scenario.rtt;
    let mut metrics = Metrics {
        status: Status::Completed,
        ..Metrics::default()
    };
    metrics.traffic[Cause::StopAndCopy] = memory;
    metrics.downtime[DownCause::Transfer] = transfer;
    metrics.downtime[DownCause::DeviceState] = state;
    metrics.traffic[Cause::State] = scenario.device_state;
    metrics.total = transfer + state;
    metrics.outage = metrics.total + wire::announcement();
    recorder.zones(&[Zone {
        class: None,
        start: crate::units::Pages::ZERO,
        pages: used,
    }]);
    recorder.event(Event {
        at: SimTime::ZERO,
        kind: EventKind::Paused,
    });
    let mut sample = Sample {
        wire: line,
        zones: vec![ZoneState {
            queued: used,
            ..ZoneState::default()
        }],
        zero_left: zero,
        ..Sample::default()
    };
    recorder.sample(sample.clone());
    sample.at = transfer;
    sample.zones[0].queued = crate::units::Pages::ZERO;
    sample.zero_left = crate::units::Pages::ZERO;
    sample.sent[Cause::StopAndCopy] = memory;
    recorder.sample(sample.clone());
    sample.at = metrics.total;
    sample.sent = metrics.traffic;
    recorder.sample(sample.clone());
    sample.wire = crate::units::Rate::ZERO;
    sample.speed = Share::new(1.0);
    recorder.sample(sample);
    let (power, source) = (Power::Paused, Host::Source);
    recorder.phase(Phase {
        kind: PhaseKind::Transfer,
        start: SimTime::ZERO,
        end: transfer,
        power,
        host: source,
    });
    recorder.phase(Phase {
        kind: PhaseKind::DeviceState,
        start: transfer,
        end: metrics.total,
        power,
        host: source,
    });
    recorder.event(Event {
        at: metrics.total,
        kind: EventKind::Switchover,
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
