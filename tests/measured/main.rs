//! Measured migrations: what is read of a text, fitted, compared and explained; a test binary of its own, because it compiles quickly.

mod asked;
mod fits;
mod ghost;
mod hostile;
mod readers;
mod reasons;
mod reports;
mod screen;
mod shards;
mod specimens;
mod watching;

/// The example of a format.
fn example(format: &dyn migrascope::measured::Format) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/measured/specimens");
    std::fs::read_to_string(format!("{folder}/{}", format.specimen())).expect("each format has a specimen")
}
