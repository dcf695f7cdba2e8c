//! What a user reads, in every language of the page.
//!
//! A [`Text`] has all its languages or does not compile. Sentences with values
//! in them are templates with numbered slots, `{0}`, `{1}`, …; every language
//! has to use each slot, which is checked while compiling.
//!
//! The command line and the tests hold both languages inside. The page, built
//! with the feature `catalog`, holds neither: there a text is a place in the
//! catalog of a language, and the page loads one catalog.

#[cfg(feature = "catalog")]
mod catalog;
#[cfg(not(feature = "catalog"))]
mod inside;

use std::fmt::{Display, Write};

#[cfg(feature = "catalog")]
pub use catalog::{Text, is_loaded, load};
#[cfg(not(feature = "catalog"))]
pub use inside::{Text, is_loaded, load};

/// A language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English; the default, and the language of the command line.
    #[default]
    English,
    /// German.
    German,
    /// English with accents, a third longer: shows what has no room and what was never translated.
    Pseudo,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::English, Self::German, Self::Pseudo];

    /// Its tag, as in links and in the page's `lang` attribute.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Pseudo => "en-XA",
        }
    }

    /// Its name in itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Pseudo => "Ënglïsh",
        }
    }
}

impl Text {
    /// A template whose languages use the slots `{0}` to `{slots - 1}`, each at least once, and no others.
    ///
    /// # Panics
    /// If a language does not; in a constant, as [`text!`](crate::text!) makes them, this is an error of the compiler.
    #[must_use]
    pub const fn template(english: &'static str, german: &'static str, slots: u8) -> Self {
        assert!(uses(english, slots), "the English text does not use the slots");
        assert!(uses(german, slots), "the German text does not use the slots");
        Self::of(english, german)
    }

    /// In English.
    #[must_use]
    pub fn english(self) -> &'static str {
        self.get(Language::English)
    }

    /// In this language, with the values in its slots.
    #[must_use]
    pub fn fill(self, language: Language, values: &[&dyn Display]) -> String {
        let mut filled = String::new();
        for (index, part) in self.get(language).split(['{', '}']).enumerate() {
            match part.parse::<usize>().ok().filter(|_| index % 2 == 1) {
                Some(slot) => {
                    write!(filled, "{}", values[slot]).expect("a string takes everything");
                }
                None => filled.push_str(part),
            }
        }
        filled
    }
}

/// Whether the only slots of `text` are those from zero to `slots`, and all of them stand in it.
const fn uses(text: &str, slots: u8) -> bool {
    let text = text.as_bytes();
    let (mut seen, mut at) = (0_u32, 0);
    while at < text.len() {
        if text[at] == b'{' {
            if at + 2 >= text.len() || text[at + 2] != b'}' || text[at + 1] < b'0' || text[at + 1] >= b'0' + slots {
                return false;
            }
            seen |= 1 << (text[at + 1] - b'0');
        }
        at += 1;
    }
    seen == (1 << slots) - 1
}

/// Accents on the vowels, and a third more of them; slots stay as they are.
fn pseudo(text: &str) -> &'static str {
    let mut long = String::new();
    for letter in text.chars() {
        let accented = match letter {
            'a' => 'á',
            'e' => 'ë',
            'i' => 'ï',
            'o' => 'ö',
            'u' => 'ü',
            other => other,
        };
        long.push(accented);
        if accented != letter {
            long.push(accented);
        }
    }
    // There are only as many as the program has texts.
    long.leak()
}

/// A text as a constant: `text!("Memory", "Speicher")`; a template with two slots: `text!("{0} of {1}", "{0} von {1}", 2)`; what is
/// spelt the same everywhere, as in links: `text!("TIME:ACTION")`.
///
/// The languages have to be literals, because the catalogs of the page are made from the sources; in a table of a macro, a
/// stroke may stand between them: `"Memory" / "Speicher"`.
#[macro_export]
macro_rules! text {
    ($same:literal) => {
        $crate::text!($same, $same)
    };
    ($english:literal, $german:literal $(,)?) => {
        $crate::text!($english, $german, 0)
    };
    ($english:literal, $german:literal, $slots:expr $(,)?) => {
        const { $crate::text::Text::template($english, $german, $slots) }
    };
}

/// A sentence in the given language: `say!(language, "{0} of {1}", "{0} von {1}", done, all)`.
#[macro_export]
macro_rules! say {
    ($language:expr, $english:literal, $german:literal $(, $value:expr)* $(,)?) => {
        $crate::text!($english, $german, 0 $(+ { stringify!($value); 1 })*)
            .fill($language, &[$(&$value as &dyn std::fmt::Display),*])
    };
}

/// A text without values in the given language: `word!(language, "Memory", "Arbeitsspeicher")`.
#[macro_export]
macro_rules! word {
    ($language:expr, $english:literal, $german:literal) => {
        $crate::text!($english, $german).get($language)
    };
}
