//! The closed forms of the model beside a page-by-page simulator with dice.
//!
//! Both know the same rules, so this says nothing about QEMU (`accuracy.rs`
//! does) but everything about the approximations: the model has to be the
//! median of the runs. Small machines keep it quick; the socket's buffer and
//! the sender's quantum are as large as ever, so rounds are short in quanta,
//! which is the harder case.

mod capped;
mod hovering;
mod missed;
mod simulator;

use migrascope::link;
use migrascope::migration::{Observation, Status, measure};
use migrascope::params::Lane;
use migrascope::scenario::Scenario;
use simulator::{Outcome, migrate};

const SEEDS: u64 = 31;
/// No run here takes longer.
const UNTIL_S: f64 = 300.0;

/// Largest errors of the model against the median run: shares of total and bytes, seconds of downtime.
struct Tolerance {
    total: f64,
    bytes: f64,
    downtime_s: f64,
}

/// Where rounds shrink quickly chance hardly matters; the pause is known to a third of a quantum of 51 ms.
const CALM: Tolerance = Tolerance {
    total: 0.005,
    bytes: 0.005,
    downtime_s: 0.017,
};
/// Near the threshold the median run may have a quantum more or less.
const NEAR: Tolerance = Tolerance {
    total: 0.01,
    bytes: 0.01,
    downtime_s: 0.025,
};
/// A capped sender looks once in 100 ms, and the place of a sequential writer
/// when the scan comes by is chance that lasts: the tolerance is a window in a run of a few seconds.
const COARSE: Tolerance = Tolerance {
    total: 0.015,
    bytes: 0.015,
    downtime_s: 0.030,
};

fn scenario(text: &str) -> Scenario {
    let (experiment, notices) = link::parse(text);
    assert_eq!(notices, [], "{text}");
    experiment.scenario
}

fn median(runs: &[Outcome], of: impl Fn(&Outcome) -> f64) -> f64 {
    let mut values: Vec<f64> = runs.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn agree(name: &str, link: &str, tolerance: &Tolerance) {
    let scenario = scenario(link);
    let runs: Vec<Outcome> = (0..SEEDS)
        .map(|seed| migrate(&scenario, seed * 7919 + 1, UNTIL_S).unwrap_or_else(|| panic!("{name} does not end")))
        .collect();
    let model = measure(&scenario, Lane::Live, Observation::Auto);
    assert_eq!(model.status, Status::Completed, "{name}");
    let total = median(&runs, |run| run.total_s);
    let bytes = median(&runs, |run| run.bytes);
    let downtime = median(&runs, |run| run.downtime_s);
    let errors = Tolerance {
        total: model.total.as_s() / total - 1.0,
        bytes: model.traffic.memory().as_f64() / bytes - 1.0,
        downtime_s: model.downtime.total().as_s() - downtime,
    };
    let said = format!(
        "{name}: total {total:.3} s {:+.2} %, bytes {:+.2} %, downtime {:.0} ms {:+.0} ms, syncs {} and {}",
        errors.total * 100.0,
        errors.bytes * 100.0,
        downtime * 1000.0,
        errors.downtime_s * 1000.0,
        median(&runs, |run| f64::from(run.syncs)),
        model.syncs,
    );
    println!("{said}");
    assert!(errors.total.abs() <= tolerance.total, "{said}");
    assert!(errors.bytes.abs() <= tolerance.bytes, "{said}");
    assert!(errors.downtime_s.abs() <= tolerance.downtime_s, "{said}");
}

#[test]
fn without_writes() {
    agree("idle", "ram=256MiB&used=31%&writes=none&link=300Mbps", &CALM);
    agree("idle, fast", "ram=1GiB&used=31%&writes=none&link=10Gbps", &CALM);
}

#[test]
fn random_writes() {
    agree(
        "a third",
        "ram=512MiB&used=30%&writes=random:120MiB@20MiB/s&link=500Mbps",
        &CALM,
    );
    agree(
        "two thirds, long pause",
        "ram=512MiB&used=85%&writes=random:174MiB@59MiB/s&link=800Mbps&downtime=1s",
        &NEAR,
    );
    agree(
        "short pause",
        "ram=512MiB&used=50%&writes=random:198MiB@20MiB/s&link=500Mbps&downtime=30ms",
        &CALM,
    );
}

#[test]
fn random_writes_near_the_threshold() {
    agree(
        "as fast as the link",
        "ram=256MiB&used=46%&writes=random:39MiB@34MiB/s&link=300Mbps",
        &NEAR,
    );
    agree(
        "nine tenths, long pause",
        "ram=512MiB&used=46%&writes=random:156MiB@51MiB/s&link=500Mbps&downtime=1s",
        &NEAR,
    );
}

#[test]
fn hot_and_cold_writes() {
    agree(
        "a hot set",
        "ram=512MiB&used=30%&writes=random:5.6MiB@17MiB/s,random:50MiB@17MiB/s&link=300Mbps",
        &NEAR,
    );
    agree(
        "a small cold set",
        "ram=256MiB&used=26%&writes=random:4MiB@27MiB/s,random:36MiB@7MiB/s&link=300Mbps",
        &CALM,
    );
}

#[test]
fn sequential_writes() {
    agree(
        "a third",
        "ram=512MiB&used=21%&writes=sequential:86MiB@32MiB/s&link=800Mbps",
        &COARSE,
    );
    agree(
        "two thirds",
        "ram=128MiB&used=23%&writes=sequential:23MiB@15MiB/s&link=200Mbps",
        &COARSE,
    );
}

#[test]
fn capped() {
    agree(
        "random",
        "ram=256MiB&used=49%&writes=random:75MiB@12MiB/s&link=300Mbps&cap=24MiB/s",
        &COARSE,
    );
    agree(
        "nearly the link",
        "ram=256MiB&used=49%&writes=random:75MiB@12MiB/s&link=300Mbps&cap=31MiB/s",
        &COARSE,
    );
}
