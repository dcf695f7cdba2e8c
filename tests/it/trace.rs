//! A trace is a list of migrations with names.

use migrascope::link;
use migrascope::migration::Observation;
use migrascope::params::{Choice, Lane};
use migrascope::scenario::Scenario;
use migrascope::text::Language;
use migrascope::trace::{LaneTrace, Trace, simulate, simulate_lane};
use migrascope::view::charts::{Frame, downtime};
use migrascope::view::palette::Scheme;
use migrascope::view::timeline::timeline;

fn live(name: &'static str, text: &str) -> LaneTrace {
    let scenario = link::parse(text).0.scenario;
    LaneTrace {
        name: name.into(),
        ..simulate_lane(&scenario, Lane::Live, Observation::Auto)
    }
}

#[test]
fn a_scenario_has_one_migration_of_each_kind_called_as_links_call_it() {
    let trace = simulate(&Scenario::default());
    let kinds: Vec<Lane> = trace.migrations().iter().map(|migration| migration.lane).collect();
    assert_eq!(kinds, Lane::ALL);
    for &lane in Lane::ALL {
        assert_eq!(trace.lane(lane).name, lane.token());
        assert_eq!(trace.named(lane.token()), Some(trace.lane(lane)));
    }
    assert_eq!(trace.named("post-copy"), None);
}

/// As many as somebody wants to see together, of whatever kind, on one clock.
#[test]
fn two_runs_of_a_kind_are_shown_side_by_side() {
    let (slow, fast) = (live("before", "link=1Gbps"), live("after", "link=10Gbps"));
    let (slow_end, fast_end) = (slow.end(), fast.end());
    assert!(fast_end < slow_end);
    let trace = Trace::new(vec![fast, slow]);
    assert_eq!(trace.end(), slow_end);
    assert_eq!(trace.named("after").map(LaneTrace::end), Some(fast_end));
    assert_eq!(trace.of(&[Lane::Live]).count(), 2);
    assert_eq!(trace.of(&[Lane::Cold]).count(), 0);
    let clock = timeline(Language::English, &trace, &[Lane::Live]);
    assert_eq!((clock.lanes.len(), clock.end), (2, slow_end));
    let frame = Frame {
        width: 640,
        height: 260,
        scheme: Scheme::Light,
        language: Language::English,
    };
    assert_eq!(downtime(&trace, &[Lane::Live], &frame).table.rows.len(), 2);
}

#[test]
#[should_panic(expected = "two migrations are called live")]
fn a_name_is_that_of_one_migration() {
    let _ = Trace::new(vec![live("live", ""), live("live", "ram=8GiB")]);
}
