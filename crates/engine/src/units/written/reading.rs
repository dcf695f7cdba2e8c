//! What a text may mean that can be read in several ways.

use crate::units::{Quantity, Unit};
use text::Language;
use text::say;

/// One way to read a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The value that it gives.
    pub value: Quantity,
    /// How that is written.
    pub unit: Unit,
    /// If this is meant.
    pub meaning: Meaning,
}

/// What has to be meant for a reading to be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The unit that was left out.
    Unit(&'static str),
    /// A small `b`.
    Bits,
    /// A large `B`.
    Bytes,
    /// The mark in the number parts thousands.
    Thousands,
    /// It parts decimals.
    Decimals,
    /// `0.6` is a part of one.
    Fraction,
}

impl Reading {
    /// As it stands in links.
    #[must_use]
    pub fn print(&self) -> String {
        super::print(self.unit, self.value)
    }

    /// As a clause, with the value as somebody reads it: `16GiB if MiB is meant`.
    #[must_use]
    pub fn clause(&self, language: Language, value: &str) -> String {
        match self.meaning {
            Meaning::Unit(unit) => say!(language, "{0} if {1} is meant", value, unit),
            Meaning::Bits => say!(language, "{0} if bits are meant", value),
            Meaning::Bytes => say!(language, "{0} if bytes are meant", value),
            Meaning::Thousands => say!(language, "{0} if thousands are parted", value),
            Meaning::Decimals => say!(language, "{0} if decimals are parted", value),
            Meaning::Fraction => say!(language, "{0} if a part of one is meant", value),
        }
    }
}

/// All readings as clauses.
#[must_use]
pub fn clauses(language: Language, readings: &[Reading]) -> String {
    let clauses: Vec<String> = readings
        .iter()
        .map(|reading| reading.clause(language, &reading.print()))
        .collect();
    clauses.join(", ")
}
