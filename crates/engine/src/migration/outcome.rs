//! What became of the VM.

use crate::units::{Bytes, Rate, SimTime};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The VM runs at the destination.
    Completed,
    /// The migration broke.
    Failed,
    /// It was given up; the VM runs at the source.
    Cancelled,
    /// It had not ended when the observation ended.
    Running,
}

/// Where the copy of the VM is that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Primary {
    /// At the source host.
    Source,
    /// At the destination host.
    Destination,
    /// In a file on shared storage.
    File,
    /// Part of its memory on either host.
    Split,
    /// Nowhere: only the disk is left.
    Nowhere,
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It was through.
    Finished,
    /// It was cancelled.
    Cancelled,
    /// It was held for longer than somebody would wait.
    GaveUp,
    /// It took longer than its timeout.
    TimedOut,
    /// The link was down for longer than a connection lives.
    LinkBroken,
    /// The source host crashed.
    SourceCrash,
    /// The destination host crashed.
    DestinationCrash,
    /// It went on when the observation ended.
    ObservationEnded,
    /// So many rounds were followed that it is not known how it ends.
    NotDecided,
}

/// What somebody asked for that ended a migration, or makes it wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To give it up.
    Cancel,
    /// To give it up if a hold lasts too long.
    GiveUp,
    /// To do something after a time.
    Timeout,
    /// To stop the VM and finish.
    Force,
    /// To hold it, and nobody lets it go on.
    Hold,
}

/// Why a migration went on when the observation ended.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum Unfinished {
    /// It did not: it ended.
    #[default]
    No,
    /// It was observed for less than it may take.
    CutShort,
    /// It needs more rounds than are followed.
    TooManyRounds,
    /// Round after round leaves more than may be left.
    Never(Never),
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

/// A host that crashed after the migration had ended, and took the VM with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crash {
    /// When.
    pub at: SimTime,
    /// Which host.
    pub why: Why,
    /// The copy that counted until then.
    pub took: Primary,
}

/// What became of the VM, and of the events.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Why the run ended.
    pub why: Why,
    /// Where the copy is that counts.
    pub primary: Primary,
    /// Whether the VM runs.
    pub up: bool,
    /// Whether what its programs had in memory is lost against everybody's will.
    pub lost: bool,
    /// Whether the migration, or the VM, can go on from where it is.
    pub recoverable: bool,
    /// How long the migration was held.
    pub held: SimTime,
    /// Which events changed anything: a bit each, in the order of the scenario.
    pub effective: u64,
    /// What somebody asked for that decided it.
    pub asked: Option<Asked>,
    /// Why it had not ended when the observation did.
    pub unfinished: Unfinished,
    /// What hit the VM after the end.
    pub crash_after: Option<Crash>,
}

impl Default for Outcome {
    fn default() -> Self {
        Self {
            why: Why::Finished,
            primary: Primary::Destination,
            up: true,
            lost: false,
            recoverable: false,
            held: SimTime::ZERO,
            effective: 0,
            asked: None,
            unfinished: Unfinished::No,
            crash_after: None,
        }
    }
}

impl Outcome {
    /// Whether the event at this place in the scenario changed anything.
    #[must_use]
    pub const fn had_effect(&self, event: usize) -> bool {
        event < 63 && self.effective >> event & 1 == 1
    }
}
