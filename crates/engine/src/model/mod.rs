//! The model: what happens in a migration, without clock, dice or sentences.
//!
//! A [`Migration`] is a value that advances. [`measure()`] gives its figures alone; [`run()`] tells a [`Recorder`] how it went.
//! Both are the same computation.
//!
//! To read it once from top to bottom: `measure` (from the beginning to the end) → `migration` (what follows what) → `run`,
//! `conditions`, `waiting` (what every stage shares) → `storage` (the disk) → `precopy` (memory, and in it the stop rules) →
//! `standstill`, `stop`, `handover` (the VM stands still) → `postcopy`; `cold` and `suspended` are lists of stops. No module
//! imports itself by way of others.

mod causes;
mod cold;
mod conditions;
mod effort;
mod functions;
mod halt;
mod handover;
mod line;
mod measure;
mod migration;
mod observation;
mod outcome;
mod postcopy;
mod precopy;
mod rates;
mod report;
mod run;
mod spread;
mod standstill;
mod stop;
mod storage;
mod suspended;
mod verdict;
mod waiting;
pub mod wire;

pub use causes::Bound;
pub use effort::Effort;
pub use migration::{Interruption, Migration};
pub use observation::Observation;
pub use outcome::{Asked, Crash, Decides, Never, Outcome, Primary, Status, Unfinished, Why};
pub use precopy::sender::{BUFFER as SOCKET_BUFFER, CLOCK_PAGES, QUANTUM, WINDOW};
pub use report::{
    Allowed, Cause, DownCause, Downtime, Event, EventKind, Host, Merged, MergedBecause, Metrics, Phase, PhaseKind,
    Power, ROUNDS_KEPT, Recorder, Round, RoundRange, Sample, Silent, Traffic, Zone, ZoneState,
};
pub use spread::{Chance, EARLY, Figures, LATE, MEDIAN, Odds, Spread};
pub use verdict::{Undecided, Verdict};
pub use waiting::PATIENCE as LINK_PATIENCE;

use crate::params::Lane;
use crate::scenario::Scenario;

/// The figures of one migration.
///
/// ```
/// use engine::{Lane, Observation, Scenario, Status, measure};
///
/// let figures = measure(&Scenario::default(), Lane::Live, Observation::Auto);
/// assert_eq!(figures.status, Status::Completed);
/// assert!(figures.downtime.total() < figures.total);
/// assert!(figures.traffic.memory() > Scenario::default().used_memory());
/// ```
#[must_use]
pub fn measure(scenario: &Scenario, kind: Lane, observation: Observation) -> Metrics {
    measure_with(scenario, kind, observation, Effort::default())
}

/// The same with more effort, or less.
#[must_use]
pub fn measure_with(scenario: &Scenario, kind: Lane, observation: Observation, effort: Effort) -> Metrics {
    let migration = Migration::start(scenario, kind).with_effort(effort);
    measure::measure(migration, observation.limit(scenario, kind), &mut Silent)
}

/// The figures of one migration, and its course told to the recorder.
pub fn run(scenario: &Scenario, kind: Lane, observation: Observation, recorder: &mut dyn Recorder) -> Metrics {
    let migration = Migration::start(scenario, kind);
    measure::measure(migration, observation.limit(scenario, kind), recorder)
}
