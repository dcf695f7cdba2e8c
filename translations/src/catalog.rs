//! What a language is for the program: a file that it loads, and rows of a table in its code.

use crate::{Language, key, language};

/// What stands before each text of a catalog.
const SEPARATOR: char = '\t';

impl Language {
    /// Its texts as `crates/text/src/catalog.rs` reads them: the tag, the keys, the texts.
    #[must_use]
    pub fn catalog(&self) -> String {
        let (mut keys, mut catalog) = (String::new(), String::new());
        for (context, english, forms) in self.texts() {
            let first = key::key(context, english);
            for (index, form) in (0..).zip(forms) {
                keys += &format!("{:08x}", first.wrapping_add(index));
                catalog.push(SEPARATOR);
                catalog += form;
            }
        }
        format!("{}{SEPARATOR}{keys}{catalog}", self.tag)
    }

    fn texts(&self) -> impl Iterator<Item = (&str, &str, &[String])> {
        self.entries
            .iter()
            .filter(|entry| !entry.obsolete && !entry.fuzzy())
            .filter_map(|entry| {
                let context = entry.msgctxt.as_deref().unwrap_or_default();
                Some((context, entry.msgid.as_str(), language::translation(entry)?))
            })
    }
}

/// What the program knows of each language before it is loaded, in Rust: see `crates/text/src/language.rs`.
#[must_use]
pub fn heads(languages: &[Language]) -> String {
    let rows = languages.iter().map(|Language { tag, head, .. }| {
        format!(
            "Head {{ tag: {tag:?}, name: {:?}, decimal_mark: {:?}, group_mark: {:?}, quotation_marks: {:?}, forms: {:?} }},\n",
            head.name, head.decimal_mark, head.group_mark, head.quotation_marks, head.forms
        )
    });
    format!("const HEADS: &[Head] = &[\n{}];\n", rows.collect::<String>())
}
