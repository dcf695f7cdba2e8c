//! Rounds that are skipped, against the same rounds followed one by one.

use migrascope::link::{parse, print_scenario};
use migrascope::migration::{Effort, Metrics, Observation, measure, measure_with};
use migrascope::params::Lane;
use migrascope::scenario::Scenario;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::laws_cases::any_precopy;

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

/// Near the rate of the wire (112.2 MiB/s), where runs are long.
#[test]
fn long_runs_are_as_long_as_their_rounds() {
    let rates = [60, 80, 90, 95, 100, 103, 106, 108, 109, 110, 111, 120];
    let regions = [64, 256, 512, 1500];
    let settings = [
        "",
        "&downtime=50ms",
        "&downtime=5ms",
        "&link=10Gbps",
        "&ramp=10x30s",
        "&cap=60MiB/s",
        "&throttle=on",
        "&delta=on",
        "&stop=cloud-hypervisor",
    ];
    let all = rates.into_iter().flat_map(|rate| {
        regions.into_iter().flat_map(move |region| {
            ["random", "sequential"].into_iter().flat_map(move |pattern| {
                settings
                    .into_iter()
                    .map(move |setting| format!("writes={pattern}:{region}MiB@{rate}MiB/s{setting}"))
            })
        })
    });
    agree(all);
}

/// What comes at a time comes to the same VM: a command, a hold, a timeout.
#[test]
fn what_interrupts_skipped_rounds_finds_what_it_would_have_found() {
    let writes = [
        "random:64MiB@200MiB/s,random:1GiB@20MiB/s",
        "random:1GiB@400MiB/s",
        "sequential:512MiB@110MiB/s",
        "sequential:512MiB@111.9MiB/s",
        "random:512MiB@100MiB/s",
    ];
    let settings = [
        "timeout=60s:force",
        "timeout=217.3s:force",
        "timeout=100s:postcopy",
        "live=hybrid&switch=90s",
        "at=hold@99s+30s:compliance",
        "at=linkdown@80s+5s,force@150s",
        "at=burst@120s+20s:300MiB/s",
        "ramp=10x30s&timeout=200s:force",
        "stop=cloud-hypervisor&timeout=60s:force",
    ];
    agree(
        writes
            .into_iter()
            .flat_map(|writes| settings.map(|setting| format!("writes={writes}&{setting}"))),
    );
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
