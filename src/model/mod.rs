//! The model: what happens in a migration, without clock, dice or sentences.
//!
//! [`measure`] gives the figures alone; [`run`] tells a [`Recorder`] how it
//! went. Both are the same computation.

mod cold;
mod course;
mod delta;
mod first_pass;
mod live;
mod memory;
mod passage;
mod postcopy;
mod precopy;
mod report;
mod rules;
mod sampling;
mod sender;
mod suspended;
mod throttle;
pub mod wire;

pub use report::{
    Cause, DownCause, Downtime, Event, EventKind, Host, Metrics, Phase, PhaseKind, Power, Recorder, Round, Sample,
    Silent, Status, Traffic, Zone, ZoneState,
};

pub use sender::{BUFFER as SOCKET_BUFFER, CLOCK_PAGES, QUANTUM, WINDOW};

use crate::params::Lane;
use crate::scenario::Scenario;
use crate::units::SimTime;

/// How long a run is observed that does not end by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Observation {
    /// Ten minutes, or four times as long as all memory needs on the wire,
    /// whichever is longer.
    Auto,
    /// Until this time.
    Until(SimTime),
}

impl Observation {
    fn limit(self, scenario: &Scenario) -> SimTime {
        match self {
            Self::Until(limit) => limit,
            Self::Auto => {
                let pass = wire::live_rate(scenario);
                SimTime::s(600.0).max((scenario.ram / pass) * 4.0)
            }
        }
    }
}

/// The figures of one lane.
#[must_use]
pub fn measure(scenario: &Scenario, lane: Lane, observation: Observation) -> Metrics {
    run(scenario, lane, observation, &mut Silent)
}

/// The figures of one lane, and its course told to the recorder.
pub fn run(scenario: &Scenario, lane: Lane, observation: Observation, recorder: &mut impl Recorder) -> Metrics {
    match lane {
        Lane::Cold => cold::run(scenario, recorder),
        Lane::Suspended => suspended::run(scenario, recorder),
        Lane::Live => live::run(scenario, observation.limit(scenario), recorder),
    }
}
