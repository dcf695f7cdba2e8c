//! `run --trace`: the whole course of a lane for notebooks.
//!
//! The table of samples is the same in JSON and in CSV, and that of the page
//! (`view::export::table`); phases, rounds, zones and events are in JSON alone.

use serde::{Serialize, Serializer};

use super::report::LaneReport;
use crate::params::Choice;
use crate::trace::LaneTrace;
use crate::view::export::Word as _;
use crate::view::export::table::{Cell, columns, row};

/// A lane with its figures and its course.
#[derive(Debug, Serialize)]
pub(super) struct LaneRecord {
    #[serde(flatten)]
    report: LaneReport,
    ram_bytes: f64,
    line_bytes_per_s: f64,
    zones: Vec<ZoneRecord>,
    phases: Vec<PhaseRecord>,
    rounds: Vec<RoundRecord>,
    events: Vec<EventRecord>,
    samples: Table,
}

#[derive(Debug, Serialize)]
struct ZoneRecord {
    /// `null` where nobody writes.
    pattern: Option<&'static str>,
    start_bytes: f64,
    size_bytes: f64,
}

#[derive(Debug, Serialize)]
struct PhaseRecord {
    #[serde(flatten)]
    kind: Kind,
    start_s: f64,
    end_s: f64,
    power: &'static str,
    host: &'static str,
}

#[derive(Debug, Serialize)]
struct RoundRecord {
    number: u32,
    start_s: f64,
    end_s: f64,
    queued_pages: f64,
    sent_pages: f64,
    dirtied_pages: f64,
    left_pages: f64,
    threshold_pages: f64,
    /// Of rounds that are told together: the number of the first, and the least and the most that one of them left.
    #[serde(skip_serializing_if = "Option::is_none")]
    merged: Option<MergedRecord>,
}

#[derive(Debug, Serialize)]
struct MergedRecord {
    first: u32,
    least_left_pages: f64,
    most_left_pages: f64,
    because: String,
}

#[derive(Debug, Serialize)]
struct EventRecord {
    at_s: f64,
    #[serde(flatten)]
    kind: Kind,
}

/// A kind such as `round_end`, with the number (or the word) that belongs to it.
#[derive(Debug, PartialEq, Serialize)]
struct Kind {
    kind: String,
    detail: Cell,
}

/// Rows under named columns; in JSON an object a row.
#[derive(Debug)]
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Row<'a>(&'a [String], &'a [Cell]);
        impl Serialize for Row<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().zip(self.1))
            }
        }
        serializer.collect_seq(self.rows.iter().map(|row| Row(&self.columns, row)))
    }
}

impl LaneRecord {
    pub(super) fn new(trace: &LaneTrace) -> Self {
        Self {
            report: LaneReport::new(trace.lane, &trace.metrics),
            ram_bytes: trace.memory.bytes().as_f64(),
            line_bytes_per_s: trace.line.as_f64(),
            zones: zones(trace),
            phases: phases(trace),
            rounds: rounds(trace),
            events: events(trace),
            samples: Table {
                columns: columns(trace.zones.len()),
                rows: trace.samples.iter().map(|sample| row(trace, sample)).collect(),
            },
        }
    }
}

fn zones(trace: &LaneTrace) -> Vec<ZoneRecord> {
    let zones = trace.zones.iter().map(|zone| ZoneRecord {
        pattern: zone.pattern.map(Choice::token),
        start_bytes: zone.start.bytes().as_f64(),
        size_bytes: zone.pages.bytes().as_f64(),
    });
    zones.collect()
}

fn phases(trace: &LaneTrace) -> Vec<PhaseRecord> {
    let phases = trace.phases.iter().map(|phase| PhaseRecord {
        kind: Kind::of(phase.kind),
        start_s: phase.start.as_s(),
        end_s: phase.end.as_s(),
        power: phase.power.word(),
        host: phase.host.word(),
    });
    phases.collect()
}

fn rounds(trace: &LaneTrace) -> Vec<RoundRecord> {
    let rounds = trace.rounds.iter().map(|round| RoundRecord {
        number: round.number,
        start_s: round.start.as_s(),
        end_s: round.end.as_s(),
        queued_pages: round.queued.as_f64(),
        sent_pages: round.sent.as_f64(),
        dirtied_pages: round.dirtied.as_f64(),
        left_pages: round.left.as_f64(),
        threshold_pages: round.threshold.as_f64(),
        merged: round.merged.map(|merged| MergedRecord {
            first: merged.first,
            least_left_pages: merged.least.as_f64(),
            most_left_pages: merged.most.as_f64(),
            because: word(merged.why),
        }),
    });
    rounds.collect()
}

fn events(trace: &LaneTrace) -> Vec<EventRecord> {
    let events = trace.events.iter().map(|event| EventRecord {
        at_s: event.at.as_s(),
        kind: Kind::of(event.kind),
    });
    events.collect()
}

impl Kind {
    /// From the name of a variant, with its payload in brackets if it has one.
    fn of(kind: impl std::fmt::Debug) -> Self {
        let name = format!("{kind:?}");
        let detail = name.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'));
        Self {
            kind: word(kind),
            detail: match detail.parse() {
                Ok(number) => Cell::Count(number),
                Err(_) if detail.is_empty() => Cell::Nothing,
                // A variant of its own, written without quotes.
                Err(_) => Cell::Word(word(format_args!("{detail}")).into()),
            },
        }
    }
}

/// The name of a variant as scripts read it, without what it carries: `RoundEnd` is `round_end`.
fn word(variant: impl std::fmt::Debug) -> String {
    let name = format!("{variant:?}");
    let mut out = String::new();
    for letter in name.chars().take_while(|&letter| letter != '(') {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
