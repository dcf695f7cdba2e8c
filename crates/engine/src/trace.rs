//! The immutable record of a simulation. Everything on screen is a pure
//! function of a [`Trace`] and a time.

use std::borrow::Cow;

use crate::migration::{
    self, Event, Host, Merged, MergedBecause, Metrics, Migration, Observation, Odds, Phase, PhaseKind, Power, Recorder,
    Round, RoundRange, Sample, Traffic, Zone, ZoneState,
};
use crate::params::{Choice, Lane};
use crate::scenario::{Scenario, TimedHold};
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// Migrations on one clock, each with a name of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    migrations: Vec<LaneTrace>,
}

/// One migration, from its start to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneTrace {
    /// What it is called among those on the same clock.
    pub name: Cow<'static, str>,
    /// Its kind.
    pub lane: Lane,
    /// Where a migration is suspended and not a VM: the hold that is its own.
    pub own_hold: Option<TimedHold>,
    /// Its figures.
    pub metrics: Metrics,
    /// All memory of the VM.
    pub memory: Pages,
    /// What the wire between the hosts carries at best.
    pub line: Rate,
    /// The zones that used memory consists of, in address order from the
    /// start of memory; the rest of memory is zero.
    pub zones: Vec<Zone>,
    /// Stages, one after the other, from zero to [`Metrics::total`].
    pub phases: Vec<Phase>,
    /// Rounds of a pre-copy.
    pub rounds: Vec<Round>,
    /// Moments, in order of time; at least two.
    pub samples: Vec<Sample>,
    /// Events, in order of time.
    pub events: Vec<Event>,
    /// The probability of having ended by a time, where chance decides; empty elsewhere.
    pub odds: Odds,
}

/// A lane at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment<'a> {
    /// The stage; `None` after the end.
    pub phase: Option<&'a Phase>,
    /// The round of a pre-copy; `None` outside the rounds.
    pub round: Option<&'a Round>,
    /// What the VM does.
    pub power: Power,
    /// Where the VM is.
    pub host: Host,
    /// Quantities, interpolated between the samples.
    pub state: Sample,
}

/// Simulates all three kinds of migration.
#[must_use]
pub fn simulate(scenario: &Scenario) -> Trace {
    simulate_until(scenario, Observation::Auto)
}

/// Simulates all three, with the observation ending at another time.
#[must_use]
pub fn simulate_until(scenario: &Scenario, observation: Observation) -> Trace {
    let lanes = Lane::ALL.iter();
    Trace::new(lanes.map(|&lane| simulate_lane(scenario, lane, observation)).collect())
}

/// Simulates one kind of migration; it is called as links call the kind.
#[must_use]
pub fn simulate_lane(scenario: &Scenario, lane: Lane, observation: Observation) -> LaneTrace {
    let mut tape = Tape::default();
    let metrics = migration::run(scenario, lane, observation, &mut tape);
    tape.into_lane(lane, scenario, metrics)
}

/// One kind of migration as it stands at a time: what has been sent and stood still by then, and nothing of what comes.
#[must_use]
pub fn simulate_so_far(scenario: &Scenario, lane: Lane, now: SimTime) -> LaneTrace {
    let mut tape = Tape::default();
    let mut migration = Migration::start(scenario, lane);
    migration.advance(now, Share::new(1.0), &mut tape);
    let metrics = migration.cut_off(&mut tape);
    tape.into_lane(lane, scenario, metrics)
}

impl Trace {
    /// Migrations that begin at the same moment, in the order of display.
    ///
    /// # Panics
    /// If two have the same name; a programming error.
    #[must_use]
    pub fn new(migrations: Vec<LaneTrace>) -> Self {
        for (index, migration) in migrations.iter().enumerate() {
            let before = &migrations[..index];
            assert!(
                before.iter().all(|other| other.name != migration.name),
                "two migrations are called {}",
                migration.name
            );
        }
        Self { migrations }
    }

    /// All migrations, in the order of display.
    #[must_use]
    pub fn migrations(&self) -> &[LaneTrace] {
        &self.migrations
    }

