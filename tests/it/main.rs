//! Tests of the native library, one module a subject.

mod charts;
mod charts_layout;
mod cli;
mod format;
mod links;
mod params;
mod tidy;
mod units;
