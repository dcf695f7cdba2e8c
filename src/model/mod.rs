//! The model: what happens in a migration, without clock, dice or sentences.
//!
//! [`measure`] gives the figures alone; [`run`] tells a [`Recorder`] how it
//! went. Both are the same computation.

mod causes;
mod cold;
mod course;
mod cut;
mod delta;
mod disk;
mod drift;
mod first_pass;
mod functions;
mod halt;
mod heading;
mod limit;
mod live;
pub mod map;
mod memory;
mod mirror;
mod outcome;
mod passage;
mod pieces;
mod postcopy;
mod precopy;
mod repeat;
mod report;
mod rules;
mod sampling;
mod script;
mod sender;
mod suspended;
mod throttle;
mod trend;
pub mod wire;

pub use outcome::{Outcome, Primary, Why};
pub use report::{
    Cause, DownCause, Downtime, Event, EventKind, Host, Metrics, Phase, PhaseKind, Power, Recorder, Round, Sample,
    Silent, Status, Traffic, Zone, ZoneState,
};

pub use script::PATIENCE as LINK_PATIENCE;
pub use sender::{BUFFER as SOCKET_BUFFER, CLOCK_PAGES, QUANTUM, WINDOW};

pub use wire::Bound;

use crate::params::Lane;
use crate::scenario::{Scenario, Suspend, TimedHold};
use crate::units::SimTime;
use course::Course;
use report::Told;
use script::Script;

/// How long a run is observed that does not end by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Observation {
    /// Ten minutes, or four times as long as all memory needs on the wire,
    /// whichever is longer, and as long as events make it wait.
    Auto,
    /// Until this time.
    Until(SimTime),
}

impl Observation {
    fn limit(self, scenario: &Scenario, own: Option<TimedHold>) -> SimTime {
        match self {
            Self::Until(limit) => limit,
            Self::Auto => {
                let pass = wire::live_rate(scenario);
                let usual = SimTime::s(600.0).max((scenario.ram / pass) * 4.0);
                let disk = mirror::Mirror::new(scenario)
                    .map_or(SimTime::ZERO, |mirror| mirror.left() / mirror::rate(scenario));
                usual + disk * 4.0 + script::waiting(scenario, own)
            }
        }
    }
}

/// The figures of one lane.
#[must_use]
pub fn measure(scenario: &Scenario, lane: Lane, observation: Observation) -> Metrics {
    // The page would download a second copy of the model; natively it costs nothing and is faster.
    if cfg!(target_arch = "wasm32") {
        run(scenario, lane, observation, &mut Silent)
    } else {
        follow(scenario, lane, observation, &mut Silent, false)
    }
}

/// The same without a shortcut: every round is followed, however many there are. It is slow, and the measure of the
/// shortcuts.
#[must_use]
pub fn measure_every_round(scenario: &Scenario, lane: Lane, observation: Observation) -> Metrics {
    follow(scenario, lane, observation, &mut Told(&mut Silent), true)
}

/// The figures of one lane, and its course told to the recorder.
pub fn run(scenario: &Scenario, lane: Lane, observation: Observation, recorder: &mut dyn Recorder) -> Metrics {
    follow(scenario, lane, observation, &mut Told(recorder), false)
}

fn follow(
    scenario: &Scenario,
    lane: Lane,
    observation: Observation,
    recorder: &mut impl Recorder,
    every_round: bool,
) -> Metrics {
    let own = match (lane, scenario.suspend) {
        (Lane::Suspended, Suspend::Hold(hold)) => Some(hold),
        _ => None,
    };
    let limit = observation.limit(scenario, own);
    let mut course = Course::new(recorder, Script::new(scenario, own, limit));
    course.every_round = every_round;
    match (lane, own) {
        (Lane::Cold, _) => cold::run(scenario, &mut course),
        (Lane::Suspended, None) => suspended::run(scenario, &mut course),
        (Lane::Suspended, Some(_)) | (Lane::Live, _) => live::run(scenario, &mut course),
    }
    course.end()
}
