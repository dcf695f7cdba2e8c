//! The migration of a VM: what happens, without clock, dice or sentences.
//!
//! A [`Migration`] is a value that advances from change to change, under whatever share of the line it is given. [`measure()`]
//! gives its figures alone; [`run()`] tells a [`Recorder`] how it went. Both are the same computation.
//!
//! Between two changes nothing is computed: a segment of a stage is known from its beginning to its end, and is counted when
//! it is over or when conditions interrupt it. So it does not matter in how many steps somebody looks at a migration.
//!
//! To read it once from top to bottom: here, `stages` (what follows what), `changes` (what comes from outside), `ends` → `run`,
//! `conditions`, `waiting` (what every stage shares) → `storage` (the disk) → `precopy` (memory, and in it the stop rules) →
//! `standstill`, `stop`, `handover` (the VM stands still) → `postcopy`; `cold` and `suspended` are lists of stops. `measure` goes
//! from the beginning to the end. No module imports itself by way of others.

mod causes;
mod changes;
mod cold;
mod conditions;
mod demand;
mod effort;
mod ends;
mod functions;
mod halt;
mod handover;
mod line;
mod measure;
mod observation;
mod outcome;
mod postcopy;
mod precopy;
mod rates;
mod report;
mod run;
mod spread;
mod stages;
mod standstill;
mod stop;
mod storage;
mod suspended;
mod verdict;
mod waiting;
pub mod wire;

pub use causes::Bound;
pub use demand::Interruption;
pub use effort::Effort;
pub use measure::{measure, measure_with, run};
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
use crate::units::{Share, SimTime};
use conditions::{NEVER, Timeline, own_hold};
use halt::Halt;
use postcopy::Postcopy;
use precopy::Precopy;
use precopy::memory::Memory;
use run::Run;
use standstill::Standstill;
use storage::mirroring::Mirroring;

/// One migration of one VM, at a moment.
///
/// ```
/// use engine::migration::{Migration, Silent, Status};
/// use engine::params::Lane;
/// use engine::scenario::Scenario;
/// use engine::units::{Share, SimTime};
///
/// let scenario = Scenario::default();
/// let mut migration = Migration::start(&scenario, Lane::Live);
/// let all = Share::new(1.0);
/// while migration.next_change(all) < SimTime::s(600.0) {
///     migration.advance(migration.next_change(all), all, &mut Silent);
/// }
/// assert_eq!(migration.figures().status, Status::Completed);
/// ```
#[derive(Clone, Debug)]
pub struct Migration<'a> {
    kind: Lane,
    run: Run<'a>,
    stage: Stage,
    effort: Effort,
    /// Where chance decides: the share of runs that end no later than the one that is followed.
    chance: Share,
}

/// What goes on.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "most migrations are in their pre-copy most of the time"
)]
enum Stage {
    /// Nothing has been done yet.
    Start(Lane),
    Mirror(Mirroring),
    Precopy {
        precopy: Precopy,
        /// The migration was held since it last sent anything.
        was_held: bool,
        /// Memory waits for the mirror until then.
        mirror_first: Option<SimTime>,
    },
    Standstill(Standstill),
    Postcopy(Postcopy),
    Over,
}

impl<'a> Migration<'a> {
    /// A migration of a kind that is about to begin.
    #[must_use]
    pub fn start(scenario: &'a Scenario, kind: Lane) -> Self {
        let own_hold = own_hold(scenario, kind);
        let memory = match (kind, own_hold) {
            (Lane::Live, _) | (Lane::Suspended, Some(_)) => Memory::new(scenario),
            (Lane::Cold | Lane::Suspended, _) => Memory::at_rest(scenario),
        };
        Self {
            kind,
            run: Run::new(scenario, Timeline::new(scenario, own_hold), memory),
            stage: Stage::Start(kind),
            effort: Effort::default(),
            chance: MEDIAN,
        }
    }

    /// The same with more effort, or less.
    #[must_use]
    pub const fn with_effort(mut self, effort: Effort) -> Self {
        self.effort = effort;
        self
    }

    /// Where chance decides, the run that ends when so many have; the median run unless it is said. It must not have ended
    /// yet.
    #[must_use]
    pub const fn with_chance(mut self, chance: Share) -> Self {
        self.chance = chance;
        self
    }

    /// The figures so far: up to the last change.
    #[must_use]
    pub const fn figures(&self) -> &Metrics {
        &self.run.figures
    }

