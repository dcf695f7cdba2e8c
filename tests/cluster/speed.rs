//! How time and memory grow with hosts, VMs and migrations. Not a check: `cargo test --test cluster -- --ignored --nocapture growth`.

use crate::common::cluster;
use engine::cluster::{Detail, simulate};
use std::time::Instant;

#[test]
#[ignore = "measures and checks nothing; cargo xtask bench has the budgets"]
fn growth() {
    println!(
        "{:>6} {:>7} {:>11} {:>9} {:>9} {:>9}",
        "hosts", "VMs", "migrations", "steps", "seconds", "peak kB"
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
        let (start, used) = (Instant::now(), processor_time());
        let record = simulate(&cluster, Detail::Figures);
        let wall = start.elapsed().as_secs_f64();
        let seconds = used
            .zip(processor_time())
            .map_or(wall, |(before, after)| after - before);
        println!(
            "{hosts:>6} {vms:>7} {:>11} {:>9} {seconds:>9.3} {:>9}",
            record.moves.len(),
            record.figures.steps,
            peak().unwrap_or_default()
        );
    }
}

/// Seconds that this thread has had a processor, where the system tells: others may be at work.
fn processor_time() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let ns: f64 = told.split_whitespace().next()?.parse().ok()?;
    Some(ns / 1e9)
}

/// The most memory that the process has had so far, where the system tells.
fn peak() -> Option<String> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").to_owned())
}
