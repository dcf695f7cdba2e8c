//! A record beside what the engine says of its scenario.

use crate::fit::Fitted;
use crate::record::{Field, Record, Status as Seen};
use crate::runs;
use engine::migration::{Observation, Verdict};
use engine::params::Lane;
use engine::scenario::{Scenario, Settings};
use engine::trace::{self, LaneTrace};
use engine::units::{Bytes, Quantity, Rate, Share, SimTime};
use engine::{Metrics, Status, measure};
use text::{Language, Text, text};
use view::charts::Course;
use view::format;

/// A record beside its prediction.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What was measured.
    pub record: Record,
    /// The scenario, and where its values are from.
    pub fitted: Fitted,
    /// What the engine says of it, followed as far as the record goes.
    pub predicted: LaneTrace,
    /// What the engine says of it when it is left alone, without a timeout.
    pub outlook: Metrics,
    /// Figures side by side.
    pub rows: Vec<Row>,
}

/// A figure that was measured and predicted.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which.
    pub what: What,
    /// When; nothing for what is of the whole.
    pub at: Option<SimTime>,
    /// As measured.
    pub measured: Quantity,
    /// As predicted.
    pub predicted: Quantity,
    /// Whether the scenario was chosen so that this figure comes near.
    pub was_fitted: bool,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// From start to end.
    Total,
    /// The VM stood still.
    Downtime,
    /// What was sent.
    Sent,
    /// Passes.
    Passes,
    /// What was left after a pass.
    LeftAfter(u32),
    /// What was left at a moment.
    Left,
    /// What was sent up to a moment.
    SentBy,
    /// The strongest throttling.
    Throttle,
}

/// A moment that was measured, for a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Since the start.
    pub at: SimTime,
    /// Memory left to send.
    pub left: Option<Bytes>,
    /// Sent so far.
    pub sent: Option<Bytes>,
    /// What went over the wire lately.
    pub wire: Option<Rate>,
    /// Different pages written, by time.
    pub dirtied: Option<Rate>,
    /// How much the VM is held back.
    pub throttle: Option<Share>,
}

/// What the engine says to end at this share of the time or later may as well be under way.
const NEARLY: f64 = 0.95;
/// A difference below this share is none.
const SAME: f64 = 0.01;
/// A difference above this share is one to look at, of times and sizes.
const DIFFERS: f64 = 0.05;
/// A downtime may differ by so much, and by that share.
const DOWNTIME_DIFFERS: (SimTime, f64) = (SimTime::ms(60.0), 0.2);

/// Lays a record beside what the engine says of its scenario.
#[must_use]
pub fn compare(record: &Record, fitted: &Fitted) -> Comparison {
    let scenario = &fitted.scenario;
    let observed = record.observed().unwrap_or_default();
    let until = if record.is_through() || observed.is_zero() {
        Observation::Auto
    } else {
        Observation::Until(observed)
    };
    let predicted = trace::simulate_lane(scenario, Lane::Live, until);
    // A timeout ends it in any case, and hides whether it would have ended.
    let patient = Scenario::new(Settings {
        timeout: None,
        ..scenario.clone().into_settings()
    })
    .0;
    let outlook = measure(&patient, Lane::Live, Observation::Auto);
    let mut comparison = Comparison {
        record: record.clone(),
        fitted: fitted.clone(),
        predicted,
        outlook,
        rows: Vec::new(),
    };
    comparison.rows = comparison.rows();
    comparison
}

