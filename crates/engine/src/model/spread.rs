//! Runs that differ by chance: an early one, the median, a late one.
//!
//! Where a pre-copy hovers around its threshold, chance decides after which round it ends. The model follows the
//! probability of having ended and stops where it passes a half; the same run, stopped where it passes a tenth or nine
//! tenths, is an early or a late one.

use super::report::{Event, Metrics, Phase, Recorder, Round, Sample, Status, Zone};
use crate::units::{Bytes, Share, SimTime};

/// A tenth of all runs ends no later than the early one.
pub const EARLY: Share = Share::new(0.1);
/// The run that is shown.
pub const MEDIAN: Share = Share::new(0.5);
/// Nine tenths of all runs end no later than the late one.
pub const LATE: Share = Share::new(0.9);
/// So far [`Odds`] go.
pub(super) const NEARLY_ALL: Share = Share::new(0.999);
/// Steps of the curve of [`Odds`].
const STEP: f64 = 1.0 / 64.0;

/// The share of all runs that had ended before a moment and after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Before the look at which this run ended, or by now.
    pub before: Share,
    /// With it.
    pub after: Share,
}

impl Chance {
    /// All runs end alike.
    pub const NONE: Self = Self {
        before: Share::ZERO,
        after: Share::new(1.0),
    };
}

/// The figures of one run of many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// How it ended.
    pub status: Status,
    /// From start to end.
    pub total: SimTime,
    /// How long the VM stood still.
    pub downtime: SimTime,
    /// All that was sent.
    pub sent: Bytes,
}

/// What chance makes of a migration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// A run that ends earlier than nine in ten; `None` if it does not end while it is observed.
    pub early: Option<Figures>,
    /// One that ends later than nine in ten.
    pub late: Option<Figures>,
    /// The shortest and the longest downtime of these and the median run: how long a run takes does not say how long its
    /// VM stands still.
    pub downtimes: (SimTime, SimTime),
    /// The share of runs that end while they are observed.
    pub ended: Share,
}

impl Figures {
    fn of(metrics: &Metrics) -> Option<Self> {
        (metrics.status != Status::Running).then(|| Self {
            status: metrics.status,
            total: metrics.total,
            downtime: metrics.downtime.total(),
            sent: metrics.traffic.total(),
        })
    }
}

impl Spread {
    pub(super) fn of_one(metrics: &Metrics) -> Self {
        let only = Figures::of(metrics);
        Self {
            early: only,
            late: only,
            downtimes: (metrics.downtime.total(), metrics.downtime.total()),
            ended: Share::new(if only.is_some() { 1.0 } else { 0.0 }),
        }
    }

    /// Whether a late run ends as an early one does, and takes no more than so many times as long.
    pub(super) fn is_narrow(&self, times: f64) -> bool {
        let both = self.early.zip(self.late);
        both.is_some_and(|(early, late)| early.status == late.status && late.total <= early.total * times)
    }
}

/// The median run with what chance makes of it: where that matters, other runs are followed.
pub(super) fn with_spread(mut median: Metrics, follow: impl Fn(Share) -> Metrics) -> Metrics {
    if median.is_certain() || (median.status == Status::Running && median.chance.before < EARLY) {
        return median;
    }
    let early = if median.chance.before < EARLY {
        Figures::of(&median)
    } else {
        Figures::of(&follow(EARLY))
    };
    let is_late = median.chance.after > LATE;
    let (late, ended) = match median.status {
        Status::Running => (None, median.chance.before),
        _ if is_late => (Figures::of(&median), Share::new(1.0)),
        _ => {
            let late = follow(LATE);
            // Where nearly all runs have ended at the look of the late one, it is the last one as well.
            let last = if late.chance.after > NEARLY_ALL {
                late
            } else {
                follow(NEARLY_ALL)
            };
            let ended = if last.status == Status::Running {
                last.chance.before
            } else {
                Share::new(1.0)
            };
            (Figures::of(&late), ended)
        }
    };
    let all = || {
        early
            .into_iter()
            .chain(late)
            .chain(Figures::of(&median))
            .map(|run| run.downtime)
    };
    median.spread = Some(Spread {
        early,
        late,
        downtimes: (all().min().unwrap_or_default(), all().max().unwrap_or_default()),
        ended,
    });
    median
}

/// The probability of having ended by a time: a curve that rises from moment to moment, and is told in some sixty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Odds {
    /// Moments with the share of runs that have ended by then.
    pub points: Vec<(SimTime, Share)>,
}

impl Odds {
    /// The share of runs that have ended by a time.
    #[must_use]
    pub fn by(&self, time: SimTime) -> Share {
        let after = self.points.partition_point(|point| point.0 <= time);
        after.checked_sub(1).map_or(Share::ZERO, |last| self.points[last].1)
    }
}

impl Recorder for Odds {
    fn records(&self) -> bool {
        false
    }
    fn zones(&mut self, _: &[Zone]) {}
    fn phase(&mut self, _: Phase) {}
    fn round(&mut self, _: Round) {}
    fn sample(&mut self, _: Sample) {}
    fn event(&mut self, _: Event) {}
    fn ended(&mut self, at: SimTime, share: Share) {
        match self.points.as_slice() {
            // The last point moves on until the curve has risen by a step.
            [.., before, last] if last.1.as_f64() - before.1.as_f64() < STEP => {
                let last = self.points.len() - 1;
                self.points[last] = (at, share);
            }
            _ if share.is_zero() => {}
            _ => self.points.push((at, share)),
        }
    }
}
