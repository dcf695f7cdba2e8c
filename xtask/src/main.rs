#![forbid(unsafe_code)]
//! Tasks of this repository.
fn main() {}
