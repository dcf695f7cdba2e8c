//! The texts of the page and their translations, while building: finds the English texts in the sources, reads the other
//! languages from `lang/*.po` and checks them, and writes the catalogs that the program looks its texts up in.
//!
//! Nothing of this is part of the program: it knows catalog files and the [`Head`] of each language.
#![forbid(unsafe_code)]

mod catalog;
mod check;
mod extract;
mod key;
mod language;
mod plural;
mod start;
mod update;

use std::io;
use std::path::Path;

pub use catalog::heads;
pub use check::Progress;
pub use extract::Message;
pub use language::{Head, Language, all as languages};
pub use update::{Update, update};

/// English in the sources, and all other languages.
#[derive(Debug)]
pub struct Texts {
    /// The texts in the sources, each once, in their order.
    pub messages: Vec<Message>,
    /// The languages in `lang`, ordered by their tags.
    pub languages: Vec<Language>,
}

impl Texts {
    /// Reads the sources and the languages of the project in `root`.
    ///
    /// # Errors
    /// A file that cannot be read or makes no sense.
    pub fn read(root: &Path) -> io::Result<Self> {
        Ok(Self {
            messages: extract::messages(root)?,
            languages: languages(root)?,
        })
    }
}
