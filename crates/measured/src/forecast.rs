//! What becomes of a migration that is still under way, from what was seen of it so far.

use crate::fit::{Fit, Fitted, Missing};
use crate::range::range;
use crate::record::{Field, Record, Status};
use engine::migration::{Observation, Verdict, wire};
use engine::params::Lane;
use engine::units::{Bytes, Rate, SimTime};
use engine::{Metrics, measure};

/// What becomes of a migration.
#[derive(Clone, Debug, PartialEq)]
pub enum Forecast {
    /// It is over.
    Over(Status),
    /// The first pass goes on: what the VM writes shows only after it.
    TooEarly {
        /// When the first pass ends, if that can be told; the migration does not end before.
        not_before: Option<SimTime>,
        /// What a sample of pages says meanwhile, if there is one.
        early: Option<Box<Self>>,
    },
    /// It ends.
    Ends {
        /// When, counted from the start.
        at: SimTime,
        /// When at the earliest and at the latest: by chance, and by what the data leave open.
        span: (SimTime, SimTime),
        /// How long the VM will stand still.
        downtime: SimTime,
        /// The experiment.
        fitted: Box<Fitted>,
    },
    /// It will not converge.
    Never {
        /// What each pass leaves, and what may be left.
        leaves: Bytes,
        /// See [`Forecast::Never::leaves`].
        allowed: Bytes,
        /// The experiment.
        fitted: Box<Fitted>,
    },
    /// Nobody knows: it hovers, or too little was said.
    Open {
        /// The experiment.
        fitted: Box<Fitted>,
    },
    /// The text lacks something.
    Unknown(Missing),
}

/// More of the regions that fit are not followed.
const ENDS: usize = 5;

/// What becomes of the migration of a record.
#[must_use]
pub fn forecast(record: &Record) -> Forecast {
    if let Some(status) = record.status().filter(|status| status.is_end()) {
        return Forecast::Over(status);
    }
    if is_first_pass(record) {
        return Forecast::TooEarly {
            not_before: end_of_first_pass(record),
            early: Fit::early(record).map(|fitted| Box::new(of(fitted))),
        };
    }
    match Fit::whole(record) {
        Ok(fitted) => of(fitted),
        Err(missing) => Forecast::Unknown(missing),
    }
}

fn is_first_pass(record: &Record) -> bool {
    let syncs = record.last_value::<engine::units::Count>(Field::Syncs);
    let is_postcopy = record.status() == Some(Status::Postcopy);
    !is_postcopy && syncs.is_some_and(|syncs| syncs.get() < 2)
}

/// What is left goes at the rate of what has gone: zero pages go with the others, so the latest stretch tells best.
fn end_of_first_pass(record: &Record) -> Option<SimTime> {
    let moments: Vec<(SimTime, Bytes)> = record
        .snapshots
        .iter()
        .filter_map(|snapshot| Some((snapshot.at?, snapshot.figures.size(Field::Left)?)))
        .filter(|(_, left)| !left.is_zero())
        .collect();
    let (first, last) = (moments.first()?, moments.last()?);
    let gone: Rate = (first.1 - last.1) / (last.0 - first.0);
    (last.0 > first.0 && !gone.is_zero()).then(|| last.0 + last.1 / gone)
}

fn of(fitted: Fitted) -> Forecast {
    let metrics = measure(&fitted.scenario, Lane::Live, Observation::Auto);
    match metrics.verdict() {
        Verdict::Ends | Verdict::Stopped(_) => Forecast::Ends {
            at: metrics.total,
            span: span(&fitted, &metrics),
            downtime: metrics.downtime.total(),
            fitted: Box::new(fitted),
        },
        Verdict::Never(never) => Forecast::Never {
            leaves: never.leaves,
            allowed: never.allowed,
            fitted: Box::new(fitted),
        },
        _ => Forecast::Open {
            fitted: Box::new(fitted),
        },
    }
}

/// By chance, and over the regions that fit as well.
fn span(fitted: &Fitted, metrics: &Metrics) -> (SimTime, SimTime) {
    let others = range(fitted, ENDS).into_iter().map(|possible| possible.outlook);
    let (mut early, mut late) = (metrics.total, metrics.total);
    for metrics in others.chain([*metrics]) {
        let spread = metrics.spread();
        early = spread.early.map_or(early, |run| early.min(run.total));
        late = spread.late.map_or(late, |run| late.max(run.total));
    }
    (early, late)
}

/// How fast memory goes, by the experiment.
#[must_use]
pub fn rate(fitted: &Fitted) -> Rate {
    wire::live_rate(&fitted.scenario)
}
