//! Which pages the sender has to send, and where they lie: expectations per
//! stretch of addresses.
//!
//! Two facts of QEMU (seen in the measurements) shape it. The log of written
//! pages is cleared at the sync and not at the send, so every page touched
//! since the last sync is dirty at the next one. And the scan does not start
//! again at a sync: it goes on at its address and wraps around.

use super::rules;
use super::stop_probability::Scattered;
use crate::migration::functions;
use crate::params::Pattern;
use crate::scenario::{MAX_WRITE_CLASSES, Scenario, WriteClass};
use crate::units::{Pages, SimTime};

use crate::migration::report::{Zone, ZoneState};

/// So small a part of a page is what rounding leaves of none: it must not take the scan past a stretch.
const ROUNDING: f64 = 1e-6;

/// A stretch of addresses that is written evenly. All counts are pages.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stretch {
    pages: f64,
    /// Page writes a second, and how often each page is written in one; never, if there is none.
    writes: f64,
    pub(super) pace: f64,
    pub(super) sequential: bool,
    /// Share of the stretch that lies behind the scan; zero unless the scan is inside.
    behind: f64,
    dirty_ahead: f64,
    dirty_behind: f64,
    /// What a sequential writer covered between the last two syncs.
    arc: f64,
    /// Whether the scan follows the sequential writer by now.
    locked: bool,
}

impl Stretch {
    fn written(class: &WriteClass) -> Self {
        let (pages, writes) = (class.region.pages().as_f64(), class.rate.pages_per_s());
        let pace = writes / pages;
        Self {
            pages,
            writes,
            pace: if pace.is_finite() { pace } else { 0.0 },
            sequential: class.pattern == Pattern::Sequential,
            dirty_ahead: pages,
            ..Self::default()
        }
    }

    fn at_rest(pages: Pages) -> Self {
        Self {
            pages: pages.as_f64(),
            dirty_ahead: pages.as_f64(),
            ..Self::default()
        }
    }

    pub(super) fn dirty(&self) -> f64 {
        self.dirty_ahead + self.dirty_behind
    }

    const fn pattern(&self) -> Pattern {
        if self.sequential {
            Pattern::Sequential
        } else {
            Pattern::Random
        }
    }
}

/// The dirty pages of a VM and the place of the scan.
#[derive(Clone, Debug)]
pub(in crate::migration) struct Memory {
    /// One a write class, and the rest, in address order.
    stretches: Box<[Stretch]>,
    /// How many stretches the scan has left behind, over and over again.
    left_behind: usize,
}

/// The missing pages of one write class when a post-copy begins.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::migration) struct Absent {
    /// Where the class stands among the zones.
    pub zone: usize,
    pub pattern: Option<Pattern>,
    /// All pages of the class.
    pub pages: Pages,
    pub missing: Pages,
    /// Page writes a second.
    pub writes: f64,
}

/// What a sync learns.
pub(in crate::migration) struct Written {
    /// Pages that were clean before.
    pub fresh: Pages,
    /// All pages to send; they scatter by what was written.
    pub dirty: Scattered,
    /// The share of dirty pages that was not written meanwhile.
    pub kept: f64,
    /// How many more pages a second more of full speed would make dirty.
    pub more: f64,
}

impl Memory {
    /// All of memory, to be sent from address zero on.
    pub fn new(scenario: &Scenario) -> Self {
        let writes = rules::seen_writes(scenario);
        let mut stretches = Vec::with_capacity(writes.len() + 1);
        let mut rest = scenario.ram.pages();
        for class in writes.iter() {
            stretches.push(Stretch::written(class));
            rest = rest - class.region.pages();
        }
        stretches.push(Stretch::at_rest(rest));
        Self::of(stretches)
    }

    /// Memory that nobody writes, as one stretch.
    pub fn at_rest(scenario: &Scenario) -> Self {
        Self::of(vec![Stretch::at_rest(scenario.ram.pages())])
    }

    fn of(stretches: Vec<Stretch>) -> Self {
        Self {
            stretches: stretches.into_boxed_slice(),
            left_behind: 0,
        }
    }

    /// The stretch in which the scan is.
    const fn head(&self) -> usize {
        self.left_behind % self.stretches.len()
    }

    /// How many times the scan has gone round memory.
    pub fn scans(&self) -> f64 {
        (self.left_behind as f64 + self.stretches[self.head()].behind) / self.stretches.len() as f64
    }

