//! From a record to a scenario: what is read, what is derived, and what is found by running the engine until it comes nearest.

mod climb;
mod cost;
mod known;
mod observed;
mod search;
mod value;

pub use known::{LINES, Missing};
pub use observed::{Observed, Pass};
pub use search::{Pattern, Writes};
pub use value::{Assumption, Formula, Origin, Value};

use crate::record::{Field, Record};
use engine::params::Id;
use engine::scenario::Scenario;
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
    search: Option<Search>,
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
        let search = observed.as_ref().and_then(|seen| Search::new(&known.settings, seen));
        Ok(Self {
            record: record.clone(),
            known,
            observed,
            search,
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
        self.search.as_ref().is_none_or(Search::is_done)
    }

    /// Runs the engine once more.
    pub fn go_on(&mut self) {
        if let (Some(search), Some(seen)) = (&mut self.search, &self.observed) {
            search.go_on(&self.known.settings, seen);
        }
    }

    /// What was found so far.
    #[must_use]
    pub fn result(&self) -> Fitted {
        let mut values = self.known.values.clone();
        let mut settings = self.known.settings.clone();
        let used = Scenario::new(settings.clone()).0.used_memory();
        let (writes, origin, fields): (Writes, Origin, &[Field]) = match &self.search {
            Some(search) => {
                let writes = search.found();
                let origin = match &writes {
                    Writes::None => Origin::Derived(Formula::NothingLeft),
                    _ => Origin::Derived(Formula::Passes),
                };
                (writes, origin, &[Field::Left, Field::Syncs])
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
