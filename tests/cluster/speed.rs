//! How time grows with hosts, VMs and migrations. Not a check: `cargo test --test cluster -- --ignored --nocapture growth`.

use crate::common::cluster;
use engine::cluster::{Detail, simulate};
use std::time::Instant;

#[test]
#[ignore = "measures and checks nothing; cargo xtask bench has the budgets"]
fn growth() {
    println!(
        "{:>6} {:>7} {:>11} {:>9} {:>9}",
        "hosts", "VMs", "migrations", "steps", "seconds"
    );
    for (hosts, vms, until, every) in [
        (40, 400, "1h", "10s"),
        (100, 1000, "24h", "80s"),
        (200, 2000, "24h", "40s"),
        (500, 5000, "24h", "16s"),
        (1000, 10_000, "24h", "8s"),
    ] {
        let cluster = cluster(&format!(
            "screen=cluster&hosts={hosts}x16:64GiB:10Gbps&vms={vms}xn&class.n=2:4GiB:60%25:noise-60%25-40%25-1:random-256MiB@20MiB/s&policy=thresholds&every={every}&persist=1&overload=70%25&underload=65%25&until={until}"
        ));
        let start = Instant::now();
        let record = simulate(&cluster, Detail::Figures);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{hosts:>6} {vms:>7} {:>11} {:>9} {seconds:>9.3}",
            record.moves.len(),
            record.figures.steps
        );
    }
}
