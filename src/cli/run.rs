//! `migrascope run`: links in, figures out.

use std::io::{self, BufRead, Write};

use clap::{Args, ValueEnum};

use super::record::LaneRecord;
use super::report::{LaneReport, LinkReport};
use super::{Finding, parse_observation, table, wrong_usage};
use crate::link;
use crate::migration::{self, Figures, Metrics, Observation, Verdict};
use crate::params::Choice;
use crate::text::Language;
use crate::trace::{self, LaneTrace};
use crate::units::SimTime;
use crate::view::export::Word as _;
use crate::view::export::table::{self as csv, Field};
use crate::view::export::two::Of;
use crate::view::format;

#[derive(Debug, Args)]
pub(super) struct Run {
    /// Links to simulate, such as '#ram=8GiB&link=10Gbps'; '-' reads one a line from standard input.
    #[arg(required = true)]
    links: Vec<String>,
    /// Stop observing runs that never finish at this time, such as 10min.
    #[arg(long, value_name = "TIME", value_parser = parse_observation)]
    until: Option<Observation>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Print the whole course of every lane: JSON has the figures, phases, rounds, events and samples, CSV the samples.
    #[arg(long)]
    trace: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a link.
    Json,
    /// For reading.
    Table,
    /// One line a lane, for spreadsheets.
    Csv,
}

impl Run {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        let out = io::stdout().lock();
        match (self.trace, self.format) {
            (false, format) => self.figures(&mut Printer::new(format, out)),
            (true, Format::Json) => self.traces(out),
            (true, Format::Csv) => self.samples(out),
            (true, Format::Table) => Err(wrong_usage(
                "a trace is no table for reading (allowed: --format json, csv)",
            )),
        }
    }

    fn figures(&self, printer: &mut Printer<impl Write>) -> io::Result<Finding> {
        self.each(|text| {
            let report = LinkReport::new(text, |scenario, lane| {
                let metrics = migration::measure(scenario, lane, self.observation());
                (LaneReport::new(lane, &metrics), metrics)
            });
            printer.print(&report)?;
            Ok(finding(&report))
        })
    }

    fn traces(&self, mut out: impl Write) -> io::Result<Finding> {
        self.each(|text| {
            let report = self.report(text, LaneRecord::new);
            serde_json::to_writer(&mut out, &report)?;
            writeln!(out)?;
            Ok(finding(&report))
        })
    }

    /// The samples of all links and lanes in one table.
    fn samples(&self, mut out: impl Write) -> io::Result<Finding> {
        // All links have to be seen before the first line: the head has columns for the most zones of any.
        let (mut links, mut most) = (Vec::new(), 0);
        self.each(|text| {
            let traces = self.report(text, |trace| trace.zones.len());
            let second = traces.second.map(|second| second.lanes).unwrap_or_default();
            most = traces.lanes.into_iter().chain(second).fold(most, usize::max);
            links.push(text.to_owned());
            Ok(Finding::Nothing)
        })?;
        let columns = csv::columns(most);
        let mut text = String::new();
        csv::samples_head(&mut text, &columns);
        out.write_all(text.as_bytes())?;
        let mut found = Finding::Nothing;
        for link in links {
            let report = self.report(&link, LaneTrace::clone);
            let first = report.lanes.iter().map(|lane| (Of::First, lane));
            let second = report.second.iter().flat_map(|second| &second.lanes);
            for (run, lane) in first.chain(second.map(|lane| (Of::Second, lane))) {
                text.clear();
                csv::samples_lines(&mut text, &report.link, run, lane, columns.len());
                out.write_all(text.as_bytes())?;
            }
            report_aside(&report);
            found = found.max(finding(&report));
        }
        out.flush()?;
        Ok(found)
    }

    /// The lanes of a link, with what is made of the course of each.
    fn report<L>(&self, text: &str, make: impl Fn(&LaneTrace) -> L) -> LinkReport<L> {
        LinkReport::new(text, |scenario, lane| {
            let trace = trace::simulate_lane(scenario, lane, self.observation());
            (make(&trace), trace.metrics)
        })
    }

    fn observation(&self) -> Observation {
        self.until.unwrap_or(Observation::Auto)
    }

    /// Does something with every link, those of standard input as they come.
    fn each(&self, mut act: impl FnMut(&str) -> io::Result<Finding>) -> io::Result<Finding> {
        let mut found = Finding::Nothing;
        for text in &self.links {
            if text != "-" {
                found = found.max(act(text)?);
                continue;
            }
            for line in io::stdin().lock().split(b'\n') {
                let line = line?;
                let line = String::from_utf8_lossy(line.trim_ascii());
                if !line.is_empty() {
                    found = found.max(act(&line)?);
                }
            }
        }
        Ok(found)
    }
}

/// Whether there is something to look at: a notice, or a lane that does not end well. What ends as somebody asked, or when
/// chance has it, does.
fn finding<L>(report: &LinkReport<L>) -> Finding {
    let well = |verdict: &Verdict| match verdict {
        Verdict::Ends | Verdict::Hovers | Verdict::Stopped(_) => true,
        Verdict::Never(_) | Verdict::Failed(_) | Verdict::Lost(_) | Verdict::NotDecided(_) => false,
    };
    if report.notices.is_empty() && report.verdicts.iter().all(well) {
        Finding::Nothing
    } else {
        Finding::Something
    }
}

