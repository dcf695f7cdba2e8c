//! One sentence about what happens now, for the lane where it is most worth
//! telling.
//!
//! The course of a lane is cut into chapters: stages, some of them taken
//! together, and what comes after the end. A sentence belongs to a chapter
//! and its numbers come from the records of stages and rounds, so it stands
//! still until the next chapter.

mod events;
mod pause;
mod rounds;
mod words;

use crate::kinds;
use engine::migration::{Crash, EventKind, Phase, PhaseKind, Power, Status};
use engine::params::{Choice, Lane};
use engine::trace::{LaneTrace, Trace};
use engine::units::SimTime;
use text::Language;

/// Rounds that are told one by one; later ones are told in about as many groups.
const ROUNDS_TOLD: u32 = 6;

/// What is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narration {
    /// The lane that it is about.
    pub lane: Lane,
    /// What it is called.
    pub name: &'static str,
    /// One or two sentences.
    pub text: String,
}

/// What to tell about the shown lanes at a time; about all if none is given.
///
/// A lane that stands still for a moment in a live migration comes first,
/// then the one whose chapter is the newest, then the live one.
///
/// # Panics
/// Never: there is at least one lane.
#[must_use]
pub fn sentence(language: Language, trace: &Trace, lanes: &[Lane], time: SimTime) -> Narration {
    let lanes = if lanes.is_empty() { Lane::ALL } else { lanes };
    let told = trace.of(lanes).map(|lane| (lane, chapter(lane, time)));
    let (lane, chapter) = told
        .max_by_key(|(lane, chapter)| (urgent(chapter), chapter.start(), lane.lane as usize))
        .expect("there is at least one lane");
    narrate(language, lane, &chapter)
}

/// The same for somebody who has chosen a lane at a moment: of this lane, until its next chapter.
///
/// ```
/// use engine::{Lane, Scenario, SimTime, simulate};
/// use text::Language::English;
/// use view::narration::about;
///
/// let trace = simulate(&Scenario::default());
/// let told = |chosen, time| about(English, &trace, &[], SimTime::s(time), chosen).lane;
/// let chosen = Some((Lane::Cold, SimTime::s(1.0)));
/// assert_eq!((told(None, 1.0), told(chosen, 1.0)), (Lane::Live, Lane::Cold));
/// assert_eq!((told(chosen, 19.0), told(chosen, 26.0)), (Lane::Cold, Lane::Live));
/// ```
#[must_use]
pub fn about(
    language: Language,
    trace: &Trace,
    lanes: &[Lane],
    time: SimTime,
    chosen: Option<(Lane, SimTime)>,
) -> Narration {
    let shown = |(lane, _): &(Lane, SimTime)| lanes.is_empty() || lanes.contains(lane);
    if let Some((lane, at)) = chosen.filter(shown) {
        let lane = trace.lane(lane);
        let now = chapter(lane, time);
        if now.start() == chapter(lane, at).start() {
            return narrate(language, lane, &now);
        }
    }
    sentence(language, trace, lanes, time)
}

fn narrate(language: Language, lane: &LaneTrace, chapter: &Chapter<'_>) -> Narration {
    Narration {
        lane: lane.lane,
        name: kinds::name(language, lane),
        text: words::text(language, lane, chapter),
    }
}

/// All that is told about a lane, from its beginning to its end, each with the moment at which it begins.
#[must_use]
pub fn chapters(language: Language, lane: &LaneTrace) -> Vec<(SimTime, String)> {
    let stages = lane.phases.iter().map(|phase| phase.start);
    let reachable = lane.events.iter().rfind(|event| event.kind == EventKind::Reachable);
    let crash = lane.metrics.outcome.crash_after.map(|crash| crash.at);
    let after = [Some(lane.metrics.total), reachable.map(|event| event.at), crash];
    let mut told: Vec<(SimTime, String)> = Vec::new();
    for moment in stages.chain(after.into_iter().flatten()) {
        let chapter = chapter(lane, moment);
        // Stages that are told together have one beginning.
        if told.last().is_none_or(|&(start, _)| start < chapter.start()) {
            told.push((chapter.start(), words::text(language, lane, &chapter)));
        }
    }
    told
}

