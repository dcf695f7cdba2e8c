//! Tests of the native library, one module a subject.

mod cli;
mod links;
mod links_presets;
mod params;
mod tidy;
mod units;
