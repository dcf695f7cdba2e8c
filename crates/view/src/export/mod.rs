//! What can be taken along: tables for spreadsheets and scripts, charts that
//! stand alone, a citation.

pub mod citation;
mod document;
pub(super) mod drawing;
pub mod map;
pub mod table;
pub mod two;
mod words;

pub use document::document;
pub use words::Word;

use text::Language;

/// Where something comes from; stands in all that is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The whole address, which opens the experiment.
    pub address: &'a str,
    /// The version of the program.
    pub version: &'a str,
    /// The language of its texts.
    pub language: Language,
}

/// The version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
