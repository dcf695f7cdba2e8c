//! How long a migration is observed that does not end by itself.

use super::conditions;
use super::storage;
use super::{line, rates};
use crate::params::Lane;
use crate::scenario::{Scenario, Switch};
use crate::units::SimTime;

/// What never ends is observed for this long, or for so many times what all memory needs on the wire.
const USUAL: SimTime = SimTime::s(600.0);
const PASSES: f64 = 4.0;
/// What is asked for is observed for so many times what all memory needs, to see its effect, and for at least so long.
const EFFECT: SimTime = SimTime::s(60.0);

/// How long a run is observed that does not end by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Observation {
    /// As long as the scenario says; else ten minutes, or four times as long as all memory needs to be scanned and sent,
    /// whichever is longer, as long as events make it wait, and past everything that the scenario asks for at a time.
    Auto,
    /// Until this time.
    Until(SimTime),
}

impl Observation {
    pub(super) fn limit(self, scenario: &Scenario, kind: Lane) -> SimTime {
        match self {
            Self::Until(limit) => limit,
            Self::Auto => scenario.until.unwrap_or_else(|| usual(scenario, kind)),
        }
    }
}

/// How long nobody would call too short.
pub(super) fn usual(scenario: &Scenario, kind: Lane) -> SimTime {
    let own = conditions::own_hold(scenario, kind);
    let passes = pass(scenario) * PASSES;
    let effect = EFFECT.max(passes);
    let asked = asked_for(scenario).map_or(SimTime::ZERO, |last| last + effect);
    USUAL.max(passes).max(asked) + storage::usual_time(scenario) * PASSES + conditions::waiting(scenario, own)
}

/// All memory once: sent, or all of it zero and scanned.
fn pass(scenario: &Scenario) -> SimTime {
    let zero = (scenario.ram - scenario.used_memory()).pages();
    (scenario.ram / rates::live_rate(scenario)).max(line::scan(zero))
}

/// The last moment at which the scenario asks for something.
fn asked_for(scenario: &Scenario) -> Option<SimTime> {
    let timeout = scenario.timeout.map(|timeout| timeout.after.of(scenario.ram));
    let switch = match scenario.switch_moment() {
        Some(Switch::At(at)) => Some(at),
        _ => None,
    };
    let ramp = scenario.ramp.map(|ramp| ramp.every * f64::from(ramp.steps));
    let events = scenario
        .events
        .iter()
        .map(|event| event.at + event.act.length().unwrap_or_default());
    timeout.into_iter().chain(switch).chain(ramp).chain(events).max()
}
