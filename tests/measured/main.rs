//! Measured migrations: what is read of a text, fitted, compared and explained; a test binary of its own, because it compiles quickly.

mod fits;
mod hostile;
mod readers;
mod reasons;
mod screen;
mod shards;
mod watching;
