//! How much slower a VM runs than it could, and for how long: throttled, or waiting for pages that are missing.

use super::format;
use engine::migration::Power;
use engine::trace::LaneTrace;
use engine::units::{Share, SimTime};
use text::Language;
use text::say;

/// From this part of its full speed on a VM counts as running at full speed.
const FULL_SPEED: Share = Share::new(0.995);

/// The time in which a VM ran slower than it could.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slowdown {
    /// How long.
    pub length: SimTime,
    /// The lowest and the highest speed in that time.
    pub lowest: Share,
    /// See [`Slowdown::lowest`].
    pub highest: Share,
}

/// Whether this is slower than full speed, but no standstill.
#[must_use]
pub fn is_slow(speed: Share) -> bool {
    speed < FULL_SPEED && !speed.is_zero()
}

/// The slowdown of a lane; `None` if its VM always ran at full speed where it ran.
#[must_use]
pub fn slowdown(lane: &LaneTrace) -> Option<Slowdown> {
    let mut found: Option<Slowdown> = None;
    for pair in lane.samples.windows(2) {
        let [from, to] = pair else { continue };
        if !is_slow(from.speed) || to.at <= from.at {
            continue;
        }
        let stage = lane.phases.partition_point(|phase| phase.end <= from.at);
        if lane.phases.get(stage).is_none_or(|phase| phase.power != Power::Running) {
            continue;
        }
        let before = found.unwrap_or(Slowdown {
            length: SimTime::ZERO,
            lowest: from.speed,
            highest: from.speed,
        });
        found = Some(Slowdown {
            length: before.length + (to.at - from.at),
            lowest: before.lowest.min(from.speed),
            highest: before.highest.max(from.speed),
        });
    }
    found
}

/// `10 % speed for 1 min 30 s`; empty if it always ran at full speed.
#[must_use]
pub fn told(language: Language, lane: &LaneTrace) -> String {
    let Some(slowdown) = slowdown(lane) else {
        return String::new();
    };
    let length = format::time(language, slowdown.length);
    let [lowest, highest] = [slowdown.lowest, slowdown.highest].map(|speed| format::share(language, speed));
    if lowest == highest {
        say!(language, "{0} speed for {1}", lowest, length)
    } else {
        say!(language, "{0} to {1} speed for {2}", lowest, highest, length)
    }
}
