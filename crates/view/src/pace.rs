//! The cinematic pace: the whole story in 25 seconds, slower where things
//! happen fast.
//!
//! A [`Story`] maps story time to simulated time and back. It is piecewise
//! linear: every stage of every shown lane gets at least a visible while, and
//! the rest of the time passes evenly; where nothing but a hold goes on, the clock skips most of it.

use super::beside::Beside;
use engine::migration::{EventKind, Phase, PhaseKind, Power};
use engine::params::{Choice, Lane};
use engine::trace::{LaneTrace, Trace};
use engine::units::SimTime;

/// How long a story is, in seconds.
const LENGTH: f64 = 25.0;
/// The part of it that stages may claim for themselves.
const CLAIMED_AT_MOST: f64 = 17.0;
/// Rounds at the beginning and at the end that get a while of their own.
const FIRST_ROUNDS: usize = 9;
const LAST_ROUNDS: usize = 3;
/// Their while together, and the most for each.
const ROUNDS: f64 = 3.6;
const ROUND: f64 = 0.8;
/// How long it takes to see that clients find the VM again.
const REDIRECTION: f64 = 0.8;
/// For the pause of a VM that runs before and after it.
const PAUSE: f64 = 1.5;
/// The shortest part of the whole that the digits of a time can show.
const TOLD_APART: f64 = 1e-12;
/// Halvings until the even pace is exact.
const HALVINGS: usize = 64;

/// A map between story time and simulated time.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Corners of the map; both times rise from each to the next.
    knots: Vec<Knot>,
}

/// A corner, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Knot {
    story: f64,
    sim: f64,
}

/// A stretch of simulated time that wants at least some seconds of the story.
struct Claim {
    start: f64,
    end: f64,
    least: f64,
}

/// A stretch without corners, and the story seconds per second it claims.
struct Stretch {
    end: f64,
    length: f64,
    claimed: f64,
    /// Nothing happens but that a migration is held: the clock skips what it does not need for telling so.
    waits: bool,
}

impl Story {
    /// The story of some lanes, until the last of them has ended; of all
    /// lanes if none is given.
    #[must_use]
    pub fn new(trace: &Trace, lanes: &[Lane]) -> Self {
        Self::beside(&Beside::alone(trace), lanes)
    }

    /// The same, going on until the run behind it has ended too.
    #[must_use]
    pub fn beside(both: &Beside<'_>, lanes: &[Lane]) -> Self {
        let lanes = if lanes.is_empty() { Lane::ALL } else { lanes };
        let shown = || both.trace.of(lanes);
        let mut claims = Vec::new();
        shown().for_each(|lane| claim(&mut claims, lane));
        Self::of(both.end(lanes), claims, |moment| waits(shown(), moment))
    }

    /// The story of other things that happen until `end`: stretches of time, from and to, that want at least so many seconds of it.
    #[must_use]
    pub fn told(end: SimTime, wants: impl IntoIterator<Item = (SimTime, SimTime, f64)>) -> Self {
        let claims = wants.into_iter().map(|(from, to, least)| Claim::new(from, to, least));
        Self::of(end, claims.collect(), |_| false)
    }

    fn of(end: SimTime, mut claims: Vec<Claim>, waits: impl Fn(f64) -> bool) -> Self {
        let end = end.as_s();
        // A stage of a few last digits of the clock cannot be told apart from its neighbours.
        claims.retain(|claim| claim.end - claim.start > TOLD_APART * end);
        let mut stretches = stretches(&claims, end);
        for stretch in &mut stretches {
            stretch.waits = waits(stretch.end - stretch.length / 2.0);
        }
        let claimed: f64 = stretches.iter().map(|stretch| stretch.length * stretch.claimed).sum();
        let fit = (CLAIMED_AT_MOST / claimed).min(1.0);
        stretches.iter_mut().for_each(|stretch| stretch.claimed *= fit);
        Self {
            knots: knots(&stretches),
        }
    }

