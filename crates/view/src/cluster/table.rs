//! Migrations, links, hosts and the log as tables: the one truth about their columns. Names end in their unit.

use std::borrow::Cow;

use engine::cluster::{Entry, Move, Record, at, spans};
use engine::params::Choice;
use engine::units::{Rate, SimTime};
use text::{Language, Text, text};

use super::{figures, host, log, vm, words};
use crate::export::Word as _;
use crate::export::table::{self as export, Cell, Field};
use crate::export::two;

fn word(word: impl Into<Cow<'static, str>>) -> Cell {
    Cell::Word(word.into())
}

fn time(time: SimTime) -> Cell {
    let seconds = time.as_s();
    if seconds.is_finite() {
        Cell::Number(seconds)
    } else {
        Cell::Nothing
    }
}

/// One migration.
#[must_use]
pub fn migration(record: &Record, place: usize) -> Vec<Field> {
    let one = &record.moves[place];
    let figures = &one.figures;
    vec![
        ("vm", word(vm(record, one.vm))),
        ("from", word(host(one.from))),
        ("to", word(host(one.to))),
        ("kind", word(one.kind.token())),
        ("why", word(words::why_token(one.why))),
        ("asked_s", time(one.asked)),
        ("start_s", time(one.start)),
        ("end_s", time(one.end)),
        ("wait_s", time(one.waited())),
        ("total_time_s", time(figures.total)),
        ("outcome", word(words::end_token(one.outcome))),
        ("ended_by", word(figures.outcome.why.word())),
        ("tries", Cell::Count(u64::from(one.tries) + 1)),
        ("downtime_s", time(figures.downtime.total())),
        ("outage_s", time(figures.outage)),
        ("fault_blocked_s", time(figures.fault_blocked)),
        ("bytes_sent", Cell::Number(figures.traffic.total().as_f64())),
        ("syncs", Cell::Count(figures.syncs.into())),
        ("line_bits_per_s", Cell::Number(one.line.as_f64() * 8.0)),
        ("mean_share", Cell::Number(mean_share(one))),
        ("bound_by", bound(record, one)),
    ]
}

/// What of runs has lines of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The figures of a run: one line.
    Figures,
    /// A line a drain.
    Drains,
    /// A line a migration.
    Migrations,
    /// A line a link in one direction.
    Links,
    /// A line for each change of a host.
    Hosts,
    /// A line a decision, in words.
    Log,
}

impl Of {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Figures,
        Self::Drains,
        Self::Migrations,
        Self::Links,
        Self::Hosts,
        Self::Log,
    ];

    /// Its name for the command line, in JSON and of files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Drains => "drains",
            Self::Migrations => "migrations",
            Self::Links => "links",
            Self::Hosts => "hosts",
            Self::Log => "log",
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Figures => text!("Figures"),
            Self::Drains => text!("Drains"),
            Self::Migrations => text!("Migrations"),
            Self::Links => text!("Links" in "network"),
            Self::Hosts => text!("Hosts"),
            Self::Log => text!("Decisions, and why not"),
        }
    }

    /// The lines of a run.
    #[must_use]
    pub fn lines(self, language: Language, record: &Record) -> Vec<Vec<Field>> {
        match self {
            Self::Figures => vec![figures::fields(record)],
            Self::Drains => record.figures.drains.iter().map(figures::drain).collect(),
            Self::Migrations => (0..record.moves.len()).map(|place| migration(record, place)).collect(),
            Self::Links => (0..record.links.len()).map(|place| link(record, place)).collect(),
            Self::Hosts => (0..record.hosts.len())
                .flat_map(|place| host_rows(record, place))
                .collect(),
            Self::Log => record.log.iter().map(|said| entry(language, record, said)).collect(),
        }
    }
}

/// The lines of a link's runs as CSV; the first columns are the link and which of the runs.
///
/// ```
/// use engine::cluster::{Detail, simulate};
/// use text::{Language, Text, text};
/// use view::cluster::table::{Of, csv};
/// use view::export::two;
///
/// let record = simulate(&link::cluster::parse("vms=4xweb@h1&do=drain:h1@10s").0.first.possible().0, Detail::All);
/// let text = csv(Of::Migrations, Language::English, "#screen=cluster", [(two::Of::First, &record)]);
/// assert_eq!(text.lines().count(), 5, "a head and four migrations");
/// ```
pub fn csv<'a>(
    of: Of,
    language: Language,
    link: &str,
    runs: impl IntoIterator<Item = (two::Of, &'a Record)>,
) -> String {
    let mut text = String::new();
    for (run, record) in runs {
        add_csv(&mut text, link, run, of.lines(language, record));
    }
    text
}

