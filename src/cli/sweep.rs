//! `migrascope sweep`: the figures of one experiment over a range of one or
//! two of its parameters.
//!
//! Every point of the grid is a link of its own, so a sweep gives exactly what
//! `run` gives for that link. Points are computed on all cores and printed in
//! the order of the grid.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use clap::{Args, ValueEnum};
use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::arrow::Rows;
use super::axis::Axis;
use super::report::Figures;
use super::{Finding, parse_observation, wrong_usage};
use crate::link::{self, Experiment, Notice, Problem};
use crate::migration::{self, Observation};
use crate::view::export::table::{self, Cell};

/// More points than this would fill a disk.
const MAX_POINTS: usize = 100_000_000;

/// Points that one core does before it takes the next ones.
const PART: usize = 256;

/// Parts that are in memory at a time: a few dozen megabytes of text at most.
const PARTS: usize = 256;

#[derive(Debug, Args)]
pub(super) struct Sweep {
    /// The link that says everything else, such as '#ram=8GiB&lanes=live'; '#' is the default experiment.
    link: String,
    /// A parameter and its values: KEY=FROM..TO:log|linear:STEPS or KEY=A,B,C. Once or twice; the second one varies
    /// faster. A comma always begins the next value.
    #[arg(long, value_name = "KEY=VALUES", required = true, value_parser = Axis::parse)]
    vary: Vec<Axis>,
    /// Stop observing runs that never finish at this time, such as 10min.
    #[arg(long, value_name = "TIME", value_parser = parse_observation)]
    until: Option<Observation>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// Only this part of the points, such as 2/8: the parts one after the other are the sweep, byte for byte. The first has the
    /// head of the CSV.
    #[arg(long, value_name = "I/N", value_parser = Shard::parse, default_value = "1/1")]
    shard: Shard,
}

/// A part of a sweep, so that several machines can share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shard {
    index: usize,
    of: usize,
}

/// More parts than this are not asked for in earnest.
const MOST_SHARDS: usize = 1_000_000;

impl Shard {
    fn parse(text: &str) -> Result<Self, String> {
        let (index, of) = text.split_once('/').unwrap_or((text, ""));
        match (index.trim().parse(), of.trim().parse()) {
            (Ok(index), Ok(of)) if (1..=of).contains(&index) && of <= MOST_SHARDS => Ok(Self { index, of }),
            _ => Err(format!(
                "“{text}” is no part (allowed: 1/N to N/N with N up to {MOST_SHARDS}, such as 2/8)"
            )),
        }
    }

    const fn is_first(self) -> bool {
        self.index == 1
    }

    /// Which of so many points are its own.
    fn points(self, all: usize) -> Range<usize> {
        let until = |index: usize| (all as u128 * index as u128 / self.of as u128) as usize;
        until(self.index - 1)..until(self.index)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One line a point and lane.
    Csv,
    /// The same as one JSON object a line.
    Json,
    /// The same as an Arrow IPC stream, with types.
    Arrow,
}

impl Sweep {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        let grid = Grid::new(self)?;
        for notice in &grid.known {
            eprintln!("migrascope: {notice}");
        }
        let mut out = Out::new(&grid);
        if self.shard.is_first() {
            out.text(grid.head().as_bytes())?;
        }
        let mut adjusted = Adjusted::default();
        let points = self.shard.points(grid.points);
        for start in points.clone().step_by(PART * PARTS) {
            let end = points.end.min(start + PART * PARTS);
            let starts: Vec<usize> = (start..end).step_by(PART).collect();
            let parts: Vec<Part> = starts
                .into_par_iter()
                .map(|start| grid.part(start..end.min(start + PART)))
                .collect::<io::Result<_>>()?;
            out.parts(&parts)?;
            for part in parts {
                adjusted.add(part.adjusted);
            }
        }
        out.finish()?;
        if let Some(summary) = adjusted.summary(points.len()) {
            eprintln!("migrascope: {summary}");
        }
        let clean = grid.known.is_empty() && adjusted.points == 0;
        Ok(if clean { Finding::Nothing } else { Finding::Something })
    }
}

/// Where rows go: to standard output, which is locked by each write only (a part is one), as text or as Arrow.
enum Out {
    Text(io::Stdout),
    Arrow(Box<Rows<io::Stdout>>),
}

