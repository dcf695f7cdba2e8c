//! Clusters: laws, measurements, links, stories.

mod alone;
mod bad_input;
mod common;
mod docs;
mod effects;
mod fluid;
mod gantt;
mod laws;
mod offers;
mod overlaps;
mod picture;
mod power;
mod qemu;
mod screen;
mod simgrid;
mod speed;
mod stories;
mod strips;