    /// How long it plays.
    #[must_use]
    pub fn length(&self) -> SimTime {
        SimTime::s(self.knots.last().map_or(0.0, |knot| knot.story))
    }

    /// The simulated time at a moment of the story.
    #[must_use]
    pub fn sim_at(&self, story: SimTime) -> SimTime {
        SimTime::s(self.map(story.as_s(), |knot| knot.story, |knot| knot.sim))
    }

    /// The moment of the story that shows a simulated time.
    #[must_use]
    pub fn story_at(&self, sim: SimTime) -> SimTime {
        SimTime::s(self.map(sim.as_s(), |knot| knot.sim, |knot| knot.story))
    }

    /// Simulated seconds per second of the story at a simulated time.
    #[must_use]
    pub fn scale_at(&self, sim: SimTime) -> f64 {
        self.piece(sim.as_s(), |knot| knot.sim)
            .map_or(1.0, |(left, right)| (right.sim - left.sim) / (right.story - left.story))
    }

    fn map(&self, at: f64, from: impl Fn(&Knot) -> f64, to: impl Fn(&Knot) -> f64) -> f64 {
        let Some((left, right)) = self.piece(at, &from) else {
            return 0.0;
        };
        let part = ((at - from(left)) / (from(right) - from(left))).clamp(0.0, 1.0);
        // Exact at both ends and never beyond them; rising even in the last bit, as a mean of both ends is not.
        if part < 1.0 {
            (to(left) + (to(right) - to(left)) * part).min(to(right))
        } else {
            to(right)
        }
    }

    /// The corners around a time; the outermost piece beyond the ends.
    fn piece(&self, at: f64, from: impl Fn(&Knot) -> f64) -> Option<(&Knot, &Knot)> {
        let last = self.knots.len().checked_sub(1)?;
        let right = self
            .knots
            .partition_point(|knot| from(knot) <= at)
            .clamp(1, last.max(1));
        Some((self.knots.get(right - 1)?, self.knots.get(right)?))
    }
}

fn claim(claims: &mut Vec<Claim>, lane: &LaneTrace) {
    let rounds = lane
        .phases
        .iter()
        .filter(|phase| matches!(phase.kind, PhaseKind::Round(_)))
        .count();
    let told = rounds.clamp(1, FIRST_ROUNDS + LAST_ROUNDS);
    let each = (ROUNDS / told as f64).min(ROUND);
    let mut round = 0;
    for phase in &lane.phases {
        let is_round = matches!(phase.kind, PhaseKind::Round(_));
        round += usize::from(is_round);
        let lost_in_the_crowd = is_round && round > FIRST_ROUNDS && round + LAST_ROUNDS <= rounds;
        if !lost_in_the_crowd {
            let least = if is_round { each } else { least(phase.kind) };
            claims.push(Claim::new(phase.start, phase.end, least));
        }
    }
    claims.extend(pauses(lane).map(|(start, end)| Claim::new(start, end, PAUSE)));
    let announced = |kind| matches!(kind, EventKind::Reachable | EventKind::Announced);
    if let Some(last) = lane.events.iter().rfind(|event| announced(event.kind)) {
        let resumed = lane
            .events
            .iter()
            .rfind(|event| event.kind == EventKind::Resumed && event.at < last.at);
        claims.extend(resumed.map(|resumed| Claim::new(resumed.at, last.at, REDIRECTION)));
    }
}

impl Claim {
    const fn new(start: SimTime, end: SimTime, least: f64) -> Self {
        Self {
            start: start.as_s(),
            end: end.as_s(),
            least,
        }
    }
}