/// Adds lines to a CSV about a link, each with which of the runs it is about; below a head with the names if there is none yet.
pub fn add_csv(text: &mut String, link: &str, of: two::Of, lines: impl IntoIterator<Item = Vec<Field>>) {
    for fields in lines {
        if text.is_empty() {
            let names = fields.iter().map(|(name, _)| *name);
            export::head(text, ["link", two::Of::COLUMN].into_iter().chain(names));
        }
        let first = [word(link.to_owned()), word(of.word())];
        export::line(text, first.iter().chain(fields.iter().map(|(_, cell)| cell)));
    }
}

/// The mean share of the line while a migration goes on.
fn mean_share(one: &Move) -> f64 {
    let parts = spans(&one.rates, one.end).map(|(start, until, rate)| rate.share.as_f64() * (until - start).as_s());
    let span = (one.end - one.start).as_s();
    if span > 0.0 { parts.sum::<f64>() / span } else { 0.0 }
}

/// The link that held a migration back for the longest time.
fn bound(record: &Record, one: &Move) -> Cell {
    let mut times: Vec<(Option<u32>, f64)> = Vec::new();
    for (start, until, rate) in spans(&one.rates, one.end).filter(|(_, _, rate)| !rate.rate.is_zero()) {
        let span = (until - start).as_s();
        match times.iter_mut().find(|(link, _)| *link == rate.bound) {
            Some((_, sum)) => *sum += span,
            None => times.push((rate.bound, span)),
        }
    }
    let most = times.into_iter().max_by(|(_, one), (_, other)| one.total_cmp(other));
    match most {
        Some((Some(link), _)) => word(record.links[link as usize].name.to_string()),
        Some((None, _)) => word("itself"),
        None => Cell::Nothing,
    }
}

/// One link.
#[must_use]
pub fn link(record: &Record, place: usize) -> Vec<Field> {
    let course = &record.links[place];
    let capacity = at(&course.capacity, SimTime::ZERO).copied().unwrap_or_default();
    let (mut bytes, mut peak, mut busy) = (0.0, Rate::ZERO, 0.0);
    for (start, until, used) in spans(&course.used, record.until) {
        let span = (until - start).as_s();
        bytes += used.as_f64() * span;
        peak = peak.max(*used);
        if !used.is_zero() {
            busy += span;
        }
    }
    let rates = record.moves.iter().flat_map(|one| spans(&one.rates, one.end));
    let bound: f64 = rates
        .filter(|(_, _, rate)| rate.bound == Some(place as u32))
        .map(|(start, until, _)| (until - start).as_s())
        // A sum of nothing is minus zero.
        .fold(0.0, |sum, span| sum + span);
    vec![
        ("link", word(course.name.to_string())),
        ("capacity_bytes_per_s", Cell::Number(capacity.as_f64())),
        ("bytes", Cell::Number(bytes)),
        ("peak_share", Cell::Number(peak / capacity)),
        (
            "mean_share_while_used",
            Cell::Number(if busy > 0.0 {
                bytes / busy / capacity.as_f64()
            } else {
                0.0
            }),
        ),
        ("used_s", Cell::Number(busy)),
        ("migrations_bound_s", Cell::Number(bound)),
    ]
}

/// One host, from a time on: a row for each change of its state or load.
#[must_use]
pub fn host_rows(record: &Record, place: usize) -> Vec<Vec<Field>> {
    let course = &record.hosts[place];
    let mut times: Vec<SimTime> = course.state.iter().map(|step| step.at).collect();
    times.extend(course.load.iter().map(|step| step.at));
    times.sort();
    times.dedup();
    times
        .into_iter()
        .map(|time_at| {
            let state = at(&course.state, time_at).copied();
            let load = at(&course.load, time_at).copied().unwrap_or_default();
            vec![
                ("host", word(host(place as u32))),
                ("time_s", time(time_at)),
                (
                    "state",
                    state.map_or(Cell::Nothing, |state| word(words::state_token(state))),
                ),
                ("resident_bytes", Cell::Number(load.resident.as_f64())),
                ("booked_bytes", Cell::Number(load.booked.as_f64())),
                ("wanted_cores", Cell::Number(load.wanted)),
                ("given_cores", Cell::Number(load.given)),
            ]
        })
        .collect()
}

/// A line of the log.
#[must_use]
pub fn entry(language: Language, record: &Record, entry: &Entry) -> Vec<Field> {
    vec![
        ("time_s", time(entry.at)),
        ("until_s", time(entry.until)),
        ("times", Cell::Count(entry.times.into())),
        ("said", word(log::sentence(language, record, entry))),
    ]
}
