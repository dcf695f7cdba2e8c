//! Migrascope: an oscilloscope for virtual-machine migration.
//!
//! A [`scenario::Scenario`] is simulated into a [`trace::Trace`]; everything
//! that a user sees is a pure function of the trace and a time. The layers,
//! each using only those to its left:
//!
//! `text ← units ← params ← scenario, display ← model ← trace ← link, view ← measured, state ← web, cli`
#![forbid(unsafe_code)]

pub mod display;
pub mod model;
pub mod params;
pub mod scenario;
pub mod text;
pub mod trace;
pub mod units;

pub mod link;
pub mod view;

pub mod measured;
pub mod state;

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(target_arch = "wasm32")]
pub mod web;
