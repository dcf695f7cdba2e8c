//! A migration from its beginning to the end of its observation: the median run, and an early and a late one where chance
//! decides.

use super::Migration;
use super::effort::Effort;
use super::observation::Observation;
use super::report::{Metrics, Recorder, Silent};
use super::spread::{EARLY, Figures, LATE, MEDIAN, NEARLY_ALL, Spread};
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
    let migration = Migration::start(scenario, kind).with_effort(effort);
    observe(migration, observation.limit(scenario, kind), &mut Silent)
}

/// The figures of one migration, and its course told to the recorder.
pub fn run(scenario: &Scenario, kind: Lane, observation: Observation, recorder: &mut dyn Recorder) -> Metrics {
    let migration = Migration::start(scenario, kind);
    observe(migration, observation.limit(scenario, kind), recorder)
}

/// The figures of a migration that is about to begin, observed up to a time: those of the median run, and what chance makes
/// of them. The recorder is told the median run, and of the others no more than when they end.
fn observe(mut run: Migration<'_>, end: SimTime, recorder: &mut dyn Recorder) -> Metrics {
    run.follow_until_it_stops(EARLY, end, recorder);
    let early = (!run.stands_for(MEDIAN)).then(|| run.clone().observe_until(end, &mut Silent));
    run.follow_until_it_stops(MEDIAN, end, recorder);
    let later = (!run.stands_for(LATE)).then(|| run.clone());
    if later.is_none() && recorder.records() {
        run.clone()
            .follow_until_it_stops(NEARLY_ALL, end, &mut OnlyEnds(recorder));
    }
    let mut median = run.observe_until(end, recorder);
    let others = match (&early, later) {
        (None, None) => return median,
        (_, Some(run)) => late_and_last(run, end, &mut OnlyEnds(recorder)),
        (_, None) => (Figures::of(&median), median.ended_share()),
    };
    let (late, ended) = others;
    let early = Figures::of(early.as_ref().unwrap_or(&median));
    let all = [early, late, Figures::of(&median)];
    let downtimes = all.iter().flatten().map(|run| run.downtime);
    median.spread = Some(Spread {
        early,
        late,
        downtimes: (
            downtimes.clone().min().unwrap_or_default(),
            downtimes.max().unwrap_or_default(),
        ),
        ended,
    });
    median
}

/// The late run, and the share of runs that end.
fn late_and_last(mut run: Migration<'_>, end: SimTime, ends: &mut dyn Recorder) -> (Option<Figures>, Share) {
    run.follow_until_it_stops(LATE, end, ends);
    let later = (!run.stands_for(NEARLY_ALL)).then(|| run.clone());
    let late = run.observe_until(end, &mut Silent);
    let last = later.map(|mut run| {
        run.follow_until_it_stops(NEARLY_ALL, end, ends);
        run.observe_until(end, &mut Silent)
    });
    (Figures::of(&late), last.unwrap_or(late).ended_share())
}

/// Listens for a recorder to when other runs end than the one that it is told.
struct OnlyEnds<'a>(&'a mut dyn Recorder);

impl Recorder for OnlyEnds<'_> {
    fn ended(&mut self, at: SimTime, share: Share) {
        self.0.ended(at, share);
    }
}
