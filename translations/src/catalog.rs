//! What a language is for the program: a file that it loads, and rows of a table in its code.

use crate::{Language, Message, Texts, key};
use std::fmt::Write;

/// What stands before each text of a catalog.
const SEPARATOR: char = '\t';

impl Texts {
    /// The texts of the program in a language, as `src/text/catalog.rs` reads them: the tag, then key and text of each.
    #[must_use]
    pub fn catalog(&self, language: &Language) -> String {
        let mut catalog = language.tag.clone();
        let texts = |message: &Message| {
            Some((
                key::key(&message.context, &message.english),
                language.get(&message.context, &message.english)?,
            ))
        };
        for (key, forms) in self
            .messages
            .iter()
            .filter(|message| message.in_program)
            .filter_map(texts)
        {
            for (key, form) in (key..).zip(forms) {
                write!(catalog, "{SEPARATOR}{key:08x}{form}").expect("a string takes everything");
            }
        }
        catalog
    }

    /// What the program knows of each language before it is loaded, in Rust: see `src/text/language.rs`.
    #[must_use]
    pub fn heads(&self) -> String {
        let rows = self.languages.iter().map(|Language { tag, head, .. }| {
            format!(
                "Head {{ tag: {tag:?}, name: {:?}, decimal_mark: {:?}, group_mark: {:?}, quotation_marks: {:?}, forms: {:?} }},\n",
                head.name, head.decimal_mark, head.group_mark, head.quotation_marks, head.forms
            )
        });
        format!("const HEADS: &[Head] = &[\n{}];\n", rows.collect::<String>())
    }
}
