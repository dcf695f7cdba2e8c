//! A local disk that moves with a running VM: it is mirrored before memory moves, and follows the writes beside memory.

pub(super) mod mirror;
pub(super) mod mirroring;
pub(super) mod ready;

use crate::scenario::Scenario;
use crate::units::SimTime;

/// How long the disk takes on a line of its own.
pub(super) fn usual_time(scenario: &Scenario) -> SimTime {
    mirror::Mirror::new(scenario).map_or(SimTime::ZERO, |mirror| mirror.left() / ready::rate(scenario))
}
