//! What is shown, as pure functions of a trace and a time.

pub mod charts;
pub mod export;
pub mod format;
pub mod key;
pub mod labels;
pub mod map;
pub mod narration;
pub mod pace;
pub mod pagemap;
pub mod palette;
pub mod picture;
pub mod qr;
pub mod results;
mod roles;
pub mod scene;
pub mod slowdown;
pub mod steps;
pub mod timeline;
pub mod transcript;
pub mod verdict;
