//! How fast the model is on its own: every kind of migration, every stop rule and every convergence aid on every
//! sort of workload. `cargo xtask bench` names the slowest case of each group and compares it with the budget.
#![forbid(unsafe_code)]

use std::hint::black_box;
use std::time::Duration;

use criterion::Criterion;
use migrascope::migration::{Observation, measure};
use migrascope::trace::simulate;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

mod cases;

use cases::{WORKLOADS, cases, kinds_and_rules, scenario};

fn lanes(criterion: &mut Criterion) {
    for (name, lane, scenario) in cases() {
        criterion.bench_function(&format!("lane/{name}"), |bencher| {
            bencher.iter(|| measure(black_box(&scenario), lane, Observation::Auto));
        });
    }
}

/// Every kind and rule in turn, as somebody who compares them does.
fn by_default(criterion: &mut Criterion) {
    let cases = kinds_and_rules();
    criterion.bench_function(&format!("default/{}", cases.len()), |bencher| {
        bencher.iter(|| {
            for (lane, scenario) in &cases {
                black_box(measure(black_box(scenario), *lane, Observation::Auto));
            }
        });
    });
}

fn traces(criterion: &mut Criterion) {
    for (name, text) in WORKLOADS {
        let scenario = scenario(text);
        criterion.bench_function(&format!("traces/{name}"), |bencher| {
            bencher.iter(|| simulate(black_box(&scenario)));
        });
    }
}

/// What a sweep computes, shared out as a sweep does it, with one core and with two.
fn cores(criterion: &mut Criterion) {
    let cases: Vec<_> = cases().into_iter().cycle().take(1 << 14).collect();
    let mut group = criterion.benchmark_group("cores");
    for threads in [1, 2] {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads can be started");
        group.bench_function(format!("{}-on-{threads}", cases.len()), |bencher| {
            bencher.iter(|| {
                pool.install(|| {
                    let totals = cases.par_chunks(256).map(|part| {
                        part.iter()
                            .map(|(_, lane, scenario)| measure(scenario, *lane, Observation::Auto).total)
                            .max()
                    });
                    totals.max()
                })
            });
        });
    }
}

fn main() {
    // So many cases have to be short ones.
    let mut criterion = Criterion::default()
        .without_plots()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(400))
        .configure_from_args();
    lanes(&mut criterion);
    by_default(&mut criterion);
    traces(&mut criterion);
    cores(&mut criterion);
    criterion.final_summary();
}
