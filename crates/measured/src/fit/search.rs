//! The search for the writes of a VM: for each size of the region the rate with which the engine comes nearest, then both
//! together; for random writes and for sequential ones.

use super::climb::{Climb, Place};
use super::cost::cost;
use super::observed::Observed;
pub use engine::params::Pattern;
use engine::scenario::{Scenario, Settings, WriteClass};
use engine::units::{Bytes, PAGE_BYTES, Pages, Rate, SimTime};

/// Sizes of the region that are tried, from the least possible to all memory in use.
const REGIONS: usize = 14;
/// The first step of the rate, as a factor of e; later ones are halves of it.
const STEP: f64 = 0.4;
/// The last steps: of the first look at each region, and in the end.
const LEAST: (f64, f64) = (0.06, 0.004);
/// Costs that differ by less than this are alike: two standard deviations.
const ALIKE: f64 = 4.0;
/// Writes are in order if that fits better by this.
const BETTER: f64 = 1.0;
/// A region that is known to this factor is known.
const KNOWN: f64 = 1.6;

/// The writes of a VM, as far as they are known.
#[derive(Clone, Debug, PartialEq)]
pub enum Writes {
    /// It writes nothing that would have to go again.
    None,
    /// Nothing is known; the usual ones stand in.
    Unknown,
    /// One region and one rate.
    Known {
        /// The class with which the engine comes nearest.
        class: WriteClass,
        /// Whether writes in the other order fit as well.
        either: bool,
    },
    /// The text leaves the region open: for each the rate that goes with it.
    Open {
        /// The class that stands in for all of them.
        class: WriteClass,
        /// Regions and rates that fit as well.
        curve: Vec<(Bytes, Rate)>,
        /// Whether writes in the other order fit as well.
        either: bool,
    },
}

impl Writes {
    /// As write classes of a scenario.
    #[must_use]
    pub fn classes(&self, usual: &[WriteClass]) -> Vec<WriteClass> {
        match self {
            Self::None => Vec::new(),
            Self::Unknown => usual.to_vec(),
            Self::Known { class, .. } | Self::Open { class, .. } => vec![*class],
        }
    }

    /// The regions and rates that fit, if the text leaves them open.
    #[must_use]
    pub fn curve(&self) -> &[(Bytes, Rate)] {
        match self {
            Self::Open { curve, .. } => curve,
            _ => &[],
        }
    }

    /// From different pages that were written in a time: each region up to the memory in use that is larger has its rate.
    #[must_use]
    pub fn open(found: Bytes, time: SimTime, used: Bytes) -> Self {
        let least = (found.as_f64() * 1.02).min(used.as_f64());
        let curve: Vec<(Bytes, Rate)> = regions(least, used.as_f64())
            .map(|region| (Bytes::new(region), rate_of(found, time, Bytes::new(region))))
            .collect();
        // In the middle, where the region is neither full nor hardly touched.
        let (region, rate) = curve.get(curve.len() / 2).copied().unwrap_or((used, found / time));
        let rate = Rate::bytes_per_s(three_digits(rate.as_f64()));
        Self::Open {
            class: class(Pattern::Random, region, rate),
            curve,
            either: true,
        }
    }
}

/// What is written over and over while passes leave as much as they sent tells only that it is written faster than it is sent.
impl Writes {
    /// Writes of which each pass leaves four fifths of the region, over regions up to the memory in use.
    #[must_use]
    pub fn steady(rate: Rate, used: Bytes) -> Self {
        const LEFT: f64 = 0.8;
        // Of f = 1 − e^(−w·f/r).
        let writes = Rate::bytes_per_s(three_digits(rate.as_f64() * -libm::log(1.0 - LEFT) / LEFT));
        let curve = [used * 0.125, used * 0.5, used].map(|region| (region, writes));
        Self::Open {
            class: class(Pattern::Random, curve[1].0, writes),
            curve: curve.to_vec(),
            either: true,
        }
    }
}

/// The rate of random writes that makes so much of a region dirty in a time: w = −R/T · ln(1 − D/R).
#[must_use]
pub fn rate_of(dirty: Bytes, time: SimTime, region: Bytes) -> Rate {
    let full = (dirty / region).min(0.999);
    Rate::bytes_per_s(-(region / time).as_f64() * libm::log(1.0 - full))
}

