//! `migrascope run`: links in, figures out.

use std::io::{self, BufRead, Write};

use clap::{Args, ValueEnum};

use super::record::{self, LaneRecord};
use super::report::{Cell, LaneReport, LinkReport};
use super::{Finding, parse_observation, table, wrong_usage};
use crate::model::{self, Observation};
use crate::units::{Bytes, SimTime};
use crate::{trace, view};

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
                let metrics = model::measure(scenario, lane, self.observation());
                (LaneReport::new(lane, &metrics), metrics)
            });
            printer.print(&report)?;
            Ok(finding(&report.notices))
        })
    }

    fn traces(&self, mut out: impl Write) -> io::Result<Finding> {
        self.each(|text| {
            let report = self.record(text);
            serde_json::to_writer(&mut out, &report)?;
            writeln!(out)?;
            Ok(finding(&report.notices))
        })
    }

    /// The samples of all links and lanes in one table.
    fn samples(&self, out: impl Write) -> io::Result<Finding> {
        // All links have to be seen before the first line: the head has columns for the most zones of any.
        let (mut links, mut most) = (Vec::new(), 0);
        self.each(|text| {
            most = self
                .record(text)
                .lanes
                .iter()
                .map(LaneRecord::zones)
                .fold(most, usize::max);
            links.push(text.to_owned());
            Ok(Finding::Nothing)
        })?;
        let columns = record::columns(most);
        let mut csv = csv::WriterBuilder::new().has_headers(false).from_writer(out);
        csv.serialize(("link", "lane", &columns))?;
        let mut found = Finding::Nothing;
        for text in links {
            let report = self.record(&text);
            for lane in &report.lanes {
                for row in lane.rows() {
                    let padding = vec![Cell::Nothing; columns.len().saturating_sub(row.len())];
                    csv.serialize((&report.link, lane.lane(), row, padding))?;
                }
            }
            report_aside(&report);
            found = found.max(finding(&report.notices));
        }
        csv.flush()?;
        Ok(found)
    }

    fn record(&self, text: &str) -> LinkReport<LaneRecord> {
        LinkReport::new(text, |scenario, lane| {
            let trace = trace::simulate_lane(scenario, lane, self.observation());
            (LaneRecord::new(&trace), trace.metrics)
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

fn finding(notices: &[String]) -> Finding {
    if notices.is_empty() {
        Finding::Nothing
    } else {
        Finding::Something
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
}

impl<W: Write> Printer<W> {
    fn new(format: Format, out: W) -> Self {
        Self {
            format,
            out,
            headed: false,
        }
    }

    fn print(&mut self, report: &LinkReport<LaneReport>) -> io::Result<()> {
        match self.format {
            Format::Json => {
                serde_json::to_writer(&mut self.out, report)?;
                writeln!(self.out)
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
            "lane", "status", "total", "downtime", "outage", "sent", "syncs", "faults", "blocked",
        ];
        let rows = report.lanes.iter().map(|lane| {
            let figures = &lane.figures;
            vec![
                figures.lane.to_owned(),
                figures.status.to_owned(),
                view::format::time(SimTime::s(figures.total_time_s)),
                view::format::time(SimTime::s(figures.downtime_s)),
                view::format::time(SimTime::s(figures.outage_s)),
                view::format::size(Bytes::new(figures.bytes_sent)),
                figures.syncs.to_string(),
                format!("{:.0}", figures.page_faults),
                view::format::time(SimTime::s(figures.fault_blocked_s)),
            ]
        });
        write!(self.out, "{}", table::render(&head, rows))
    }

    /// A lane a line; the splits by cause are left to JSON.
    fn print_csv(&mut self, report: &LinkReport<LaneReport>) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(&mut self.out);
        for lane in &report.lanes {
            let serde_json::Value::Object(fields) = serde_json::to_value(&lane.figures)? else {
                unreachable!("a struct serialises to an object");
            };
            if !self.headed {
                csv.write_record(std::iter::once("link").chain(fields.keys().map(String::as_str)))?;
                self.headed = true;
            }
            let values = fields
                .values()
                .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            csv.write_record(std::iter::once(report.link.clone()).chain(values))?;
        }
        report_aside(report);
        csv.flush()
    }
}