    /// Sends dirty pages in address order from where the scan stands.
    pub fn send(&mut self, pages: Pages) {
        let mut pages = pages.as_f64();
        // Once round all stretches, and the first one again for what lay behind the scan.
        for _ in 0..=self.stretches.len() {
            if pages <= ROUNDING {
                return;
            }
            let head = self.head();
            let stretch = &mut self.stretches[head];
            if pages < stretch.dirty_ahead {
                stretch.behind += (1.0 - stretch.behind) * pages / stretch.dirty_ahead;
                stretch.dirty_ahead -= pages;
                return;
            }
            pages -= stretch.dirty_ahead;
            stretch.dirty_ahead = stretch.dirty_behind;
            stretch.dirty_behind = 0.0;
            stretch.behind = 0.0;
            self.left_behind += 1;
        }
    }

    /// Sends everything; the next scan begins at address zero.
    pub fn send_all(&mut self) {
        for stretch in &mut self.stretches {
            (stretch.dirty_ahead, stretch.dirty_behind, stretch.behind) = (0.0, 0.0, 0.0);
        }
        self.left_behind = (self.left_behind / self.stretches.len() + 1) * self.stretches.len();
    }

    /// Learns what was written in a span of full speed.
    pub fn sync(&mut self, span: SimTime) -> Written {
        let (mut fresh, mut dirty, mut variance) = (0.0, 0.0, 0.0);
        let (mut before, mut kept, mut more) = (0.0, 0.0, 0.0);
        for stretch in &mut self.stretches {
            let turns = stretch.pace * span.as_s();
            let was_dirty = stretch.dirty();
            let mut missed = 1.0;
            if turns > 0.0 {
                let pages = if stretch.sequential {
                    missed = 1.0 - turns.min(1.0);
                    stretch.write_in_order(turns)
                } else {
                    let (pages, scatter);
                    (pages, scatter, missed) = stretch.write_at_random(turns);
                    variance += scatter;
                    pages
                };
                fresh += pages;
                // What is clean now would be hit next.
                more += (stretch.pages - stretch.dirty()).max(0.0) * stretch.pace;
            }
            (before, kept) = (before + was_dirty, kept + was_dirty * missed);
            dirty += stretch.dirty();
        }
        let kept = if before > 0.0 { kept / before } else { 1.0 };
        Written {
            fresh: Pages::new(fresh),
            dirty: Scattered {
                mean: Pages::new(dirty),
                variance,
            },
            kept,
            more,
        }
    }

    /// A number that is the same where dirty pages and the scan are at the same places.
    pub fn places(&self) -> f64 {
        let place = |(index, stretch): (usize, &Stretch)| {
            let weight = 1.0 + index as f64;
            weight
                * (stretch.dirty_ahead
                    + 2.0 * stretch.dirty_behind
                    + 3.0 * stretch.behind * stretch.pages
                    + 5.0 * stretch.arc)
        };
        let all: f64 = self.stretches.iter().enumerate().map(place).sum();
        all + 1e6 * self.head() as f64
    }

    /// Pages written in a second of full speed.
    pub fn writes(&self) -> f64 {
        self.stretches().iter().map(|stretch| stretch.writes).sum()
    }

    /// The stretches, in address order.
    pub(super) fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    const fn is_last(&self, index: usize) -> bool {
        index + 1 == self.stretches.len()
    }

    /// Pages to send.
    pub fn dirty(&self) -> Pages {
        Pages::new(self.stretches.iter().map(Stretch::dirty).sum())
    }

    /// The pages that are written in a span of full speed, whether they were dirty or not.
    pub fn written_in(&self, span: SimTime) -> Scattered {
        let (mut mean, mut variance) = (0.0, 0.0);
        for stretch in &self.stretches {
            let turns = stretch.pace * span.as_s();
            if stretch.sequential {
                mean += stretch.pages * turns.min(1.0);
            } else {
                let hit = functions::reached(turns);
                mean += stretch.pages * hit;
                variance += stretch.pages * hit * (1.0 - hit);
            }
        }
        Scattered {
            mean: Pages::new(mean),
            variance,
        }
    }

    /// Pages to send of the last stretch, which nobody writes. Zero pages are the end of it.
    pub fn unwritten(&self) -> Pages {
        Pages::new(self.stretches.last().map_or(0.0, Stretch::dirty))
    }

    /// The zones that used memory consists of, for a record, where so much of memory is zero.
    pub fn zones(&self, zero: Pages) -> Vec<Zone> {
        let mut start = Pages::ZERO;
        let zone = |(index, stretch): (usize, &Stretch)| {
            let is_rest = self.is_last(index);
            let pages = Pages::new(stretch.pages) - if is_rest { zero } else { Pages::ZERO };
            let zone = Zone {
                pattern: (!is_rest).then(|| stretch.pattern()),
                start,
                pages,
            };
            start += pages;
            zone
        };
        self.stretches.iter().enumerate().map(zone).collect()
    }