impl Comparison {
    /// Whether the measured migration ended by itself.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.record.status() == Some(Seen::Completed)
    }

    /// Whether it ended, or had not ended, as the engine says.
    #[must_use]
    pub fn same_ending(&self) -> bool {
        let predicted = self.predicted.metrics.status == Status::Completed;
        match self.record.status() {
            Some(Seen::Completed | Seen::Device) => predicted || matches!(self.outlook.verdict(), Verdict::Hovers),
            // What somebody gave up, or is still under way, might have ended; the engine must not say that it had.
            Some(_) => {
                let observed = self.record.observed().unwrap_or_default();
                !predicted || self.predicted.metrics.total >= observed * NEARLY || observed.is_zero()
            }
            None => true,
        }
    }

    /// Whether a figure differs enough to be looked at, or the ending does.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.same_ending() && !self.rows.iter().any(Row::differs)
    }

    /// The moments that were measured.
    #[must_use]
    pub fn points(&self) -> Vec<Point> {
        let points = self.record.snapshots.iter().filter_map(|snapshot| {
            let figures = &snapshot.figures;
            Some(Point {
                at: snapshot.at?,
                left: figures.size(Field::Left),
                sent: figures.size(Field::Sent),
                wire: figures.rate(Field::Wire),
                dirtied: figures.rate(Field::Dirtied),
                throttle: figures.share(Field::Throttle),
            })
        });
        points.collect()
    }

    /// What was measured of a quantity over time.
    #[must_use]
    pub fn course(&self, course: Course) -> Vec<(SimTime, f64)> {
        let value = |point: &Point| match course {
            Course::Sent => point.sent.map(Bytes::as_f64),
            Course::Wire => point.wire.map(Rate::as_f64),
            Course::Dirtied => point.dirtied.map(Rate::as_f64),
            Course::Throttle => point.throttle.map(Share::as_f64),
        };
        let points = self.points();
        points
            .iter()
            .filter_map(|point| Some((point.at, value(point)?)))
            .collect()
    }

    fn rows(&self) -> Vec<Row> {
        let record = &self.record;
        let metrics = &self.predicted.metrics;
        let mut rows = Vec::new();
        let mut add = |what, at, measured: Quantity, predicted: Quantity, was_fitted| {
            rows.push(Row {
                what,
                at,
                measured,
                predicted,
                was_fitted,
            });
        };
        let fits = self.fitted.observed.is_some();
        if self.has_ended() && metrics.status == Status::Completed {
            let (total, downtime) = runs::as_reported(&self.fitted.scenario, metrics);
            if let Some(measured) = record.observed() {
                add(What::Total, None, measured.into(), total.into(), fits);
            }
            if let Some(measured) = record.last_value::<SimTime>(Field::Downtime) {
                add(What::Downtime, None, measured.into(), downtime.into(), false);
            }
        }
        let is_over = record.is_through();
        let same_end = is_over == (metrics.status == Status::Completed);
        // Where no time is told, nobody knows how much should have been sent.
        let is_timed = is_over || record.observed().is_some_and(|observed| !observed.is_zero());
        if let Some(measured) = record.last_value::<Bytes>(Field::Sent).filter(|_| same_end && is_timed) {
            let predicted = metrics.traffic.memory();
            // A log may stop to tell what was sent some time before the end.
            let is_last = record
                .snapshots
                .last()
                .is_some_and(|last| last.figures.figure(Field::Sent).is_some());
            if is_last {
                add(What::Sent, None, measured.into(), predicted.into(), fits);
            }
        }
        if let Some(measured) = record
            .last_value::<engine::units::Count>(Field::Syncs)
            .filter(|_| same_end && is_timed)
        {
            let predicted = engine::units::Count::new(metrics.syncs);
            add(What::Passes, None, measured.into(), predicted.into(), fits);
        }
        if let Some(seen) = &self.fitted.observed {
            for pass in seen.passes.iter().take(MOST_PASSES) {
                let round = self.predicted.rounds.iter().find(|round| round.number >= pass.number);
                if let Some(round) = round {
                    let what = What::LeftAfter(pass.number);
                    add(what, Some(pass.end), pass.left.into(), round.left.bytes().into(), true);
                }
            }
        }
        self.add_moments(&mut rows);
        let throttled = record
            .snapshots
            .iter()
            .filter_map(|snapshot| snapshot.figures.share(Field::Throttle))
            .max();
        if let Some(measured) = throttled.filter(|share| !share.is_zero()) {
            rows.push(Row {
                what: What::Throttle,
                at: None,
                measured: measured.into(),
                predicted: metrics.throttle_max.into(),
                was_fitted: false,
            });
        }
        rows
    }

    /// A moment in the first pass, which nothing was fitted to.
    fn add_moments(&self, rows: &mut Vec<Row>) {
        let first_end = self.predicted.rounds.first().map(|round| round.end);
        let points = self.points();
        let end = self.record.observed().filter(|_| self.has_ended());
        let mut early = points
            .iter()
            .filter(|point| end != Some(point.at) && first_end.is_some_and(|end| point.at < end * 0.9));
        let Some(point) = early.rfind(|point| point.left.is_some() && point.sent.is_some()) else {
            return;
        };
        let state = self.predicted.at(point.at).state;
        let zeros = state.zero_left.bytes();
        if let Some(sent) = point.sent {
            rows.push(Row {
                what: What::SentBy,
                at: Some(point.at),
                measured: sent.into(),
                predicted: state.sent.total().into(),
                was_fitted: false,
            });
        }
        if let Some(left) = point.left {
            let queued: Bytes = state.zones.iter().map(|zone| zone.queued.bytes()).sum();
            rows.push(Row {
                what: What::Left,
                at: Some(point.at),
                measured: left.into(),
                predicted: (queued + zeros).into(),
                was_fitted: false,
            });
        }
    }
}

