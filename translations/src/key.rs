//! What texts are called: the same as in the program.

#[path = "../../crates/text/src/key.rs"]
mod shared;

pub use shared::key;
