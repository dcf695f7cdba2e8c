//! What is shown, as pure functions of a trace and a time.

pub mod charts;
pub mod format;
pub mod labels;
pub mod palette;
pub mod results;
pub mod timeline;
