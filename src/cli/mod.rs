//! The command line: the same engine without a browser.
//!
//! Exit codes: 0 all well, 1 something to look at (a notice, a broken line,
//! a budget exceeded), 2 wrong usage.

mod advise;
mod arrow;
mod axis;
mod check;
mod cluster;
mod explain;
mod learn;
mod record;
mod report;
mod run;
mod sweep;
mod table;
mod watch;

pub use check::error_table;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::link::{self, Experiment};
use crate::migration::Observation;
use crate::params::{CLOCK, Quantity};

/// Simulate virtual-machine migrations: cold, suspended and live.
#[derive(Debug, Parser)]
#[command(name = "migrascope", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Simulate experiments given as links.
    Run(run::Run),
    /// Simulate an experiment over a range of one or two parameters.
    Sweep(sweep::Sweep),
    /// Compare measured QEMU runs with their prediction.
    Check(check::Check),
    /// Say what would make a live migration end, or keep a promise.
    Advise(advise::Advise),
    /// Say of what tools print about a migration what happened, and why.
    Explain(explain::Explain),
    /// Watch a migration that goes on, and say what becomes of it.
    Watch(watch::Watch),
    /// Simulate clusters given as links: drains, failures, policies.
    Cluster(cluster::ClusterRun),
    /// Read and check lessons.
    Learn(learn::Learn),
}

/// What a command found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Finding {
    /// All well.
    Nothing,
    /// Something to look at.
    Something,
}

/// Runs the command line with the program's own arguments.
#[must_use]
pub fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run(run) => run.execute(),
        Command::Sweep(sweep) => sweep.execute(),
        Command::Check(check) => check.execute(),
        Command::Advise(advise) => advise.execute(),
        Command::Watch(watch) => watch.execute(),
        Command::Explain(explain) => explain.execute(),
        Command::Cluster(cluster) => cluster.execute(),
        Command::Learn(learn) => learn.execute(),
    };
    match done {
        Ok(Finding::Nothing) => ExitCode::SUCCESS,
        Ok(Finding::Something) => ExitCode::from(1),
        // A reader that closes early (`| head`) is no mistake of anyone's.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("migrascope: {error}");
            ExitCode::from(2)
        }
    }
}

/// A mistake on the command line that only shows when its parts are put together.
fn wrong_usage(message: impl Into<String>) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidInput, message.into())
}

/// Says of a link with a second run that only the first is looked at.
fn about_second(experiment: &Experiment) {
    if experiment.second.is_some() {
        eprintln!(
            "migrascope: {}: the keys of the second run are left out, only `run` compares two.",
            link::SECOND
        );
    }
}

/// `--until`: how long a run is observed that does not end by itself.
fn parse_observation(text: &str) -> Result<Observation, String> {
    match link::parse_in(&CLOCK, text, &mut Vec::new()) {
        Ok(Quantity::Time(time)) if !time.is_zero() => Ok(Observation::Until(time)),
        Ok(_) => Err("the observation needs a time above zero, such as 10min".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
