//! Tests of the native library, one module a subject.

mod cli;
mod links;
mod narration;
mod pace;
mod pagemap;
mod params;
mod scene;
mod scene_cases;
mod steps;
mod tidy;
mod units;
