//! What ends a migration early, and what becomes of the VM then.

use super::conditions::Command;
use super::outcome::{Asked, Primary, Why};
use super::report::{Host, PhaseKind, Status};

/// What ends a migration early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    Cancelled,
    GaveUp,
    TimedOut,
    LinkBroken,
    SourceCrash,
    DestinationCrash,
    ObservationEnded,
    /// So many rounds were followed that nobody waits for more.
    NotDecided,
    /// A pre-copy has to stop the VM and finish.
    Forced,
}

/// What becomes of the VM: the copy that counts, whether it runs, is lost, can go on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fate {
    pub primary: Primary,
    pub up: bool,
    pub lost: bool,
    pub recoverable: bool,
}

impl Fate {
    /// It runs on at the source, as if nothing had been.
    pub const STAYS: Self = Self {
        primary: Primary::Source,
        up: true,
        lost: false,
        recoverable: true,
    };
    /// It is off or paused at the source, and can be started there.
    pub const AT_SOURCE: Self = Self {
        up: false,
        ..Self::STAYS
    };
    /// It runs at the destination.
    pub const MOVED: Self = Self {
        primary: Primary::Destination,
        up: true,
        lost: false,
        recoverable: false,
    };
    /// It is down, and part of its memory is on either host.
    pub const SPLIT: Self = Self {
        primary: Primary::Split,
        up: false,
        lost: false,
        recoverable: true,
    };
    /// It waits in a file.
    pub const IN_FILE: Self = Self {
        primary: Primary::File,
        up: false,
        lost: false,
        recoverable: true,
    };
    /// What its programs had in memory is lost.
    pub const LOST: Self = Self {
        primary: Primary::Nowhere,
        up: false,
        lost: true,
        recoverable: false,
    };
}

impl Halt {
    pub const fn status(self) -> Status {
        match self {
            Self::Cancelled | Self::GaveUp | Self::TimedOut | Self::Forced => Status::Cancelled,
            Self::LinkBroken | Self::SourceCrash | Self::DestinationCrash => Status::Failed,
            Self::ObservationEnded | Self::NotDecided => Status::Running,
        }
    }

    /// What somebody asked for.
    pub const fn asked(self) -> Option<Asked> {
        match self {
            Self::Cancelled => Some(Asked::Cancel),
            Self::GaveUp => Some(Asked::GiveUp),
            Self::TimedOut => Some(Asked::Timeout),
            Self::Forced => Some(Asked::Force),
            Self::LinkBroken
            | Self::SourceCrash
            | Self::DestinationCrash
            | Self::ObservationEnded
            | Self::NotDecided => None,
        }
    }

    pub const fn why(self) -> Why {
        match self {
            Self::Cancelled | Self::Forced => Why::Cancelled,
            Self::GaveUp => Why::GaveUp,
            Self::TimedOut => Why::TimedOut,
            Self::LinkBroken => Why::LinkBroken,
            Self::SourceCrash => Why::SourceCrash,
            Self::DestinationCrash => Why::DestinationCrash,
            Self::ObservationEnded => Why::ObservationEnded,
            Self::NotDecided => Why::NotDecided,
        }
    }
}

/// What a command does in a stage; `None` if nothing: it comes too early or too late. `split`: a post-copy has the VM's
/// memory on both hosts.
pub(super) fn effect(command: Command, stage: PhaseKind, split: bool, held: bool) -> Option<Halt> {
    use PhaseKind::{Boot, Definition, FirstPass, Mirror, PostCopy, Restore, Resume, Round, Save};
    let over = split || matches!(stage, Boot | Resume | PostCopy);
    match command {
        // A post-copy can only go on, and a VM that starts at the destination has moved.
        Command::Cancel => (!over).then_some(Halt::Cancelled),
        Command::GiveUp => (!over).then_some(Halt::GaveUp),
        Command::SourceCrash => {
            let unneeded = matches!(stage, Definition | Boot | Restore | Resume);
            (split || !unneeded).then_some(Halt::SourceCrash)
        }
        Command::DestinationCrash => (stage != Save).then_some(Halt::DestinationCrash),
        Command::Force => {
            let live = matches!(stage, Mirror | FirstPass | Round(_));
            (live && !held).then_some(Halt::Forced)
        }
    }
}

/// The host at which the VM is after a run.
impl Primary {
    /// The host of the copy that counts, if it is on one.
    #[must_use]
    pub const fn host(self) -> Option<Host> {
        match self {
            Self::Source => Some(Host::Source),
            Self::Destination | Self::Split => Some(Host::Destination),
            Self::File | Self::Nowhere => None,
        }
    }
}
