//! Figures and samples as tables: the one truth about their columns, for the
//! page and for the command line. Names end in their unit.

use std::borrow::Cow;
use std::io;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::Word as _;
use super::two::{Changes, Differences, Of, Second, difference};
use engine::migration::{Cause, Figures, Metrics, Outcome, Sample, Verdict};
use engine::params::{Choice, Lane};
use engine::trace::{LaneTrace, Trace};
use engine::units::SimTime;

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A quantity.
    Number(f64),
    /// How many.
    Count(u64),
    /// A word that scripts read.
    Word(Cow<'static, str>),
    /// `null` in JSON, an empty field in CSV.
    Nothing,
}

/// A value under its name.
pub type Field = (&'static str, Cell);

/// The figures of one lane.
#[must_use]
pub fn figures(lane: Lane, metrics: &Metrics) -> Vec<Field> {
    use Cell::{Count, Number};
    let word = |word| Cell::Word(Cow::Borrowed(word));
    let outcome = &metrics.outcome;
    vec![
        ("lane", word(lane.token())),
        ("status", word(metrics.status.word())),
        ("total_time_s", Number(metrics.total.as_s())),
        ("downtime_s", Number(metrics.downtime.total().as_s())),
        ("outage_s", Number(metrics.outage.as_s())),
        ("bytes_sent", Number(metrics.traffic.total().as_f64())),
        ("memory_bytes", Number(metrics.traffic.memory().as_f64())),
        ("disk_bytes", Number(metrics.traffic.disk().as_f64())),
        ("state_bytes", Number(metrics.traffic[Cause::State].as_f64())),
        ("syncs", Count(metrics.syncs.into())),
        ("page_faults", Number(metrics.page_faults.as_f64())),
        ("fault_blocked_s", Number(metrics.fault_blocked.as_s())),
        ("throttle_max_pct", Number(metrics.throttle_max.as_f64() * 100.0)),
        ("bound_by", word(metrics.bound.word())),
        ("ended_by", word(outcome.why.word())),
        ("primary", word(outcome.primary.word())),
        ("vm", word(vm(outcome))),
        ("recoverable", word(if outcome.recoverable { "yes" } else { "no" })),
        ("held_s", Number(outcome.held.as_s())),
    ]
    .into_iter()
    .chain(verdict(metrics))
    .collect()
}

/// What became of it in a word, why, and the numbers of that; where chance decides, one run in ten ends no later than
/// `p10` says, and nine in ten no later than `p90`.
fn verdict(metrics: &Metrics) -> [Field; 12] {
    use Cell::{Nothing, Number};
    let verdict = metrics.verdict();
    let word = |word| Cell::Word(Cow::Borrowed(word));
    let by = match verdict {
        Verdict::Ends | Verdict::Hovers => Nothing,
        Verdict::Never(never) => word(never.decides.word()),
        Verdict::Stopped(asked) => word(asked.word()),
        Verdict::Failed(why) | Verdict::Lost(why) => word(why.word()),
        Verdict::NotDecided(why) => word(why.word()),
    };
    let (leaves, allowed) = match verdict {
        Verdict::Never(never) => (Number(never.leaves.as_f64()), Number(never.allowed.as_f64())),
        _ => (Nothing, Nothing),
    };
    let spread = metrics.spread();
    let of = |run: Option<Figures>, figure: fn(Figures) -> f64| run.map_or(Nothing, |run| Number(figure(run)));
    let total = |run: Figures| run.total.as_s();
    let sent = |run: Figures| run.sent.as_f64();
    let downtime = |run: Option<Figures>, time: SimTime| run.map_or(Nothing, |_| Number(time.as_s()));
    let crash = metrics.outcome.crash_after;
    [
        ("verdict", word(verdict.word())),
        ("verdict_by", by),
        ("ended_share", Number(metrics.ended_share().as_f64())),
        ("total_time_p10_s", of(spread.early, total)),
        ("total_time_p90_s", of(spread.late, total)),
        ("downtime_p10_s", downtime(spread.early, spread.downtimes.0)),
        ("downtime_p90_s", downtime(spread.late, spread.downtimes.1)),
        ("sent_p10_bytes", of(spread.early, sent)),
        ("sent_p90_bytes", of(spread.late, sent)),
        ("round_leaves_bytes", leaves),
        ("may_be_left_bytes", allowed),
        ("lost_at_s", crash.map_or(Nothing, |crash| Number(crash.at.as_s()))),
    ]
}

/// What became of the VM, in the word that scripts read.
#[must_use]
pub const fn vm(outcome: &Outcome) -> &'static str {
    match (outcome.lost, outcome.up) {
        (true, _) => "lost",
        (false, true) => "up",
        (false, false) => "down",
    }
}

