//! `migrascope advise`: what would make a live migration end, or keep a promise.

use std::io::{self, Write};
use std::iter;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::report::Figures;
use super::{Finding, table};
use crate::explore::advice::{Advice, Answer, Kept, Promise};
use crate::link::{self, quantity};
use crate::params::{Lane, Quantity, Unit};
use crate::text::Language;
use crate::units::{Bytes, Share, SimTime};
use crate::view::advice as words;
use crate::view::format;

#[derive(Debug, Args)]
pub(super) struct Advise {
    /// The experiment, such as '#ram=16GiB&writes=random:2GiB@300MiB/s'.
    link: String,
    /// The migration is to end within this time.
    #[arg(long, value_name = "TIME", value_parser = parse::<SimTime>)]
    total: Option<SimTime>,
    /// The VM is to stand still for no longer than this.
    #[arg(long, value_name = "TIME", value_parser = parse::<SimTime>)]
    downtime: Option<SimTime>,
    /// Clients are to wait for no longer than this.
    #[arg(long, value_name = "TIME", value_parser = parse::<SimTime>)]
    outage: Option<SimTime>,
    /// No more than this is to go over the wire.
    #[arg(long, value_name = "SIZE", value_parser = parse::<Bytes>)]
    traffic: Option<Bytes>,
    /// The VM is to run at least at this share of its speed.
    #[arg(long, value_name = "SHARE", value_parser = parse::<Share>)]
    speed: Option<Share>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    Table,
    /// One JSON object.
    Json,
}

/// A quantity of a promise, with its unit.
trait Promised: TryFrom<Quantity> + Clone + Send + Sync + 'static {
    const UNIT: Unit;
}

impl Promised for SimTime {
    const UNIT: Unit = Unit::Time;
}

impl Promised for Bytes {
    const UNIT: Unit = Unit::Size;
}

impl Promised for Share {
    const UNIT: Unit = Unit::Share;
}

fn parse<Q: Promised>(text: &str) -> Result<Q, String> {
    let value = quantity::parse(Q::UNIT, text).map_err(|error| error.to_string())?;
    Q::try_from(value).map_err(|_| "another unit is needed".to_owned())
}

#[derive(Serialize)]
struct Report {
    link: String,
    notices: Vec<String>,
    keeps: &'static str,
    figures: Figures,
    remedies: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    change: String,
    link: String,
    hurts: &'static str,
    keeps: &'static str,
    figures: Figures,
    notes: Vec<String>,
}

impl Advise {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        let (experiment, notices) = link::parse(&self.link);
        super::about_second(&experiment);
        let notices: Vec<String> = notices.iter().map(ToString::to_string).collect();
        let advice = Advice::whole(experiment.scenario, self.promise());
        let out = io::stdout().lock();
        match self.format {
            Format::Table => print_table(&advice, &notices, out)?,
            Format::Json => print_json(&advice, notices.clone(), out)?,
        }
        let is_kept = advice.now() == Kept::All || advice.helpful().iter().any(|answer| answer.kept == Kept::All);
        Ok(if is_kept && notices.is_empty() {
            Finding::Nothing
        } else {
            Finding::Something
        })
    }

    const fn promise(&self) -> Promise {
        Promise {
            total: self.total,
            downtime: self.downtime,
            outage: self.outage,
            traffic: self.traffic,
            speed: self.speed,
        }
    }
}

const fn word(kept: Kept) -> &'static str {
    match kept {
        Kept::Nothing => "nothing",
        Kept::End => "it ends",
        Kept::Time => "it ends in time",
        Kept::All => "all",
    }
}

fn link_of(answer: &Answer) -> String {
    format!("#{}", link::print_scenario(&answer.scenario))
}

fn print_json(advice: &Advice, notices: Vec<String>, mut out: impl Write) -> io::Result<()> {
    let entry = |answer: &Answer| Entry {
        change: words::change(Language::English, answer),
        link: link_of(answer),
        hurts: answer.remedy.class.label().english(),
        keeps: word(answer.kept),
        figures: Figures::new(Lane::Live, &answer.outlook.metrics),
        notes: if answer.kept > advice.now() {
            words::costs(Language::English, advice, answer)
        } else {
            vec![words::reason(Language::English, advice, answer)]
        },
    };
    let report = Report {
        link: format!("#{}", link::print_scenario(advice.scenario())),
        notices,
        keeps: word(advice.now()),
        figures: Figures::new(Lane::Live, &advice.outlook().metrics),
        remedies: advice
            .helpful()
            .into_iter()
            .chain(advice.useless())
            .map(entry)
            .collect(),
    };
    serde_json::to_writer(&mut out, &report)?;
    writeln!(out)
}

fn print_table(advice: &Advice, notices: &[String], mut out: impl Write) -> io::Result<()> {
    writeln!(out, "#{}", link::print_scenario(advice.scenario()))?;
    for notice in notices {
        writeln!(out, "  ! {notice}")?;
    }
    if advice.now() == Kept::All {
        return writeln!(out, "  The promise is kept as it is.");
    }
    let helpful = advice.helpful();
    let row = |answer: &&&Answer| {
        let metrics = &answer.outlook.metrics;
        vec![
            words::change(Language::English, answer),
            format::time(Language::English, metrics.total),
            format::time(Language::English, metrics.downtime.total()),
            format::size(Language::English, metrics.traffic.total()),
        ]
    };
    for (kept, title) in [
        (Kept::All, "What keeps the promise"),
        (
            Kept::Time,
            "What makes it end in time, and keeps no more of the promise",
        ),
        (Kept::End, "What makes it end, but too late"),
    ] {
        let rows: Vec<_> = helpful.iter().filter(|answer| answer.kept == kept).collect();
        if rows.is_empty() {
            continue;
        }
        writeln!(out, "{title}:")?;
        let costs = rows
            .iter()
            .map(|answer| words::costs(Language::English, advice, answer).join("; "));
        let figures = table::render(&["change", "ends", "stops", "sends"], rows.iter().map(row));
        for (figures, costs) in figures.lines().zip(iter::once("and costs".to_owned()).chain(costs)) {
            writeln!(out, "{}", format!("{figures}  {costs}").trim_end())?;
        }
    }
    if helpful.is_empty() {
        writeln!(out, "Nothing that is known here helps.")?;
    }
    for answer in advice.useless() {
        writeln!(out, "  {}", words::reason(Language::English, advice, answer))?;
    }
    Ok(())
}
