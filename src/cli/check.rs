//! `migrascope check`: measured runs beside their prediction.
//!
//! Each run's configuration becomes a link, the link is simulated like any
//! other, and the figures are compared. Nothing is fitted to a run.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use clap::Args;

use super::budget::{Group, Spread, THROTTLE_STEPS};
use super::measured::Run;
use super::{Finding, parse_observation, table};
use crate::model::{self, Metrics, Observation, Status};
use crate::params::Lane;
use crate::scenario::Scenario;
use crate::text::Language;
use crate::units::{Bytes, Share, SimTime};
use crate::{link, view};

#[derive(Debug, Args)]
pub(super) struct Check {
    /// A file of measured runs, one JSON object a line; '-' is standard input.
    file: PathBuf,
    /// Print a line for every run, the worst first.
    #[arg(long)]
    runs: bool,
    /// Observe runs that never finish until this time instead of as long as they were measured.
    #[arg(long, value_name = "TIME", value_parser = parse_observation)]
    until: Option<Observation>,
}

/// With fewer faults, blocked time is a matter of chance.
pub const MANY_FAULTS: f64 = 20.0;

/// A measured run beside its prediction.
#[derive(Debug)]
pub struct Comparison {
    /// The measurement.
    pub run: Run,
    /// Its set-up.
    pub link: String,
    /// The prediction.
    pub predicted: Metrics,
    /// The predicted total as QEMU would report it.
    pub reported_total: SimTime,
    /// The predicted downtime as QEMU would report it.
    pub reported_downtime: SimTime,
}

/// The sender is woken when a third of its socket's buffer is free, so on
/// average a sixth of it takes the first bytes after the stop at once.
const FREE_AT_STOP: f64 = 1.0 / 6.0;

/// What the filter that shapes a measured link lets through at once after a pause of the wire.
const FILTER_BURST: Bytes = Bytes::new(256e3);

/// Simulates a measured run's set-up.
#[must_use]
pub fn compare(run: Run, until: Option<Observation>) -> Comparison {
    let (text, _) = run.link();
    let (experiment, _) = link::parse(&text);
    let observation = until.unwrap_or_else(|| run.observed_for().map_or(Observation::Auto, Observation::Until));
    let predicted = model::measure(&experiment.scenario, run.lane(), observation);
    let (reported_total, reported_downtime) = as_reported(&experiment.scenario, &predicted);
    Comparison {
        run,
        link: text,
        predicted,
        reported_total,
        reported_downtime,
    }
}

/// Total and downtime by the clock of QEMU's source: it stops when the last
/// byte is in its socket's buffer. A capped sender leaves the wire idle at the
/// end of each window, so the filter takes its burst at once as well. A
/// post-copy ends with the destination's last word, so its total needs no
/// correction.
fn as_reported(scenario: &Scenario, predicted: &Metrics) -> (SimTime, SimTime) {
    let line = model::wire::line_rate(scenario);
    let downtime = predicted.downtime.total();
    let free = (model::SOCKET_BUFFER - predicted.buffered).max(model::SOCKET_BUFFER * FREE_AT_STOP);
    let burst = FILTER_BURST.min((line - model::wire::live_rate(scenario)) * model::WINDOW);
    let reported = (downtime - (free + burst) / line).max(model::wire::RESUME.min(downtime));
    (
        predicted.total - predicted.buffered / line - (downtime - reported),
        reported,
    )
}

impl Comparison {
    /// Which budget it counts for.
    #[must_use]
    pub fn group(&self) -> Group {
        Group::of(self.run.kind)
    }

    fn total_error(&self) -> Option<f64> {
        let measured = self.run.result.total();
        (self.run.has_times() && !measured.is_zero()).then(|| relative(self.reported_total.as_s(), measured.as_s()))
    }

    fn bytes_error(&self) -> f64 {
        relative(
            self.predicted.traffic.memory().as_f64(),
            self.run.result.transferred().as_f64(),
        )
    }

    /// A suspended VM is down all the time, whatever QEMU reports.
    fn downtime_error(&self) -> Option<f64> {
        let measured = self
            .run
            .result
            .downtime()
            .filter(|_| self.run.has_times() && self.run.lane() == Lane::Live)?;
        Some((self.reported_downtime.as_s() - measured.as_s()).abs())
    }

    /// How many times too long or too short, for runs with many faults.
    fn blocked_ratio(&self) -> Option<f64> {
        let measured = self
            .run
            .result
            .blocked()
            .filter(|_| self.run.result.ram.faults > MANY_FAULTS)?;
        let (a, b) = (self.predicted.fault_blocked.as_s(), measured.as_s());
        Some(if a > b { a / b } else { b / a })
    }

    /// How many steps of throttling the strongest one is off.
    fn throttle_error(&self) -> f64 {
        let steps = |share: Share| (share.as_f64() * 10.0 - 1.0 - 1e-9).max(0.0).ceil();
        (steps(self.predicted.throttle_max) - steps(self.run.throttle_max())).abs()
    }

    /// Whether the outcome is the measured one.
    #[must_use]
    pub fn same_ending(&self) -> bool {
        (self.predicted.status == Status::Completed) == (self.run.result.status == "completed")
    }
}

fn relative(predicted: f64, measured: f64) -> f64 {
    (predicted - measured).abs() / measured
}

