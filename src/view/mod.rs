//! What is shown, as pure functions of a trace and a time.

pub mod narration;
pub mod pace;
pub mod pagemap;
pub mod scene;
pub mod steps;
