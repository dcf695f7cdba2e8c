//! What one live migration costs, figures only: the default, and the hard cases by their median, 99th percentile and worst.
//! `cargo xtask bench` compares with the budgets.
#![forbid(unsafe_code)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use engine::{Lane, Observation, Scenario, measure};
use migrascope::link::parse;

#[path = "../tests/it/skipping/cases.rs"]
#[expect(dead_code, reason = "the tests compare more of them than are timed")]
mod cases;

/// A case is timed so often, for so long each time; the quickest counts, for what disturbs only makes it longer.
const TIMES: usize = 7;
const LONG: Duration = Duration::from_millis(2);

fn time(text: &str) -> Duration {
    let scenario: Scenario = parse(text).0.scenario;
    let one = || {
        let (start, mut runs) = (Instant::now(), 0);
        while start.elapsed() < LONG {
            black_box(measure(black_box(&scenario), Lane::Live, Observation::Auto));
            runs += 1;
        }
        start.elapsed() / runs
    };
    (0..TIMES).map(|_| one()).min().unwrap_or_default()
}

fn main() {
    let print = |name: &str, time: Duration| println!("{name} {}", time.as_secs_f64() * 1e6);
    print("default", time(""));
    let mut hard: Vec<Duration> = cases::long()
        .chain(cases::interrupted())
        .map(|text| time(&text))
        .collect();
    hard.sort();
    print("hard-median", hard[hard.len() / 2]);
    print("hard-p99", hard[hard.len() * 99 / 100]);
    print("hard-worst", hard[hard.len() - 1]);
}
