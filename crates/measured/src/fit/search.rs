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

/// The search.
#[derive(Clone, Debug)]
pub struct Search {
    /// What is still to be tried, the last first.
    tasks: Vec<(Pattern, Climb)>,
    profile: Vec<Found>,
    best: Vec<Found>,
    nothing: Option<f64>,
    refines: bool,
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
            nothing: None,
            refines: false,
            span: (libm::log(PAGE_BYTES), libm::log(used.as_f64().max(PAGE_BYTES))),
        })
    }

    /// Whether all was tried.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.tasks.is_empty() && self.refines
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
                if self.refines {
                    self.best.push(found);
                } else {
                    self.profile.push(found);
                }
                self.tasks.pop();
            }
        }
    }

    /// From the best regions of each pattern both quantities are searched together.
    fn refine(&mut self) {
        if self.refines {
            return;
        }
        self.refines = true;
        for pattern in [Pattern::Random, Pattern::Sequential] {
            let mut of: Vec<Found> = self
                .profile
                .iter()
                .filter(|found| found.pattern == pattern)
                .copied()
                .collect();
            of.sort_by(|a, b| a.cost.total_cmp(&b.cost));
            for found in of.iter().take(2) {
                self.tasks
                    .push((pattern, Climb::new(found.place, &[0, 1], 0.15, LEAST.1)));
            }
        }
    }

    /// What was found so far.
    #[must_use]
    pub fn found(&self) -> Writes {
        let all = self.best.iter().chain(&self.profile);
        let Some(best) = all.clone().min_by(|a, b| a.cost.total_cmp(&b.cost)) else {
            return Writes::Unknown;
        };
        if self.nothing.is_some_and(|nothing| nothing <= best.cost + ALIKE) {
            return Writes::None;
        }
        let class = class_at(best.pattern, best.place);
        let other = all.clone().filter(|found| found.pattern != best.pattern);
        let either = other.map(|found| found.cost).fold(f64::INFINITY, f64::min) <= best.cost + ALIKE;
        let mut curve: Vec<(Bytes, Rate)> = self
            .profile
            .iter()
            .filter(|found| found.pattern == best.pattern && found.cost <= best.cost + ALIKE)
            .map(|found| class_at(found.pattern, found.place))
            .chain([class])
            .map(|class| (class.region, class.rate))
            .collect();
        curve.sort_by_key(|point| point.0);
        let (least, most) = (curve.first().map(|p| p.0), curve.last().map(|p| p.0));
        match least.zip(most) {
            Some((least, most)) if most > least * KNOWN => Writes::Open { class, curve, either },
            _ => Writes::Known { class, either },
        }
    }
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
        return Some((pass.left.max(Bytes::new(PAGE_BYTES)), pass.end));
    }
    let sent = seen.sent?;
    let rate = sent / seen.total;
    if let Some(left) = seen.steady {
        return Some((left, left / rate));
    }
    let again = (sent - used).max(Bytes::new(PAGE_BYTES));
    (seen.has_ended() || sent > used).then(|| (again.min(used), used / rate))
}
