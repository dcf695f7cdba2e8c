//! What texts are called: the same as in the program.

#[path = "../../src/text/key.rs"]
mod shared;

pub use shared::key;
