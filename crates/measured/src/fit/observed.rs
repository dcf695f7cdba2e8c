//! What a record says about the course of a pre-copy, in the terms of the engine.

use crate::record::{Field, Record, Snapshot, Status};
use engine::migration::QUANTUM;
use engine::units::{Bytes, Rate, SimTime};

/// A pass that was seen to end, with what was left after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pass {
    /// Its number, counted from one.
    pub number: u32,
    /// When it ended.
    pub end: SimTime,
    /// What was left to send after its sync.
    pub left: Bytes,
    /// By how much that may be wrong: what was sent between the two looks beside it.
    pub unsure: Bytes,
    /// What had been sent when it ended.
    pub sent: Bytes,
}

/// Memory as the first pass sends it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirstPass {
    /// All that it sends.
    pub sent: Bytes,
    /// By how much that may be wrong.
    pub unsure: Bytes,
}

/// What is left of a pass at its end: it ends at the first look at which the rest fits into the limit, and looks are a quantum
/// apart.
fn rest(rate: Rate, limit: SimTime) -> Bytes {
    rate * (limit - QUANTUM * 0.5)
}

/// The passes whose end lies between two moments that follow each other.
#[must_use]
pub fn passes(record: &Record, rate: Rate, limit: SimTime, first: FirstPass) -> Vec<Pass> {
    let rest = rest(rate, limit);
    let quantum = rate * QUANTUM;
    let seen: Vec<Seen> = record.snapshots.iter().filter_map(Seen::of).collect();
    let mut passes = Vec::new();
    // A single moment in the second pass tells of the first: what was sent beyond it is of the second.
    let from_start = Seen {
        at: SimTime::ZERO,
        syncs: 1,
        left: Bytes::ZERO,
        sent: Bytes::ZERO,
        is_over: false,
    };
    let starts_late = seen.first().is_some_and(|first| first.syncs == 2);
    let all: Vec<&Seen> = starts_late.then_some(&from_start).into_iter().chain(&seen).collect();
    for pair in all.windows(2) {
        let [before, after] = pair else { continue };
        if after.syncs != before.syncs + 1 || after.is_over || after.at < before.at {
            continue;
        }
        let between = after.sent - before.sent;
        // Of what was sent between, the rest of the old pass goes first.
        let (old, unsure) = if before.syncs == 1 {
            ((first.sent - before.sent).min(between), first.unsure.min(between))
        } else {
            ((before.left - rest).min(between), quantum * 0.5)
        };
        let new = between - old;
        passes.push(Pass {
            number: before.syncs,
            end: (after.at - new / rate).max(before.at),
            left: after.left + new,
            unsure,
            sent: before.sent + old,
        });
    }
    passes
}

/// A moment with all that tells where a pass ends.
struct Seen {
    at: SimTime,
    syncs: u32,
    left: Bytes,
    sent: Bytes,
    is_over: bool,
}

impl Seen {
    fn of(snapshot: &Snapshot) -> Option<Self> {
        let figures = &snapshot.figures;
        Some(Self {
            at: snapshot.at?,
            syncs: figures.count(Field::Syncs)?,
            left: figures.size(Field::Left)?,
            sent: figures.size(Field::Sent)?,
            is_over: snapshot.status.is_some_and(|status| status != Status::Active),
        })
    }
}

/// How fast memory went while the VM ran. A pass is sent evenly until it looks for pages of zeros: the rate is that of the
/// longest stretch in one pass, between its second moment (the first fills the socket) and the last before the wire is less busy.
#[must_use]
pub fn sending_rate(record: &Record) -> Option<Rate> {
    let moments: Vec<(u32, SimTime, Bytes)> = record
        .snapshots
        .iter()
        .filter(|snapshot| snapshot.status == Some(Status::Active))
        .filter_map(|snapshot| {
            let pass = snapshot.figures.count(Field::Syncs).unwrap_or(0);
            Some((pass, snapshot.at?, snapshot.figures.size(Field::Sent)?))
        })
        .collect();
    let stretches = moments.chunk_by(|a, b| a.0 == b.0).filter_map(|pass| {
        let skipped = usize::from(pass.len() > 3);
        let rate = |from: usize, to: usize| (pass[to].2 - pass[from].2) / (pass[to].1 - pass[from].1);
        let most = (skipped + 1..pass.len()).map(|end| rate(skipped, end)).max()?;
        let last = (skipped + 1..pass.len())
            .rev()
            .find(|&end| rate(end - 1, end) > most * BUSY)?;
        Some((pass[last].1 - pass[skipped].1, rate(skipped, last)))
    });
    let longest = stretches
        .filter(|(time, rate)| !time.is_zero() && !rate.is_zero())
        .max_by_key(|(time, _)| *time);
    // Between moments of different passes something may have gone that is not counted; then the mean of all is as good.
    longest.map(|(_, rate)| rate).or_else(|| {
        let (first, last) = (moments.first()?, moments.last()?);
        let rate = (last.2 - first.2) / (last.1 - first.1);
        (last.1 > first.1 && last.2 > first.2).then_some(rate)
    })
}

/// A wire that carries less than this share of its best is not busy.
const BUSY: f64 = 0.7;

/// All that a record says about the course of a migration.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// The passes that were seen to end.
    pub passes: Vec<Pass>,
    /// From the start to the end, or to the last look.
    pub total: SimTime,
    /// How it ended; `None` if it had not.
    pub end: Option<Status>,
    /// Whether the VM had been stopped, and only its devices were to follow.
    pub is_stopped: bool,
    /// What was sent in all.
    pub sent: Option<Bytes>,
    /// Passes in all.
    pub syncs: Option<u32>,
    /// How long the VM stood still.
    pub downtime: Option<SimTime>,
    /// What each of many passes leaves, where the text does not number them.
    pub steady: Option<Bytes>,
    /// What the first pass sends, and by how much that may be wrong.
    pub first: Bytes,
    /// See [`Observed::first`].
    pub unsure: Bytes,
    /// What of the pass before may be in what is left after one: it fitted into the limit.
    pub rest: Bytes,
}

impl Observed {
    /// Whether the passes over memory have come to an end.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.end == Some(Status::Completed) || self.is_stopped
    }

    /// Whether the course tells what is written: a pass was seen to end, or all of them.
    #[must_use]
    pub fn tells_writes(&self) -> bool {
        !self.passes.is_empty() || self.has_ended() || self.steady.is_some()
    }

    /// From a record, of a VM whose memory goes at this rate.
    #[must_use]
    pub fn new(record: &Record, rate: Rate, limit: SimTime, memory: Bytes, first: FirstPass) -> Option<Self> {
        let total = record.observed().filter(|total| !total.is_zero())?;
        let passes = passes(record, rate, limit, first);
        let numbered = record.last(Field::Syncs).is_some();
        let late = (memory / rate) * 2.0;
        let steady = record
            .snapshots
            .iter()
            .filter(|snapshot| snapshot.at.is_some_and(|at| at > late))
            .filter_map(|snapshot| snapshot.figures.size(Field::Left))
            .filter(|left| !left.is_zero())
            .max()
            .filter(|_| !numbered);
        Some(Self {
            total,
            end: record.status().filter(|status| status.is_end()),
            is_stopped: record.is_stopped(),
            sent: record.last_value(Field::Sent),
            syncs: record
                .last_value::<engine::units::Count>(Field::Syncs)
                .map(engine::units::Count::get),
            downtime: record.last_value(Field::Downtime),
            passes,
            steady,
            unsure: first.unsure,
            first: first.sent,
            rest: rest(rate, limit),
        })
    }
}
