//! What a record lacks to become an experiment, and what its reader may say instead.

use crate::record::{Field, Figure, Record};
use engine::migration::wire;
use engine::params::Id;
use engine::scenario::{Scenario, Settings};
use engine::units::{Bytes, Quantity};
use text::{Language, word};

/// What a record lacks to become an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// How much memory there is.
    Memory,
    /// What was sent, or how fast.
    Rate,
    /// It tells of settings alone.
    Moments,
}

/// What would do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ask {
    /// The parameter.
    pub id: Id,
    /// What it is likely to be.
    pub likely: Quantity,
}

impl Missing {
    /// In a sentence.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::Memory => word!(
                language,
                "The text does not say how much memory the VM has, so no experiment can be made of it."
            ),
            Self::Rate => word!(
                language,
                "The text does not say how much was sent in what time, so no experiment can be made of it."
            ),
            Self::Moments => word!(
                language,
                "The text tells of no migration, so there is nothing to compare."
            ),
        }
    }

    /// What its reader may say instead; nothing that anybody says makes a migration of a text that tells of none.
    #[must_use]
    pub fn asks(self, record: &Record) -> Option<Ask> {
        match self {
            Self::Memory => Some(Ask {
                id: Id::Ram,
                likely: Quantity::Size(likely_memory(record)),
            }),
            Self::Rate => Some(Ask {
                id: Id::Link,
                likely: Quantity::Rate(Settings::default().link),
            }),
            Self::Moments => None,
        }
    }

    /// The same record with what its reader says; `None` if that says nothing of what is missing.
    ///
    /// ```
    /// use engine::units::{Bytes, Quantity};
    /// use measured::{Fit, Missing, read};
    ///
    /// let reading = read("Migration status: active\nexpected downtime: 300 milliseconds\nthroughput: 900.00 mbps\n");
    /// let record = &reading.records[0];
    /// assert_eq!(Fit::whole(record), Err(Missing::Memory));
    /// let said = Missing::Memory.said(record, Quantity::Size(Bytes::gib(16.0))).expect("a size");
    /// assert!(Fit::whole(&said).is_ok());
    /// ```
    #[must_use]
    pub fn said(self, record: &Record, value: Quantity) -> Option<Record> {
        let (field, value) = match (self, value) {
            (Self::Memory, Quantity::Size(_)) => (Field::Memory, value),
            (Self::Rate, Quantity::Rate(link)) => {
                let settings = Settings {
                    link,
                    ..Settings::default()
                };
                let carried = wire::line_rate(&Scenario::new(settings).0);
                (Field::Wire, Quantity::Rate(carried))
            }
            _ => return None,
        };
        let mut record = record.clone();
        record.said.set(Figure {
            field,
            value,
            place: 0..0,
        });
        Some(record)
    }
}

/// The least of the usual sizes that holds what was left to send.
fn likely_memory(record: &Record) -> Bytes {
    let left = record
        .snapshots
        .iter()
        .filter_map(|snapshot| snapshot.figures.size(Field::Left));
    let (range, least) = (Id::Ram.range(), left.max().unwrap_or_default());
    let mut size = Settings::default().ram;
    while size < least && range.contains(Quantity::Size(size * 2.0)) {
        size = size * 2.0;
    }
    size
}
