//! Clusters: laws, measurements, links, stories.

mod alone;
mod common;
mod fluid;
mod laws;
mod qemu;
mod simgrid;
