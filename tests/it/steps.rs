//! Steps from one moment to the next.

use migrascope::params::{Choice, Lane};
use migrascope::trace::simulate;
use migrascope::units::SimTime;
use migrascope::view::steps::{event_times, next_event, previous_event};
use proptest::prelude::*;

use crate::scene_cases::{any_lanes, any_scenario, scenario};

#[test]
fn the_first_and_the_last() {
    let trace = simulate(&scenario(|_| {}));
    assert_eq!(previous_event(&trace, Lane::ALL, SimTime::ZERO), None);
    assert_eq!(next_event(&trace, Lane::ALL, trace.end()), None);
    assert_eq!(previous_event(&trace, Lane::ALL, SimTime::s(1e-3)), Some(SimTime::ZERO));
    assert_eq!(next_event(&trace, &[], SimTime::ZERO), None);
}

#[test]
fn only_shown_lanes_count() {
    let trace = simulate(&scenario(|_| {}));
    let live = event_times(&trace, &[Lane::Live]);
    assert_eq!(live.last(), Some(&trace.lane(Lane::Live).end()));
    assert!(live.len() < event_times(&trace, Lane::ALL).len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn stepping_visits_every_moment_once(scenario in any_scenario(), lanes in any_lanes()) {
        let trace = simulate(&scenario);
        let times = event_times(&trace, &lanes);
        prop_assert!(times.windows(2).all(|pair| (pair[1] - pair[0]).as_s() > 1e-9));
        for pair in times.windows(2).take(100) {
            prop_assert_eq!(next_event(&trace, &lanes, pair[0]), Some(pair[1]));
            let back = previous_event(&trace, &lanes, pair[1]).expect("there is one before");
            prop_assert!((back.as_s() - pair[0].as_s()).abs() <= 1e-9);
        }
    }
}
