//! A migration as a value: however often somebody looks at it, it is the same.

use migrascope::link::print_scenario;
use migrascope::migration::{
    EARLY, Event, LATE, Metrics, Migration, Observation, Phase, Recorder, Round, Sample, Silent, Status, Zone, measure,
};
use migrascope::params::{Choice, Lane};
use migrascope::scenario::{Scenario, Settings, Used};
use migrascope::units::{Share, SimTime};
use proptest::prelude::*;

use crate::laws_cases::{any_precopy, any_scenario};

/// Everything that a migration tells.
#[derive(Debug, Default, PartialEq)]
struct Told {
    zones: Vec<Zone>,
    phases: Vec<Phase>,
    rounds: Vec<Round>,
    samples: Vec<Sample>,
    events: Vec<Event>,
}

impl Recorder for Told {
    fn records(&self) -> bool {
        true
    }
    fn zones(&mut self, zones: &[Zone]) {
        self.zones.extend(zones);
    }
    fn phase(&mut self, phase: Phase) {
        self.phases.push(phase);
    }
    fn round(&mut self, round: Round) {
        self.rounds.push(round);
    }
    fn sample(&mut self, sample: Sample) {
        self.samples.push(sample);
    }
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }
}

const ALONE: Share = Share::new(1.0);

/// Looked at at these parts of its time, and at its end.
fn looked_at(scenario: &Scenario, lane: Lane, end: SimTime, parts: &[f64]) -> (Metrics, Told) {
    let mut told = Told::default();
    let mut migration = Migration::start(scenario, lane);
    let mut parts = parts.to_vec();
    parts.sort_by(f64::total_cmp);
    for part in parts {
        // A copy that goes on does not disturb the one it was made of.
        let mut copy = migration.clone();
        copy.advance(end, ALONE, &mut Told::default());
        migration.advance(end * part, ALONE, &mut told);
    }
    (migration.observe_until(end, &mut told), told)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn twenty_looks_change_no_bit(
        scenario in any_scenario(), parts in prop::collection::vec(0.0..1.0_f64, 20),
    ) {
        for &lane in Lane::ALL {
            let end = measure(&scenario, lane, Observation::Auto).total;
            let whole = looked_at(&scenario, lane, end, &[]);
            let looks = looked_at(&scenario, lane, end, &parts);
            prop_assert_eq!(&whole.0, &looks.0, "{:?} of {}", lane, print_scenario(&scenario));
            prop_assert_eq!(&whole.1, &looks.1, "{:?} of {}", lane, print_scenario(&scenario));
        }
    }

    /// An early and a late run are the median run up to where the first of them stops.
    #[test]
    fn a_run_that_was_split_off_is_the_one_that_was_followed_alone(
        settings in any_precopy(), minutes in 1.0..60.0_f64,
    ) {
        let (scenario, end) = (Scenario::new(settings).0, SimTime::s(60.0 * minutes));
        let split = measure(&scenario, Lane::Live, Observation::Until(end));
        let alone = |chance| {
            let migration = Migration::start(&scenario, Lane::Live).with_chance(chance);
            let run = migration.observe_until(end, &mut Silent);
            let ended = (run.total, run.downtime.total(), run.traffic.total());
            (run.status != Status::Running).then_some(ended)
        };
        let spread = split.spread();
        for (chance, run) in [(EARLY, spread.early), (LATE, spread.late)] {
            let run = run.map(|run| (run.total, run.downtime, run.sent));
            prop_assert_eq!(run, alone(chance), "{:?} of {}", chance, print_scenario(&scenario));
        }
        let median = Migration::start(&scenario, Lane::Live).observe_until(end, &mut Silent);
        prop_assert_eq!(median, Metrics { spread: None, ..split }, "{}", print_scenario(&scenario));
    }

    /// Half of a line is a line of half the rate.
    #[test]
    fn a_share_of_a_line_is_a_slower_line(settings in any_precopy(), share in 0.1..1.0_f64) {
        // The scan of zero pages is no faster on a faster line.
        let used = Used::Share(Share::new(1.0));
        let whole = Scenario::new(Settings { rtt: SimTime::ZERO, used, ..settings }).0;
        let slower = Scenario::new(Settings { link: whole.link * share, ..whole.clone().into_settings() }).0;
        for &lane in Lane::ALL {
            let alone = measure(&slower, lane, Observation::Auto);
            let mut migration = Migration::start(&whole, lane);
            migration.advance(SimTime::ZERO, Share::new(share), &mut Silent);
            let shared = migration.observe_until(alone.total, &mut Silent);
            let near = |one: f64, other: f64| (one - other).abs() <= 1e-3 * one.max(other) + 0.11;
            let link = print_scenario(&whole);
            prop_assert!(
                near(alone.total.as_s(), shared.total.as_s()),
                "{lane:?} of {link} on {share}: {:?}, not {:?}", shared.total, alone.total
            );
        }
    }
}

#[test]
fn it_changes_only_when_it_says_so() {
    let scenario = Scenario::default();
    let mut migration = Migration::start(&scenario, Lane::Live);
    let mut changes = 0;
    while !migration.is_over() {
        let next = migration.next_change(ALONE);
        let before = *migration.figures();
        if changes > 0 {
            migration.advance(next * 0.999, ALONE, &mut Told::default());
            assert_eq!(&before, migration.figures(), "nothing happens before {next:?}");
        }
        migration.advance(next, ALONE, &mut Told::default());
        changes += 1;
    }
    assert!((5..50).contains(&changes), "{changes} changes");
    let whole = measure(&scenario, Lane::Live, Observation::Auto);
    // Other runs than the median are no part of it.
    assert_eq!(migration.figures(), &Metrics { spread: None, ..whole });
}
