//! The scene: what one lane shows, at any time.

use migrascope::model::{EventKind, Host, Power, Status};
use migrascope::params::{Lane, Storage};
use migrascope::trace::{LaneTrace, simulate};
use migrascope::units::SimTime;
use migrascope::view::scene::{Request, scene};
use proptest::prelude::*;

use crate::scene_cases::{any_scenario, hybrid, scenario, times};

fn event(lane: &LaneTrace, kind: EventKind) -> SimTime {
    lane.events
        .iter()
        .find(|event| event.kind == kind)
        .expect("it happens")
        .at
}

fn between(a: SimTime, b: SimTime, part: f64) -> SimTime {
    a + (b - a) * part
}

#[test]
fn the_live_lane_as_it_goes() {
    let trace = simulate(&scenario(|_| {}));
    let lane = trace.lane(Lane::Live);
    let round = lane.rounds[1];
    let shown = scene(lane, between(round.start, round.end, 0.5));
    assert_eq!(shown.subtitle, "pre-copy, round 2");
    assert_eq!(
        (shown.power, shown.chip.as_ref(), shown.host),
        (Power::Running, "running", Host::Source)
    );
    assert_eq!(shown.source.lines[0], "round 2:");
    assert!(shown.source.lines[1].ends_with("MiB left"), "{:?}", shown.source);
    assert!(
        shown.destination.lines[1].ends_with("in place"),
        "{:?}",
        shown.destination
    );
    assert_eq!(shown.wire.note, "pages written during the first pass, again");
    assert!(shown.wire.rate.ends_with("MB/s") && shown.wire.density.as_f64() > 0.9);
    assert_eq!(shown.clients, [Request::Answered; 5]);
    let end = scene(lane, lane.end());
    assert_eq!(
        (end.subtitle.as_str(), end.wire.rate.as_str()),
        ("done", "nothing moves")
    );
    assert_eq!((end.place.as_f64(), end.clients_at), (1.0, Host::Destination));
    assert!(end.destination.present && !end.source.present);
}

#[test]
fn the_vm_glides_while_it_stands_still() {
    let trace = simulate(&scenario(|_| {}));
    for (lane, glide) in [(Lane::Live, 0.5), (Lane::Suspended, 0.03), (Lane::Cold, 0.07)] {
        let lane = trace.lane(lane);
        let standing = lane.phases.iter().filter(|phase| phase.power != Power::Running);
        let (start, end) = (
            standing.clone().map(|phase| phase.start).min().expect("a pause"),
            standing.map(|phase| phase.end).max().expect("a pause"),
        );
        let hair = SimTime::s(1e-9);
        assert_eq!(scene(lane, start).place.as_f64(), 0.0);
        assert!(scene(lane, end - hair).place.as_f64() > 0.99);
        let length = (0..1000)
            .map(|step| {
                scene(lane, between(start, end, f64::from(step) / 1000.0))
                    .place
                    .as_f64()
            })
            .filter(|&place| place > 0.0 && place < 1.0)
            .count();
        assert!(
            length > 0 && (lane.lane == Lane::Live || length as f64 <= 1000.0 * glide),
            "{length}"
        );
    }
}

#[test]
fn a_guest_shuts_down_and_boots_at_its_host() {
    for local in [false, true] {
        let trace = simulate(&scenario(|settings| {
            settings.storage = if local { Storage::Local } else { Storage::Shared };
        }));
        let lane = trace.lane(Lane::Cold);
        for time in crate::scene_cases::times(lane) {
            let shown = scene(lane, time);
            match shown.power {
                Power::ShuttingDown => assert_eq!(shown.place.as_f64(), 0.0, "{time:?}"),
                Power::Booting => assert_eq!(shown.place.as_f64(), 1.0, "{time:?}"),
                Power::Running | Power::Paused | Power::Off => {}
            }
        }
    }
}

#[test]
fn requests_are_lost_for_the_outage() {
    let trace = simulate(&scenario(|_| {}));
    for lane in trace.lanes() {
        let from = lane
            .phases
            .iter()
            .find(|phase| phase.power != Power::Running)
            .expect("a pause")
            .start;
        let until = event(lane, EventKind::Reachable);
        assert!(((until - from).as_s() - lane.metrics.outage.as_s()).abs() < 1e-9);
        for part in [0.0, 0.5, 0.99] {
            assert_eq!(scene(lane, between(from, until, part)).clients, [Request::Lost; 5]);
        }
        let after = scene(lane, until);
        assert_eq!(
            (after.clients, after.clients_at),
            (vec![Request::Answered; 5], Host::Destination)
        );
    }
}

#[test]
fn the_disk_moves_only_if_it_is_local() {
    let shared = simulate(&scenario(|_| {}));
    let local = simulate(&scenario(|settings| settings.storage = Storage::Local));
    assert!(shared.lanes().all(|lane| scene(lane, SimTime::ZERO).disk.is_none()));
    let cold = local.lane(Lane::Cold);
    let disk = |time| scene(cold, time).disk.expect("it moves");
    assert_eq!(disk(SimTime::ZERO).source.as_f64(), 1.0);
    assert_eq!(disk(cold.end()).destination.as_f64(), 1.0);
    assert!(scene(local.lane(Lane::Live), SimTime::ZERO).disk.is_none());
}

#[test]
fn post_copy_runs_ahead_of_its_memory() {
    let lane = hybrid();
    let shown = scene(&lane, SimTime::s(4.5));
    assert_eq!(
        (shown.subtitle.as_str(), shown.host, shown.place.as_f64()),
        ("post-copy", Host::Destination, 1.0)
    );
    assert!(
        shown.destination.lines[0].ends_with("missing"),
        "{:?}",
        shown.destination
    );
    let mut slow = hybrid();
    for sample in &mut slow.samples {
        sample.speed = migrascope::units::Share::new(0.6);
    }
    let clients = scene(&slow, SimTime::s(4.5)).clients;
    assert_eq!(clients.iter().filter(|&&request| request == Request::Slow).count(), 2);
    assert_eq!(scene(&lane, SimTime::s(4.03)).clients, [Request::Lost; 5]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_scene_at_any_time(scenario in any_scenario()) {
        let trace = simulate(&scenario);
        for lane in trace.lanes() {
            let mut place = 0.0;
            let mut last = scene(lane, SimTime::ZERO);
            for time in times(lane) {
                let shown = scene(lane, time);
                prop_assert_eq!(&shown, &scene(lane, time));
                prop_assert!(shown.place.as_f64() >= place, "it glides one way");
                place = shown.place.as_f64();
                prop_assert_eq!(shown.clients.len(), 5);
                let moved = lane.at(time).state.sent.total() != lane.at(SimTime::ZERO).state.sent.total();
                prop_assert!(moved || shown.wire.phase == last.wire.phase, "packets move only with bytes");
                let words = [&shown.subtitle, &shown.wire.rate, &shown.wire.note].into_iter();
                for text in words.chain(&shown.source.lines).chain(&shown.destination.lines) {
                    prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
                }
                last = shown;
            }
            if lane.metrics.status == Status::Completed {
                prop_assert_eq!(place, 1.0);
            }
        }
    }
}