fn regions(least: f64, most: f64) -> impl Iterator<Item = f64> {
    let factor = (most / least).max(1.0);
    (0..REGIONS).map(move |index| least * libm::pow(factor, index as f64 / (REGIONS - 1) as f64))
}

fn class(pattern: Pattern, region: Bytes, rate: Rate) -> WriteClass {
    WriteClass {
        pattern,
        region: Pages::new((region.as_f64() / PAGE_BYTES).round()).bytes(),
        rate,
    }
}

/// To three digits, so that a link of it can be read.
fn three_digits(number: f64) -> f64 {
    format!("{number:.2e}").parse().unwrap_or(number)
}

/// What was found for one region, or for all.
#[derive(Clone, Copy, Debug)]
struct Found {
    pattern: Pattern,
    place: Place,
    cost: f64,
}

/// What is being searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The rate for each region.
    Profile,
    /// Both together, from the best.
    Best,
    /// The rate for the middle of the regions that fit.
    Middle,
}

/// The search.
#[derive(Clone, Debug)]
pub struct Search {
    /// What is still to be tried, the last first.
    tasks: Vec<(Pattern, Climb)>,
    profile: Vec<Found>,
    best: Vec<Found>,
    middle: Vec<Found>,
    nothing: Option<f64>,
    stage: Stage,
    /// Regions lie between these, as logarithms.
    span: (f64, f64),
}

impl Search {
    /// Begins a search, if the record says anything about writes.
    #[must_use]
    pub fn new(settings: &Settings, seen: &Observed) -> Option<Self> {
        let used = Scenario::new(settings.clone()).0.used_memory();
        let (found, time) = first_guess(seen, used)?;
        let least = (found.as_f64() * 1.02).max(64.0 * PAGE_BYTES).min(used.as_f64());
        let mut tasks = Vec::new();
        for pattern in [Pattern::Sequential, Pattern::Random] {
            for region in regions(least * 0.7, used.as_f64()) {
                let rate = rate_of(found, time, Bytes::new(region)).max(Rate::bytes_per_s(PAGE_BYTES));
                let start = [libm::log(region), libm::log(rate.as_f64())];
                tasks.push((pattern, Climb::new(start, &[1], STEP, LEAST.0)));
            }
        }
        Some(Self {
            tasks,
            profile: Vec::new(),
            best: Vec::new(),
            middle: Vec::new(),
            nothing: None,
            stage: Stage::Profile,
            span: (libm::log(PAGE_BYTES), libm::log(used.as_f64().max(PAGE_BYTES))),
        })
    }

