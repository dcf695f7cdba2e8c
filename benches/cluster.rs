//! How fast clusters are simulated, natively; `cargo xtask bench` compares with the budgets.
#![forbid(unsafe_code)]

use std::hint::black_box;

use criterion::Criterion;
use engine::cluster::{Detail, simulate};
use migrascope::link::cluster::parse;

#[path = "cases/cluster.rs"]
mod cases;

use cases::CASES;

fn clusters(criterion: &mut Criterion) {
    for (name, link) in CASES {
        let (cluster, gave) = parse(link).0.first.possible();
        assert!(gave.is_empty(), "{gave:?}");
        let record = simulate(&cluster, Detail::Figures);
        eprintln!(
            "{name}: {} migrations, {} steps",
            record.moves.len(),
            record.figures.steps
        );
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| simulate(black_box(&cluster), Detail::Figures));
        });
    }
}

fn main() {
    let mut criterion = Criterion::default().sample_size(10).configure_from_args();
    clusters(&mut criterion);
    criterion.final_summary();
}
