//! What became of the VM.

use crate::units::SimTime;

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
    pub felt: u64,
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
            felt: 0,
        }
    }
}

impl Outcome {
    /// Whether the event at this place in the scenario changed anything.
    #[must_use]
    pub const fn felt(&self, event: usize) -> bool {
        event < 63 && self.felt >> event & 1 == 1
    }
}