    /// The migration of this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&LaneTrace> {
        self.migrations.iter().find(|migration| migration.name == name)
    }

    /// The first migration of a kind.
    ///
    /// # Panics
    /// If there is none: [`simulate`] makes one of each.
    #[must_use]
    pub fn lane(&self, lane: Lane) -> &LaneTrace {
        let mut all = self.migrations.iter();
        all.find(|migration| migration.lane == lane)
            .expect("whoever asks for a kind has simulated it")
    }

    /// The migrations of these kinds, kind by kind.
    pub fn of(&self, lanes: &[Lane]) -> impl Iterator<Item = &LaneTrace> + Clone {
        let all = self.migrations.iter();
        lanes
            .iter()
            .flat_map(move |&lane| all.clone().filter(move |migration| migration.lane == lane))
    }

    /// When the last migration has ended, its redirection included.
    #[must_use]
    pub fn end(&self) -> SimTime {
        self.migrations.iter().map(LaneTrace::end).max().unwrap_or_default()
    }
}

impl LaneTrace {
    /// When nothing changes any more: the end of the migration and of its redirection.
    #[must_use]
    pub fn end(&self) -> SimTime {
        let last = self.events.last().map_or(SimTime::ZERO, |event| event.at);
        self.metrics.total.max(last)
    }

    /// The lane at a time; before the start it is the start, after the end the end.
    ///
    /// ```
    /// use engine::migration::{Host, Power};
    /// use engine::{Lane, Scenario, SimTime, simulate};
    ///
    /// let trace = simulate(&Scenario::default());
    /// let live = trace.lane(Lane::Live);
    /// let [early, late] = [SimTime::s(1.0), live.end()].map(|time| live.at(time));
    /// assert_eq!((early.power, early.host), (Power::Running, Host::Source));
    /// assert_eq!((late.power, late.host), (Power::Running, Host::Destination));
    /// assert!(late.state.memory_left().is_zero());
    /// ```
    ///
    /// # Panics
    /// Never: a recorded lane has samples and phases.
    #[must_use]
    pub fn at(&self, time: SimTime) -> Moment<'_> {
        let phase = self.phases.iter().find(|phase| phase.start <= time && time < phase.end);
        let round = self.rounds.iter().find(|round| round.start <= time && time < round.end);
        let (power, host) = phase.map_or_else(|| self.settled(time), |phase| (phase.power, phase.host));
        Moment {
            phase,
            round,
            power,
            host,
            state: self.state_at(time),
        }
    }

    /// How the VM is after the last phase.
    fn settled(&self, time: SimTime) -> (Power, Host) {
        let mut outcome = self.metrics.outcome;
        if let Some(crash) = outcome.crash_after {
            let host = match crash.why {
                migration::Why::SourceCrash => Host::Source,
                _ => Host::Destination,
            };
            if time >= crash.at {
                return (Power::Off, host);
            }
            (outcome.primary, outcome.up) = (crash.took, crash.took != migration::Primary::Split);
        }
        let last = self
            .phases
            .last()
            .map_or((Power::Running, Host::Source), |phase| (phase.power, phase.host));
        match (self.metrics.status, outcome.up) {
            (migration::Status::Running, _) => last,
            (_, true) => (Power::Running, outcome.primary.host().unwrap_or(last.1)),
            (_, false) if outcome.primary == migration::Primary::Split => (Power::Paused, Host::Destination),
            (_, false) => (Power::Off, outcome.primary.host().unwrap_or(last.1)),
        }
    }

    fn state_at(&self, time: SimTime) -> Sample {
        let after = self.samples.partition_point(|sample| sample.at <= time);
        let Some(before) = after.checked_sub(1) else {
            return self.samples.first().cloned().unwrap_or_default();
        };
        match (self.samples.get(before), self.samples.get(after)) {
            (Some(left), Some(right)) => interpolate(left, right, time),
            (Some(last), None) => Sample {
                at: time,
                ..last.clone()
            },
            (None, _) => Sample::default(),
        }
    }
}

fn interpolate(left: &Sample, right: &Sample, time: SimTime) -> Sample {
    let part = (time - left.at) / (right.at - left.at);
    let mix = |a: f64, b: f64| a + (b - a) * part;
    let pages = |a: Pages, b: Pages| Pages::new(mix(a.as_f64(), b.as_f64()));
    let bytes = |a: Bytes, b: Bytes| Bytes::new(mix(a.as_f64(), b.as_f64()));
    let mut sent = Traffic::default();
    for (cause, from) in left.sent.iter() {
        sent[cause] = bytes(from, right.sent[cause]);
    }
    Sample {
        at: time,
        sent,
        wire: left.wire,
        speed: left.speed,
        zones: left
            .zones
            .iter()
            .zip(&right.zones)
            .map(|(a, b)| ZoneState {
                queued: pages(a.queued, b.queued),
                dirty: pages(a.dirty, b.dirty),
            })
            .collect(),
        zero_left: pages(left.zero_left, right.zero_left),
        disk_left: bytes(left.disk_left, right.disk_left),
        threshold: left.threshold,
    }
}

