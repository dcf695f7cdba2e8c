//! Runs that hover: the early, the median and the late one, and the probability of having ended, beside those of many
//! seeds.

use migrascope::link;
use migrascope::migration::{Figures, Observation, Status, Verdict, measure};
use migrascope::params::Lane;
use migrascope::scenario::Scenario;
use migrascope::trace::simulate_lane;
use migrascope::units::SimTime;
use rayon::prelude::*;

use super::simulator::{Dice, migrate};

/// Largest errors: a share of a quantile, and of all runs.
const QUANTILE: f64 = 0.15;
const PROBABILITY: f64 = 0.1;
/// Two standard deviations of what seeds say themselves.
const SIGMAS: f64 = 2.0;

#[derive(Clone, Copy, Debug)]
enum Kind {
    Plain,
    Ramp,
    Event,
    Throttle,
}

/// A small VM that writes about as fast as its line carries.
fn draw(dice: &mut Dice, kind: Kind) -> String {
    let mut between = |least: f64, most: f64| least + (most - least) * dice.below(1 << 20) as f64 / f64::from(1 << 20);
    let line = between(150.0, 500.0).round();
    let carried = line * 1e6 / 8.0 * 0.9415 * 0.998 / 1_048_576.0;
    let region = between(10.0, 100.0).round();
    let load = match kind {
        Kind::Throttle => between(0.9, 1.6),
        _ => between(0.85, 1.25),
    };
    let rate = (carried * load * 10.0).round() / 10.0;
    let limit = between(60.0, 1500.0).round();
    let more = match kind {
        Kind::Plain => String::new(),
        Kind::Ramp => format!("&ramp={}x{}s", between(2.0, 11.0).floor(), between(3.0, 15.0).round()),
        Kind::Throttle => "&throttle=on".to_owned(),
        Kind::Event => {
            let (at, length) = (between(6.0, 20.0).round(), between(5.0, 30.0).round());
            if between(0.0, 1.0) < 0.5 {
                format!("&at=burst@{at}s+{length}s:{}MiB/s", between(1.0, 20.0).round())
            } else {
                format!(
                    "&at=linkslow@{at}s+{length}s:{}Mbps",
                    (line * between(0.7, 0.97)).round()
                )
            }
        }
    };
    format!(
        "ram=192MiB&used=70%&writes=random:{region}MiB@{rate}MiB/s&link={line}Mbps&downtime={limit}ms&until=120s{more}"
    )
}

/// So many of a kind that hover.
fn hovering(kind: Kind, count: usize) -> Vec<String> {
    let mut dice = Dice(20_261_129 + kind as u64);
    let drawn = std::iter::repeat_with(|| draw(&mut dice, kind)).take(40_000);
    drawn.filter(|text| hovers(&scenario(text))).take(count).collect()
}

fn scenario(text: &str) -> Scenario {
    let (experiment, notices) = link::parse(text);
    assert_eq!(notices, [], "{text}");
    experiment.scenario
}

fn hovers(scenario: &Scenario) -> bool {
    measure(scenario, Lane::Live, Observation::Auto).verdict() == Verdict::Hovers
}

/// What is wrong with the model's run, in words.
fn faults(text: &str, seeds: u64) -> Vec<String> {
    let scenario = scenario(text);
    let until = scenario.until.map_or(120.0, SimTime::as_s);
    let mut runs: Vec<f64> = (0..seeds)
        .into_par_iter()
        .map(|seed| migrate(&scenario, seed * 7919 + 1, until).map_or(f64::INFINITY, |run| run.total_s))
        .collect();
    runs.sort_by(f64::total_cmp);
    let count = runs.len() as f64;
    let trace = simulate_lane(&scenario, Lane::Live, Observation::Auto);
    let metrics = &trace.metrics;
    let total = |run: Option<Figures>| run.map_or(f64::INFINITY, |run| run.total.as_s());
    let median = if metrics.status == Status::Running {
        f64::INFINITY
    } else {
        metrics.total.as_s()
    };
    let mut found = Vec::new();
    let spread = metrics.spread();
    for (share, model) in [(0.1, total(spread.early)), (0.5, median), (0.9, total(spread.late))] {
        // What the seeds say of this quantile, with their own scatter.
        let scatter = SIGMAS * (share * (1.0 - share) / count).sqrt();
        let at = |share: f64| runs[((share * count) as usize).min(runs.len() - 1)];
        let (low, high) = (at((share - scatter).max(0.0)), at((share + scatter).min(1.0)));
        if model < low * (1.0 - QUANTILE) || model > high * (1.0 + QUANTILE) {
            found.push(format!("{share}: {model:.2} s, seeds {low:.2} to {high:.2}"));
        }
    }
    let ended = runs.iter().filter(|run| run.is_finite()).count() as f64 / count;
    let scatter = SIGMAS * (ended * (1.0 - ended) / count).sqrt();
    let model = metrics.ended_share().as_f64();
    if (model - ended).abs() > PROBABILITY + scatter {
        found.push(format!("{model:.3} end, of the seeds {ended:.3}"));
    }
    found.into_iter().map(|fault| format!("{text}: {fault}")).collect()
}

fn agree(counts: [usize; 4], seeds: u64) {
    let kinds = [Kind::Plain, Kind::Ramp, Kind::Event, Kind::Throttle];
    let cases = kinds.into_iter().zip(counts).flat_map(|(kind, count)| {
        let cases = hovering(kind, count);
        assert_eq!(cases.len(), count, "{kind:?}");
        cases
    });
    let found: Vec<String> = cases.flat_map(|text| faults(&text, seeds)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_few_that_hover_spread_as_seeds_do() {
    agree([2, 1, 1, 1], 40);
}

/// Ten minutes of two cores: `cargo test --release --test it hovering -- --ignored`.
#[test]
#[ignore = "ten minutes"]
fn thirty_that_hover_spread_as_two_hundred_seeds_do() {
    agree([9, 9, 9, 3], 200);
}
