//! The link language: experiments as text, text as experiments with notices.
//!
//! A link is `key=value&key=value`; the keys, their ranges and defaults are those of the tables of parameters, whose rows
//! read and print their values: [`head`] says which screen the link opens, then come the tables of this screen, then
//! [`page`], which goes with each. Those of the Lab are [`engine::params::TABLE`] for the scenario and
//! [`display::TABLE`] for how it is shown; those of the lessons are [`learning::TABLE`], those of
//! measured migrations [`measuring::TABLE`].
//!
//! [`parse`] reads any text there is as a link to the Lab and never fails; [`print()`] gives one canonical form, which reads
//! back as the same experiment without a notice. [`Reader`], [`add`] and, for a second run beside the first, [`add_second`]
//! are what another screen needs for the same.
//! `docs/links.md` tells it to people.

#![forbid(unsafe_code)]

pub mod cluster;
pub mod display;
mod escape;
pub mod explore;
mod gave_way;
pub mod head;
mod keys;
pub mod learning;
pub mod measuring;
mod notice;
mod notices;
mod offer;
pub mod page;
pub mod presets;
mod read;
mod second;
mod typed;
mod words;
mod write;

pub use engine::params::{ValueError, events_table, parse_choice, parse_event, parse_in, print_event, reasons_table};
pub use engine::units::written as quantity;
pub use engine::units::written::{Echo, Meaning, QuantityError, Reading};
pub use escape::escaped;
pub use head::{Head, VERSION};
pub use keys::{LAB, ScreenKeys, markdown_table, params};
pub use learning::{LEARN, Learning};
pub use measuring::{MEASURED, Measuring};
pub use notice::{Notice, Problem, adjustment_notice, idle_events};
pub use notices::MAX_NOTICES;
pub use offer::Offer;
pub use page::Page;
pub use read::{Reader, asked_language, parse};
pub use second::{DEFAULT, SECOND, add_second, changes};
pub use typed::typed;
pub use words::words_table;
pub use write::{Difference, add, differences, print, print_scenario};

use crate::display::Display;
use engine::scenario::Scenario;

/// All that a link to the Lab says: what is simulated and how it is shown.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Experiment {
    /// What is simulated.
    pub scenario: Scenario,
    /// A second run beside it, if it is another one.
    pub second: Option<Scenario>,
    /// How it is shown.
    pub display: Display,
    /// The page around it.
    pub page: Page,
}
