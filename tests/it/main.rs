//! Tests of the native library, one module a subject.

mod params;
mod tidy;
mod units;
