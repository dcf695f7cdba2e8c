//! The link language: experiments as text, text as experiments with notices.
//!
//! A link is `key=value&key=value`; the keys, their ranges and defaults are those of the tables of parameters,
//! [`engine::params::TABLE`] for the scenario and [`display::TABLE`] for how it is shown, whose rows read and print
//! their values. [`parse`] reads any text there is and never fails; [`print()`] gives one canonical form, which reads back as
//! the same experiment without a notice. `docs/links.md` tells it to people.

#![forbid(unsafe_code)]

pub mod display;
mod escape;
pub mod explore;
mod keys;
mod notice;
mod offer;
pub mod presets;
mod read;
mod version;
mod words;
mod write;

pub use engine::params::{ValueError, events_table, parse_choice, parse_event, parse_in, print_event, reasons_table};
pub use engine::units::written as quantity;
pub use engine::units::written::{Echo, Meaning, QuantityError, Reading};
pub use keys::markdown_table;
pub use notice::{Notice, Problem, adjustment_notice, idle_events};
pub use offer::Offer;
pub use read::{MAX_NOTICES, asked_language, parse};
pub use version::VERSION;
pub use words::words_table;
pub use write::{Difference, differences, print, print_scenario};

use crate::display::Display;
use engine::scenario::Scenario;

/// All that a link says: what is simulated and how it is shown.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Experiment {
    /// What is simulated.
    pub scenario: Scenario,
    /// How it is shown.
    pub display: Display,
}
