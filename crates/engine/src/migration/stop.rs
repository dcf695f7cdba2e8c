//! A stage in which the VM stands still: what it carries, and how long it takes.

use super::report::{Cause, DownCause, EventKind, Host, PhaseKind, Power};
use crate::units::{Bytes, SimTime};

/// What a stage carries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Load {
    /// Nothing.
    Nothing,
    /// Device state or configuration.
    State(Bytes),
    /// What is left of the first copy of the disk.
    Disk(Bytes),
    /// Blocks of the disk that go again.
    Blocks(Bytes),
    /// All memory that is left, as this many stream bytes.
    Memory(Cause, Bytes),
}

impl Load {
    /// Saved and read back, memory goes to shared storage and not to the other host.
    pub const fn is_on_the_wire(self) -> bool {
        !matches!(self, Self::Nothing | Self::Memory(Cause::Saved | Cause::ReadBack, _))
    }

    pub const fn cause(self) -> Option<Cause> {
        match self {
            Self::Nothing => None,
            Self::State(_) => Some(Cause::State),
            Self::Disk(_) => Some(Cause::Disk),
            Self::Blocks(_) => Some(Cause::DiskResent),
            Self::Memory(cause, _) => Some(cause),
        }
    }

    pub const fn bytes(self) -> Bytes {
        match self {
            Self::Nothing => Bytes::ZERO,
            Self::State(bytes) | Self::Disk(bytes) | Self::Blocks(bytes) | Self::Memory(_, bytes) => bytes,
        }
    }
}

/// A stage in which the VM stands still.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stop {
    pub kind: PhaseKind,
    pub cause: DownCause,
    /// How long it takes on a line of its own.
    pub length: SimTime,
    pub power: Power,
    pub host: Host,
    pub load: Load,
    /// What is told when it begins and when it is over.
    pub before: Option<EventKind>,
    /// See [`Stop::before`].
    pub after: Option<EventKind>,
}

impl Stop {
    /// The vCPUs are paused, and memory is kept; nothing is carried.
    pub const fn paused(kind: PhaseKind, cause: DownCause, host: Host) -> Self {
        Self {
            kind,
            cause,
            length: SimTime::ZERO,
            power: Power::Paused,
            host,
            load: Load::Nothing,
            before: None,
            after: None,
        }
    }
}
