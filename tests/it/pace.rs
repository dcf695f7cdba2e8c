//! The cinematic pace: a monotone map with an inverse, about 25 s long.

use migrascope::migration::PhaseKind;
use migrascope::params::{Choice, Lane};
use migrascope::scenario::Scenario;
use migrascope::trace::{Trace, simulate};
use migrascope::units::SimTime;
use migrascope::view::pace::Story;
use proptest::prelude::*;

use crate::scene_cases::{any_lanes, any_scenario, endless, endless_rounds, hours, scenario};

fn check(trace: &Trace, lanes: &[Lane]) {
    let story = Story::new(trace, lanes);
    let end = lanes.iter().map(|&lane| trace.lane(lane).end()).max().expect("a lane");
    let length = story.length();
    assert!((20.0..=30.0).contains(&length.as_s()), "{length:?}");
    assert_eq!(story.sim_at(SimTime::ZERO), SimTime::ZERO);
    assert_eq!(story.story_at(SimTime::ZERO), SimTime::ZERO);
    assert_eq!(story.sim_at(length), end);
    assert_eq!(story.story_at(end), length);
    assert_eq!(story.sim_at(length * 2.0), end, "it stops at the end");
    let mut last = SimTime::ZERO;
    for step in 0..=500 {
        let at = length * (f64::from(step) / 500.0);
        let sim = story.sim_at(at);
        assert!(sim >= last, "{sim:?} after {last:?}");
        last = sim;
        let scale = story.scale_at(sim);
        assert!(scale.is_finite() && scale > 0.0, "{scale}");
        // Simulated time itself is only known to so many digits, and at a corner it may round to either side.
        let unknown = end * 4e-16;
        let digits = unknown.as_s() / scale.min(story.scale_at(sim - unknown));
        let back = story.story_at(sim).as_s();
        assert!((back - at.as_s()).abs() <= 1e-9 + 64.0 * digits, "{back} is not {at:?}");
    }
    for step in 0..=500 {
        let sim = end * (f64::from(step) / 500.0);
        let back = story.sim_at(story.story_at(sim));
        assert!(
            (back.as_s() - sim.as_s()).abs() <= 1e-9 * end.as_s(),
            "{back:?} is not {sim:?}"
        );
    }
}

fn shown_for(scenario: &Scenario, lane: Lane, is: impl Fn(PhaseKind) -> bool) -> Vec<f64> {
    let trace = simulate(scenario);
    let story = Story::new(&trace, Lane::ALL);
    let phases = trace.lane(lane).phases.iter().filter(|phase| is(phase.kind));
    phases
        .map(|phase| story.story_at(phase.end).as_s() - story.story_at(phase.start).as_s())
        .collect()
}

#[test]
fn a_pause_can_be_seen_beside_hours() {
    for scenario in [scenario(|_| {}), hours()] {
        for shown in shown_for(&scenario, Lane::Live, |kind| kind == PhaseKind::StopAndCopy) {
            assert!(shown >= 0.6, "{shown}");
        }
        for shown in shown_for(&scenario, Lane::Live, |kind| matches!(kind, PhaseKind::Round(_))) {
            assert!(shown >= 0.25 - 1e-9, "{shown}");
        }
        assert!(shown_for(&scenario, Lane::Live, |kind| kind == PhaseKind::FirstPass)[0] >= 1.5 - 1e-9);
    }
}

#[test]
fn many_rounds_do_not_stretch_the_story() {
    let trace = simulate(&endless_rounds());
    assert!(trace.lane(Lane::Live).rounds.len() > 20);
    check(&trace, Lane::ALL);
    check(&trace, &[Lane::Live]);
    let rounds = shown_for(&endless_rounds(), Lane::Live, |kind| {
        matches!(kind, PhaseKind::Round(_))
    });
    assert!(rounds[0] >= 0.25 - 1e-9 && *rounds.last().expect("rounds") >= 0.25 - 1e-9);
}

#[test]
fn rounds_told_as_one_take_a_while_and_no_more() {
    check(&simulate(&endless()), &[Lane::Live]);
    let shown = shown_for(&endless(), Lane::Live, |kind| matches!(kind, PhaseKind::Rounds(_)));
    assert_eq!(shown.len(), 1, "{shown:?}");
    // They are nearly all of the time, and still leave most of the story to what happens before.
    assert!((1.5..20.0).contains(&shown[0]), "{shown:?}");
}

#[test]
fn hours_fit_into_the_story() {
    check(&simulate(&hours()), Lane::ALL);
}

#[test]
fn no_lanes_are_all_lanes() {
    let trace = simulate(&scenario(|_| {}));
    assert_eq!(Story::new(&trace, &[]), Story::new(&trace, Lane::ALL));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_map_is_monotone_and_has_an_inverse(scenario in any_scenario(), lanes in any_lanes()) {
        check(&simulate(&scenario), &lanes);
    }
}
