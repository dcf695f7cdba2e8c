//! Settings of a live migration that are bound to a time.

use crate::params::TimeoutAction;
use crate::units::SimTime;

/// When post-copy begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Switch {
    /// At once.
    Start,
    /// After the first pass over memory.
    Pass,
    /// At this time.
    At(SimTime),
}

/// What happens to a pre-copy that takes too long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timeout {
    /// How long it may take.
    pub after: SimTime,
    /// What happens then.
    pub action: TimeoutAction,
}

/// A downtime limit that grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ramp {
    /// In how many steps, between one and [`Ramp::MOST_STEPS`].
    pub steps: u32,
    /// The time between them.
    pub every: SimTime,
}

impl Ramp {
    /// More steps are as good as a slope.
    pub const MOST_STEPS: u32 = 20;
}