impl Out {
    fn new(grid: &Grid<'_>) -> Self {
        match grid.format {
            Format::Csv | Format::Json => Self::Text(io::stdout()),
            Format::Arrow => Self::Arrow(Box::new(Rows::new(grid.names(), io::stdout()))),
        }
    }

    fn text(&mut self, text: &[u8]) -> io::Result<()> {
        match self {
            Self::Text(out) => out.write_all(text),
            Self::Arrow(_) => Ok(()),
        }
    }

    fn parts(&mut self, parts: &[Part]) -> io::Result<()> {
        match self {
            Self::Text(out) => parts.iter().try_for_each(|part| out.write_all(&part.text)),
            Self::Arrow(out) => {
                let rows: Vec<Vec<Cell>> = parts.iter().flat_map(|part| part.rows.iter().cloned()).collect();
                out.write(&rows)
            }
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Text(mut out) => out.flush(),
            Self::Arrow(out) => out.finish(),
        }
    }
}

/// One value of one axis.
struct Value {
    cell: Cell,
    /// As a link takes it.
    item: String,
}

impl Value {
    fn of(axis: &Axis, index: usize) -> Self {
        Self {
            cell: axis.cell(index),
            item: format!("{}={}", axis.key(), axis.text(index)),
        }
    }
}

/// All points: the outer axis varies slowly, the inner one fast.
struct Grid<'a> {
    link: &'a str,
    outer: &'a Axis,
    inner: Option<(&'a Axis, Vec<Value>)>,
    points: usize,
    observation: Observation,
    format: Format,
    columns: Vec<String>,
    /// What is wrong with the link itself, whatever is varied.
    known: Vec<Notice>,
}

/// The lines of some points, in order; as cells for Arrow.
struct Part {
    text: Vec<u8>,
    rows: Vec<Vec<Cell>>,
    adjusted: Adjusted,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    varied: Varied<'a>,
    #[serde(flatten)]
    figures: &'a Figures,
    adjusted: usize,
}

struct Varied<'a> {
    columns: &'a [String],
    cells: &'a [&'a Cell],
}

impl Serialize for Varied<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().zip(self.cells))
    }
}

impl<'a> Grid<'a> {
    fn new(sweep: &'a Sweep) -> io::Result<Self> {
        let (outer, inner) = match sweep.vary.as_slice() {
            [outer] => (outer, None),
            [outer, inner] => (outer, Some(inner)),
            axes => {
                return Err(wrong_usage(format!(
                    "--vary is given {} times (allowed: once or twice)",
                    axes.len()
                )));
            }
        };
        if inner.is_some_and(|inner| inner.id() == outer.id()) {
            return Err(wrong_usage(format!(
                "{} is varied twice (allowed: two different keys)",
                outer.key()
            )));
        }
        let points = outer.len().saturating_mul(inner.map_or(1, Axis::len));
        if points > MAX_POINTS {
            return Err(wrong_usage(format!(
                "{} steps times {} are too many points (allowed: up to {MAX_POINTS})",
                outer.len(),
                inner.map_or(1, Axis::len)
            )));
        }
        let link = extensible(&sweep.link);
        let (experiment, mut known) = link::parse(link);
        super::about_second(&experiment);
        // Whether values fit together is decided at each point.
        known.retain(|notice| !matches!(notice.problem(), Problem::Adjusted(_)));
        Ok(Self {
            link,
            outer,
            inner: inner.map(|axis| {
                let values = (0..axis.len()).into_par_iter().map(|index| Value::of(axis, index));
                (axis, values.collect())
            }),
            points,
            observation: sweep.until.unwrap_or(Observation::Auto),
            format: sweep.format,
            columns: sweep.vary.iter().map(Axis::column).collect(),
            known,
        })
    }

    /// The first line of the CSV.
    fn head(&self) -> String {
        let mut text = String::new();
        if self.format == Format::Csv {
            table::head(&mut text, self.names().iter().map(String::as_str));
        }
        text
    }

    /// The names of all columns.
    fn names(&self) -> Vec<String> {
        let varied = self.columns.iter().map(String::as_str);
        let all = varied.chain(Figures::names()).chain(["adjusted"]);
        all.map(str::to_owned).collect()
    }

