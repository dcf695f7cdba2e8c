//! The model: what happens in a migration, without clock, dice or sentences.
//!
//! A [`Migration`] is a value that advances. [`measure`] gives its figures alone; [`run()`] tells a [`Recorder`] how it went.
//! Both are the same computation.
//!
//! To read it once from top to bottom: `migration` (what follows what) → `run`, `conditions`, `waiting` (what every stage
//! shares) → `storage` (the disk) → `precopy` (memory, and in it the stop rules) → `handover`, `standstill` (the VM stands
//! still) → `postcopy`; `cold` and `suspended` are lists of stages.

mod causes;
mod cold;
mod conditions;
mod functions;
mod halt;
mod handover;
pub mod map;
mod migration;
mod outcome;
mod postcopy;
mod precopy;
mod report;
mod run;
mod standstill;
mod storage;
mod suspended;
mod waiting;
pub mod wire;

pub use migration::{Effort, Migration};
pub use outcome::{Outcome, Primary, Why};
pub use precopy::sender::{BUFFER as SOCKET_BUFFER, CLOCK_PAGES, QUANTUM, WINDOW};
pub use report::{
    Allowed, Cause, DownCause, Downtime, Event, EventKind, Host, Merged, MergedBecause, Metrics, Phase, PhaseKind,
    Power, ROUNDS_KEPT, Recorder, Round, RoundRange, Sample, Silent, Status, Traffic, Zone, ZoneState,
};
pub use waiting::PATIENCE as LINK_PATIENCE;
pub use wire::Bound;

use crate::params::Lane;
use crate::scenario::Scenario;
use crate::units::{Share, SimTime};

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
    fn limit(self, scenario: &Scenario, kind: Lane) -> SimTime {
        match self {
            Self::Until(limit) => limit,
            Self::Auto => {
                let own = migration::own_hold(scenario, kind);
                let pass = wire::live_rate(scenario);
                let usual = SimTime::s(600.0).max((scenario.ram / pass) * 4.0);
                usual + storage::usual_time(scenario) * 4.0 + conditions::waiting(scenario, own)
            }
        }
    }
}

/// The figures of one migration.
#[must_use]
pub fn measure(scenario: &Scenario, kind: Lane, observation: Observation) -> Metrics {
    run(scenario, kind, observation, &mut Silent)
}

/// The same with more effort, or less.
#[must_use]
pub fn measure_with(scenario: &Scenario, kind: Lane, observation: Observation, effort: Effort) -> Metrics {
    let migration = Migration::start(scenario, kind).with_effort(effort);
    observe(migration, observation.limit(scenario, kind), &mut Silent)
}

/// The figures of one migration, and its course told to the recorder.
pub fn run(scenario: &Scenario, kind: Lane, observation: Observation, recorder: &mut dyn Recorder) -> Metrics {
    observe(
        Migration::start(scenario, kind),
        observation.limit(scenario, kind),
        recorder,
    )
}

fn observe(mut migration: Migration<'_>, end: SimTime, recorder: &mut dyn Recorder) -> Metrics {
    let alone = Share::new(1.0);
    while migration.next_change(alone) <= end && !migration.is_over() {
        migration.advance(migration.next_change(alone), alone, recorder);
    }
    migration.observe_until(end, recorder)
}