/// Passes that are compared one by one.
const MOST_PASSES: usize = 6;

impl Row {
    /// The difference, as a share of what was measured; infinite where nothing was.
    #[must_use]
    pub fn difference(&self) -> f64 {
        let (measured, predicted) = (self.measured.base(), self.predicted.base());
        if measured == predicted {
            0.0
        } else {
            (predicted - measured) / measured
        }
    }

    /// Whether both are alike.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.difference().abs() < SAME
    }

    /// Whether the difference is one to look at.
    #[must_use]
    pub fn differs(&self) -> bool {
        let off = self.difference().abs();
        match self.what {
            What::Downtime => {
                let (least, share) = DOWNTIME_DIFFERS;
                let apart = (self.measured.base() - self.predicted.base()).abs();
                apart > least.as_s() + share * self.measured.base()
            }
            What::Total | What::Sent | What::SentBy => off > DIFFERS,
            // Chance decides about the number of passes and what one of them leaves; zero pages are met earlier or later.
            What::Passes | What::LeftAfter(_) | What::Left | What::Throttle => false,
        }
    }

    /// Its name.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        let at = self.at.map(|at| format::clock(language, at)).unwrap_or_default();
        const AT: [Text; 3] = [
            text!("left after pass {0}", 1),
            text!("left at {0}", 1),
            text!("sent at {0}", 1),
        ];
        match self.what {
            What::Total => text!("total" in "measured").get(language).to_owned(),
            What::Downtime => text!("downtime").get(language).to_owned(),
            What::Sent => text!("sent" in "measured").get(language).to_owned(),
            What::Passes => text!("passes" in "measured").get(language).to_owned(),
            What::Throttle => text!("strongest throttling").get(language).to_owned(),
            What::LeftAfter(pass) => AT[0].fill(language, &[&pass]),
            What::Left => AT[1].fill(language, &[&at]),
            What::SentBy => AT[2].fill(language, &[&at]),
        }
    }

    /// As measured and as predicted.
    #[must_use]
    pub fn written(&self, language: Language) -> (String, String) {
        let write = |value| match value {
            Quantity::Size(size) => format::size(language, size),
            Quantity::Rate(rate) => format::rate(language, rate),
            Quantity::Time(time) => format::time(language, time),
            Quantity::Share(share) => format::share(language, share),
            Quantity::Count(count) => format::count(language, count.as_f64()),
        };
        (write(self.measured), write(self.predicted))
    }

    /// The difference in words: `same`, `+3 %`.
    #[must_use]
    pub fn difference_written(&self, language: Language) -> String {
        let off = self.difference();
        if self.is_same() {
            return text!("same").get(language).to_owned();
        }
        if !off.is_finite() {
            return String::new();
        }
        let sign = if off > 0.0 { "+" } else { "−" };
        let percent = off.abs() * 100.0;
        let digits = usize::from(percent < 10.0);
        format!(
            "{sign}{}\u{a0}%",
            format::localized(language, format!("{percent:.digits$}"))
        )
    }
}