/// From start to end, and how much earlier or later other runs end.
fn spread(metrics: &Metrics) -> String {
    let time = |time| format::time(Language::English, time);
    let total = time(metrics.total);
    let end = |run: Option<Figures>| run.map_or_else(|| "…".to_owned(), |run| time(run.total));
    let chance = metrics.spread();
    match metrics.verdict() {
        Verdict::Hovers => format!("{total} ({} to {})", end(chance.early), end(chance.late)),
        _ => total,
    }
}

/// Notices beside a table that has no room for them.
fn report_aside<L>(report: &LinkReport<L>) {
    for notice in &report.notices {
        eprintln!("{}: {notice}", report.link);
    }
}

/// Prints reports one by one, so that a long list of links shows results at once.
struct Printer<W: Write> {
    format: Format,
    out: W,
    headed: bool,
    /// A link's report as JSON, in one piece for the output, which looks for the end of a line in all it gets.
    line: Vec<u8>,
}

impl<W: Write> Printer<W> {
    fn new(format: Format, out: W) -> Self {
        Self {
            format,
            out,
            headed: false,
            line: Vec::new(),
        }
    }

    fn print(&mut self, report: &LinkReport<LaneReport>) -> io::Result<()> {
        match self.format {
            Format::Json => {
                self.line.clear();
                serde_json::to_writer(&mut self.line, report)?;
                self.line.push(b'\n');
                self.out.write_all(&self.line)
            }
            Format::Table => self.print_table(report),
            Format::Csv => self.print_csv(report),
        }
    }

    fn print_table(&mut self, report: &LinkReport<LaneReport>) -> io::Result<()> {
        writeln!(self.out, "{}", report.link)?;
        for notice in &report.notices {
            writeln!(self.out, "  ! {notice}")?;
        }
        let head = [
            "lane", "verdict", "status", "total", "downtime", "outage", "sent", "syncs", "faults", "blocked",
        ];
        let Some(second) = &report.second else {
            return write!(self.out, "{}", table::render(&head, report.lanes.iter().map(row)));
        };
        for change in &second.changes.0 {
            let first = change.default.as_deref().unwrap_or(link::DEFAULT);
            writeln!(self.out, "  {}: {first} -> {}", change.param.key, change.value)?;
        }
        let head = [&["run"], &head[..]].concat();
        let named = |run: Of, row: Vec<String>| [vec![run.word().to_owned()], row].concat();
        let pairs = report.lanes.iter().zip(&second.lanes);
        let rows = pairs.flat_map(|(first, second)| {
            [
                named(Of::First, row(first)),
                named(Of::Second, row(second)),
                named(Of::Difference, difference(&first.metrics, &second.metrics)),
            ]
        });
        write!(self.out, "{}", table::render(&head, rows))
    }

    /// A lane a line; the splits by cause are left to JSON.
    fn print_csv(&mut self, report: &LinkReport<LaneReport>) -> io::Result<()> {
        let mut text = String::new();
        let figures =
            |lanes: &[LaneReport]| -> Vec<Vec<Field>> { lanes.iter().map(|lane| lane.figures.0.clone()).collect() };
        let first = figures(&report.lanes);
        if let Some(fields) = first.first().filter(|_| !self.headed) {
            csv::results_head(&mut text, fields);
            self.headed = true;
        }
        let second = report.second.as_ref().map(|second| figures(&second.lanes));
        csv::results_lines(&mut text, &report.link, &first, &second.unwrap_or_default());
        self.out.write_all(text.as_bytes())?;
        report_aside(report);
        self.out.flush()
    }
}

fn row(lane: &LaneReport) -> Vec<String> {
    let metrics = &lane.metrics;
    vec![
        lane.lane.token().to_owned(),
        metrics.verdict().word().to_owned(),
        metrics.status.word().to_owned(),
        spread(metrics),
        format::time(Language::English, metrics.downtime.total()),
        format::time(Language::English, metrics.outage),
        format::size(Language::English, metrics.traffic.total()),
        metrics.syncs.to_string(),
        format!("{:.0}", metrics.page_faults.as_f64()),
        format::time(Language::English, metrics.fault_blocked),
    ]
}

/// The second run less the first: what differs has its sign, words have no difference.
fn difference(first: &Metrics, second: &Metrics) -> Vec<String> {
    let time = |of: fn(&Metrics) -> SimTime| {
        let [before, after] = [first, second].map(of);
        let sign = if after < before { "-" } else { "+" };
        sign.to_owned() + &format::time(Language::English, before.max(after) - before.min(after))
    };
    let [before, after] = [first, second].map(|run| run.traffic.total());
    let sign = if after < before { "-" } else { "+" };
    let sent = sign.to_owned() + &format::size(Language::English, before.max(after) - before.min(after));
    vec![
        String::new(),
        String::new(),
        String::new(),
        time(|run| run.total),
        time(|run| run.downtime.total()),
        time(|run| run.outage),
        sent,
        format!("{:+}", i64::from(second.syncs) - i64::from(first.syncs)),
        format!("{:+.0}", second.page_faults.as_f64() - first.page_faults.as_f64()),
        time(|run| run.fault_blocked),
    ]
}
