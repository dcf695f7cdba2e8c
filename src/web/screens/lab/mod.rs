//! The Lab: an experiment beside its three migrations.

pub mod charts;
pub mod hatch;
pub mod rail;
pub mod share;
pub mod show;
pub mod stage;
pub mod story;
