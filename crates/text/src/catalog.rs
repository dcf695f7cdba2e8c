//! The translations of a language, looked up by the keys of their English texts.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use super::Language;
use super::key::key;

// `CATALOGS`: the languages that are part of the program. Natively these are all, in the page there is none.
include!(concat!(env!("OUT_DIR"), "/catalogs.rs"));

/// The texts of a language by their keys.
type Catalog = BTreeMap<u32, &'static str>;

static LOADED: [OnceLock<Catalog>; Language::COUNT] = [const { OnceLock::new() }; Language::COUNT];

/// The translation, or `english`. A text is named by its context and its English, in the first of its forms.
pub(super) fn get(language: Language, name: (&str, &str), form: u32, english: &'static str) -> &'static str {
    match language {
        Language::English => english,
        Language::Pseudo => pseudo(english),
        _ => catalog(language)
            .and_then(|texts| texts.get(&key(name.0, name.1).wrapping_add(form)))
            .unwrap_or(&english),
    }
}

fn catalog(language: Language) -> Option<&'static Catalog> {
    let place = &LOADED[language as usize];
    match CATALOGS.iter().find(|(tag, _)| *tag == language.tag()) {
        Some((_, texts)) => Some(place.get_or_init(|| read(texts))),
        None => place.get(),
    }
}

/// Whether the texts of a language are there. English and what is made of it always are.
#[must_use]
pub fn is_loaded(language: Language) -> bool {
    matches!(language, Language::English | Language::Pseudo) || catalog(language).is_some()
}

/// Takes the catalog of a language.
pub fn load(language: Language, texts: String) {
    LOADED[language as usize].get_or_init(|| read(texts.leak()));
}

/// Reads what `translations/src/catalog.rs` writes: the tag, all keys with eight digits each, then the texts in the same order.
fn read(texts: &'static str) -> Catalog {
    let mut parts = texts.split('\t').skip(1);
    let keys = parts.next().unwrap_or_default();
    let keys = (0..keys.len())
        .step_by(8)
        .map_while(|at| u32::from_str_radix(keys.get(at..at + 8)?, 16).ok());
    keys.zip(parts).collect()
}

/// Accents on the vowels, and a third more of them; slots stay as they are.
fn pseudo(text: &'static str) -> &'static str {
    static MADE: Mutex<BTreeMap<&str, &str>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().expect("nothing fails while it is held");
    made.entry(text).or_insert_with(|| {
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
    })
}
