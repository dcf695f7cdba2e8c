//! What lies around an experiment.

pub mod map;
