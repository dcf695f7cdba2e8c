//! `migrascope explain`: a measured migration from any text, beside its prediction, and why it went so.

use std::fs;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::report::Figures;
use super::{Finding, table};
use crate::explore::advice::{Advice, Answer, Promise};
use crate::explore::map::Fate;
use crate::link::{self, quantity};
use crate::measured::marks::told;
use crate::measured::{self, Comparison, Explanation, Fit, Missing, Possible, Reading, Record};
use crate::migration::Status;
use crate::params::{self, Id, Lane, Quantity};
use crate::text::Language;
use crate::view::advice as words;
use crate::view::format;
use crate::view::map as fates;

const ENGLISH: Language = Language::English;
/// Of the writes that fit as well as each other, so many are told.
const MOST_POSSIBLE: usize = 7;

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// What the tools printed, in files; '-' is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// All memory of the VM, where the text does not say it.
    #[arg(long, value_name = "SIZE", value_parser = |text: &str| said(Id::Ram, text))]
    ram: Option<Quantity>,
    /// The line between the hosts, where the text does not say what was sent in what time.
    #[arg(long, value_name = "RATE", value_parser = |text: &str| said(Id::Link, text))]
    link: Option<Quantity>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    Text,
    /// A JSON object a migration.
    Json,
}

#[derive(Serialize)]
struct Report {
    file: String,
    formats: Vec<&'static str>,
    notices: Vec<String>,
    /// Why no experiment can be made of it.
    missing: Option<&'static str>,
    status: Option<&'static str>,
    link: Option<String>,
    /// What the engine says of the scenario that was fitted, left alone.
    predicted: Option<Figures>,
    same_ending: Option<bool>,
    values: Vec<ValueReport>,
    compared: Vec<RowReport>,
    /// The writes that fit as well as each other; empty where the text tells the region.
    range: Vec<PossibleReport>,
    why: Vec<WhyReport>,
    remedies: Vec<RemedyReport>,
}

#[derive(Serialize)]
struct ValueReport {
    key: &'static str,
    value: String,
    origin: &'static str,
    from: String,
}

#[derive(Serialize)]
struct RowReport {
    what: String,
    measured: f64,
    predicted: f64,
    fitted: bool,
    differs: bool,
}

#[derive(Serialize)]
struct PossibleReport {
    region_bytes: f64,
    rate_bytes_per_s: f64,
    /// What becomes of the migration with them, left alone.
    predicted: Figures,
}

#[derive(Serialize)]
struct WhyReport {
    rule: &'static str,
    weight: f64,
    text: String,
}

#[derive(Serialize)]
struct RemedyReport {
    change: String,
    link: String,
    total_s: f64,
    downtime_s: f64,
}

/// A migration with all that can be said about it.
struct Story {
    comparison: Comparison,
    why: Vec<Explanation>,
    range: Vec<Possible>,
    /// What would make it end; nothing for a migration that does.
    advice: Option<Advice>,
}

impl Story {
    fn new(record: &Record) -> Result<Self, Missing> {
        let fitted = Fit::whole(record)?;
        let comparison = measured::compare(record, &fitted);
        let why = measured::explain(&comparison, ENGLISH);
        let range = measured::range(&fitted, MOST_POSSIBLE);
        let ends = comparison.has_ended();
        let advice = (!ends).then(|| Advice::whole(fitted.scenario, Promise::default()));
        Ok(Self {
            comparison,
            why,
            range,
            advice,
        })
    }

    fn link(&self) -> String {
        format!("#{}", link::print_scenario(&self.comparison.fitted.scenario))
    }

    fn helpful(&self) -> Vec<&Answer> {
        self.advice.as_ref().map_or_else(Vec::new, Advice::helpful)
    }
}

/// What is said beside the text.
fn said(id: Id, text: &str) -> Result<Quantity, String> {
    let value = params::parse_in(id.range(), text, &mut Vec::new()).map_err(|error| error.text(ENGLISH))?;
    Ok(id.range().clamp(value))
}

impl Explain {
    /// The record with what is said beside its text.
    fn completed(&self, record: &Record) -> Record {
        let said = [(Missing::Memory, self.ram), (Missing::Rate, self.link)];
        said.into_iter().fold(record.clone(), |record, (missing, value)| {
            value.and_then(|value| missing.said(&record, value)).unwrap_or(record)
        })
    }

