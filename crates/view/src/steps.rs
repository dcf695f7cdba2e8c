//! Moments to step to: where a stage begins and where something happens.

use engine::params::Lane;
use engine::trace::Trace;
use engine::units::SimTime;

/// Moments nearer to each other than this are one.
const SAME: f64 = 1e-9;

/// All moments of the shown lanes, in order, each once.
#[must_use]
pub fn event_times(trace: &Trace, lanes: &[Lane]) -> Vec<SimTime> {
    let mut times: Vec<SimTime> = moments(trace, lanes).collect();
    times.sort_unstable();
    times.dedup_by(|later, first| (*later - *first).as_s() <= SAME);
    times
}

/// The first moment after a time.
#[must_use]
pub fn next_event(trace: &Trace, lanes: &[Lane], time: SimTime) -> Option<SimTime> {
    moments(trace, lanes).filter(|&at| (at - time).as_s() > SAME).min()
}

/// The last moment before a time.
#[must_use]
pub fn previous_event(trace: &Trace, lanes: &[Lane], time: SimTime) -> Option<SimTime> {
    moments(trace, lanes).filter(|&at| (time - at).as_s() > SAME).max()
}

fn moments<'a>(trace: &'a Trace, lanes: &'a [Lane]) -> impl Iterator<Item = SimTime> + 'a {
    trace.of(lanes).flat_map(|lane| {
        let stages = lane.phases.iter().map(|phase| phase.start);
        stages.chain(lane.events.iter().map(|event| event.at))
    })
}
