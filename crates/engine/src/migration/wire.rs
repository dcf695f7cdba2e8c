//! The wire: how much of the line carries data, what a page costs on it, and what memory goes at.

pub use super::causes::Bound;
pub use super::line::*;
pub use super::rates::*;
