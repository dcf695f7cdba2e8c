//! Tests of the native library, one module a subject.

mod cli;
mod links;
mod params;
mod tidy;
mod units;
