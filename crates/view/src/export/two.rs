//! Two runs beside each other, as scripts read them: the figures of both, and the difference.

use serde::{Serialize, Serializer};

use super::table::{Cell, Field};

/// Which of two runs a line of a table is about. Where there is one run it is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// That of the plain keys.
    First,
    /// That of the `vs.` keys.
    Second,
    /// The second less the first; no run.
    Difference,
}

impl Of {
    /// The name of the column.
    pub const COLUMN: &str = "run";

    /// The word that scripts read.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Difference => "difference",
        }
    }
}

/// The second run less the first, figure by figure. Words have no difference, and neither has what one of them lacks; the name of
/// the lane, which comes first, stays.
#[must_use]
pub fn difference(first: &[Field], second: &[Field]) -> Vec<Field> {
    let pairs = first.iter().zip(second).enumerate();
    pairs
        .map(|(place, ((name, before), (_, after)))| {
            let cell = match (before, after) {
                (Cell::Number(before), Cell::Number(after)) => Cell::Number(after - before),
                (Cell::Count(before), Cell::Count(after)) => Cell::Number(*after as f64 - *before as f64),
                _ if place == 0 => after.clone(),
                _ => Cell::Nothing,
            };
            (*name, cell)
        })
        .collect()
}

/// What JSON says of a second run, beside the first.
#[derive(Debug, Serialize)]
pub struct Second<L> {
    /// What it has otherwise.
    pub changes: Changes,
    /// Its lanes.
    pub lanes: Vec<L>,
    /// Its figures less those of the first run, lane by lane.
    pub difference: Vec<Differences>,
}

/// The keys in which two runs differ: an object with the value of each run for a key.
#[derive(Clone, Debug)]
pub struct Changes(pub Vec<link::Difference>);

impl Serialize for Changes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Pair<'a> {
            first: &'a str,
            second: &'a str,
        }
        serializer.collect_map(self.0.iter().map(|change| {
            let first = change.default.as_deref().unwrap_or(link::DEFAULT);
            let second = &change.value;
            (change.param.key, Pair { first, second })
        }))
    }
}

/// The figures of [`difference`] that have one.
#[derive(Debug)]
pub struct Differences(pub Vec<Field>);

impl Serialize for Differences {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let there = self.0.iter().filter(|(_, cell)| *cell != Cell::Nothing);
        serializer.collect_map(there.map(|(name, cell)| (name, cell)))
    }
}
