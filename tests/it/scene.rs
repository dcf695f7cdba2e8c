//! The scene: what one lane shows, at any time.

use std::collections::HashSet;

use migrascope::migration::{EventKind, Host, PhaseKind, Power, Status};
use migrascope::params::{Lane, Method, Storage};
use migrascope::text::Language;
use migrascope::trace::{LaneTrace, simulate};
use migrascope::units::SimTime;
use migrascope::view::labels::Role;
use migrascope::view::pace::Story;
use migrascope::view::results::so_far;
use migrascope::view::scene::{Request, SHOWN_REQUESTS, WireState, requests, scene};
use proptest::prelude::*;

use crate::scene_cases::{any_scenario, hybrid, scenario, times};

fn event(lane: &LaneTrace, kind: EventKind) -> SimTime {
    lane.events
        .iter()
        .find(|event| event.kind == kind)
        .expect("it happens")
        .at
}

fn newest(lane: &LaneTrace, time: SimTime) -> Request {
    let story = Story::new(&simulate(&scenario(|_| {})), &[]);
    requests(lane, &story, time).last().expect("there are always some").1
}

fn between(a: SimTime, b: SimTime, part: f64) -> SimTime {
    a + (b - a) * part
}

#[test]
fn the_live_lane_as_it_goes() {
    let trace = simulate(&scenario(|_| {}));
    let lane = trace.lane(Lane::Live);
    let round = lane.rounds[1];
    let shown = scene(Language::English, lane, between(round.start, round.end, 0.5));
    assert_eq!(shown.subtitle, "pre-copy, round 2");
    assert_eq!(
        (shown.power, shown.chip.as_ref(), shown.host),
        (Power::Running, "running", Host::Source)
    );
    assert!(shown.source.lines[0].ends_with("MiB left"), "{:?}", shown.source);
    assert!(
        shown.destination.lines[1].ends_with("in place"),
        "{:?}",
        shown.destination
    );
    assert_eq!(shown.wire.note, "written during the first pass, again");
    assert!(shown.wire.rate.ends_with("MiB/s") && shown.wire.density.as_f64() > 0.9);
    assert_eq!((shown.wire.state, shown.wire.sign.as_str()), (WireState::Whole, ""));
    assert_eq!(newest(lane, between(round.start, round.end, 0.5)), Request::Answered);
    let end = scene(Language::English, lane, lane.end());
    assert_eq!((end.subtitle.as_str(), end.wire.rate.as_str()), ("done", ""));
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
        assert_eq!(scene(Language::English, lane, start).place.as_f64(), 0.0);
        assert!(scene(Language::English, lane, end - hair).place.as_f64() > 0.99);
        let length = (0..1000)
            .map(|step| {
                scene(Language::English, lane, between(start, end, f64::from(step) / 1000.0))
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
            let shown = scene(Language::English, lane, time);
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
    for lane in trace.migrations() {
        let from = lane
            .phases
            .iter()
            .find(|phase| phase.power != Power::Running)
            .expect("a pause")
            .start;
        let until = event(lane, EventKind::Reachable);
        assert!(((until - from).as_s() - lane.metrics.outage.as_s()).abs() < 1e-9);
        for part in [0.0, 0.5, 0.99] {
            assert_eq!(newest(lane, between(from, until, part)), Request::Lost);
        }
        assert_eq!(newest(lane, until), Request::Answered);
        assert_eq!(scene(Language::English, lane, until).clients_at, Host::Destination);
        let story = Story::new(&trace, &[lane.lane]);
        let story_of = |time| requests(lane, &story, time);
        let before: Vec<_> = story_of(SimTime::ZERO).into_iter().rev().skip(1).collect();
        assert!(
            before.iter().all(|&(_, request)| request == Request::Answered),
            "all was well before"
        );
        let lost = (0..=400)
            .map(|step| between(SimTime::ZERO, story.length(), f64::from(step) / 400.0))
            .map(|told| story_of(story.sim_at(told)))
            .filter(|all| all.iter().any(|&(_, request)| request == Request::Lost))
            .count();
        assert!(lost > 20, "a short outage is seen in the strip for a while: {lost}");
    }
}

#[test]
fn the_disk_moves_only_if_it_is_local() {
    let shared = simulate(&scenario(|_| {}));
    let local = simulate(&scenario(|settings| settings.storage = Storage::Local));
    assert!(
        shared
            .migrations()
            .iter()
            .all(|lane| scene(Language::English, lane, SimTime::ZERO).disk.is_none())
    );
    for lane in local.migrations() {
        let disk = |time| scene(Language::English, lane, time).disk.expect("it moves");
        assert_eq!(disk(SimTime::ZERO).source.as_f64(), 1.0);
        assert_eq!(disk(lane.end()).destination.as_f64(), 1.0);
    }
    // The first copy, then what was written meanwhile.
    let live = local.lane(Lane::Live);
    let in_sync = live.phases[0].end;
    let [first, again] = [in_sync * 0.5, in_sync * 0.999].map(|time| scene(Language::English, live, time).wire.role);
    assert_eq!((first, again), (Role::Disk, Role::DiskAgain));
}

#[test]
fn post_copy_runs_ahead_of_its_memory() {
    let lane = hybrid();
    let shown = scene(Language::English, &lane, SimTime::s(4.5));
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
    let story = Story::new(&simulate(&scenario(|_| {})), &[Lane::Live]);
    let all = (1..60).flat_map(|tenth| requests(&slow, &story, SimTime::s(f64::from(tenth) / 10.0)));
    let slow = all.collect::<HashSet<_>>().into_iter();
    let (waiting, served): (Vec<_>, Vec<_>) = slow
        .filter(|&(_, request)| request != Request::Lost)
        .partition(|&(_, request)| request == Request::Slow);
    let part = waiting.len() as f64 / (waiting.len() + served.len()) as f64;
    assert!((part - 0.4).abs() < 0.15, "{part} wait");
    assert_eq!(newest(&lane, SimTime::s(4.03)), Request::Lost);
}

#[test]
fn faults_are_seen_on_the_wire() {
    let trace = simulate(&scenario(|settings| settings.method = Method::Postcopy));
    let lane = trace.lane(Lane::Live);
    let phase = lane.phases.iter().find(|phase| phase.kind == PhaseKind::PostCopy);
    let phase = phase.expect("post-copy");
    let shown = scene(Language::English, lane, between(phase.start, phase.end, 0.2));
    assert!(shown.wire.pulled.as_f64() > 0.0 && shown.wire.role == Role::Arriving);
    let without = simulate(&scenario(|_| {}));
    let without = without.lane(Lane::Live);
    assert!(
        times(without)
            .iter()
            .all(|&time| scene(Language::English, without, time).wire.pulled.is_zero())
    );
}

#[test]
fn a_wire_that_stands_still_says_why_and_for_how_long() {
    let at = |link: &str, seconds: f64| {
        let trace = simulate(&migrascope::link::parse(link).0.scenario);
        scene(Language::English, trace.lane(Lane::Live), SimTime::s(seconds))
    };
    let held = at("#at=hold@5s%2B60s:compliance", 25.0);
    assert_eq!(held.wire.state, WireState::Held);
    assert!(
        held.wire.sign.starts_with("held: ") && held.wire.sign.ends_with(", 40\u{a0}s more"),
        "{}",
        held.wire.sign
    );
    assert_eq!(
        (held.wire.rate.as_str(), held.wire.note.as_str()),
        ("", "the VM runs on at host A")
    );
    let down = at("#at=linkdown@8s%2B20s", 10.0);
    assert_eq!(
        (down.wire.state, down.wire.sign.as_str()),
        (WireState::Broken, "link down, 18\u{a0}s more")
    );
    assert_eq!(at("#at=linkdown@8s%2B20s", 29.0).wire.state, WireState::Whole);
    let crashed = at("#at=dstcrash@10s", 11.0);
    assert!(crashed.destination.crashed && !crashed.source.crashed);
    assert!(!at("#at=dstcrash@10s", 9.0).destination.crashed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn a_scene_at_any_time(scenario in any_scenario()) {
        let trace = simulate(&scenario);
        for lane in trace.migrations() {
            let mut place = 0.0;
            let story = Story::new(&trace, &[]);
            for time in times(lane) {
                let shown = scene(Language::English, lane, time);
                prop_assert_eq!(&shown, &scene(Language::English, lane, time));
                prop_assert!(shown.place.as_f64() >= place, "it glides one way");
                place = shown.place.as_f64();
                prop_assert_eq!(requests(lane, &story, time).len(), SHOWN_REQUESTS as usize);
                prop_assert!(shown.wire.density.is_zero() || !shown.wire.rate.is_empty());
                prop_assert!(shown.wire.pulled.is_zero() || !shown.wire.density.is_zero());
                prop_assert!(shown.wire.state != WireState::Whole || shown.wire.sign.is_empty());
                let words = [&shown.subtitle, &shown.wire.rate, &shown.wire.note, &shown.wire.sign].into_iter();
                for text in words.chain(&shown.source.lines).chain(&shown.destination.lines) {
                    prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
                }
            }
            if lane.metrics.status == Status::Completed {
                prop_assert_eq!(place, 1.0);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn the_downtime_so_far_grows_to_all_of_it(scenario in any_scenario()) {
        let trace = simulate(&scenario);
        for lane in trace.migrations() {
            let mut last = SimTime::ZERO;
            for time in times(lane) {
                let Some(so_far) = so_far(lane, time) else { continue };
                prop_assert!(so_far >= last && so_far.as_s() <= time.as_s() * (1.0 + 1e-9));
                last = so_far;
            }
            let stands = |phase: &&migrascope::migration::Phase| phase.power != Power::Running && phase.start < phase.end;
            if let Some(phase) = lane.phases.iter().rev().find(stands) {
                // Less than the last bit of a late time is nothing.
                let hair = ((phase.end - phase.start) * 1e-7).max(phase.end * 1e-14);
                let almost = so_far(lane, phase.end - hair).map_or(0.0, |time| time.as_s());
                let all = lane.metrics.downtime.total().as_s();
                prop_assert!((almost - all).abs() <= all * 1e-6 + 1e-6, "{} of {}", almost, all);
            }
        }
    }
}
