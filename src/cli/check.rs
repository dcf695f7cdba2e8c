//! `migrascope check`: measured runs beside their prediction.
//!
//! What is compared, and how, is [`crate::measured`]; this prints it.

use std::fs;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use clap::Args;

use super::{Finding, parse_observation, table};
use crate::measured::runs::{Comparison, Errors, Run, compare, summarise};
use crate::measured::{self, Fit, Reading};
use crate::migration::Observation;
use crate::text::Language;
use crate::view;

#[derive(Debug, Args)]
pub(super) struct Check {
    /// A file of measured runs, one JSON object a line, or what tools print about migrations; '-' is standard input.
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
        let bytes = self.bytes()?;
        let (mut comparisons, broken) = self.read(&bytes);
        let mut out = io::stdout().lock();
        if comparisons.is_empty() {
            let reading = measured::read_bytes(&bytes);
            if !reading.records.is_empty() {
                return check_fits(&reading, &mut out);
            }
        }
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

    fn bytes(&self) -> io::Result<Vec<u8>> {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", self.file.display()));
        if self.file.as_os_str() == "-" {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
        fs::read(&self.file).map_err(named)
    }

    fn read(&self, bytes: &[u8]) -> (Vec<Comparison>, Vec<String>) {
        let name = self.file.display();
        let (mut comparisons, mut broken) = (Vec::new(), Vec::new());
        for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            match Run::read(line) {
                Ok(run) => comparisons.push(compare(run, self.until)),
                Err(error) => broken.push(format!("{name}, line {}: {error}", index + 1)),
            }
        }
        (comparisons, broken)
    }
}

/// Migrations that tools told of: their set-up is not known, so a scenario is fitted to each.
fn check_fits(reading: &Reading, out: &mut impl Write) -> io::Result<Finding> {
    let mut well = reading.notices.is_empty();
    for notice in &reading.notices {
        eprintln!("migrascope: {}", notice.text(Language::English));
    }
    let mut rows = Vec::new();
    for (index, record) in reading.records.iter().enumerate() {
        let name = format!("{} {}", index + 1, record.formats.join(", "));
        match Fit::whole(record) {
            Ok(fitted) => {
                let comparison = measured::compare(record, &fitted);
                well &= comparison.is_well();
                let differs: Vec<String> = comparison
                    .rows
                    .iter()
                    .filter(|row| row.differs())
                    .map(|row| {
                        format!(
                            "{} {}",
                            row.label(Language::English),
                            row.difference_written(Language::English)
                        )
                    })
                    .collect();
                let same = if comparison.same_ending() { "yes" } else { "NO" };
                rows.push(vec![name, same.to_owned(), differs.join(", ")]);
            }
            Err(missing) => {
                well = false;
                rows.push(vec![name, "–".to_owned(), missing.text(Language::English).to_owned()]);
            }
        }
    }
    let fitted = rows.len();
    write!(
        out,
        "{}",
        table::render(&["migration", "same end", "differs"], rows.into_iter())
    )?;
    writeln!(
        out,
        "{fitted} migrations compared, each with a scenario that was fitted to it"
    )?;
    Ok(if well { Finding::Nothing } else { Finding::Something })
}
