//! Runs that differ by chance: an early one, the median, a late one.
//!
//! Where a pre-copy hovers around its threshold, chance decides after which round it ends. The model follows the
//! probability of having ended and stops where it passes a half; the same run, stopped where it passes a tenth or nine
//! tenths, is an early or a late one. Up to where the first of them stops they are one, so it is followed once: where it
//! stops, what goes on is a copy.

use super::outcome::Status;
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

impl Spread {
    /// Whether a late run ends as an early one does, and takes no more than so many times as long.
    pub(super) fn is_narrow(&self, times: f64) -> bool {
        let both = self.early.zip(self.late);
        both.is_some_and(|(early, late)| early.status == late.status && late.total <= early.total * times)
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
