//! The command line.

use std::process::ExitCode;

use crate::params::Lane;
use crate::scenario::Scenario;

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    let trace = crate::trace::simulate(&Scenario::default());
    println!("{:?}", trace.lane(Lane::Live).metrics);
    ExitCode::SUCCESS
}
