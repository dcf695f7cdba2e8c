//! What a user asks for: the table of the cluster's parameters, and how their values are written.

mod acts;
mod class;
mod hosts;
mod kinds;
mod lists;
mod names;
mod own;
mod slots;
mod table;
mod vms;
mod words;

pub use acts::{ClusterAct, TimedAct};
pub(crate) use class::share;
pub use class::{Class, Priority, Traits};
pub use hosts::HostGroup;
pub use kinds::Kinds;
pub use lists::MAX_ENTRIES;
pub use names::{ClassName, HostName, LinkName, VmName, Way};
pub use own::Own;
pub use slots::{Limit, Limits, Platform, Slots};
pub use table::{ClusterSettings, Id, TABLE};
pub use vms::VmGroup;
pub use words::{ActWord, Order, Placement, PolicyName, Selection};
