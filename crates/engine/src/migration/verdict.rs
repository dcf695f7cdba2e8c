//! What becomes of a migration, in one of seven words. It is decided here and nowhere else: the page, the command line, the
//! map and the exit code take it from here.

use super::outcome::{Asked, Never, Unfinished, Why};
use super::report::{Metrics, Status};
use super::spread::{EARLY, Figures, LATE, Spread};
use crate::units::Share;

/// Fewer runs than this, and a migration never ends.
const ALMOST_NONE: Share = Share::new(0.001);
/// A late run that takes this much longer than an early one is a matter of chance.
const MUCH_LONGER: f64 = 1.1;

/// What becomes of a migration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// It ends by itself, about when [`Metrics::total`] says.
    Ends,
    /// Chance decides when it ends, or whether.
    Hovers,
    /// Fewer than one run in a thousand ends while it is observed.
    Never(Never),
    /// It ends, or waits, because somebody asked for it.
    Stopped(Asked),
    /// It broke.
    Failed(Why),
    /// What the VM's programs had in memory is lost.
    Lost(Why),
    /// Nobody knows.
    NotDecided(Undecided),
}

/// Why nobody knows how a migration ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// It needs more rounds than are followed.
    Rounds,
    /// It was observed for less than such a migration may take.
    Observation,
}

impl Metrics {
    /// What became of the migration.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let outcome = &self.outcome;
        if outcome.lost {
            return Verdict::Lost(outcome.crash_after.map_or(outcome.why, |crash| crash.why));
        }
        if self.status == Status::Failed {
            return Verdict::Failed(outcome.why);
        }
        // Early runs end by themselves before anybody steps in.
        let by_chance = self.chance.before >= EARLY;
        match (self.status, outcome.asked, outcome.unfinished) {
            (Status::Running, Some(asked), _) => Verdict::Stopped(asked),
            (Status::Running, _, Unfinished::TooManyRounds) => Verdict::NotDecided(Undecided::Rounds),
            (Status::Running, ..) if self.chance.before >= ALMOST_NONE => Verdict::Hovers,
            (Status::Running, _, Unfinished::Never(never)) => Verdict::Never(never),
            (Status::Running, ..) => Verdict::NotDecided(Undecided::Observation),
            (_, Some(_), _) if by_chance => Verdict::Hovers,
            (_, Some(asked), _) => Verdict::Stopped(asked),
            _ if self.is_about_certain() => Verdict::Ends,
            _ => Verdict::Hovers,
        }
    }

    /// Whether nearly all runs end about when this one does.
    fn is_about_certain(&self) -> bool {
        self.is_certain() || self.spread.as_ref().is_some_and(|spread| spread.is_narrow(MUCH_LONGER))
    }

    /// Whether nearly all runs end at the same look as this one.
    fn is_certain(&self) -> bool {
        self.chance.before < EARLY && self.chance.after > LATE
    }

    /// Whether runs differ by chance in when they end, or whether.
    pub(crate) fn hovers(&self) -> bool {
        self.spread.is_some() || !self.chance.before.is_zero() && self.verdict() == Verdict::Hovers
    }

    /// The early and the late run where chance decides; both are this one where nearly all runs are alike.
    #[must_use]
    pub fn spread(&self) -> Spread {
        self.spread.unwrap_or_else(|| Spread::of_one(self))
    }

    /// The share of runs that end while the migration is observed.
    #[must_use]
    pub fn ended_share(&self) -> Share {
        match (self.status, self.spread.as_ref()) {
            (Status::Running, _) => self.chance.before,
            (_, Some(spread)) => spread.ended,
            (_, None) => Share::new(1.0),
        }
    }
}

impl Figures {
    pub(super) fn of(metrics: &Metrics) -> Option<Self> {
        (metrics.status != Status::Running).then(|| Self {
            status: metrics.status,
            total: metrics.total,
            downtime: metrics.downtime.total(),
            sent: metrics.traffic.total(),
        })
    }
}

impl Spread {
    fn of_one(metrics: &Metrics) -> Self {
        let only = Figures::of(metrics);
        Self {
            early: only,
            late: only,
            downtimes: (metrics.downtime.total(), metrics.downtime.total()),
            ended: Share::new(if only.is_some() { 1.0 } else { 0.0 }),
        }
    }
}
