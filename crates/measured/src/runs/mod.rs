//! Measured migrations beside their prediction: pure, from a record to a comparison.
//!
//! A record is a line of JSON, as in `tests/data/qemu-7.2.jsonl`. [`Run`] reads it and says its set-up as a link; [`compare`]
//! simulates that link; [`summarise`] gives the errors, group by group, beside what is accepted of them.
//! `migrascope check` prints all of it.

mod budget;
mod comparison;
mod run;

pub use budget::{Budget, Group, Spread, THROTTLE_STEPS};
pub(crate) use comparison::as_reported;
pub use comparison::{Comparison, Errors, MANY_FAULTS, compare, summarise};
pub use run::{Config, Kind, Outcome, Ram, Run};