    pub(super) fn execute(&self) -> io::Result<Finding> {
        let mut out = io::stdout().lock();
        let mut found = Finding::Nothing;
        for path in &self.files {
            let name = path.display().to_string();
            let reading = read(path)?;
            found = found.max(self.tell(&name, &reading, &mut out)?);
        }
        Ok(found)
    }

    fn tell(&self, name: &str, reading: &Reading, out: &mut impl Write) -> io::Result<Finding> {
        let notices: Vec<String> = reading.notices.iter().map(|notice| notice.text(ENGLISH)).collect();
        let mut well = notices.is_empty() && !reading.records.is_empty();
        if self.format == Format::Text {
            for notice in &notices {
                writeln!(out, "{name}: {notice}")?;
            }
        } else if reading.records.is_empty() {
            json(out, &Report::nothing(name, notices.clone()))?;
        }
        for (index, record) in reading.records.iter().enumerate() {
            if index > 0 && self.format == Format::Text {
                writeln!(out)?;
            }
            let record = &self.completed(record);
            let story = Story::new(record);
            well &= story.as_ref().is_ok_and(|story| story.comparison.is_well());
            match self.format {
                Format::Text => text(name, record, &story, out)?,
                Format::Json => json(out, &Report::new(name, notices.clone(), record, &story))?,
            }
        }
        Ok(if well { Finding::Nothing } else { Finding::Something })
    }
}

/// The text of a file; of standard input for `-`.
pub(super) fn read(path: &std::path::Path) -> io::Result<Reading> {
    let name = path.display();
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{name}: {error}"));
    // A byte more than is read tells that there is more.
    let most = measured::read::LONGEST as u64 + 1;
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        let file = fs::File::open(path).map_err(named)?;
        file.take(most).read_to_end(&mut bytes).map_err(named)?;
    }
    Ok(measured::read_bytes(&bytes))
}

fn json(out: &mut impl Write, report: &Report) -> io::Result<()> {
    serde_json::to_writer(&mut *out, report)?;
    writeln!(out)
}

/// Which text, in which formats, how many readings, and how it stands.
fn head(name: &str, record: &Record) -> String {
    let readings = match record.snapshots.len() {
        0 => None,
        1 => Some("1 reading".to_owned()),
        many => Some(format!("{many} readings")),
    };
    let status = record.status().map(|status| status.label().english().to_owned());
    let parts: Vec<String> = [record.formats.join(", ")]
        .into_iter()
        .chain(readings)
        .chain(status)
        .collect();
    format!("{name}: {}", parts.join(", "))
}

fn text(name: &str, record: &Record, story: &Result<Story, Missing>, out: &mut impl Write) -> io::Result<()> {
    let head = head(name, record);
    let story = match story {
        Ok(story) => story,
        Err(missing) => {
            writeln!(out, "{}", missing.text(ENGLISH))?;
            if let Some(ask) = missing.asks(record) {
                let likely = quantity::print(ask.id.range().unit, ask.likely);
                writeln!(out, "Say it with --{}, such as --{0} {likely}.", ask.id.param().key)?;
            }
            writeln!(out, "{head}")?;
            for figure in record.figures() {
                writeln!(out, "  {}", told(figure, ENGLISH))?;
            }
            return Ok(());
        }
    };
    let comparison = &story.comparison;
    if let Some(first) = story.why.first() {
        writeln!(out, "{}", first.text)?;
    }
    writeln!(out, "{head}")?;
    write!(
        out,
        "\nWHAT BECAME OF IT{:>44}\n{}",
        "● read  ○ derived  ◌ assumed",
        values(comparison)
    )?;
    if !story.range.is_empty() {
        write!(out, "\nWHICH WRITES FIT\n{}", possible(&story.range))?;
    }
    if !comparison.rows.is_empty() {
        write!(out, "\nCOMPARED\n{}", compared(comparison))?;
    }
    if story.why.len() > 1 {
        writeln!(out, "\nWHY")?;
        for (number, why) in story.why.iter().enumerate() {
            writeln!(out, "  {} {}", number + 1, why.text)?;
        }
    }
    let helpful = story.helpful();
    if !helpful.is_empty() {
        write!(out, "\nWHAT WOULD MAKE IT END\n{}", remedies(&helpful))?;
    }
    writeln!(out, "\n{}", story.link())
}

