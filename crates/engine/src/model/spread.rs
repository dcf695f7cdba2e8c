//! Runs that differ by chance: an early one, the median, a late one.
//!
//! Where a pre-copy hovers around its threshold, chance decides after which round it ends. The model follows the
//! probability of having ended and stops where it passes a half; the same run, stopped where it passes a tenth or nine
//! tenths, is an early or a late one. Up to where the first of them stops they are one, so it is followed once: where it
//! stops, what goes on is a copy.

use super::migration::Migration;
use super::report::{Event, Metrics, Phase, Recorder, Round, Sample, Silent, Status, Zone};
use crate::units::{Bytes, Share, SimTime};

/// A tenth of all runs ends no later than the early one.
pub const EARLY: Share = Share::new(0.1);
/// The run that is shown.
pub const MEDIAN: Share = Share::new(0.5);
/// Nine tenths of all runs end no later than the late one.
pub const LATE: Share = Share::new(0.9);
/// So far [`Odds`] go.
const NEARLY_ALL: Share = Share::new(0.999);
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

impl Chance {
    /// So many runs have ended, and this one goes on.
    pub(super) const fn so_far(ended: Share) -> Self {
        Self {
            before: ended,
            ..Self::NONE
        }
    }
}

/// Where the next of the runs that may be followed stops, if so many have.
pub(super) fn next_mark(ended: Share) -> Share {
    let marks = [EARLY, MEDIAN, LATE, NEARLY_ALL];
    marks.into_iter().find(|&mark| mark > ended).unwrap_or(Share::new(1.0))
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

/// The figures of a migration that is about to begin, observed up to a time: those of the median run, and what chance makes
/// of them. The recorder is told the median run, and of the others no more than when they end.
pub(super) fn measure(mut run: Migration<'_>, end: SimTime, recorder: &mut dyn Recorder) -> Metrics {
    run.follow_until_it_stops(EARLY, end, recorder);
    let early = (!run.stands_for(MEDIAN)).then(|| run.clone().observe_until(end, &mut Silent));
    run.follow_until_it_stops(MEDIAN, end, recorder);
    let later = (!run.stands_for(LATE)).then(|| run.clone());
    if later.is_none() && recorder.records() {
        run.clone()
            .follow_until_it_stops(NEARLY_ALL, end, &mut OnlyEnds(recorder));
    }
    let mut median = run.observe_until(end, recorder);
    let others = match (&early, later) {
        (None, None) => return median,
        (_, Some(run)) => late_and_last(run, end, &mut OnlyEnds(recorder)),
        (_, None) => (Figures::of(&median), median.ended_share()),
    };
    let (late, ended) = others;
    let early = Figures::of(early.as_ref().unwrap_or(&median));
    let all = [early, late, Figures::of(&median)];
    let downtimes = all.iter().flatten().map(|run| run.downtime);
    median.spread = Some(Spread {
        early,
        late,
        downtimes: (
            downtimes.clone().min().unwrap_or_default(),
            downtimes.max().unwrap_or_default(),
        ),
        ended,
    });
    median
}

/// The late run, and the share of runs that end.
fn late_and_last(mut run: Migration<'_>, end: SimTime, ends: &mut dyn Recorder) -> (Option<Figures>, Share) {
    run.follow_until_it_stops(LATE, end, ends);
    let later = (!run.stands_for(NEARLY_ALL)).then(|| run.clone());
    let late = run.observe_until(end, &mut Silent);
    let last = later.map(|mut run| {
        run.follow_until_it_stops(NEARLY_ALL, end, ends);
        run.observe_until(end, &mut Silent)
    });
    (Figures::of(&late), last.unwrap_or(late).ended_share())
}

/// Listens for a recorder to when other runs end than the one that it is told.
struct OnlyEnds<'a>(&'a mut dyn Recorder);

impl Recorder for OnlyEnds<'_> {
    fn records(&self) -> bool {
        false
    }
    fn zones(&mut self, _: &[Zone]) {}
    fn phase(&mut self, _: Phase) {}
    fn round(&mut self, _: Round) {}
    fn sample(&mut self, _: Sample) {}
    fn event(&mut self, _: Event) {}
    fn ended(&mut self, at: SimTime, share: Share) {
        self.0.ended(at, share);
    }
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

impl Odds {
    /// By a later time a larger share of runs has ended.
    pub(crate) fn ended(&mut self, at: SimTime, share: Share) {
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