    /// The state of the zones when this many zero pages are still to be
    /// scanned and `span` of full speed has passed since the last sync.
    pub fn zone_states(&self, zero_left: Pages, span: SimTime) -> Vec<ZoneState> {
        let mut written = self.clone();
        written.sync(span);
        let state = |(index, (now, written)): (usize, (&Stretch, &Stretch))| {
            let queued = Pages::new(now.dirty());
            // Zero pages share the last stretch with used memory that nobody writes.
            let zero = if self.is_last(index) { zero_left } else { Pages::ZERO };
            ZoneState {
                queued: queued - zero,
                dirty: Pages::new(written.dirty()) - queued,
            }
        };
        let both = self.stretches.iter().zip(&written.stretches);
        both.enumerate().map(state).collect()
    }

    /// The write classes with their missing pages, the most often touched page first.
    pub fn absent_by_heat(&self) -> ([Absent; MAX_WRITE_CLASSES], usize) {
        let mut classes = [Absent::default(); MAX_WRITE_CLASSES];
        let count = self.stretches.len() - 1;
        for (zone, (class, stretch)) in classes.iter_mut().zip(&self.stretches[..count]).enumerate() {
            *class = Absent {
                zone,
                pattern: Some(stretch.pattern()),
                pages: Pages::new(stretch.pages),
                missing: Pages::new(stretch.dirty()),
                writes: stretch.writes,
            };
        }
        let heat = |class: &Absent| class.writes / class.pages.as_f64();
        classes[..count].sort_by(|a, b| heat(b).total_cmp(&heat(a)));
        (classes, count)
    }
}

impl Stretch {
    /// Each clean page is hit with probability 1 − e^(−turns), where a turn is a write a page. The
    /// writes are steady and not Poisson: the second term of the variance.
    /// How many pages became dirty, the variance of that, and the share of pages that was not hit.
    fn write_at_random(&mut self, turns: f64) -> (f64, f64, f64) {
        let clean = (self.pages - self.dirty()).max(0.0);
        let hit = functions::reached(turns);
        let missed = 1.0 - hit;
        let [clean_ahead, clean_behind] = self.clean();
        let (fresh_ahead, fresh_behind) = (clean_ahead * hit, clean_behind * hit);
        self.dirty_ahead += fresh_ahead;
        self.dirty_behind += fresh_behind;
        let share = clean / self.pages;
        let variance = clean * hit * missed - turns * self.pages * share * share * missed * missed;
        (fresh_ahead + fresh_behind, variance.max(0.0), missed)
    }

    /// The writer covers an arc; what of it was dirty already depends on where
    /// the residue lies. How many pages became dirty.
    fn write_in_order(&mut self, turns: f64) -> f64 {
        let dirty = self.dirty();
        let arc = (turns * self.pages).min(self.pages);
        let overlap = if self.locked {
            // The scan follows the writer: the residue lies right behind the new arc.
            (arc + dirty - self.pages).max(0.0)
        } else if self.arc > 0.0 {
            // Where in its turn the writer was when the scan came by is unknown.
            self.locked = true;
            median_overlap((self.arc + arc - self.pages).clamp(0.0, arc), dirty, self.pages)
        } else {
            dirty * arc / self.pages
        };
        let [clean_ahead, clean_behind] = self.clean();
        let clean = clean_ahead + clean_behind;
        let fresh = (arc - overlap).clamp(0.0, clean);
        if clean > 0.0 {
            self.dirty_ahead += fresh * (clean_ahead / clean);
            self.dirty_behind += fresh * (clean_behind / clean);
        }
        self.arc = arc;
        fresh
    }

    /// Clean pages ahead of the scan, and behind it.
    fn clean(&self) -> [f64; 2] {
        [
            (self.pages * (1.0 - self.behind) - self.dirty_ahead).max(0.0),
            (self.pages * self.behind - self.dirty_behind).max(0.0),
        ]
    }
}

/// Two arcs laid at random on a circle: the median of their overlap. More
/// overlap means fewer pages and an earlier end, so the median run has the
/// median overlap.
fn median_overlap(one: f64, other: f64, circle: f64) -> f64 {
    let least = (one + other - circle).max(0.0);
    let ramp = (one.min(other) - least).max(0.0);
    let flat = (one - other).abs();
    least + (ramp - 0.5 * (0.5 * circle - flat)).clamp(0.0, ramp)
}
