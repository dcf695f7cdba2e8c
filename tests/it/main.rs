//! Tests of the native library, one module a subject.

mod accuracy;
mod charts;
mod charts_layout;
mod cli;
mod format;
mod identity;
mod laws;
mod laws_cases;
mod laws_explicit;
mod links;
mod links_docs;
mod links_laws;
mod links_presets;
mod links_quantity;
mod narration;
mod pace;
mod pagemap;
mod params;
mod published;
mod scene;
mod scene_cases;
mod state;
mod steps;
mod style;
mod tidy;
mod units;