/// Downtime in seconds and traffic in bytes by cause, without zeros.
#[must_use]
pub fn splits(metrics: &Metrics) -> [(&'static str, Vec<(&'static str, f64)>); 2] {
    let downtime = metrics.downtime.iter().filter(|(_, time)| !time.is_zero());
    let traffic = metrics.traffic.iter().filter(|(_, bytes)| !bytes.is_zero());
    [
        (
            "downtime_by_s",
            downtime.map(|(cause, time)| (cause.word(), time.as_s())).collect(),
        ),
        (
            "traffic_by_bytes",
            traffic.map(|(cause, bytes)| (cause.word(), bytes.as_f64())).collect(),
        ),
    ]
}

/// The columns of the table of samples of a lane with this many zones.
#[must_use]
pub fn columns(zones: usize) -> Vec<String> {
    let mut columns: Vec<String> = ["time_s", "phase", "power", "host", "sent_bytes"]
        .map(str::to_owned)
        .into();
    columns.extend(Cause::ALL.map(|cause| format!("sent_{}_bytes", cause.word())));
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

/// One sample of a lane under [`columns`]: the stage (none after the end), the VM and its host are those from now on.
#[must_use]
pub fn row(trace: &LaneTrace, sample: &Sample) -> Vec<Cell> {
    let moment = trace.at(sample.at);
    let phase = moment
        .phase
        .map_or(Cell::Nothing, |phase| Cell::Word(phase.kind.word().into()));
    let mut row = vec![
        Cell::Number(sample.at.as_s()),
        phase,
        Cell::Word(moment.power.word().into()),
        Cell::Word(moment.host.word().into()),
        Cell::Number(sample.sent.total().as_f64()),
    ];
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

/// A line of CSV.
pub fn line<'a>(text: &mut String, cells: impl IntoIterator<Item = &'a Cell>) {
    record(text, cells.into_iter().map(Cell::csv));
}

/// A line of CSV with names in it.
pub fn head<'a>(text: &mut String, names: impl IntoIterator<Item = &'a str>) {
    record(text, names);
}

fn record(text: &mut String, fields: impl IntoIterator<Item = impl AsRef<str>>) {
    /// A long line of numbers; a longer one takes more.
    const LINE: usize = 1024;
    let mut writer = csv::WriterBuilder::new().buffer_capacity(LINE).from_writer(Vec::new());
    for field in fields {
        writer
            .write_field(field.as_ref())
            .expect("memory takes all that is written");
    }
    // Ends the line.
    writer
        .write_record(None::<&[u8]>)
        .expect("memory takes all that is written");
    let line = writer.into_inner().expect("memory takes all that is written");
    text.push_str(std::str::from_utf8(&line).expect("fields are text"));
}

impl Cell {
    fn csv(&self) -> Cow<'_, str> {
        match self {
            Self::Number(number) => Cow::Owned(digits(*number)),
            Self::Count(count) => Cow::Owned(count.to_string()),
            Self::Word(word) => Cow::Borrowed(word),
            Self::Nothing => Cow::Borrowed(""),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Count(count) => serializer.serialize_u64(*count),
            Self::Word(word) => serializer.serialize_str(word),
            Self::Nothing => serializer.serialize_none(),
        }
    }
}

/// The shortest digits that read back as the same number, with a point, so that a column keeps one type.
fn digits(number: f64) -> String {
    let digits = number.to_string();
    if digits.contains('.') { digits } else { digits + ".0" }
}

/// The figures of the lanes as CSV, a line a lane and run, as `migrascope run LINK --format csv` prints them.
#[must_use]
pub fn results_csv(link: &str, runs: &Runs<'_>, lanes: &[Lane]) -> String {
    let mut text = String::new();
    let of = |trace: &Trace| -> Vec<Vec<Field>> {
        let lanes = trace.of(lanes);
        lanes.map(|lane| figures(lane.lane, &lane.metrics)).collect()
    };
    let first = of(runs.first);
    if let Some(fields) = first.first() {
        results_head(&mut text, fields);
    }
    results_lines(&mut text, link, &first, &runs.second.map(of).unwrap_or_default());
    text
}

/// The lines of [`results_csv`] for one link: a line a lane of the first run, and if there is a second one its lines and those
/// of the difference.
pub fn results_lines(text: &mut String, link: &str, first: &[Vec<Field>], second: &[Vec<Field>]) {
    for fields in first {
        results_line(text, link, Of::First, fields);
    }
    for fields in second {
        results_line(text, link, Of::Second, fields);
    }
    for (first, second) in first.iter().zip(second) {
        results_line(text, link, Of::Difference, &difference(first, second));
    }
}

/// The head of [`results_csv`].
pub fn results_head(text: &mut String, fields: &[Field]) {
    head(
        text,
        std::iter::once("link")
            .chain(fields.iter().map(|(name, _)| *name))
            .chain([Of::COLUMN]),
    );
}

