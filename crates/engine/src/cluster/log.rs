//! The log of decisions: what was ordered, what happened, and what did not happen and why. Data; `view` has the sentences.

use super::record::{HostState, Why};
use crate::units::{Share, SimTime};

/// A line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When.
    pub at: SimTime,
    /// Until when the same was said again, and how often in all.
    pub until: SimTime,
    /// See [`Entry::until`].
    pub times: u32,
    /// What.
    pub said: Said,
}

/// What keeps a migration from beginning, or a VM where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// As many leave its host as may: so many.
    SlotsOut(u32),
    /// As many come to the only possible hosts as may.
    SlotsIn(u32),
    /// As many move in the rack as may.
    SlotsRack(u32),
    /// As many move as may.
    SlotsAll(u32),
    /// The batch before has not ended.
    Batch,
    /// No other host takes VMs now.
    NoHost,
    /// No host has room.
    NoRoom,
    /// The host that was named has no room.
    NoRoomThere(u32),
    /// The host that was named takes none.
    NotThere(u32),
    /// It is pinned to its host.
    Pinned,
    /// A VM of its kind is on each host with room.
    Apart,
}

impl Obstacle {
    /// Whether more room would help.
    #[must_use]
    pub const fn is_about_room(self) -> bool {
        matches!(self, Self::NoHost | Self::NoRoom | Self::NoRoomThere(_))
    }
}

/// A guard that kept a policy from moving anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Guard {
    /// It is not bad enough: what it is, and from when on it would be.
    Threshold(f64, f64),
    /// It has not been bad for long enough: so many looks of so many.
    Persist(u32, u32),
    /// No move would make it so much better: the best would, by this part, and it has to be this.
    Margin(f64, f64),
    /// The VM whose move would help has moved lately and is left alone until then.
    Cooldown(u32, SimTime),
    /// Something moves already.
    Busy,
    /// No host could take a VM.
    NoTarget,
    /// There is nothing that could move.
    NothingToMove,
}

/// What was decided, or happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// A VM is to move, to a host or to any.
    Ordered {
        /// Which.
        vm: u32,
        /// From where.
        from: u32,
        /// To where.
        to: Option<u32>,
        /// Why.
        why: Why,
    },
    /// It cannot begin yet.
    Waits {
        /// Which.
        vm: u32,
        /// What it waits for.
        obstacle: Obstacle,
    },
    /// A migration began: its place in the record.
    Began(u32),
    /// It ended.
    Ended(u32),
    /// It is tried again, for the so many-th time.
    Again(u32, u32),
    /// It is not tried again.
    GivenUp(u32),
    /// A VM is to move that is on its way, or is to move already.
    Already {
        /// Which.
        vm: u32,
    },
    /// An order has no object any more.
    Dropped {
        /// Which.
        vm: u32,
    },
    /// A host changes.
    Host(u32, HostState),
    /// A host is to be drained.
    Drain(u32),
    /// All VMs have left a host that is drained, so long after it was asked for.
    Empty(u32, SimTime),
    /// VMs that a drained host still has at the end: one of them, how many, and what keeps it.
    Stuck {
        /// The host.
        host: u32,
        /// One of them.
        vm: u32,
        /// How many.
        count: u32,
        /// What keeps it.
        obstacle: Option<Obstacle>,
    },
    /// A failed host is known to be dead.
    Detected(u32),
    /// A VM went down with its host.
    Down {
        /// Which.
        vm: u32,
        /// With which host.
        host: u32,
    },
    /// It is started again on a host.
    Restarted {
        /// Which.
        vm: u32,
        /// Where.
        host: u32,
    },
    /// It runs again.
    Up {
        /// Which.
        vm: u32,
    },
    /// It finds no place.
    NoPlace {
        /// Which.
        vm: u32,
        /// Why.
        obstacle: Obstacle,
    },
    /// The policy moves nothing.
    Nothing(Guard),
    /// A class wants so many times as much from now on, or as usual again.
    Crowd(u16, f64),
    /// A link carries another part of what it was built for.
    Link(super::settings::LinkName, Share),
    /// What was asked of a host makes no sense now.
    NoUse(u32),
}

/// Writes a line, or says of the last one of a policy that it holds still.
pub(super) fn say(log: &mut Vec<Entry>, at: SimTime, said: Said) {
    if let (Said::Nothing(guard), Some(last)) = (said, log.last_mut())
        && let Said::Nothing(before) = last.said
        && alike(&before, &guard)
    {
        (last.until, last.times, last.said) = (at, last.times + 1, said);
        return;
    }
    log.push(Entry {
        at,
        until: at,
        times: 1,
        said,
    });
}

fn alike(one: &Guard, other: &Guard) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}
