//! What a language is for the program: a file that it loads, and rows of a table in its code.

use crate::{Language, Texts, key};

/// What stands before each text of a catalog.
const SEPARATOR: char = '\t';

impl Texts {
    /// The texts of the program in a language, as `src/text/catalog.rs` reads them: the tag, the keys, the texts.
    #[must_use]
    pub fn catalog(&self, language: &Language) -> String {
        let (mut keys, mut catalog) = (String::new(), String::new());
        for message in self.messages.iter().filter(|message| message.in_program) {
            let first = key::key(&message.context, &message.english);
            let forms = language.get(&message.context, &message.english).unwrap_or_default();
            for (index, form) in (0..).zip(forms) {
                keys += &format!("{:08x}", first.wrapping_add(index));
                catalog.push(SEPARATOR);
                catalog += form;
            }
        }
        format!("{}{SEPARATOR}{keys}{catalog}", language.tag)
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
