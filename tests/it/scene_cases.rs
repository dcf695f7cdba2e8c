//! Scenarios and times that the tests of the moving picture share.

use migrascope::migration::{
    Cause, Event, EventKind, Host, Metrics, Odds, Phase, PhaseKind, Power, Round, Sample, Zone, ZoneState,
};
use migrascope::params::{Choice, Lane, Method, Pattern, Storage};
use migrascope::scenario::{Scenario, Settings, Suspend, Used, WriteClass};
use migrascope::trace::LaneTrace;
use migrascope::units::{Bytes, Pages, Rate, Share, SimTime};
use proptest::prelude::*;

pub fn scenario(change: impl FnOnce(&mut Settings)) -> Scenario {
    let mut settings = Settings {
        suspend: Suspend::Save,
        ..Settings::default()
    };
    change(&mut settings);
    Scenario::new(settings).0
}

pub fn class(pattern: Pattern, region: Bytes, rate: Rate) -> WriteClass {
    WriteClass { pattern, region, rate }
}

/// Writes faster than the link over all used memory: round after round the same.
pub fn endless() -> Scenario {
    scenario(|settings| {
        settings.ram = Bytes::mib(512.0);
        settings.writes = vec![class(Pattern::Random, Bytes::mib(64.0), Rate::mib_per_s(4000.0))];
    })
}

/// The same, throttled in vain: the engine follows more than a thousand rounds one by one.
pub fn endless_rounds() -> Scenario {
    scenario(|settings| {
        settings.ram = Bytes::mib(512.0);
        settings.writes = vec![class(Pattern::Random, Bytes::mib(64.0), Rate::mib_per_s(100_000.0))];
        settings.throttle = true;
    })
}

/// A cold migration of hours beside a live one of seconds.
pub fn hours() -> Scenario {
    scenario(|settings| {
        settings.storage = Storage::Local;
        settings.disk = Bytes::gib(2000.0);
    })
}

fn any_class() -> impl Strategy<Value = WriteClass> {
    (any::<bool>(), 0.0..14.0_f64, 0.0..13.0_f64).prop_map(|(random, region, rate)| {
        let pattern = if random { Pattern::Random } else { Pattern::Sequential };
        class(
            pattern,
            Bytes::kib(region.exp2() * 64.0),
            Rate::mib_per_s(rate.exp2() / 8.0),
        )
    })
}

/// All kinds of scenarios, many of them extreme.
pub fn any_scenario() -> impl Strategy<Value = Scenario> {
    let machine = (2.0..18.0_f64, 0.0..=1.0_f64, prop::collection::vec(any_class(), 0..4));
    let network = (6.0..11.6_f64, -4.0..0.0_f64, prop::option::of(3.0..10.0_f64));
    let disk = (any::<bool>(), 0.0..13.0_f64, 0.0..100.0_f64, 0.0..100.0_f64);
    let live = (0..3_usize, -3.0..1.0_f64, any::<bool>(), any::<bool>());
    (machine, network, disk, live).prop_map(|(machine, network, disk, live)| {
        scenario(|settings| {
            settings.ram = Bytes::mib(machine.0.exp2());
            settings.used = Used::Share(Share::new(machine.1));
            settings.writes = machine.2;
            settings.link = Rate::bits_per_s(10.0_f64.powf(network.0));
            settings.rtt = SimTime::s(10.0_f64.powf(network.1));
            settings.cap = network.2.map(|cap| Rate::mib_per_s(cap.exp2()));
            settings.storage = if disk.0 { Storage::Local } else { Storage::Shared };
            settings.disk = Bytes::gib(disk.1.exp2() - 1.0);
            settings.shutdown = SimTime::s(disk.2);
            settings.boot = SimTime::s(disk.3);
            settings.method = Method::ALL[live.0];
            settings.downtime = SimTime::s(10.0_f64.powf(live.1));
            settings.throttle = live.2;
            settings.suspend = if live.3 { Suspend::Save } else { Suspend::File };
        })
    })
}

/// One or more lanes.
pub fn any_lanes() -> impl Strategy<Value = Vec<Lane>> {
    prop::sample::subsequence(Lane::ALL.to_vec(), 1..=3)
}