/// The errors of a group.
#[derive(Clone, Debug)]
pub struct Errors {
    /// Which.
    pub group: Group,
    /// How many runs.
    pub runs: usize,
    /// How many ended as measured.
    pub same_ending: usize,
    /// Total time, as a share.
    pub total: Spread,
    /// Stream bytes of memory, as a share.
    pub bytes: Spread,
    /// Downtime in seconds.
    pub downtime_s: Spread,
    /// Blocked time as a factor; runs with many faults only.
    pub blocked_ratio: Option<Spread>,
    /// Steps of throttling in the worst run.
    pub throttle_steps: f64,
}

impl Errors {
    /// Whether the group's budget holds.
    #[must_use]
    pub fn within_budget(&self) -> bool {
        let budget = self.group.budget();
        self.same_ending == self.runs
            && self.total.holds(&budget.total)
            && self.bytes.holds(&budget.bytes)
            && self.downtime_s.holds(&budget.downtime_s)
            && self.throttle_steps <= THROTTLE_STEPS
            && self
                .blocked_ratio
                .is_none_or(|ratio| ratio.median <= budget.blocked_ratio)
    }
}

/// The errors of each group that has runs.
#[must_use]
pub fn summarise(comparisons: &[Comparison]) -> Vec<Errors> {
    let summary = |group| {
        let runs: Vec<&Comparison> = comparisons.iter().filter(|run| run.group() == group).collect();
        let blocked: Vec<f64> = runs.iter().filter_map(|run| run.blocked_ratio()).collect();
        Errors {
            group,
            runs: runs.len(),
            same_ending: runs.iter().filter(|run| run.same_ending()).count(),
            total: Spread::of(runs.iter().filter_map(|run| run.total_error()).collect()),
            bytes: Spread::of(runs.iter().map(|run| run.bytes_error()).collect()),
            downtime_s: Spread::of(runs.iter().filter_map(|run| run.downtime_error()).collect()),
            throttle_steps: runs.iter().map(|run| run.throttle_error()).fold(0.0, f64::max),
            blocked_ratio: (!blocked.is_empty()).then(|| Spread::of(blocked)),
        }
    };
    Group::ALL
        .into_iter()
        .map(summary)
        .filter(|errors| errors.runs > 0)
        .collect()
}

/// The error table, medians and 90th percentiles.
#[must_use]
pub fn error_table(errors: &[Errors]) -> String {
    let head = [
        "group", "runs", "same end", "total", "p90", "bytes", "p90", "downtime", "p90", "blocked", "throttle", "budget",
    ];
    let percent = |share: f64| format!("{:.2} %", share * 100.0);
    let ms = |seconds: f64| format!("{:.0} ms", seconds * 1000.0);
    let rows = errors.iter().map(|group| {
        vec![
            group.group.label().to_owned(),
            group.runs.to_string(),
            group.same_ending.to_string(),
            percent(group.total.median),
            percent(group.total.p90),
            percent(group.bytes.median),
            percent(group.bytes.p90),
            ms(group.downtime_s.median),
            ms(group.downtime_s.p90),
            group
                .blocked_ratio
                .map_or_else(String::new, |ratio| format!("×{:.2}", ratio.median)),
            format!("{} steps", group.throttle_steps),
            if group.within_budget() { "holds" } else { "EXCEEDED" }.to_owned(),
        ]
    });
    table::render(&head, rows)
}

fn run_table(comparisons: &mut [Comparison]) -> String {
    comparisons.sort_by(|a, b| {
        b.total_error()
            .unwrap_or(0.0)
            .total_cmp(&a.total_error().unwrap_or(0.0))
    });
    let head = [
        "run", "total", "measured", "sent", "measured", "downtime", "measured", "syncs", "measured",
    ];
    let rows = comparisons.iter().map(|run| {
        let (predicted, measured) = (&run.predicted, &run.run.result);
        vec![
            format!("{} {}", run.run.id, run.group().label()),
            view::format::time(Language::English, run.reported_total),
            view::format::time(Language::English, measured.total()),
            view::format::size(Language::English, predicted.traffic.memory()),
            view::format::size(Language::English, measured.transferred()),
            view::format::time(Language::English, run.reported_downtime),
            measured
                .downtime()
                .map_or_else(|| "–".to_owned(), |time| view::format::time(Language::English, time)),
            predicted.syncs.to_string(),
            measured.ram.syncs.to_string(),
        ]
    });
    table::render(&head, rows)
}

impl Check {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        let (mut comparisons, broken) = self.read()?;
        let mut out = io::stdout().lock();
        for line in &broken {
            eprintln!("migrascope: {line}");
        }
        let errors = summarise(&comparisons);
        write!(out, "{}", error_table(&errors))?;
        if self.runs {
            write!(out, "\n{}", run_table(&mut comparisons))?;
        }
        writeln!(
            out,
            "{} runs compared, {} lines could not be read",
            comparisons.len(),
            broken.len()
        )?;
        let well = broken.is_empty() && errors.iter().all(Errors::within_budget);
        Ok(if well { Finding::Nothing } else { Finding::Something })
    }

    fn read(&self) -> io::Result<(Vec<Comparison>, Vec<String>)> {
        let name = self.file.display();
        let reader: Box<dyn BufRead> = if self.file.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            let file =
                File::open(&self.file).map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))?;
            Box::new(BufReader::new(file))
        };
        let (mut comparisons, mut broken) = (Vec::new(), Vec::new());
        for (index, line) in reader.split(b'\n').enumerate() {
            let line = line?;
            if line.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice::<Run>(&line) {
                Ok(run) => comparisons.push(compare(run, self.until)),
                Err(error) => broken.push(format!("{name}, line {}: {error}", index + 1)),
            }
        }
        Ok((comparisons, broken))
    }
}
