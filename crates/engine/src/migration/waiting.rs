//! Waiting: a migration that is held, or whose link carries nothing.
//!
//! A hold lasts until somebody ends it. A stalled connection is given up after a while; so there is one moment at which
//! waiting ends by itself, and what each stage does until then is the stage's own affair.

use super::conditions::NEVER;
use super::run::Run;
use crate::units::SimTime;

/// A stalled connection is given up after this long: five unanswered probes, five seconds apart, and the time to notice.
pub const PATIENCE: SimTime = SimTime::s(30.0);

/// Notes whether the link stalls a stage from now on.
pub(super) fn note(run: &mut Run<'_>, on_the_wire: bool) {
    let now = run.timeline.now();
    let stalls = now.held.is_none() && now.link_is_down && on_the_wire;
    run.stalled_since = stalls.then(|| run.stalled_since.unwrap_or(run.now));
}

/// When the connection breaks.
pub(super) fn breaks_at(run: &Run<'_>) -> SimTime {
    run.stalled_since.map_or(NEVER, |since| (since + PATIENCE).max(run.now))
}