fn values(comparison: &Comparison) -> String {
    let scenario = &comparison.fitted.scenario;
    let rows = comparison.fitted.values.iter().map(|value| {
        let name = format!("{} {}", value.origin.sign(), value.label(ENGLISH));
        (name, value.written(scenario), value.origin.why(ENGLISH))
    });
    let rows: Vec<_> = rows.collect();
    let wide = |text: &dyn Fn(&(String, String, String)) -> usize| rows.iter().map(text).max().unwrap_or(0);
    let first = wide(&|row| row.0.chars().count());
    let second = wide(&|row| row.1.chars().count());
    rows.iter()
        .map(|(name, value, why)| format!("  {name:<first$}  {value:<second$}  {why}\n"))
        .collect()
}

fn compared(comparison: &Comparison) -> String {
    let rows = comparison.rows.iter().map(|row| {
        let (measured, predicted) = row.written(ENGLISH);
        let note = match (row.differs(), row.was_fitted) {
            (true, _) => "!",
            (false, true) => "fitted",
            (false, false) => "",
        };
        let difference = row.difference_written(ENGLISH);
        vec![row.label(ENGLISH), measured, predicted, difference, note.to_owned()]
    });
    let table = table::render(&["", "measured", "predicted", "difference", ""], rows);
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The text leaves the region open: each has its rate, and its end.
fn possible(range: &[Possible]) -> String {
    let rows = range.iter().map(|possible| {
        let outlook = &possible.outlook;
        let ends = match outlook.status {
            Status::Completed => format::time(ENGLISH, outlook.total),
            _ => "-".to_owned(),
        };
        vec![
            format::size(ENGLISH, possible.region),
            format::rate(ENGLISH, possible.rate),
            ends,
            fates::fate(ENGLISH, Fate::of(outlook)),
        ]
    });
    table::render(&["region", "write rate", "ends", "stops"], rows)
}

fn remedies(helpful: &[&Answer]) -> String {
    let rows = helpful.iter().map(|answer| {
        let metrics = &answer.outlook.metrics;
        vec![
            words::change(ENGLISH, answer),
            format::time(ENGLISH, metrics.total),
            format::time(ENGLISH, metrics.downtime.total()),
            format::size(ENGLISH, metrics.traffic.total()),
        ]
    });
    table::render(&["change", "ends", "stops", "sends"], rows)
}

impl Report {
    fn nothing(name: &str, notices: Vec<String>) -> Self {
        Self {
            file: name.to_owned(),
            formats: Vec::new(),
            notices,
            missing: None,
            status: None,
            link: None,
            predicted: None,
            same_ending: None,
            values: Vec::new(),
            compared: Vec::new(),
            range: Vec::new(),
            why: Vec::new(),
            remedies: Vec::new(),
        }
    }

    fn new(name: &str, notices: Vec<String>, record: &Record, story: &Result<Story, Missing>) -> Self {
        let mut report = Self::nothing(name, notices);
        report.formats.clone_from(&record.formats);
        report.status = record.status().map(|status| status.label().english());
        let story = match story {
            Ok(story) => story,
            Err(missing) => {
                report.missing = Some(missing.text(ENGLISH));
                return report;
            }
        };
        let comparison = &story.comparison;
        let scenario = &comparison.fitted.scenario;
        report.link = Some(story.link());
        report.predicted = Some(Figures::new(Lane::Live, &comparison.outlook));
        report.same_ending = Some(comparison.same_ending());
        report.values = comparison
            .fitted
            .values
            .iter()
            .map(|value| ValueReport {
                key: value.key(),
                value: value.written(scenario),
                origin: value.origin.label().english(),
                from: value.origin.why(ENGLISH),
            })
            .collect();
        report.compared = comparison
            .rows
            .iter()
            .map(|row| RowReport {
                what: row.label(ENGLISH),
                measured: row.measured.base(),
                predicted: row.predicted.base(),
                fitted: row.was_fitted,
                differs: row.differs(),
            })
            .collect();
        report.range = story
            .range
            .iter()
            .map(|possible| PossibleReport {
                region_bytes: possible.region.as_f64(),
                rate_bytes_per_s: possible.rate.as_f64(),
                predicted: Figures::new(Lane::Live, &possible.outlook),
            })
            .collect();
        report.why = story
            .why
            .iter()
            .map(|why| WhyReport {
                rule: why.rule,
                weight: why.weight,
                text: why.text.clone(),
            })
            .collect();
        report.remedies = story
            .helpful()
            .into_iter()
            .map(|answer| RemedyReport {
                change: words::change(ENGLISH, answer),
                link: format!("#{}", link::print_scenario(&answer.scenario)),
                total_s: answer.outlook.metrics.total.as_s(),
                downtime_s: answer.outlook.metrics.downtime.total().as_s(),
            })
            .collect();
        report
    }
}
