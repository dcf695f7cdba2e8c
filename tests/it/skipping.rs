//! Rounds that are skipped, against the same rounds followed one by one.

use migrascope::link::{parse, print_scenario};
use migrascope::migration::{Effort, Metrics, Observation, measure, measure_with};
use migrascope::params::Lane;
use migrascope::scenario::Scenario;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::laws_cases::any_precopy;

pub mod cases;

/// Shares of total and bytes that skipping may change.
const SHARE: f64 = 0.015;
/// The end of a run is a matter of a quantum (51 ms) more or less; half a window under a cap.
const DOWNTIME_S: f64 = 0.03;
const EVERY_ROUND: Effort = Effort {
    rounds: u32::MAX,
    every_round: true,
};
/// Longer runs are not followed here.
const MOST_SYNCS: u32 = 30_000;

/// What the skipping changed that it should not have.
fn differences(scenario: &Scenario) -> Vec<String> {
    let short = measure(scenario, Lane::Live, Observation::Auto);
    if short.syncs > MOST_SYNCS {
        return Vec::new();
    }
    let long = measure_with(scenario, Lane::Live, Observation::Auto, EVERY_ROUND);
    let mut found = Vec::new();
    let mut compare = |what: &str, one: f64, other: f64, most: f64| {
        if (one - other).abs() > most {
            found.push(format!("{what}: {one}, not {other}"));
        }
    };
    let (ours, exact): ([f64; 3], [f64; 3]) = (figures(&short), figures(&long));
    compare("total", ours[0], exact[0], SHARE * exact[0]);
    compare("bytes", ours[1], exact[1], SHARE * exact[1]);
    compare("downtime", ours[2], exact[2], DOWNTIME_S.max(SHARE * exact[2]));
    if short.status != long.status {
        found.push(format!("{:?}, not {:?}", short.status, long.status));
    }
    if !found.is_empty() {
        found.push(format!("after {} and {} syncs", short.syncs, long.syncs));
    }
    found
}

fn figures(metrics: &Metrics) -> [f64; 3] {
    [
        metrics.total.as_s(),
        metrics.traffic.total().as_f64(),
        metrics.downtime.total().as_s(),
    ]
}

fn agree(texts: impl IntoIterator<Item = String>) {
    let failures: Vec<String> = texts
        .into_iter()
        .filter_map(|text| {
            let (experiment, notices) = parse(&text);
            assert_eq!(notices, [], "{text}");
            let found = differences(&experiment.scenario);
            (!found.is_empty()).then(|| format!("{text}: {}", found.join("; ")))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} differ:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn long_runs_are_as_long_as_their_rounds() {
    agree(cases::long());
}

/// What comes at a time comes to the same VM: a command, a hold, a timeout.
#[test]
fn what_interrupts_skipped_rounds_finds_what_it_would_have_found() {
    agree(cases::interrupted());
}

#[test]
fn narrow_caps_end_as_their_rounds_do() {
    agree(cases::narrow().chain(cases::found()));
}

#[test]
fn any_run_is_as_long_as_its_rounds() {
    let mut runner = TestRunner::deterministic();
    let strategy = any_precopy();
    let cases = (0..3000).map(|_| {
        let settings = strategy.new_tree(&mut runner).expect("every draw is a case").current();
        print_scenario(&Scenario::new(settings).0)
    });
    agree(cases);
}
