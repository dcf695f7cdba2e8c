//! Tests of lessons and exercises.

mod cli;
mod exercises;
mod lessons;
