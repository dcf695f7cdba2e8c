//! Moments to step to: where a stage begins and where something happens; and for a talk the few that tell the story.

use super::narration::{self, Narration};
use super::pace::Story;
use engine::migration::PhaseKind;
use engine::params::Lane;
use engine::trace::Trace;
use engine::units::SimTime;
use text::Language;

/// The most steps of a talk.
const MOST_STEPS: usize = 8;

/// Moments nearer to each other than this are one.
pub(crate) const SAME: f64 = 1e-9;

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

/// A while in which one sentence is told.
struct Told {
    start: SimTime,
    end: SimTime,
    what: Narration,
}

/// The moments that tell a story to an audience: at each another sentence than at the one before, in the middle of what it
/// tells, so that the picture shows it; the last is the end. Of many the most telling are chosen.
#[must_use]
pub fn chosen(trace: &Trace, lanes: &[Lane], story: &Story) -> Vec<SimTime> {
    let all = told(trace, lanes);
    let Some(last) = all.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut places: Vec<usize> = (0..all.len()).collect();
    places.sort_by_key(|&place| {
        let outer = place == 0 || place == last;
        (!outer, std::cmp::Reverse(weight(trace, &all[place])), place)
    });
    places.truncate(MOST_STEPS);
    places.sort_unstable();
    // What was left out between two may have been all that told them apart.
    places.dedup_by(|later, first| all[*later].what == all[*first].what);
    let middle = |told: &Told| {
        let [from, to] = [told.start, told.end].map(|time| story.story_at(time));
        story.sim_at(from + (to - from) / 2.0)
    };
    places
        .into_iter()
        .map(|place| {
            if place == last {
                all[place].end
            } else {
                middle(&all[place])
            }
        })
        .collect()
}

/// The sentences that are told, one after the other.
fn told(trace: &Trace, lanes: &[Lane]) -> Vec<Told> {
    let sentence = |time| narration::sentence(Language::English, trace, lanes, time);
    let end = trace.of(lanes).map(|lane| lane.end()).max().unwrap_or_default();
    let mut starts: Vec<SimTime> = trace
        .of(lanes)
        .flat_map(|lane| narration::chapters(Language::English, lane))
        .map(|(start, _)| start)
        .collect();
    starts.sort_unstable();
    let mut all: Vec<Told> = Vec::new();
    for start in starts {
        let what = sentence(start);
        match all.last_mut() {
            Some(last) if last.what == what => {}
            Some(last) if (start - last.start).as_s() <= SAME => last.what = what,
            _ => {
                if let Some(last) = all.last_mut() {
                    last.end = start;
                }
                all.push(Told { start, end, what });
            }
        }
    }
    all
}

/// How much there is to be said about what goes on.
fn weight(trace: &Trace, told: &Told) -> u32 {
    let lane = trace.lane(told.what.lane);
    let Some(phase) = lane.at(told.start).phase else {
        return if lane.lane == Lane::Live { 7 } else { 5 };
    };
    match phase.kind {
        PhaseKind::Stalled => 9,
        PhaseKind::StopAndCopy | PhaseKind::PostCopy | PhaseKind::Held(_) => 8,
        PhaseKind::FirstPass | PhaseKind::Round(1) | PhaseKind::Transfer | PhaseKind::Save | PhaseKind::Mirror => 7,
        PhaseKind::Setup | PhaseKind::Rounds(_) | PhaseKind::Boot | PhaseKind::Disk => 6,
        PhaseKind::Shutdown | PhaseKind::Restore => 5,
        PhaseKind::Round(number) => 4_u32.saturating_sub(number).max(1),
        PhaseKind::Configuration | PhaseKind::Definition | PhaseKind::DeviceState | PhaseKind::Resume => 3,
    }
}

/// The first of these steps after a time.
#[must_use]
pub fn after(steps: &[SimTime], time: SimTime) -> Option<SimTime> {
    steps.iter().copied().find(|&step| (step - time).as_s() > SAME)
}

/// The last of these steps before a time.
#[must_use]
pub fn before(steps: &[SimTime], time: SimTime) -> Option<SimTime> {
    steps.iter().copied().rfind(|&step| (time - step).as_s() > SAME)
}