    fn part(&self, points: Range<usize>) -> io::Result<Part> {
        let (mut csv, mut json, mut rows) = (String::new(), Vec::new(), Vec::new());
        let mut adjusted = Adjusted::default();
        let inner = self.inner.as_ref().map(|(_, values)| values.as_slice());
        let fast = inner.map_or(1, <[Value]>::len);
        let mut outer = (usize::MAX, None);
        for point in points {
            let (slow, index) = (point / fast, point % fast);
            if outer.0 != slow {
                outer = (slow, Some(Value::of(self.outer, slow)));
            }
            let values = || outer.1.iter().chain(inner.and_then(|values| values.get(index)));
            let (experiment, notices) = self.experiment(values());
            let cells: Vec<&Cell> = values().map(|value| &value.cell).collect();
            for &lane in &experiment.display.lanes {
                let figures = &Figures::new(lane, &migration::measure(&experiment.scenario, lane, self.observation));
                match self.format {
                    Format::Csv => {
                        let adjusted = Cell::Count(notices.len() as u64);
                        let figures = figures.0.iter().map(|(_, cell)| cell);
                        table::line(&mut csv, cells.iter().copied().chain(figures).chain([&adjusted]));
                    }
                    Format::Json => {
                        let varied = Varied {
                            columns: &self.columns,
                            cells: &cells,
                        };
                        let row = Row {
                            varied,
                            figures,
                            adjusted: notices.len(),
                        };
                        serde_json::to_writer(&mut json, &row)?;
                        json.push(b'\n');
                    }
                    Format::Arrow => {
                        let varied = cells.iter().map(|&cell| cell.clone());
                        let figures = figures.0.iter().map(|(_, cell)| cell.clone());
                        let adjusted = Cell::Count(notices.len() as u64);
                        rows.push(varied.chain(figures).chain([adjusted]).collect());
                    }
                }
            }
            adjusted.point(&notices, || {
                values().map(|value| value.item.as_str()).collect::<Vec<_>>().join(", ")
            });
        }
        let mut text = csv.into_bytes();
        text.append(&mut json);
        Ok(Part { text, rows, adjusted })
    }

    /// The experiment of a point, and what only this point had to give way to.
    fn experiment<'v>(&self, values: impl Iterator<Item = &'v Value>) -> (Experiment, Vec<Notice>) {
        let mut link = self.link.to_owned();
        for value in values {
            link.push('&');
            link.push_str(&value.item);
        }
        let (experiment, mut notices) = link::parse(&link);
        notices.retain(|notice| !self.replaces(notice) && !self.known.contains(notice));
        (experiment, notices)
    }

    /// A value of the link that a point replaces is no mistake.
    fn replaces(&self, notice: &Notice) -> bool {
        let mut axes = std::iter::once(self.outer).chain(self.inner.as_ref().map(|(axis, _)| *axis));
        matches!(notice.problem(), Problem::Repeated { .. }) && axes.any(|axis| axis.key() == notice.key())
    }
}

/// The link as a text to which `&key=value` can be added: without an empty
/// fragment, and nothing at all where it says nothing (an address alone).
fn extensible(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_suffix('#').unwrap_or(text);
    if link::parse(text) == (Experiment::default(), Vec::new()) {
        ""
    } else {
        text
    }
}

/// Points whose values could not all be had.
#[derive(Default)]
struct Adjusted {
    points: usize,
    /// How many of them by key.
    keys: BTreeMap<String, usize>,
    /// The values of the first one, and what was wrong there.
    first: Option<(String, String)>,
}

impl Adjusted {
    fn point(&mut self, notices: &[Notice], values: impl FnOnce() -> String) {
        let Some(notice) = notices.first() else { return };
        self.points += 1;
        for (index, notice) in notices.iter().enumerate() {
            if !notices[..index].iter().any(|earlier| earlier.key() == notice.key()) {
                *self.keys.entry(notice.key().to_owned()).or_default() += 1;
            }
        }
        self.first.get_or_insert_with(|| (values(), notice.to_string()));
    }

    fn add(&mut self, other: Self) {
        self.points += other.points;
        for (key, count) in other.keys {
            *self.keys.entry(key).or_default() += count;
        }
        self.first = self.first.take().or(other.first);
    }

    fn summary(&self, of: usize) -> Option<String> {
        let (values, notice) = self.first.as_ref()?;
        let keys: Vec<String> = self.keys.iter().map(|(key, count)| format!("{key} {count}")).collect();
        Some(format!(
            "{} of {of} points could not be had as asked ({}). The first is {values}: {notice}",
            self.points,
            keys.join(", ")
        ))
    }
}
