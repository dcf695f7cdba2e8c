//! `run --trace`: the whole course of a lane for notebooks.
//!
//! The table of samples is the same in JSON and in CSV; phases, rounds, zones
//! and events are in JSON alone.

use serde::{Serialize, Serializer};

use super::report::{Cell, LaneReport, snake_case};
use crate::model::{Cause, Host, Power, Sample};
use crate::params::Choice;
use crate::trace::LaneTrace;
use crate::units::SimTime;

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
    power: String,
    host: String,
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

    pub(super) fn lane(&self) -> &'static str {
        self.report.figures.lane
    }

    /// How many zones the table of samples has columns for.
    pub(super) fn zones(&self) -> usize {
        self.zones.len()
    }

    /// The table of samples.
    pub(super) fn rows(&self) -> &[Vec<Cell>] {
        &self.samples.rows
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
        power: power_word(phase.power),
        host: host_word(phase.host),
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

/// The columns of the table of samples.
pub(super) fn columns(zones: usize) -> Vec<String> {
    let mut columns: Vec<String> = ["time_s", "phase", "power", "host", "sent_bytes"]
        .map(str::to_owned)
        .into();
    columns.extend(Cause::ALL.map(|cause| format!("sent_{}_bytes", snake_case(&format!("{cause:?}")))));
    columns.extend(
        [
            "wire_bytes_per_s",
            "speed_share",
            "memory_left_bytes",
            "zero_left_bytes",
            "disk_left_bytes",
            "threshold_bytes",
        ]
        .map(str::to_owned),
    );
    for zone in 1..=zones {
        columns.extend(["queued", "dirty"].map(|part| format!("zone{zone}_{part}_bytes")));
    }
    columns
}

fn row(trace: &LaneTrace, sample: &Sample) -> Vec<Cell> {
    let (phase, power, host) = situation(trace, sample.at);
    let mut row = vec![Cell::Number(sample.at.as_s()), phase, power, host];
    row.push(Cell::Number(sample.sent.total().as_f64()));
    row.extend(sample.sent.iter().map(|(_, bytes)| Cell::Number(bytes.as_f64())));
    let rest = [
        sample.wire.as_f64(),
        sample.speed.as_f64(),
        sample.memory_left().as_f64(),
        sample.zero_left.bytes().as_f64(),
        sample.disk_left.as_f64(),
        sample.threshold.as_f64(),
    ];
    row.extend(rest.map(Cell::Number));
    let zones = sample.zones.iter().flat_map(|zone| [zone.queued, zone.dirty]);
    row.extend(zones.map(|pages| Cell::Number(pages.bytes().as_f64())));
    row
}

/// What goes on from this time: the phase (none after the end), the VM, its host.
fn situation(trace: &LaneTrace, time: SimTime) -> (Cell, Cell, Cell) {
    let moment = trace.at(time);
    (
        moment
            .phase
            .map_or(Cell::Nothing, |phase| Cell::Word(Kind::of(phase.kind).kind)),
        Cell::Word(power_word(moment.power)),
        Cell::Word(host_word(moment.host)),
    )
}

fn power_word(power: Power) -> String {
    snake_case(&format!("{power:?}"))
}

fn host_word(host: Host) -> String {
    snake_case(&format!("{host:?}"))
}

impl Kind {
    /// From the name of a variant, with its payload in brackets if it has one.
    fn of(kind: impl std::fmt::Debug) -> Self {
        let name = format!("{kind:?}");
        let (word, detail) = name.split_once('(').unwrap_or((&name, ""));
        let detail = detail.strip_suffix(')').unwrap_or(detail);
        Self {
            kind: snake_case(word),
            detail: match detail.parse() {
                Ok(number) => Cell::Count(number),
                Err(_) if detail.is_empty() => Cell::Nothing,
                Err(_) => Cell::Word(snake_case(detail)),
            },
        }
    }
}
