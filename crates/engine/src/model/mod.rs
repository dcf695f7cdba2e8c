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
mod migration;
mod observation;
mod outcome;
mod postcopy;
mod precopy;
mod report;
mod run;
mod spread;
mod standstill;
mod storage;
mod suspended;
mod verdict;
mod waiting;
pub mod wire;

pub use migration::{Effort, Migration};
pub use observation::Observation;
pub use outcome::{Asked, Crash, Outcome, Primary, Unfinished, Why};
pub use precopy::sender::{BUFFER as SOCKET_BUFFER, CLOCK_PAGES, QUANTUM, WINDOW};
pub use report::{
    Allowed, Cause, DownCause, Downtime, Event, EventKind, Host, Merged, MergedBecause, Metrics, Phase, PhaseKind,
    Power, ROUNDS_KEPT, Recorder, Round, RoundRange, Sample, Silent, Status, Traffic, Zone, ZoneState,
};
pub use spread::{Chance, EARLY, Figures, LATE, MEDIAN, Odds, Spread};
pub use verdict::{Decides, Never, Undecided, Verdict};
pub use waiting::PATIENCE as LINK_PATIENCE;
pub use wire::Bound;

use crate::params::Lane;
use crate::scenario::Scenario;
use crate::units::{Share, SimTime};

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
    let end = observation.limit(scenario, kind);
    let median = others(scenario, kind, end, effort, effort.chance, &mut Silent);
    spread::with_spread(median, |chance| {
        others(scenario, kind, end, effort, chance, &mut Silent)
    })
}

/// The figures of one migration, and its course told to the recorder.
pub fn run(scenario: &Scenario, kind: Lane, observation: Observation, recorder: &mut dyn Recorder) -> Metrics {
    let (end, effort) = (observation.limit(scenario, kind), Effort::default());
    let median = others(scenario, kind, end, effort, effort.chance, recorder);
    let metrics = spread::with_spread(median, |chance| {
        others(scenario, kind, end, effort, chance, &mut Silent)
    });
    if metrics.spread.is_some() || metrics.chance.before > Share::ZERO && metrics.verdict() == Verdict::Hovers {
        let mut odds = Odds::default();
        others(scenario, kind, end, effort, spread::NEARLY_ALL, &mut odds);
        recorder.odds(odds);
    }
    metrics
}

/// The same migration where chance has it end earlier or later.
fn others(
    scenario: &Scenario,
    kind: Lane,
    end: SimTime,
    effort: Effort,
    chance: Share,
    recorder: &mut dyn Recorder,
) -> Metrics {
    let effort = Effort { chance, ..effort };
    let migration = Migration::start(scenario, kind).with_effort(effort);
    migration.observe_until(end, recorder)
}
