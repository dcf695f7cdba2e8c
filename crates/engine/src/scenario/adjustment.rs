//! What could not be had as it was asked for.

use crate::params::{ActKind, Id};
use crate::units::{Bytes, Quantity, SimTime};

/// Something asked for that could not be had as it was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Adjustment {
    /// A quantity outside its range.
    OutOfRange {
        /// Which.
        id: Id,
        /// What was asked for.
        asked: Quantity,
        /// What is used.
        used: Quantity,
    },
    /// More used memory than memory.
    UsedOverRam {
        /// What was asked for.
        asked: Bytes,
        /// What is used.
        used: Bytes,
    },
    /// The regions of the write classes do not fit into used memory.
    RegionsOverUsed {
        /// Which class, counted from one.
        class: usize,
        /// What was asked for.
        asked: Bytes,
        /// What is used.
        used: Bytes,
    },
    /// Too many write classes.
    TooManyClasses {
        /// How many were asked for.
        asked: usize,
    },
    /// Too many events.
    TooManyEvents {
        /// How many were asked for.
        asked: usize,
    },
    /// The rate of an event is outside the range of rates of its kind.
    EventRateOutOfRange {
        /// The parameter whose range it has.
        of: Id,
        /// What was asked for.
        asked: Quantity,
        /// What is used.
        used: Quantity,
    },
    /// A hold that begins inside another one is left out.
    HoldInsideHold {
        /// When it should have begun.
        at: SimTime,
    },
    /// An event that finds nothing to change is left out.
    EventWithoutEffect {
        /// When.
        at: SimTime,
        /// Which.
        kind: ActKind,
    },
}