fn results_line(text: &mut String, link: &str, run: Of, fields: &[Field]) {
    let [link, run] = [link, run.word()].map(|word| Cell::Word(word.to_owned().into()));
    let cells = fields.iter().map(|(_, cell)| cell);
    line(text, std::iter::once(&link).chain(cells).chain([&run]));
}

/// The figures of the lanes as JSON, as `migrascope run LINK` prints them. `changes` is what the second run has otherwise.
#[must_use]
pub fn results_json(
    link: &str,
    notices: &[String],
    runs: &Runs<'_>,
    changes: &[link::Difference],
    lanes: &[Lane],
) -> String {
    #[derive(Serialize)]
    struct Results<'a> {
        link: &'a str,
        notices: &'a [String],
        lanes: Vec<LaneFigures<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        second: Option<Second<LaneFigures<'a>>>,
    }
    fn of<'a>(trace: &'a Trace, lanes: &[Lane]) -> Vec<LaneFigures<'a>> {
        let lanes = trace.of(lanes);
        lanes.map(|lane| LaneFigures(lane.lane, &lane.metrics)).collect()
    }
    let second = runs.second.map(|second| {
        let pairs = runs.first.of(lanes).zip(second.of(lanes));
        let pairs = pairs.map(|(first, second)| [first, second].map(|lane| figures(lane.lane, &lane.metrics)));
        let difference = pairs.map(|[first, second]| Differences(difference(&first, &second)));
        Second {
            changes: Changes(changes.to_vec()),
            lanes: of(second, lanes),
            difference: difference.collect(),
        }
    });
    let results = Results {
        link,
        notices,
        lanes: of(runs.first, lanes),
        second,
    };
    let mut text = Vec::new();
    results
        .serialize(&mut serde_json::Serializer::with_formatter(&mut text, Digits))
        .expect("memory takes all that is written");
    text.push(b'\n');
    String::from_utf8(text).expect("JSON is text")
}

/// A run, and the one beside it if there is one.
#[derive(Clone, Copy, Debug)]
pub struct Runs<'a> {
    /// That of the plain keys.
    pub first: &'a Trace,
    /// That of the `vs.` keys.
    pub second: Option<&'a Trace>,
}

impl<'a> Runs<'a> {
    /// One run.
    #[must_use]
    pub const fn one(first: &'a Trace) -> Self {
        Self { first, second: None }
    }
}

/// Figures and splits as one object.
struct LaneFigures<'a>(Lane, &'a Metrics);

impl Serialize for LaneFigures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(lane, metrics) = *self;
        let mut object = serializer.serialize_map(None)?;
        for (name, cell) in figures(lane, metrics) {
            object.serialize_entry(name, &cell)?;
        }
        for (name, parts) in splits(metrics) {
            object.serialize_entry(name, &Split(parts))?;
        }
        object.end()
    }
}

/// Parts of a figure under their names.
struct Split(Vec<(&'static str, f64)>);

impl Serialize for Split {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// Numbers in JSON have the same digits as in CSV.
struct Digits;

impl Formatter for Digits {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, number: f64) -> io::Result<()> {
        writer.write_all(digits(number).as_bytes())
    }
}

/// The samples of the lanes as CSV, as `migrascope run LINK --trace --format csv` prints them.
#[must_use]
pub fn trace_csv(link: &str, runs: &Runs<'_>, lanes: &[Lane]) -> String {
    let first = runs.first.of(lanes).map(|lane| (Of::First, lane));
    let second = runs.second.into_iter().flat_map(|second| second.of(lanes));
    let traces = || first.clone().chain(second.clone().map(|lane| (Of::Second, lane)));
    let zones = traces().map(|(_, lane)| lane.zones.len()).max().unwrap_or(0);
    let mut text = String::new();
    let columns = columns(zones);
    samples_head(&mut text, &columns);
    for (run, lane) in traces() {
        samples_lines(&mut text, link, run, lane, columns.len());
    }
    text
}

/// The head of [`trace_csv`].
pub fn samples_head(text: &mut String, columns: &[String]) {
    head(
        text,
        ["link", "lane", Of::COLUMN]
            .into_iter()
            .chain(columns.iter().map(String::as_str)),
    );
}

/// The lines of [`trace_csv`] for one lane; zones that others have and this one has not stay empty.
pub fn samples_lines(text: &mut String, link: &str, run: Of, lane: &LaneTrace, columns: usize) {
    let names = [link, lane.lane.token(), run.word()].map(|name| Cell::Word(name.to_owned().into()));
    for sample in &lane.samples {
        let mut row = row(lane, sample);
        row.resize(columns, Cell::Nothing);
        line(text, names.iter().chain(&row));
    }
}
