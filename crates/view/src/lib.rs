//! What is shown, as pure functions of a trace and a time.
//!
//! ```
//! use engine::{Lane, Scenario, SimTime, simulate};
//! use text::Language;
//! use view::narration;
//!
//! let trace = simulate(&Scenario::default());
//! let told = narration::sentence(Language::English, &trace, &[Lane::Live], SimTime::s(1.0));
//! assert_eq!(told.lane, Lane::Live);
//! assert!(told.text.starts_with("First pass"), "{}", told.text);
//! ```
#![forbid(unsafe_code)]

pub mod advice;
pub mod behind;
pub mod beside;
pub mod changes;
pub mod charts;
pub mod choice;
pub mod cluster;
pub mod essentials;
pub mod export;
pub mod format;
pub mod key;
pub mod kinds;
pub mod labels;
pub mod map;
pub mod narration;
pub mod pace;
pub mod pagemap;
pub mod palette;
pub mod paper;
pub mod parts;
pub mod picture;
pub mod qr;
pub mod results;
mod roles;
pub mod scene;
pub mod seen;
pub mod sketch;
pub mod slowdown;
pub mod steps;
pub mod timeline;
pub mod transcript;
pub mod verdict;
