//! `migrascope cluster`: a link to a cluster in, figures out.

mod sweep;
mod traces;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::report::Figures;
use super::{Finding, table};
use crate::link;
use crate::link::cluster::{Asked, ClusterLink};
use crate::text::Language;
use crate::view::cluster::table::{self as rows, Of};
use crate::view::export::table::{Cell, Field};
use crate::view::export::two::{self, Changes};
use engine::cluster::{self as engine_cluster, Cluster, Detail, Record};

#[derive(Debug, Args)]
pub(super) struct ClusterRun {
    /// Links to clusters, such as '#screen=cluster&hosts=2x16:64GiB:10Gbps&vms=4xweb@h1&do=drain:h1@10s'.
    #[arg(required = true)]
    links: Vec<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// What CSV has a line for, and what JSON has alone.
    #[arg(long, value_parser = tables())]
    of: Option<Of>,
    /// Processor time that the VMs want, a file a VM in the order of their names: a percentage a line, for five minutes each.
    #[arg(long, value_name = "DIR")]
    traces: Option<PathBuf>,
    /// A key and its values, as in `sweep`; once or twice. Prints a CSV line of figures for each.
    #[arg(long, value_name = "KEY=VALUES")]
    vary: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a link.
    Json,
    /// For reading.
    Table,
    /// For spreadsheets.
    Csv,
}

/// The tables by their names, with what each has lines for.
fn tables() -> impl TypedValueParser<Value = Of> {
    let about = |of: Of| match of {
        Of::Figures => "the figures of the run, a line a link",
        Of::Drains => "a line a drain",
        Of::Migrations => "a line a migration",
        Of::Links => "a line a link in one direction",
        Of::Hosts => "a line for each change of a host",
        Of::Log => "a line a decision, in words",
    };
    let names = Of::ALL.map(|of| PossibleValue::new(of.name()).help(about(of)));
    PossibleValuesParser::new(names).map(|name| {
        let of = Of::ALL.into_iter().find(|of| of.name() == name);
        of.expect("the name is one of theirs")
    })
}

fn lines(of: Of, record: &Record) -> Vec<Vec<Field>> {
    of.lines(Language::English, record)
}

#[derive(Serialize)]
struct Report {
    link: String,
    notices: Vec<String>,
    #[serde(flatten)]
    parts: Parts,
    /// The run beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    second: Option<Second>,
}

#[derive(Serialize)]
struct Second {
    changes: Changes,
    #[serde(flatten)]
    parts: Parts,
}

type Parts = std::collections::BTreeMap<&'static str, Part>;

#[derive(Serialize)]
#[serde(untagged)]
enum Part {
    One(Figures),
    Many(Vec<Figures>),
}

impl ClusterRun {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        let traces = self
            .traces
            .as_deref()
            .map(traces::read)
            .transpose()?
            .unwrap_or_default();
        if !self.vary.is_empty() {
            return sweep::run(&self.links, &self.vary, &traces);
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        let (mut found, mut csv) = (Finding::Nothing, String::new());
        for text in &self.links {
            let (asked, notices) = link::cluster::parse(text);
            let run = |asked: &Asked| {
                let mut cluster: Cluster = asked.possible().0;
                cluster.traces.clone_from(&traces);
                engine_cluster::simulate(&cluster, Detail::All)
            };
            let runs: Vec<Record> = std::iter::once(&asked.first).chain(&asked.second).map(run).collect();
            let notices: Vec<String> = notices.iter().map(ToString::to_string).collect();
            for record in &runs {
                found = found.max(finding(record, &notices));
            }
            let link = format!("#{}", link::cluster::print(&asked));
            match self.format {
                Format::Json => self.json(&mut out, link, notices, &asked, &runs)?,
                Format::Table => {
                    writeln!(out, "{link}")?;
                    for notice in &notices {
                        writeln!(out, "  ! {notice}")?;
                    }
                    for (run, record) in RUNS.iter().zip(&runs) {
                        if runs.len() > 1 {
                            writeln!(out, "{}", run.word())?;
                        }
                        print_table(&mut out, record)?;
                    }
                }
                Format::Csv => {
                    for notice in &notices {
                        eprintln!("{link}: {notice}");
                    }
                    for (run, record) in RUNS.iter().zip(&runs) {
                        let lines = lines(self.of.unwrap_or(Of::Migrations), record);
                        rows::add_csv(&mut csv, &link, *run, lines);
                    }
                }
            }
        }
        out.write_all(csv.as_bytes())?;
        out.flush()?;
        Ok(found)
    }

    fn json(
        &self,
        out: &mut impl Write,
        link: String,
        notices: Vec<String>,
        asked: &ClusterLink,
        runs: &[Record],
    ) -> io::Result<()> {
        let second = asked.second.as_ref().zip(runs.get(1));
        let report = Report {
            link,
            notices,
            parts: self.parts(&runs[0]),
            second: second.map(|(second, record)| Second {
                changes: Changes(asked.first.changes(second)),
                parts: self.parts(record),
            }),
        };
        serde_json::to_writer(&mut *out, &report)?;
        writeln!(out)
    }
}

impl ClusterRun {
    fn parts(&self, record: &Record) -> Parts {
        let all = [Of::Figures, Of::Drains, Of::Migrations, Of::Links, Of::Log];
        let wanted = self.of.as_ref().map_or(&all[..], std::slice::from_ref);
        let part = |&of: &Of| {
            let mut lines = lines(of, record).into_iter().map(Figures);
            let part = match of {
                Of::Figures => Part::One(lines.next().unwrap_or(Figures(Vec::new()))),
                _ => Part::Many(lines.collect()),
            };
            (of.name(), part)
        };
        wanted.iter().map(part).collect()
    }
}

const RUNS: [two::Of; 2] = [two::Of::First, two::Of::Second];

/// Something to look at: a notice, a VM that is lost or down, a drain that did not end.
fn finding(record: &Record, notices: &[String]) -> Finding {
    let figures = &record.figures;
    let well = figures.lost == 0
        && figures.down_at_end == 0
        && figures.unfinished == 0
        && figures.drains.iter().all(|drain| drain.left_behind == 0);
    if notices.is_empty() && well {
        Finding::Nothing
    } else {
        Finding::Something
    }
}

fn print_table(out: &mut impl Write, record: &Record) -> io::Result<()> {
    for of in [Of::Migrations, Of::Drains, Of::Figures] {
        let lines = lines(of, record);
        let Some(first) = lines.first() else { continue };
        if of == Of::Figures {
            let rows = first.iter().map(|(name, cell)| vec![(*name).to_owned(), short(cell)]);
            write!(out, "{}", table::render(&["figure", "value"], rows))?;
            continue;
        }
        let head: Vec<&str> = first.iter().map(|(name, _)| *name).collect();
        let rows = lines
            .iter()
            .map(|line| line.iter().map(|(_, cell)| short(cell)).collect());
        write!(out, "{}", table::render(&head, rows))?;
    }
    Ok(())
}

fn short(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) if number.fract() != 0.0 => format!("{number:.3}"),
        Cell::Number(number) => number.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Word(word) => word.to_string(),
        Cell::Nothing => String::new(),
    }
}
