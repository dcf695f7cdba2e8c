//! What had to give way when a cluster was made possible.

use super::settings::{ClassName, HostName, LinkName, VmName};
use crate::params::Range;
use crate::units::{Bytes, Quantity, SimTime};

/// What had to give way.
#[derive(Clone, Debug, PartialEq)]
pub enum Gave {
    /// There was no host; there are the usual ones.
    NoHosts,
    /// More hosts than are simulated.
    TooManyHosts {
        /// What was asked for.
        asked: u64,
        /// What is used.
        used: u32,
    },
    /// A host with no core or with too many.
    Cores {
        /// What was asked for.
        asked: u32,
        /// What is used.
        used: u32,
    },
    /// More VMs than are simulated.
    TooManyVms {
        /// What was asked for.
        asked: u64,
        /// What is used.
        used: u32,
    },
    /// More racks than hosts.
    TooManyRacks {
        /// What was asked for.
        asked: u32,
        /// What is used.
        used: u32,
    },
    /// More classes than are simulated.
    TooManyClasses {
        /// What was asked for.
        asked: usize,
    },
    /// More entries of a list than are used.
    TooManyEntries {
        /// The key of the list.
        key: &'static str,
        /// What was asked for.
        asked: usize,
    },
    /// No class is called so that this key names.
    NoClass(&'static str, ClassName),
    /// No host is called so that this key names.
    NoHost(&'static str, HostName),
    /// No VM is called so.
    NoVm(VmName),
    /// No link is called so.
    NoLink(LinkName),
    /// A class whose VMs write to more memory than they have in use.
    Region {
        /// The class.
        class: ClassName,
        /// What was asked for, all regions together.
        asked: Bytes,
        /// What is used.
        used: Bytes,
    },
    /// A quantity outside its range.
    Outside {
        /// The key.
        key: &'static str,
        /// What is allowed.
        range: &'static Range,
        /// What was asked for.
        asked: Quantity,
        /// What is used.
        used: Quantity,
    },
    /// A class whose VMs have no processor or too many.
    Processors {
        /// The class.
        class: ClassName,
        /// What was asked for.
        asked: u32,
        /// What is used.
        used: u32,
    },
    /// A crowd that wants more than [`MOST_TIMES`](super::MOST_TIMES) as much.
    Crowd {
        /// What was asked for.
        asked: f64,
    },
    /// So long an observation that the policy would look, or load would change, more than [`MOST_LOOKS`](super::MOST_LOOKS) times.
    TooLong {
        /// What was asked for.
        asked: SimTime,
        /// What is used.
        used: SimTime,
    },
    /// VMs of a class that find no room at first.
    NoRoom {
        /// How many.
        count: u32,
        /// The class.
        class: ClassName,
        /// Whether one is larger than any host.
        too_large: bool,
    },
}
