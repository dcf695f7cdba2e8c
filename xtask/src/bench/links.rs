//! How fast the command line turns links into figures: text in, text out, on one core.

use super::Measured;
use crate::budget::Budget;
use crate::{project, shell};
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// What the links change of the default, as somebody does who tries things out.
const CHANGES: [&str; 10] = [
    "",
    "&ram=8GiB",
    "&ram=2GiB&used=40%25",
    "&link=2.5Gbps",
    "&link=10Gbps&rtt=1ms",
    "&downtime=100ms",
    "&writes=random:256MiB@20MiB/s",
    "&writes=random:512MiB@33MiB/s&throttle=on",
    "&cap=90MiB/s",
    "&used=35%25&boot=20s",
];

/// Enough for the start of the program not to count.
const LINKS: usize = 200_000;

/// The fastest of so many runs is the one that was disturbed least.
const RUNS: usize = 5;

pub fn measure(_: &[Budget]) -> Result<Vec<Measured>> {
    shell::run(shell::command("cargo").args(["build", "--release", "--locked", "--bin", "migrascope"]))?;
    let file = project::target().join("bench-links.txt");
    let lines: String = (0..LINKS)
        .map(|index| format!("#lanes=live{}\n", CHANGES[index % CHANGES.len()]))
        .collect();
    fs::write(&file, lines).with_context(|| format!("cannot write {}", file.display()))?;
    let program = project::target().join("release/migrascope");
    let mut fastest = Duration::MAX;
    for _ in 0..RUNS {
        let links = File::open(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let start = Instant::now();
        let mut run = shell::command(&program.to_string_lossy());
        shell::run(run.args(["run", "-"]).stdin(links).stdout(Stdio::null()))?;
        fastest = fastest.min(start.elapsed());
    }
    println!("links a second: {:.0}", LINKS as f64 / fastest.as_secs_f64());
    Ok(vec![Ok(fastest.as_secs_f64() * 1e6 / LINKS as f64)])
}
