//! The link language: experiments as text, text as experiments with notices.
//!
//! A link is `key=value&key=value`; the keys, their ranges and defaults are
//! those of [`crate::params::TABLE`]. [`parse`] reads any text there is and
//! never fails; [`print()`] gives one canonical form, which reads back as the
//! same experiment without a notice. This module alone knows how things are
//! spelt; `docs/links.md` tells it to people.

mod echo;
mod escape;
mod event;
mod keys;
mod notice;
mod number;
pub mod presets;
pub mod quantity;
mod read;
mod unit;
mod value;
mod write;

pub use echo::Echo;
pub use event::{
    events_table, parse_event, parse_events, parse_suspend, print_event, print_events, print_suspend, reasons_table,
};
pub use keys::{VERSION, allowed, markdown_table};
pub use notice::{Notice, Problem, adjustment_notice, idle_events};
pub use quantity::QuantityError;
pub use read::{MAX_NOTICES, asked_language, parse};
pub use value::{
    ValueError, parse_choice, parse_class, parse_flag, parse_pace, parse_ramp, parse_switch, parse_timeout, parse_used,
    parse_writes, print_pace, print_ramp, print_switch, print_timeout, print_used, print_writes,
};
pub use write::{Difference, differences, print, print_scenario};
