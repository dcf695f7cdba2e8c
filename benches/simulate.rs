//! How fast the model is on its own: `cargo xtask bench` compares `lane` with its budget.
#![forbid(unsafe_code)]

use criterion::Criterion;
use migrascope::model::{Observation, measure};
use migrascope::params::{Choice, Lane};
use migrascope::scenario::Scenario;
use migrascope::trace::simulate;
use std::hint::black_box;

fn lanes(criterion: &mut Criterion) {
    let scenario = Scenario::default();
    for &lane in Lane::ALL {
        criterion.bench_function(&format!("lane/{lane:?}"), |bencher| {
            bencher.iter(|| measure(black_box(&scenario), lane, Observation::Auto));
        });
    }
    criterion.bench_function("traces", |bencher| bencher.iter(|| simulate(black_box(&scenario))));
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    lanes(&mut criterion);
    criterion.final_summary();
}
