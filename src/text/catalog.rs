//! Texts as places in a catalog, which is loaded while the program runs.

use std::cell::Cell;

use super::{Language, pseudo};

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The texts of a language.
type Catalog = &'static [&'static str];

thread_local! {
    /// As many as were loaded, by language.
    static LOADED: Cell<[Option<Catalog>; Language::ALL.len()]> = const { Cell::new([None; Language::ALL.len()]) };
}

/// A text in every language: its place in each of the catalogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(u16);

impl Text {
    /// # Panics
    /// If the catalogs lack the text; it is an error of the compiler, because [`text!`](crate::text!) makes constants.
    pub(super) const fn of(english: &str, german: &str) -> Self {
        let (mut low, mut high) = (0, TEXTS.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let text = TEXTS[middle];
            let order = match order(text.0, english) {
                0 => order(text.1, german),
                order => order,
            };
            match order {
                0 => return Self(text.2),
                1.. => high = middle,
                _ => low = middle + 1,
            }
        }
        panic!("`catalog/src/lib.rs` does not find this text in the sources")
    }

    /// In this language, or in one that is loaded.
    #[must_use]
    pub fn get(self, language: Language) -> &'static str {
        let loaded = LOADED.get();
        let catalog = loaded[language as usize].or_else(|| loaded.into_iter().flatten().next());
        let text = catalog.and_then(|texts| texts.get(usize::from(self.0)));
        text.unwrap_or(&"…")
    }
}

/// The order of bytes: below, at or above zero.
const fn order(one: &str, other: &str) -> i8 {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return if one[at] < other[at] { -1 } else { 1 };
        }
        at += 1;
    }
    (at < one.len()) as i8 - (at < other.len()) as i8
}

/// Whether the texts of a language are there.
#[must_use]
pub fn is_loaded(language: Language) -> bool {
    LOADED.get()[language as usize].is_some()
}

/// Takes the catalog of a language; the pseudo language is made of the English one.
pub fn load(language: Language, catalog: String) {
    let texts = catalog.leak().split(SEPARATOR);
    let texts: Vec<_> = match language {
        Language::Pseudo => texts.map(pseudo).collect(),
        _ => texts.collect(),
    };
    let mut loaded = LOADED.get();
    loaded[language as usize] = Some(texts.leak());
    LOADED.set(loaded);
}
