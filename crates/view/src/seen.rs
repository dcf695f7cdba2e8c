//! A run as far as it has been seen: what comes later is not hidden in it, it is not there.

use crate::charts::ticks::round_step;
use engine::migration::{Chance, EventKind, Metrics, Odds, Status, Unfinished};
use engine::scenario::Scenario;
use engine::trace::{self, LaneTrace, Trace};
use engine::units::SimTime;

/// The shortest look at a run: a record needs two moments.
const LEAST: SimTime = SimTime::ms(0.001);
/// The clock of a run that is not over shows at least this, and so much more than has been seen.
const SHORTEST: f64 = 10.0;
const AHEAD: f64 = 1.25;

/// The run until a time, as one who stops looking then sees it. Lanes that have ended are whole; the others have the figures so
/// far, and nothing says how they go on.
#[must_use]
pub fn seen(scenario: &Scenario, run: &Trace, until: SimTime) -> Trace {
    let lane = |lane: &LaneTrace| match is_over(lane, until) {
        true => lane.clone(),
        false => so_far(scenario, lane, until.max(LEAST)),
    };
    Trace::new(run.migrations().iter().map(lane).collect())
}

/// Whether a lane has come to its end by a time.
#[must_use]
pub fn is_over(lane: &LaneTrace, until: SimTime) -> bool {
    lane.end() <= until
}

fn so_far(scenario: &Scenario, lane: &LaneTrace, until: SimTime) -> LaneTrace {
    let cut = trace::simulate_so_far(scenario, lane.lane, until);
    // What the observation itself adds: its end, and what it makes of the rest.
    let own = |kind: EventKind| kind == EventKind::ObservationEnded;
    let mut outcome = cut.metrics.outcome;
    if cut.metrics.status == Status::Running {
        (outcome.asked, outcome.unfinished) = (None, Unfinished::CutShort);
    }
    LaneTrace {
        name: lane.name.clone(),
        events: cut
            .events
            .into_iter()
            .filter(|event| !own(event.kind) && event.at <= until)
            .collect(),
        odds: Odds::default(),
        metrics: Metrics {
            outcome,
            chance: Chance::NONE,
            spread: None,
            ..cut.metrics
        },
        ..cut
    }
}

/// Where the clock of a run ends that has been seen so far: a round time ahead, whatever the run will take.
#[must_use]
pub fn horizon(until: SimTime) -> SimTime {
    SimTime::s(round_step((until.as_s() * AHEAD).max(SHORTEST)))
}
