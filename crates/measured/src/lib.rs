//! Measured migrations beside their prediction: pure, from a record to a comparison.
#![forbid(unsafe_code)]

pub mod runs;
