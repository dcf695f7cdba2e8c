//! How fast the model is on its own: `cargo xtask bench` compares `lane` with its budget.
#![forbid(unsafe_code)]

use criterion::Criterion;
use migrascope::link;
use migrascope::model::{Observation, measure};
use migrascope::params::{Choice, Lane};
use migrascope::trace::simulate;
use std::hint::black_box;

/// Live migrations of every sort, the default first.
const LIVE: [(&str, &str); 9] = [
    ("pre-copy", ""),
    ("sequential", "writes=sequential:512MiB@40MiB/s"),
    ("hot and cold", "writes=random:64MiB@200MiB/s,random:1GiB@20MiB/s"),
    ("capped", "cap=50MiB/s&writes=random:512MiB@20MiB/s"),
    ("hovering", "writes=random:512MiB@100MiB/s"),
    ("never converging", "writes=random:1GiB@400MiB/s"),
    ("auto-converge", "writes=random:1GiB@400MiB/s&throttle=on"),
    ("post-copy", "live=postcopy"),
    ("hybrid", "live=hybrid"),
];

fn lanes(criterion: &mut Criterion) {
    for lane in [Lane::Cold, Lane::Suspended] {
        let (experiment, _) = link::parse("suspend=save");
        criterion.bench_function(&format!("lane/{}", lane.token()), |bencher| {
            bencher.iter(|| measure(black_box(&experiment.scenario), lane, Observation::Auto));
        });
    }
    for (name, text) in LIVE {
        let (experiment, notices) = link::parse(text);
        assert!(notices.is_empty(), "{name}: {notices:?}");
        criterion.bench_function(&format!("lane/{name}"), |bencher| {
            bencher.iter(|| measure(black_box(&experiment.scenario), Lane::Live, Observation::Auto));
        });
    }
}

fn traces(criterion: &mut Criterion) {
    for (name, text) in LIVE {
        let (experiment, _) = link::parse(text);
        criterion.bench_function(&format!("traces/{name}"), |bencher| {
            bencher.iter(|| simulate(black_box(&experiment.scenario)));
        });
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    lanes(&mut criterion);
    traces(&mut criterion);
    criterion.final_summary();
}
