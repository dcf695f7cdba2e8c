//! Tests of lessons and exercises.

mod cli;
mod clusters;
mod common;
mod exercises;
mod export;
mod golden;
mod lessons;
mod seeds;
mod sheets;
mod spoiled;