    /// Whether it has ended.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Over)
    }

    /// When it changes next by itself on a share of the line; never, if it waits or is over.
    #[must_use]
    pub fn next_change(&self, share: Share) -> SimTime {
        if matches!(self.stage, Stage::Start(_)) {
            return SimTime::ZERO;
        }
        if share == self.run.share {
            return self.next_moment();
        }
        let mut there = self.clone();
        there.change_share(share, &mut Silent);
        there.next_moment()
    }

    /// Goes on to a time. The share of the line is another one from the time on that it came to before.
    pub fn advance(&mut self, until: SimTime, share: Share, recorder: &mut dyn Recorder) {
        if let Stage::Start(kind) = self.stage {
            self.begin(kind, recorder);
        }
        if share != self.run.share {
            self.change_share(share, recorder);
        }
        self.follow(until, recorder);
        self.run.seen = self.run.seen.max(until);
    }

    /// Ends the observation at a time: the figures. What cannot but end soon is followed to its end.
    pub fn observe_until(mut self, end: SimTime, recorder: &mut dyn Recorder) -> Metrics {
        self.advance(end, self.run.share, recorder);
        while self.ends_soon() && self.step(NEVER, recorder) {}
        let end = end.max(self.run.now);
        let for_ever = matches!(&self.stage, Stage::Precopy { precopy, .. } if precopy.is_endless());
        if self.leave_stretch(end, recorder) {
            self.follow(end, recorder);
        }
        if !self.is_over() {
            self.interrupt_segment(end, recorder);
            self.run.figures.outcome.unfinished = self.unfinished(for_ever);
            self.halt(Halt::ObservationEnded, recorder);
        }
        self.run.figures
    }

    /// Goes on up to a time, or to where the run stops that chance has stop when so many have.
    pub(super) fn follow_until_it_stops(&mut self, chance: Share, until: SimTime, recorder: &mut dyn Recorder) {
        self.chance = chance;
        if let Stage::Start(kind) = self.stage {
            self.begin(kind, recorder);
        }
        if let Stage::Precopy { precopy, .. } = &mut self.stage {
            precopy.follow(chance, &mut self.run);
        }
        while !self.is_stopping() && self.step(until, recorder) {}
    }

    /// Chance has this run stop now.
    fn is_stopping(&self) -> bool {
        matches!(&self.stage, Stage::Precopy { precopy, .. } if precopy.is_stopping())
    }

    /// Whether this run is also the one that ends when so many have: at its end chance has no part, or the same look decides.
    pub(super) fn stands_for(&self, chance: Share) -> bool {
        !self.is_stopping() || self.run.figures.chance.after > chance
    }

    fn follow(&mut self, until: SimTime, recorder: &mut dyn Recorder) {
        while self.step(until, recorder) {}
    }

    /// Whether only stages are left that take their time and no more.
    fn ends_soon(&self) -> bool {
        matches!(self.stage, Stage::Standstill(_) | Stage::Postcopy(_)) || self.is_stopping()
    }

    fn next_moment(&self) -> SimTime {
        if self.is_over() {
            return self.next_crash().map_or(NEVER, |crash| crash.at);
        }
        self.segment_end().min(self.run.timeline.next_at().max(self.run.now))
    }

    /// When the present segment ends if nothing comes: a wait ends when the connection breaks.
    fn segment_end(&self) -> SimTime {
        if self.waits() {
            return waiting::breaks_at(&self.run);
        }
        match &self.stage {
            Stage::Start(_) | Stage::Over => NEVER,
            Stage::Mirror(mirroring) => mirroring.segment_end(&self.run),
            Stage::Precopy {
                mirror_first: Some(end),
                ..
            } => *end,
            Stage::Precopy { precopy, .. } => precopy.segment_end(self.run.now),
            Stage::Standstill(standstill) => standstill.segment_end(&self.run),
            Stage::Postcopy(postcopy) => postcopy.segment_end(&self.run),
        }
    }

    /// One change, if it comes by a time: a segment ends, or something happens outside. Whether there was one.
    fn step(&mut self, until: SimTime, recorder: &mut dyn Recorder) -> bool {
        if self.is_over() {
            return self.crash(until, recorder);
        }
        let (ends, comes) = (self.segment_end(), self.run.timeline.next_at());
        let next = ends.min(comes.max(self.run.now));
        if next > until || next == NEVER {
            return false;
        }
        if ends <= comes {
            self.finish_segment(recorder);
            self.conditions_take_effect();
            self.note_waiting();
        } else if self.is_alike_after_the_next_change() {
            self.pass_change(recorder);
        } else if !self.leave_stretch(comes, recorder) {
            self.meet_change(recorder);
        }
        true
    }

    fn is_on_the_wire(&self) -> bool {
        match &self.stage {
            Stage::Standstill(standstill) => standstill.is_on_the_wire(),
            Stage::Postcopy(postcopy) => postcopy.is_on_the_wire(),
            Stage::Start(_) | Stage::Mirror(_) | Stage::Precopy { .. } | Stage::Over => true,
        }
    }

    fn waits(&self) -> bool {
        self.run.pace(self.is_on_the_wire()) == 0.0
    }

    /// The stage that goes on, as a command finds it.
    fn phase_kind(&self) -> PhaseKind {
        match &self.stage {
            Stage::Precopy { precopy, .. } => precopy.phase_kind(),
            Stage::Standstill(standstill) => standstill.kind(),
            Stage::Postcopy(_) => PhaseKind::PostCopy,
            Stage::Start(_) | Stage::Mirror(_) | Stage::Over => PhaseKind::Mirror,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_of_them_fit_into_sixteen_megabytes() {
        // Its memory takes 64 bytes more for each write class and for the rest; this one has one class. While rounds are
        // followed, what is known of them takes 264.
        let size = size_of::<Migration<'_>>() + 2 * 64;
        assert!(size < 1536, "{size} bytes");
    }
}
