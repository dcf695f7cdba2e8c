//! What a user reads, in every language of the page.
//!
//! English stands in the source: `text!("Memory")`. Every other language is a file, `lang/de.po`, …, in which the English text, with a
//! context where it has several translations, names the translation. Building reads these files (the crate `translations`): it says
//! what is missing, and fails where a translation has other slots than the English text.
//!
//! Sentences with values in them are templates with numbered slots, `{0}`, `{1}`, ….
//!
//! ```
//! use text::{Language, say, word};
//!
//! assert_eq!(word!(Language::English, "Memory"), "Memory");
//! assert_eq!(word!(Language::German, "Memory"), "Speicher");
//! assert_eq!(say!(Language::English, "{0} of {1}", 3, 7), "3 of 7");
//! ```
//!
//! The command line and the tests hold all languages inside. The page holds English alone and [`load`]s the catalog of another
//! language when it first speaks it. What a language lacks is said in English.
#![forbid(unsafe_code)]

mod catalog;
mod key;
mod language;

use std::fmt::{Display, Write};

pub use catalog::{is_loaded, load};
pub use language::{Head, Language};

/// A text in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    english: &'static str,
    /// What tells it from others with the same English, mostly empty; `None` for what is spelt the same everywhere.
    context: Option<&'static str>,
}

impl Text {
    /// A template that uses the slots `{0}` to `{slots - 1}`, each at least once, and no others.
    ///
    /// # Panics
    /// If it does not; in a constant, as [`text!`](crate::text!) makes them, this is an error of the compiler.
    #[must_use]
    pub const fn template(context: &'static str, english: &'static str, slots: u8) -> Self {
        assert!(uses(english, slots, true), "the text does not use the slots");
        let context = Some(context);
        Self { english, context }
    }

    /// What is spelt the same in every language, as in links.
    #[must_use]
    pub const fn same(english: &'static str) -> Self {
        Self { english, context: None }
    }

    /// In this language, or in English if the language lacks it or is not loaded.
    #[must_use]
    pub fn get(self, language: Language) -> &'static str {
        match self.context {
            Some(context) => catalog::get(language, (context, self.english), 0, self.english),
            None => self.english,
        }
    }

    /// In English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        self.english
    }

    /// In this language, with the values in its slots.
    #[must_use]
    pub fn fill(self, language: Language, values: &[&dyn Display]) -> String {
        filled(self.get(language), values)
    }
}

/// A text whose form depends on a number: `1 day`, `2 days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plural {
    one: &'static str,
    other: &'static str,
    context: &'static str,
}

impl Plural {
    /// Templates that use the slots `{0}` to `{slots - 1}`. That of one thing need not use the first slot, which is the number.
    ///
    /// # Panics
    /// If a template does not use the slots; in a constant, this is an error of the compiler.
    #[must_use]
    pub const fn template(context: &'static str, one: &'static str, other: &'static str, slots: u8) -> Self {
        assert!(uses(other, slots, true), "the text of many does not use the slots");
        assert!(uses(one, slots, false), "the text of one does not use the slots");
        Self { one, other, context }
    }

    /// The form for so many things in this language.
    #[must_use]
    pub fn get(self, language: Language, count: f64) -> &'static str {
        let english = if count == 1.0 { self.one } else { self.other };
        let form = language.form_of(count);
        catalog::get(language, (self.context, self.one), form, english)
    }

    /// The form for so many things, with the values in its slots.
    #[must_use]
    pub fn fill(self, language: Language, count: f64, values: &[&dyn Display]) -> String {
        filled(self.get(language, count), values)
    }
}

fn filled(template: &str, values: &[&dyn Display]) -> String {
    let mut filled = String::new();
    for (index, part) in template.split(['{', '}']).enumerate() {
        match part.parse::<usize>().ok().filter(|_| index % 2 == 1) {
            Some(slot) => {
                write!(filled, "{}", values[slot]).expect("a string takes everything");
            }
            None => filled.push_str(part),
        }
    }
    filled
}

/// Whether the only slots of `text` are those from zero to `slots`, and all of them stand in it; the first only if `first` asks for it.
const fn uses(text: &str, slots: u8, first: bool) -> bool {
    let text = text.as_bytes();
    let (mut seen, mut at) = (if first { 0_u32 } else { 1 }, 0);
    while at < text.len() {
        if text[at] == b'{' {
            if at + 2 >= text.len() || text[at + 2] != b'}' || text[at + 1] < b'0' || text[at + 1] >= b'0' + slots {
                return false;
            }
            seen |= 1 << (text[at + 1] - b'0');
        }
        at += 1;
    }
    let all = (1 << slots) - 1;
    seen | !first as u32 == all | !first as u32
}

/// A text as a constant: `text!("Memory")`; a template with two slots: `text!("{0} of {1}", 2)`; an English text with several
/// translations says where it stands: `text!("none" in "compression")`; what is spelt the same everywhere, as in links:
/// `text!(same "TIME:ACTION")`.
///
/// The texts have to be literals, because they are found in the sources.
#[macro_export]
macro_rules! text {
    (same $same:literal) => {
        $crate::Text::same($same)
    };
    ($english:literal $(in $context:literal)? $(,)?) => {
        $crate::text!($english $(in $context)?, 0)
    };
    ($english:literal, $slots:expr $(,)?) => {
        $crate::text!($english in "", $slots)
    };
    ($english:literal in $context:literal, $slots:expr $(,)?) => {
        const { $crate::Text::template($context, $english, $slots) }
    };
}

/// A sentence in the given language: `say!(language, "{0} of {1}", done, all)`.
#[macro_export]
macro_rules! say {
    ($language:expr, $english:literal $(in $context:literal)? $(, $value:expr)* $(,)?) => {
        $crate::text!($english $(in $context)?, 0 $(+ { stringify!($value); 1 })*)
            .fill($language, &[$(&$value as &dyn std::fmt::Display),*])
    };
}

/// A text without values in the given language: `word!(language, "Memory")`.
#[macro_export]
macro_rules! word {
    ($language:expr, $english:literal $(in $context:literal)? $(,)?) => {
        $crate::text!($english $(in $context)?).get($language)
    };
}

/// What depends on a number as a constant: `plural!("day", "days")`; with slots: `plural!("{0} day", "{0} days", 1)`.
#[macro_export]
macro_rules! plural {
    ($one:literal, $other:literal $(in $context:literal)? $(,)?) => {
        $crate::plural!($one, $other $(in $context)?, 0)
    };
    ($one:literal, $other:literal, $slots:expr) => {
        $crate::plural!($one, $other in "", $slots)
    };
    ($one:literal, $other:literal in $context:literal, $slots:expr) => {
        const { $crate::Plural::template($context, $one, $other, $slots) }
    };
}

/// A sentence that depends on a number, in the given language: `count!(language, days, "{0} day", "{0} days", days)`. The first value
/// is the number as it is read.
#[macro_export]
macro_rules! count {
    ($language:expr, $count:expr, $one:literal, $other:literal $(in $context:literal)? $(, $value:expr)* $(,)?) => {
        $crate::plural!($one, $other $(in $context)?, 0 $(+ { stringify!($value); 1 })*)
            .fill($language, $count, &[$(&$value as &dyn std::fmt::Display),*])
    };
}
