//! `migrascope run`: links in, figures out.

use std::io::{self, BufRead, Write};

use clap::{Args, ValueEnum};

use super::report::{LaneReport, LinkReport};
use super::{Finding, parse_observation, table};
use crate::model::{self, Observation};
use crate::units::{Bytes, SimTime};
use crate::{link, view};

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
        let mut printer = Printer::new(self.format, io::stdout().lock());
        let mut finding = Finding::Nothing;
        for text in &self.links {
            if text == "-" {
                for line in io::stdin().lock().split(b'\n') {
                    let line = line?;
                    let line = String::from_utf8_lossy(line.trim_ascii());
                    if !line.is_empty() {
                        finding = self.run_link(&line, &mut printer, finding)?;
                    }
                }
            } else {
                finding = self.run_link(text, &mut printer, finding)?;
            }
        }
        Ok(finding)
    }

    fn run_link(&self, text: &str, printer: &mut Printer<impl Write>, before: Finding) -> io::Result<Finding> {
        let (experiment, notices) = link::parse(text);
        let observation = self.until.unwrap_or(Observation::Auto);
        let report = LinkReport {
            link: format!("#{}", link::print(&experiment)),
            notices: notices.iter().map(ToString::to_string).collect(),
            lanes: experiment
                .display
                .lanes
                .iter()
                .map(|&lane| LaneReport::new(lane, &model::measure(&experiment.scenario, lane, observation)))
                .collect(),
        };
        printer.print(&report)?;
        Ok(if notices.is_empty() { before } else { Finding::Something })
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

    fn print(&mut self, report: &LinkReport) -> io::Result<()> {
        match self.format {
            Format::Json => {
                serde_json::to_writer(&mut self.out, report)?;
                writeln!(self.out)
            }
            Format::Table => self.print_table(report),
            Format::Csv => self.print_csv(report),
        }
    }

    fn print_table(&mut self, report: &LinkReport) -> io::Result<()> {
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
    fn print_csv(&mut self, report: &LinkReport) -> io::Result<()> {
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
        for notice in &report.notices {
            eprintln!("{}: {notice}", report.link);
        }
        csv.flush()
    }
}