    /// Whether all was tried.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.tasks.is_empty() && self.stage == Stage::Middle
    }

    /// Runs the engine once.
    pub fn go_on(&mut self, settings: &Settings, seen: &Observed) {
        if self.nothing.is_none() {
            self.nothing = Some(cost(&with(settings, Vec::new()), seen));
            return;
        }
        let Some((pattern, climb)) = self.tasks.last_mut() else {
            self.refine();
            return;
        };
        let pattern = *pattern;
        match climb.next() {
            Some(place) => {
                let inside = [place[0].clamp(self.span.0, self.span.1), place[1].clamp(0.0, 34.0)];
                let class = class_at(pattern, inside);
                // Outside of what is possible every step leads back.
                let outside = (place[0] - inside[0]).abs() + (place[1] - inside[1]).abs();
                let cost = cost(&with(settings, vec![class]), seen) + outside * 100.0;
                climb.learn(place, cost);
            }
            None => {
                let (place, cost) = climb.best();
                let found = Found { pattern, place, cost };
                match self.stage {
                    Stage::Profile => self.profile.push(found),
                    Stage::Best => self.best.push(found),
                    Stage::Middle => self.middle.push(found),
                }
                self.tasks.pop();
            }
        }
    }

    /// What comes next when all tasks are done: from the best regions of each pattern both quantities are searched together; then
    /// the rate for the middle of the regions that fit.
    fn refine(&mut self) {
        match self.stage {
            Stage::Profile => {
                self.stage = Stage::Best;
                for pattern in [Pattern::Random, Pattern::Sequential] {
                    let mut of = self.of(pattern);
                    of.sort_by(|a, b| a.cost.total_cmp(&b.cost));
                    for found in of.iter().take(2) {
                        self.tasks
                            .push((pattern, Climb::new(found.place, &[0, 1], 0.15, LEAST.1)));
                    }
                }
            }
            Stage::Best => {
                self.stage = Stage::Middle;
                for pattern in [Pattern::Random, Pattern::Sequential] {
                    if let Some(place) = middle(&self.of(pattern)) {
                        self.tasks.push((pattern, Climb::new(place, &[1], 0.1, LEAST.1)));
                    }
                }
            }
            Stage::Middle => {}
        }
    }

    fn of(&self, pattern: Pattern) -> Vec<Found> {
        let all = self.best.iter().chain(&self.profile);
        all.filter(|found| found.pattern == pattern).copied().collect()
    }

    /// How far the nearest scenario so far is from what was seen.
    #[must_use]
    pub fn cost(&self) -> f64 {
        let all = self.best.iter().chain(&self.profile);
        all.map(|found| found.cost).fold(f64::INFINITY, f64::min)
    }

    /// What was found so far.
    #[must_use]
    pub fn found(&self) -> Writes {
        let least = |pattern| {
            self.of(pattern)
                .iter()
                .map(|found| found.cost)
                .fold(f64::INFINITY, f64::min)
        };
        let (random, sequential) = (least(Pattern::Random), least(Pattern::Sequential));
        let cost = random.min(sequential);
        if !cost.is_finite() {
            return Writes::Unknown;
        }
        if self.nothing.is_some_and(|nothing| nothing <= cost + ALIKE) {
            return Writes::None;
        }
        // Most programs write here and there: what does not show itself as a sequence is none.
        let pattern = if sequential + BETTER < random {
            Pattern::Sequential
        } else {
            Pattern::Random
        };
        let either = (random - sequential).abs() <= ALIKE;
        let mut of = self.of(pattern);
        of.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let Some(best) = of.first() else {
            return Writes::Unknown;
        };
        let mut curve: Vec<(Bytes, Rate)> = of
            .iter()
            .filter(|found| found.cost <= best.cost + ALIKE)
            .map(|found| class_at(pattern, found.place))
            .map(|class| (class.region, class.rate))
            .collect();
        curve.sort_by_key(|point| point.0);
        let (least, most) = (curve.first().map(|p| p.0), curve.last().map(|p| p.0));
        let middle = self
            .middle
            .iter()
            .find(|found| found.pattern == pattern && found.cost <= best.cost + ALIKE);
        match least.zip(most) {
            Some((least, most)) if most > least * KNOWN => Writes::Open {
                class: class_at(pattern, middle.unwrap_or(best).place),
                curve,
                either,
            },
            _ => Writes::Known {
                class: class_at(pattern, best.place),
                either,
            },
        }
    }
}

/// Of the regions that fit the middle, each by how well it does: a cost is twice a logarithm of odds.
fn middle(of: &[Found]) -> Option<Place> {
    let least = of.iter().map(|found| found.cost).fold(f64::INFINITY, f64::min);
    let mut sum = [0.0; 3];
    for found in of {
        let odds = libm::exp((least - found.cost) / 2.0);
        sum[0] += odds;
        sum[1] += odds * found.place[0];
        sum[2] += odds * found.place[1];
    }
    (sum[0] > 0.0).then(|| [sum[1] / sum[0], sum[2] / sum[0]])
}

fn class_at(pattern: Pattern, place: Place) -> WriteClass {
    let [region, rate] = place.map(|log| three_digits(libm::exp(log)));
    class(pattern, Bytes::new(region), Rate::bytes_per_s(rate))
}

fn with(settings: &Settings, writes: Vec<WriteClass>) -> Scenario {
    Scenario::new(Settings {
        writes,
        ..settings.clone()
    })
    .0
}

/// What was written in about what time: the first pass that was seen to end, what late passes leave, or what was sent beyond
/// the memory in use.
fn first_guess(seen: &Observed, used: Bytes) -> Option<(Bytes, SimTime)> {
    if let Some(pass) = seen.passes.first() {
        // The rest of the pass may be in it, or in the region anyway.
        let written = (pass.left - seen.rest).max(pass.left * 0.3);
        return Some((written.max(Bytes::new(PAGE_BYTES)), pass.end));
    }
    let sent = seen.sent?;
    let rate = sent / seen.total;
    if let Some(left) = seen.steady {
        return Some((left, left / rate));
    }
    let again = (sent - used).max(Bytes::new(PAGE_BYTES));
    (seen.has_ended() || sent > used).then(|| (again.min(used), used / rate))
}
