//! How fast a measured migration is fitted, and a long log is read, natively; `cargo xtask bench` compares with the budgets.
#![forbid(unsafe_code)]

use std::hint::black_box;

use criterion::Criterion;
use migrascope::measured::{Fit, read};

#[path = "cases/measured.rs"]
mod cases;

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    for (name, text) in cases::RECORDS {
        let record = &read(text).records[0];
        criterion.bench_function(name, |bencher| bencher.iter(|| Fit::whole(black_box(record))));
    }
    let log = cases::long_log();
    criterion.bench_function("measured/log", |bencher| bencher.iter(|| read(black_box(&log))));
    criterion.final_summary();
}
