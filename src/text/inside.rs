//! Texts with every language inside.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Language, pseudo};

/// A text in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    english: &'static str,
    german: &'static str,
}

impl Text {
    pub(super) const fn of(english: &'static str, german: &'static str) -> Self {
        Self { english, german }
    }

    /// In this language.
    #[must_use]
    pub fn get(self, language: Language) -> &'static str {
        thread_local! {
            static PSEUDO: RefCell<BTreeMap<&'static str, &'static str>> = const { RefCell::new(BTreeMap::new()) };
        }
        let english = self.english;
        match language {
            Language::English => english,
            Language::German => self.german,
            Language::Pseudo => PSEUDO.with_borrow_mut(|made| *made.entry(english).or_insert_with(|| pseudo(english))),
        }
    }
}

/// Whether the texts of a language are there: always.
#[must_use]
pub const fn is_loaded(_: Language) -> bool {
    true
}

/// Takes the texts of a language; they are there already.
pub fn load(_: Language, _: String) {}