/// Times all over a lane and beyond its end, the events and their neighbours among them.
pub fn times(lane: &LaneTrace) -> Vec<SimTime> {
    let end = lane.end();
    let mut times: Vec<SimTime> = (0..=60).map(|step| end * (f64::from(step) / 50.0)).collect();
    let few = lane.events.len().div_ceil(40).max(1);
    for event in lane.events.iter().step_by(few) {
        times.extend([event.at - SimTime::s(1e-6), event.at, event.at + SimTime::s(1e-6)]);
    }
    times.push(SimTime::s(f64::INFINITY));
    times.sort_unstable();
    times
}

/// A hybrid migration written by hand: one pass of 4 s, a switch of 10 ms,
/// and 1 s of post-copy. Written memory is a quarter of all, half of it dirty again.
pub fn hybrid() -> LaneTrace {
    let pages = Pages::new(1024.0 * 64.0);
    let zone = |pattern, start: f64, length: f64| Zone {
        pattern,
        start: pages * start,
        pages: pages * length,
    };
    let state = |queued: f64, dirty: f64| ZoneState {
        queued: pages * queued,
        dirty: pages * dirty,
    };
    let sample = |at: f64, first: ZoneState, second: ZoneState, zero: f64| {
        let mut sample = Sample {
            at: SimTime::s(at),
            wire: Rate::mib_per_s(100.0),
            speed: Share::new(1.0),
            zones: vec![first, second],
            zero_left: pages * zero,
            ..Sample::default()
        };
        sample.sent[Cause::FirstPass] = Bytes::mib(at * 40.0);
        sample
    };
    let phase = |kind, start: f64, end: f64, power, host| Phase {
        kind,
        start: SimTime::s(start),
        end: SimTime::s(end),
        power,
        host,
    };
    let event = |at: f64, kind| Event {
        at: SimTime::s(at),
        kind,
    };
    let none = state(0.0, 0.0);
    let mut metrics = Metrics {
        total: SimTime::s(5.01),
        ..Metrics::default()
    };
    metrics.traffic[Cause::FirstPass] = Bytes::mib(200.0);
    metrics.page_faults = Pages::new(1234.0);
    metrics.fault_blocked = SimTime::s(0.4);
    LaneTrace {
        name: "live".into(),
        lane: Lane::Live,
        own_hold: None,
        metrics,
        memory: pages,
        line: Rate::mib_per_s(100.0),
        zones: vec![zone(Some(Pattern::Random), 0.0, 0.25), zone(None, 0.25, 0.25)],
        phases: vec![
            phase(PhaseKind::FirstPass, 0.0, 4.0, Power::Running, Host::Source),
            phase(PhaseKind::DeviceState, 4.0, 4.01, Power::Paused, Host::Source),
            phase(PhaseKind::PostCopy, 4.01, 5.01, Power::Running, Host::Destination),
        ],
        rounds: vec![Round {
            number: 1,
            start: SimTime::ZERO,
            end: SimTime::s(4.0),
            queued: pages * 0.5,
            sent: pages * 0.5,
            dirtied: pages * 0.125,
            left: pages * 0.125,
            threshold: Pages::ZERO,
            allowed: None,
            merged: None,
        }],
        samples: vec![
            sample(0.0, state(0.25, 0.0), state(0.25, 0.0), 0.5),
            sample(2.0, none, state(0.25, 0.0), 0.5),
            sample(4.0, state(0.0, 0.125), none, 0.0),
            sample(4.0, state(0.125, 0.0), none, 0.0),
            sample(4.01, state(0.125, 0.0), none, 0.0),
            sample(5.01, none, none, 0.0),
        ],
        events: vec![
            event(4.0, EventKind::RoundEnd(1)),
            event(4.0, EventKind::Paused),
            event(4.01, EventKind::Switchover),
            event(4.01, EventKind::Resumed),
            event(4.06, EventKind::Reachable),
            event(5.01, EventKind::MemoryComplete),
        ],
        odds: Odds::default(),
    }
}
