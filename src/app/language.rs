//! The reader's language, and the document's.

use yew::prelude::*;

use super::place;
use crate::text::Language;
use crate::word;

/// Where the chosen language is remembered; the start script reads it as well.
const KEY: &str = "lang";

/// The language chosen before, or else the first that the browser asks for, if the page has it.
#[must_use]
pub fn of_reader() -> Language {
    let chosen = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let chosen = chosen.and_then(|tag| offered().find(|language| language.tag() == tag));
    chosen.unwrap_or_else(|| {
        let first = gloo::utils::window().navigator().language().unwrap_or_default();
        let code = first.get(..2).unwrap_or_default().to_ascii_lowercase();
        offered().find(|language| language.tag() == code).unwrap_or_default()
    })
}

/// The languages to choose from: the pseudo language can only be asked for by a link.
pub fn offered() -> impl Iterator<Item = Language> {
    Language::ALL
        .into_iter()
        .filter(|language| *language != Language::Pseudo)
}

/// Remembers the language for the next visit.
pub fn remember(language: Language) {
    if let Some(storage) = storage() {
        // Where nothing can be kept, the link still carries the language.
        let _ = storage.set_item(KEY, language.tag());
    }
}

fn storage() -> Option<web_sys::Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

/// Tells the document in which language it is.
#[hook]
pub fn use_language(language: Language) {
    use_effect_with(language, |&language| {
        if let Some(root) = place::root() {
            root.set_lang(language.tag());
        }
        gloo::utils::document().set_title(word!(
            language,
            "Migrascope: VM migrations side by side",
            "Migrascope: VM-Migrationen nebeneinander"
        ));
    });
}