/// An entry of merged rounds holds at most this part of the rounds so far.
const ENTRIES: u32 = 100;

/// Writes down what the model tells. Beyond the first 200 rounds an entry holds several.
#[derive(Default)]
struct Tape {
    zones: Vec<Zone>,
    phases: Vec<Phase>,
    rounds: Vec<Round>,
    samples: Vec<Sample>,
    events: Vec<Event>,
    odds: Odds,
    /// The sample with which an entry of merged rounds began, and whether others were left out after it.
    entry: usize,
    has_gap: bool,
}

impl Tape {
    fn into_lane(mut self, lane: Lane, scenario: &Scenario, metrics: Metrics) -> LaneTrace {
        self.events.sort_by_key(|event| event.at);
        LaneTrace {
            name: lane.token().into(),
            lane,
            own_hold: scenario.suspend.hold().filter(|_| lane == Lane::Suspended),
            metrics,
            memory: scenario.ram.pages(),
            line: migration::wire::line_rate(scenario),
            zones: self.zones,
            phases: self.phases,
            rounds: self.rounds,
            samples: self.samples,
            events: self.events,
            odds: if metrics.hovers() { self.odds } else { Odds::default() },
        }
    }

    /// Whether a merged round has room for this one: nothing but rounds came between them.
    fn has_room(&self, last: &Round, next: &Round) -> bool {
        let merged = |round: &Round| round.merged.filter(|merged| merged.why == MergedBecause::Many);
        let Some((earlier, _)) = merged(last).zip(merged(next)) else {
            return false;
        };
        let is_full = (last.number - earlier.first + 1) * ENTRIES >= last.number;
        !is_full && last.end == next.start && self.samples.len() <= self.entry + 2
    }
}

/// What an event interrupted is one stage.
fn is_one(last: &Phase, next: &Phase) -> bool {
    (last.kind, last.power, last.host, last.end) == (next.kind, next.power, next.host, next.start)
}

impl Recorder for Tape {
    fn records(&self) -> bool {
        true
    }
    fn zones(&mut self, zones: &[Zone]) {
        self.zones = zones.to_vec();
    }
    fn phase(&mut self, phase: Phase) {
        match self.phases.last_mut() {
            Some(last) if is_one(last, &phase) => last.end = phase.end,
            _ => self.phases.push(phase),
        }
    }
    fn round(&mut self, round: Round) {
        if let Some(last) = self.rounds.last()
            && self.has_room(last, &round)
            && let Some((earlier, merged)) = last.merged.zip(round.merged)
        {
            self.phases.pop();
            if let Some(phase) = self.phases.last_mut() {
                let (first, last) = (earlier.first, round.number);
                (phase.kind, phase.end) = (PhaseKind::Rounds(RoundRange { first, last }), round.end);
            }
            let last = self.rounds.last_mut().expect("it was looked at");
            *last = Round {
                start: last.start,
                queued: last.queued,
                sent: last.sent + round.sent,
                dirtied: last.dirtied + round.dirtied,
                merged: Some(Merged {
                    least: earlier.least.min(merged.least),
                    most: earlier.most.max(merged.most),
                    ..earlier
                }),
                ..round
            };
            self.samples.truncate(self.entry + 1);
            self.has_gap = true;
        } else {
            self.rounds.push(round);
            self.entry = self.samples.len().saturating_sub(1);
        }
    }
    fn sample(&mut self, sample: Sample) {
        // What the wire carried on the mean of the rounds that were left out.
        if std::mem::take(&mut self.has_gap)
            && let Some(last) = self.samples.last_mut()
        {
            last.wire = (sample.sent.total() - last.sent.total()) / (sample.at - last.at);
        }
        self.samples.push(sample);
    }
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }
    fn ended(&mut self, at: SimTime, share: Share) {
        self.odds.ended(at, share);
    }
}
