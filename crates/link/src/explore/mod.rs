//! What lies around an experiment: its neighbours on a map, and the nearest that keeps a promise.

pub mod advice;
pub mod map;
pub mod plane;
