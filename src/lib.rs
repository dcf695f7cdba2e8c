//! Migrascope: an oscilloscope for virtual-machine migration.
//!
//! A [`scenario::Scenario`] is simulated into a [`trace::Trace`]; everything
//! that a user sees is a pure function of the trace and a time. The layers are crates, each using only those to its left:
//!
//! `text ← engine ← link ← view ← learn, measured ← state ← web, cli`
#![forbid(unsafe_code)]

pub use ::{learn, link, measured, text, view};
pub use ::text::{count, plural, say, text, word};
pub use engine::{migration, parameters, params, scenario, trace, units};
pub use link::{display, explore};

pub mod state;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(target_arch = "wasm32")]
pub mod web;
