//! Clusters: laws, measurements, links, stories.

mod accounts;
mod alone;
mod bad_input;
mod command_line;
mod common;
mod details;
mod docs;
mod drawn;
mod effects;
mod fluid;
mod gantt;
mod host_words;
mod laws;
mod offers;
mod overlaps;
mod picture;
mod power;
mod proxmox;
mod qemu;
mod rest;
mod screen;
mod simgrid;
mod speed;
mod stories;
mod strips;
