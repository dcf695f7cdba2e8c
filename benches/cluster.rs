//! How fast clusters are simulated, natively; `cargo xtask bench` compares with the budgets.
#![forbid(unsafe_code)]

use std::hint::black_box;

use criterion::Criterion;
use engine::cluster::{Detail, simulate};
use migrascope::link::cluster::parse;

/// What is measured: an hour with a drain and a balancer, and a day of a large cluster with about ten thousand migrations.
const CASES: [(&str, &str); 2] = [
    (
        "cluster/hour",
        "screen=cluster&hosts=40x16:64GiB:10Gbps&vms=400xn&class.n=2:4GiB:60%25:noise-30%25-30%25-1:random-256MiB@20MiB/s&policy=proxmox&overload=15%25&do=drain:h1@10min&until=1h",
    ),
    (
        "cluster/day",
        "screen=cluster&hosts=1000x16:64GiB:10Gbps&vms=10000xn&class.n=2:4GiB:60%25:noise-60%25-40%25-1:random-256MiB@20MiB/s&policy=thresholds&every=8s&persist=1&overload=70%25&underload=65%25&until=24h",
    ),
];

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
