//! From a record to a scenario: what is read, what is derived, and what is found by running the engine until it comes nearest.

mod climb;
mod cost;
mod known;
mod missing;
mod observed;
mod search;
mod value;

pub use known::LINES;
pub use missing::{Ask, Missing};
pub use observed::{Observed, Pass};
pub use search::{Pattern, Writes};
pub use value::{Assumption, Formula, Origin, Value};

use crate::record::{Field, Record};
use engine::params::Id;
use engine::scenario::{Scenario, Settings};
use engine::units::{Bytes, Rate};
use known::Known;
use search::Search;

/// The search for the scenario of a record. It goes on one run of the engine after the other, so that whoever waits can stop in
/// between; the same record has the same result.
#[derive(Clone, Debug)]
pub struct Fit {
    record: Record,
    known: Known,
    observed: Option<Observed>,
    /// One search, or one for each share of its time that a throttled VM may need for its writes.
    searches: Vec<(Known, Search)>,
}

/// A scenario with which the engine comes nearest to a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// The scenario.
    pub scenario: Scenario,
    /// Where its values are from; those that are not named are the usual ones.
    pub values: Vec<Value>,
    /// What the record says about the course, if it says anything.
    pub observed: Option<Observed>,
    /// The writes, and how sure they are.
    pub writes: Writes,
}

impl Fit {
    /// Reads what a record says; nothing has been run yet.
    ///
    /// # Errors
    /// Says what the record lacks.
    pub fn new(record: &Record) -> Result<Self, Missing> {
        let known = known::known(record)?;
        let observed = Observed::new(
            record,
            known.rate,
            known.settings.downtime,
            known.settings.ram,
            known.first_pass(),
        );
        // Where no pass was seen to end, a dirty rate tells more than the sum of what was sent.
        let tells_rate = record
            .last_value(Field::Dirtied)
            .is_some_and(|rate: Rate| !rate.is_zero());
        let is_searched = |seen: &&Observed| !tells_rate || seen.tells_writes();
        let searches = observed.as_ref().filter(is_searched).map_or_else(Vec::new, |seen| {
            let known = known.loads();
            let search = |known: Known| Search::new(&known.settings, seen).map(|search| (known, search));
            known.into_iter().filter_map(search).collect()
        });
        Ok(Self {
            record: record.clone(),
            known,
            observed,
            searches,
        })
    }

    /// All of it at once.
    ///
    /// # Errors
    /// Says what the record lacks.
    pub fn whole(record: &Record) -> Result<Fitted, Missing> {
        let mut fit = Self::new(record)?;
        while !fit.is_done() {
            fit.go_on();
        }
        Ok(fit.result())
    }

    /// Whether nothing is left to try.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.searches.iter().all(|(_, search)| search.is_done())
    }

    /// Runs the engine once more.
    pub fn go_on(&mut self) {
        let next = self.searches.iter_mut().find(|(_, search)| !search.is_done());
        if let (Some((known, search)), Some(seen)) = (next, &self.observed) {
            search.go_on(&known.settings, seen);
        }
    }

    /// What was found so far.
    #[must_use]
    pub fn result(&self) -> Fitted {
        let best = self.searches.iter().min_by(|a, b| a.1.cost().total_cmp(&b.1.cost()));
        let known = best.map_or(&self.known, |(known, _)| known);
        let mut values = known.values.clone();
        let mut settings = known.settings.clone();
        let used = Scenario::new(settings.clone()).0.used_memory();
        let (writes, origin, fields): (Writes, Origin, &[Field]) = match best {
            Some((_, search)) => {
                let goes_on = self.observed.as_ref().is_some_and(|seen| !seen.has_ended());
                match (search.found(), self.by_dirty_rate(used).filter(|_| goes_on)) {
                    // What is found written was written.
                    (Writes::None, Some(writes)) => (writes, Origin::Derived(Formula::Dirtied), &[Field::Dirtied]),
                    (Writes::None, None) => (
                        Writes::None,
                        Origin::Derived(Formula::NothingLeft),
                        &[Field::Left, Field::Syncs],
                    ),
                    (writes, _) => (writes, Origin::Derived(Formula::Passes), &[Field::Left, Field::Syncs]),
                }
            }
            None => match self.by_dirty_rate(used) {
                Some(writes) => (writes, Origin::Derived(Formula::Dirtied), &[Field::Dirtied]),
                None => (Writes::Unknown, Origin::Assumed(Assumption::Default), &[]),
            },
        };
        settings.writes = writes.classes(&settings.writes);
        let places = fields
            .iter()
            .filter_map(|&field| self.record.last(field))
            .map(|figure| figure.place.clone());
        values.push(Value::new(Id::Writes, origin, places));
        Fitted {
            scenario: Scenario::new(settings).0,
            values,
            observed: self.observed.clone(),
            writes,
        }
    }

    /// An experiment from a sample of pages that was watched before the first pass was over; `None` without one. It is rough: a few
    /// hundred pages stand for all.
    #[must_use]
    pub fn early(record: &Record) -> Option<Fitted> {
        let rate: Rate = record.settings.rate(Field::Sampled)?;
        let time = record.settings.time(Field::SampledFor).filter(|time| !time.is_zero())?;
        let known = known::known(record).ok()?;
        let used = Scenario::new(known.settings.clone()).0.used_memory();
        let writes = if rate.is_zero() {
            Writes::None
        } else {
            Writes::open((rate * time).min(used), time, used)
        };
        let settings = Settings {
            writes: writes.classes(&known.settings.writes),
            ..known.settings
        };
        Some(Fitted {
            scenario: Scenario::new(settings).0,
            values: known.values,
            observed: None,
            writes,
        })
    }

    /// A dirty rate alone: the different pages that are found in a time tell the rate for each region that they may lie in. The
    /// time is that of a pass over the memory in use.
    fn by_dirty_rate(&self, used: Bytes) -> Option<Writes> {
        let dirtied: Rate = self.record.last_value(Field::Dirtied)?;
        if dirtied.is_zero() {
            return None;
        }
        if dirtied > self.known.rate * STEADY {
            return Some(Writes::steady(self.known.rate, used));
        }
        let time = used / self.known.rate;
        Some(Writes::open(dirtied * time, time, used))
    }
}

/// A dirty rate above this share of the rate at which memory is sent is that of passes that each leave as much as they sent.
const STEADY: f64 = 0.75;
