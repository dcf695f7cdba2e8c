//! The reader's language, and the document's.

use yew::prelude::*;

use super::place;
use crate::text::Language;

/// German if the browser asks for it first.
#[must_use]
pub fn of_reader() -> Language {
    let first = gloo::utils::window().navigator().language().unwrap_or_default();
    if first.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("de")) {
        Language::German
    } else {
        Language::English
    }
}

/// Tells the document in which language it is.
#[hook]
pub fn use_language(language: Language) {
    use_effect_with(language, |language| {
        if let Some(root) = place::root() {
            root.set_lang(language.tag());
        }
    });
}
