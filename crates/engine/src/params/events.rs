//! What happens at a moment: holds with reasons, failures, bursts of writes.

mod written;

use super::{ActKind, Reason, SuspendMode};
use crate::units::{Rate, SimTime};
pub use written::missing;
pub use written::{events_table, parse_event, print_event, reasons_table};

/// More events than this say nothing more about a migration.
pub const MAX_EVENTS: usize = 32;

/// An act and its time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimedEvent {
    /// When, from the start of the migration.
    pub at: SimTime,
    /// What.
    pub act: Act,
}

/// What happens. A length of `None` lasts until something else ends it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// The migration is suspended on purpose.
    Hold(Hold),
    /// The hold ends.
    Resume,
    /// The migration is given up.
    Cancel,
    /// The link carries nothing.
    LinkDown {
        /// For how long.
        length: Option<SimTime>,
    },
    /// The link is whole again.
    LinkUp,
    /// The link carries no more than this.
    LinkSlow {
        /// The line rate meanwhile.
        rate: Rate,
        /// For how long.
        length: Option<SimTime>,
    },
    /// The source host loses its power.
    SourceCrash,
    /// The destination host loses its power.
    DestinationCrash,
    /// The VM writes more, spread over its write classes.
    Burst {
        /// How much more, in whole pages touched.
        rate: Rate,
        /// For how long.
        length: Option<SimTime>,
    },
    /// A pre-copy stops the VM and finishes.
    Force,
    /// Announcements on the network are lost.
    AnnouncementLoss {
        /// For how long.
        length: Option<SimTime>,
    },
}

/// A migration that is suspended on purpose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hold {
    /// Why.
    pub reason: Reason,
    /// For how long; `None` until somebody resumes it.
    pub length: Option<SimTime>,
    /// How long it may last before the migration is given up.
    pub give_up: Option<SimTime>,
}

/// A hold and when it begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimedHold {
    /// When it begins.
    pub at: SimTime,
    /// The hold.
    pub hold: Hold,
}

/// What the suspended lane shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Suspend {
    /// A suspended VM: saved, moved, restored.
    Save,
    /// The same through a file on shared storage.
    File,
    /// A suspended migration: live, with this hold.
    Hold(TimedHold),
}

impl Act {
    /// Which kind of act it is.
    #[must_use]
    pub const fn kind(self) -> ActKind {
        match self {
            Self::Hold(_) => ActKind::Hold,
            Self::Resume => ActKind::Resume,
            Self::Cancel => ActKind::Cancel,
            Self::LinkDown { .. } => ActKind::LinkDown,
            Self::LinkUp => ActKind::LinkUp,
            Self::LinkSlow { .. } => ActKind::LinkSlow,
            Self::SourceCrash => ActKind::SourceCrash,
            Self::DestinationCrash => ActKind::DestinationCrash,
            Self::Burst { .. } => ActKind::Burst,
            Self::Force => ActKind::Force,
            Self::AnnouncementLoss { .. } => ActKind::AnnouncementLoss,
        }
    }

    /// An act of this kind with usual details, to begin with.
    #[must_use]
    pub const fn usual(kind: ActKind) -> Self {
        let length = Some(SimTime::s(2.0));
        match kind {
            ActKind::Hold => Self::Hold(Hold::usual(Reason::Compliance)),
            ActKind::Resume => Self::Resume,
            ActKind::Cancel => Self::Cancel,
            ActKind::LinkDown => Self::LinkDown { length },
            ActKind::LinkUp => Self::LinkUp,
            ActKind::LinkSlow => Self::LinkSlow {
                rate: Rate::bits_per_s(1e8),
                length: Some(SimTime::s(10.0)),
            },
            ActKind::SourceCrash => Self::SourceCrash,
            ActKind::DestinationCrash => Self::DestinationCrash,
            ActKind::Burst => Self::Burst {
                rate: Rate::mib_per_s(200.0),
                length,
            },
            ActKind::Force => Self::Force,
            ActKind::AnnouncementLoss => Self::AnnouncementLoss { length: None },
        }
    }

    /// How long it lasts; `None` for what has no length or no end of its own.
    #[must_use]
    pub fn length(self) -> Option<SimTime> {
        match self {
            Self::Hold(hold) => hold.lasts(),
            Self::LinkDown { length }
            | Self::LinkSlow { length, .. }
            | Self::Burst { length, .. }
            | Self::AnnouncementLoss { length } => length,
            Self::Resume | Self::Cancel | Self::LinkUp | Self::SourceCrash | Self::DestinationCrash | Self::Force => {
                None
            }
        }
    }
}

impl Hold {
    /// A hold of the length that is typical of its reason.
    #[must_use]
    pub const fn usual(reason: Reason) -> Self {
        Self {
            reason,
            length: Some(reason.typical()),
            give_up: None,
        }
    }

    /// How long it lasts if nobody resumes it.
    #[must_use]
    pub fn lasts(self) -> Option<SimTime> {
        match (self.length, self.give_up) {
            (Some(length), Some(give_up)) => Some(length.min(give_up)),
            (length, give_up) => length.or(give_up),
        }
    }

    /// Whether it ends with the migration being given up, if nobody resumes it.
    #[must_use]
    pub fn gives_up(self) -> bool {
        self.give_up
            .is_some_and(|give_up| self.length.is_none_or(|length| give_up < length))
    }
}

/// The hold that is shown at first: the link is busy for a minute.
impl Default for TimedHold {
    fn default() -> Self {
        Self {
            at: SimTime::s(10.0),
            hold: Hold::usual(Reason::Bandwidth),
        }
    }
}

impl Suspend {
    /// Which of the three it is.
    #[must_use]
    pub const fn mode(self) -> SuspendMode {
        match self {
            Self::Save => SuspendMode::Save,
            Self::File => SuspendMode::File,
            Self::Hold(_) => SuspendMode::Hold,
        }
    }

    /// The hold, if it is one.
    #[must_use]
    pub const fn hold(self) -> Option<TimedHold> {
        match self {
            Self::Hold(hold) => Some(hold),
            Self::Save | Self::File => None,
        }
    }
}

impl From<SuspendMode> for Suspend {
    fn from(mode: SuspendMode) -> Self {
        match mode {
            SuspendMode::Save => Self::Save,
            SuspendMode::File => Self::File,
            SuspendMode::Hold => Self::Hold(TimedHold::default()),
        }
    }
}
