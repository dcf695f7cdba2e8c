//! Live pre-copy with QEMU's stop rule.

use super::report::{
    Cause, DownCause, Event, EventKind, Host, Metrics, Phase, PhaseKind, Power, Recorder, Round, Sample, Status, Zone,
    ZoneState,
};
use super::wire;
use crate::params::Pattern;
use crate::scenario::{Scenario, WriteClass};
use crate::units::{Pages, Rate, Share, SimTime};

/// Unique pages that a class makes dirty in a span of time (MODEL: the
/// saturation that makes pre-copy converge).
fn dirtied(class: &WriteClass, span: SimTime) -> Pages {
    let pages = class.region.pages().as_f64();
    let writes = class.rate.pages_per_s() * span.as_s();
    if pages == 0.0 {
        return Pages::ZERO;
    }
    Pages::new(match class.pattern {
        Pattern::Random => pages * -libm::expm1(-writes / pages),
        Pattern::Sequential => writes.min(pages),
    })
}

pub(super) fn run(scenario: &Scenario, limit: SimTime, recorder: &mut impl Recorder) -> Metrics {
    let used = scenario.used_memory().pages();
    let zero = (scenario.ram - scenario.used_memory()).pages();
    let live = wire::live_rate(scenario);
    let line = wire::line_rate(scenario);
    let threshold = (live * scenario.downtime).pages();
    let mut zones = Vec::new();
    let mut start = Pages::ZERO;
    for (index, class) in scenario.writes.iter().enumerate() {
        zones.push(Zone {
            class: Some(index),
            start,
            pages: class.region.pages(),
        });
        start += class.region.pages();
    }
    zones.push(Zone {
        class: None,
        start,
        pages: used - start,
    });
    recorder.zones(&zones);
    let mut metrics = Metrics {
        status: Status::Completed,
        ..Metrics::default()
    };
    let mut sample = Sample {
        wire: live,
        speed: Share::new(1.0),
        zones: zones
            .iter()
            .map(|zone| ZoneState {
                queued: zone.pages,
                dirty: Pages::ZERO,
            })
            .collect(),
        zero_left: zero,
        threshold: threshold.bytes(),
        ..Sample::default()
    };
    let mut queued = used;
    let mut round = 1;
    let (power, host) = (Power::Running, Host::Source);
    loop {
        let began = metrics.total;
        let stream = wire::page_stream(queued)
            + if round == 1 {
                wire::zero_stream(zero)
            } else {
                crate::units::Bytes::ZERO
            };
        let span = stream / live;
        let queues: Vec<Pages> = sample.zones.iter().map(|zone| zone.queued).collect();
        let before = metrics.traffic;
        let cause = if round == 1 { Cause::FirstPass } else { Cause::Resent };
        if recorder_wants(recorder) {
            for step in 0..=16 {
                let part = f64::from(step) / 16.0;
                sample.at = began + span * part;
                sample.sent = before;
                sample.sent[cause] += stream * part;
                let mut sent = queued * part;
                for (index, zone) in zones.iter().enumerate() {
                    let now = sent.min(queues[index]);
                    sent = sent - now;
                    sample.zones[index].queued = queues[index] - now;
                    sample.zones[index].dirty = zone
                        .class
                        .map_or(Pages::ZERO, |class| dirtied(&scenario.writes[class], span * part));
                }
                if round == 1 {
                    sample.zero_left = zero * (1.0 - part);
                }
                recorder.sample(sample.clone());
            }
        }
        metrics.traffic[cause] += stream;
        metrics.total += span;
        metrics.syncs = round;
        let fresh: Pages = scenario.writes.iter().map(|class| dirtied(class, span)).sum();
        recorder.round(Round {
            number: round,
            start: began,
            end: metrics.total,
            queued,
            sent: queued,
            dirtied: fresh,
            left: fresh,
            threshold,
        });
        let kind = if round == 1 {
            PhaseKind::FirstPass
        } else {
            PhaseKind::Round(round)
        };
        recorder.phase(Phase {
            kind,
            start: began,
            end: metrics.total,
            power,
            host,
        });
        recorder.event(Event {
            at: metrics.total,
            kind: EventKind::RoundEnd(round),
        });
        for (index, zone) in zones.iter().enumerate() {
            sample.zones[index] = ZoneState {
                queued: zone
                    .class
                    .map_or(Pages::ZERO, |class| dirtied(&scenario.writes[class], span)),
                dirty: Pages::ZERO,
            };
        }
        queued = fresh;
        if fresh <= threshold {
            break;
        }
        if metrics.total >= limit {
            metrics.status = Status::Running;
            recorder.event(Event {
                at: metrics.total,
                kind: EventKind::ObservationEnded,
            });
            return metrics;
        }
        round += 1;
    }
    recorder.event(Event {
        at: metrics.total,
        kind: EventKind::ThresholdReached,
    });
    recorder.event(Event {
        at: metrics.total,
        kind: EventKind::Paused,
    });
    let stopped = metrics.total;
    let stream = wire::page_stream(queued);
    let copy = stream / line;
    let state = scenario.device_state / line + scenario.rtt;
    sample.wire = line;
    sample.speed = Share::ZERO;
    recorder.sample(sample.clone());
    metrics.traffic[Cause::StopAndCopy] = stream;
    for zone in &mut sample.zones {
        zone.queued = Pages::ZERO;
    }
    sample.at = stopped + copy;
    sample.sent = metrics.traffic;
    recorder.sample(sample.clone());
    metrics.traffic[Cause::State] = scenario.device_state;
    metrics.downtime[DownCause::FinalCopy] = copy;
    metrics.downtime[DownCause::DeviceState] = state;
    metrics.total += copy + state;
    metrics.outage = metrics.downtime.total() + wire::announcement();
    sample.at = metrics.total;
    sample.sent = metrics.traffic;
    recorder.sample(sample.clone());
    sample.wire = Rate::ZERO;
    sample.speed = Share::new(1.0);
    recorder.sample(sample);
    let power = Power::Paused;
    recorder.phase(Phase {
        kind: PhaseKind::StopAndCopy,
        start: stopped,
        end: stopped + copy,
        power,
        host,
    });
    recorder.phase(Phase {
        kind: PhaseKind::DeviceState,
        start: stopped + copy,
        end: metrics.total,
        power,
        host,
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
        at: metrics.total + wire::announcement(),
        kind: EventKind::Reachable,
    });
    metrics
}

const fn recorder_wants<R: Recorder>(_: &R) -> bool {
    R::RECORDS
}
