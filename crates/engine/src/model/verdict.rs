//! What becomes of a migration, in one of seven words. It is decided here and nowhere else: the page, the command line, the
//! map and the exit code take it from here.

use super::outcome::{Asked, Unfinished, Why};
use super::report::{Metrics, Status};
use super::spread::{EARLY, LATE, Spread};
use crate::units::{Bytes, Rate, Share, SimTime};

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

/// Why a migration never ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Never {
    /// How long it was observed.
    pub within: SimTime,
    /// What each round still leaves to send, and what may be left.
    pub leaves: Bytes,
    /// See [`Never::leaves`].
    pub allowed: Bytes,
    /// What the VM writes in a second, counted as whole pages (or blocks of a disk), and what goes over the wire of such.
    pub written: Rate,
    /// See [`Never::written`].
    pub carried: Rate,
    /// What would have to be different.
    pub decides: Decides,
    /// Whether no later round can leave less.
    pub for_ever: bool,
}

/// What keeps a migration from its end: what would have to change the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decides {
    /// Pages are written faster than they are sent.
    Rate,
    /// They are written far faster, and the region is larger than what may be left.
    Region,
    /// They are written more slowly, but the least that a round leaves is more than may be left.
    Limit,
    /// The VM is slowed down, but not by enough.
    Throttle,
    /// Blocks of the disk are written faster than they are sent.
    Disk,
}

/// Why nobody knows how a migration ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// It needs more rounds than are followed.
    Rounds,
    /// It was observed for less than such a migration may take.
    Observation,
}

impl Decides {
    /// Of a pre-copy whose VM is slowed down or not.
    pub(super) fn of_rounds(leaves: Bytes, allowed: Bytes, written: Rate, carried: Rate, slows_down: bool) -> Self {
        let too_fast = written.as_f64() / carried.as_f64();
        let too_much = leaves.as_f64() / allowed.as_f64();
        if slows_down {
            Self::Throttle
        } else if too_fast < 1.0 {
            Self::Limit
        } else if too_fast <= too_much {
            Self::Rate
        } else {
            Self::Region
        }
    }
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