/// The least while of a stage, in seconds of the story.
const fn least(kind: PhaseKind) -> f64 {
    match kind {
        PhaseKind::FirstPass | PhaseKind::PostCopy | PhaseKind::Disk | PhaseKind::Mirror | PhaseKind::Transfer => 1.5,
        PhaseKind::Save | PhaseKind::Restore => 1.2,
        PhaseKind::Shutdown | PhaseKind::Boot => 0.8,
        PhaseKind::StopAndCopy => 0.7,
        PhaseKind::Round(_) => ROUND,
        PhaseKind::Rounds(..) | PhaseKind::Held(_) => 1.5,
        PhaseKind::Stalled => 1.0,
        PhaseKind::Configuration
        | PhaseKind::Definition
        | PhaseKind::DeviceState
        | PhaseKind::Setup
        | PhaseKind::Resume => 0.25,
    }
}

/// Stretches in which a VM stands still that ran before.
fn pauses(lane: &LaneTrace) -> impl Iterator<Item = (SimTime, SimTime)> + '_ {
    let ran_before = |index: usize| index > 0 && lane.phases[index - 1].power == Power::Running;
    let begins = move |&(index, phase): &(usize, &Phase)| phase.power == Power::Paused && ran_before(index);
    lane.phases.iter().enumerate().filter(begins).map(|(index, phase)| {
        let paused = lane.phases[index..]
            .iter()
            .take_while(|phase| phase.power == Power::Paused);
        (phase.start, paused.last().map_or(phase.end, |last| last.end))
    })
}

/// Whether a hold is all that goes on at a moment.
fn waits<'a>(lanes: impl Iterator<Item = &'a LaneTrace>, moment: f64) -> bool {
    let mut held = false;
    for lane in lanes {
        let moment = SimTime::s(moment);
        match lane.at(moment).phase {
            Some(phase) if matches!(phase.kind, PhaseKind::Held(_)) => held = true,
            Some(_) => return false,
            None if moment < lane.end() => return false,
            None => {}
        }
    }
    held
}

fn stretches(claims: &[Claim], end: f64) -> Vec<Stretch> {
    let mut corners: Vec<f64> = claims.iter().flat_map(|claim| [claim.start, claim.end]).collect();
    corners.extend([0.0, end]);
    corners.retain(|&corner| corner <= end);
    corners.sort_by(f64::total_cmp);
    corners.dedup();
    let stretch = |pair: &[f64]| {
        let over = claims
            .iter()
            .filter(|claim| claim.start <= pair[0] && pair[1] <= claim.end);
        Stretch {
            end: pair[1],
            length: pair[1] - pair[0],
            claimed: over
                .map(|claim| claim.least / (claim.end - claim.start))
                .fold(0.0, f64::max),
            waits: false,
        }
    };
    corners.windows(2).map(stretch).collect()
}

/// Gives every stretch its claim or the even pace, whichever is slower; the
/// even pace is what fills the length of the story.
fn knots(stretches: &[Stretch]) -> Vec<Knot> {
    let story = |even: f64| {
        move |stretch: &Stretch| {
            stretch.length
                * if stretch.waits {
                    stretch.claimed
                } else {
                    stretch.claimed.max(even)
                }
        }
    };
    let moving = stretches.iter().filter(|stretch| !stretch.waits);
    let whole: f64 = moving.map(|stretch| stretch.length).sum();
    let (mut low, mut high) = (0.0, LENGTH / whole);
    for _ in 0..HALVINGS {
        let even = f64::midpoint(low, high);
        let total: f64 = stretches.iter().map(story(even)).sum();
        if total > LENGTH {
            high = even;
        } else {
            low = even;
        }
    }
    let mut last = Knot { story: 0.0, sim: 0.0 };
    let mut knots = vec![last];
    for stretch in stretches {
        let knot = Knot {
            story: last.story + story(low)(stretch),
            sim: stretch.end,
        };
        // A stretch too short to be seen beside the others joins its neighbour.
        if knot.story == last.story && knots.len() > 1 {
            knots.pop();
        }
        if knot.story > last.story || knots.len() > 1 {
            knots.push(knot);
            last = knot;
        }
    }
    knots
}
