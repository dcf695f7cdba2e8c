//! `migrascope check`: measured runs beside their prediction.
//!
//! What is compared, and how, is [`crate::measured`]; this prints it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use clap::Args;

use super::{Finding, parse_observation, table};
use crate::measured::runs::{Comparison, Errors, Run, compare, summarise};
use crate::model::Observation;
use crate::text::Language;
use crate::view;

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
            match Run::read(&line) {
                Ok(run) => comparisons.push(compare(run, self.until)),
                Err(error) => broken.push(format!("{name}, line {}: {error}", index + 1)),
            }
        }
        Ok((comparisons, broken))
    }
}
