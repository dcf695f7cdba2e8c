//! The translations of a language, looked up by the keys of their English texts.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use super::Language;

// `CATALOGS`: the languages that are part of the program. Natively these are all, in the page there is none.
include!(concat!(env!("OUT_DIR"), "/catalogs.rs"));

/// The texts of a language by their keys.
type Catalog = BTreeMap<u32, &'static str>;

static LOADED: [OnceLock<Catalog>; Language::COUNT] = [const { OnceLock::new() }; Language::COUNT];

/// The text of this key, or `english`.
pub(super) fn get(language: Language, key: u32, english: &'static str) -> &'static str {
    match language {
        Language::English => english,
        Language::Pseudo => pseudo(english),
        _ => catalog(language).and_then(|texts| texts.get(&key)).unwrap_or(&english),
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

/// Reads what `translations/src/catalog.rs` writes: the tag, then eight digits of a key and the text, for each text.
fn read(texts: &'static str) -> Catalog {
    let row = |row: &'static str| {
        let (key, text) = row.split_at_checked(8)?;
        Some((u32::from_str_radix(key, 16).ok()?, text))
    };
    texts.split('\t').skip(1).filter_map(row).collect()
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