/// A part of a lane's course that one sentence tells.
enum Chapter<'a> {
    /// Stages, named by the first of them.
    Stages {
        phases: &'a [Phase],
        /// Whether the VM ran before and stands still now.
        pause: bool,
    },
    /// Rounds from this one to this one, with the first one's stage.
    Rounds { phase: &'a Phase, last: u32 },
    /// The VM runs at the destination, but the network does not know it yet.
    Redirection { start: SimTime, end: SimTime },
    /// Nothing changes any more.
    End { start: SimTime },
    /// A host took the VM with it after the end.
    Crash(Crash),
}

impl Chapter<'_> {
    fn start(&self) -> SimTime {
        match self {
            Self::Stages { phases, .. } => phases.first().map_or(SimTime::ZERO, |phase| phase.start),
            Self::Rounds { phase, .. } => phase.start,
            Self::Redirection { start, .. } | Self::End { start } => *start,
            Self::Crash(crash) => crash.at,
        }
    }
}

const fn urgent(chapter: &Chapter<'_>) -> bool {
    matches!(chapter, Chapter::Stages { pause: true, .. })
}

fn chapter(lane: &LaneTrace, time: SimTime) -> Chapter<'_> {
    let index = lane
        .phases
        .partition_point(|phase| phase.start <= time)
        .saturating_sub(1);
    match lane.phases.get(index) {
        Some(phase) if time < phase.end => match phase.kind {
            PhaseKind::Round(number) => rounds(lane, index, number),
            _ => stages(lane, index),
        },
        _ => after(lane, time),
    }
}

fn stages(lane: &LaneTrace, index: usize) -> Chapter<'_> {
    let mut first = index;
    while first > 0 && continues(&lane.phases[first - 1], &lane.phases[first]) {
        first -= 1;
    }
    let mut last = index;
    while last + 1 < lane.phases.len() && continues(&lane.phases[last], &lane.phases[last + 1]) {
        last += 1;
    }
    let ran = first > 0 && lane.phases[first - 1].power == Power::Running;
    let starts_paused = lane.lane == Lane::Live;
    Chapter::Stages {
        phases: &lane.phases[first..=last],
        pause: lane.phases[first].power == Power::Paused && (ran || starts_paused),
    }
}

/// Whether a stage is told together with the one before.
fn continues(before: &Phase, phase: &Phase) -> bool {
    match phase.kind {
        PhaseKind::DeviceState | PhaseKind::Resume => before.power == Power::Paused,
        // The mirror's last blocks and the last pages are one pause.
        PhaseKind::StopAndCopy => before.kind == PhaseKind::Disk,
        PhaseKind::FirstPass => before.kind == PhaseKind::Setup,
        PhaseKind::Disk | PhaseKind::Definition => matches!(before.kind, PhaseKind::Configuration | PhaseKind::Disk),
        _ => false,
    }
}

fn rounds(lane: &LaneTrace, index: usize, number: u32) -> Chapter<'_> {
    let is_round = |phase: &&Phase| matches!(phase.kind, PhaseKind::Round(_));
    let later = lane.phases[index..].iter().take_while(is_round).count() - 1;
    let all = number + u32::try_from(later).unwrap_or(u32::MAX - number);
    let size = all.saturating_sub(ROUNDS_TOLD).div_ceil(ROUNDS_TOLD).max(1);
    let into = number.checked_sub(ROUNDS_TOLD + 1).map_or(0, |late| late % size);
    // Rounds that were told together may stand before this one; a group begins after them.
    let earlier = lane.phases[..index].iter().rev().take_while(is_round).count();
    let into = into.min(u32::try_from(earlier).unwrap_or(into));
    let size = if number > ROUNDS_TOLD { size } else { 1 };
    let first = index - into as usize;
    Chapter::Rounds {
        phase: &lane.phases[first],
        last: (number - into + size - 1).min(all),
    }
}

fn after(lane: &LaneTrace, time: SimTime) -> Chapter<'_> {
    let start = lane.metrics.total;
    if let Some(crash) = lane.metrics.outcome.crash_after.filter(|crash| time >= crash.at) {
        return Chapter::Crash(crash);
    }
    let reachable = lane.events.iter().rfind(|event| event.kind == EventKind::Reachable);
    match reachable.map(|event| event.at) {
        Some(end) if time < end && lane.metrics.status == Status::Completed => Chapter::Redirection { start, end },
        end => Chapter::End {
            start: end.map_or(start, |end| end.max(start)),
        },
    }
}
