//! The reader's language, the document's, and the texts of both.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::state::Action;
use crate::text::{self, Language};
use crate::web::shell::store::Store;
use crate::web::widgets::place;
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
        let code = first.split('-').next().unwrap_or_default().to_ascii_lowercase();
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

/// Gets the texts of a language if they are not there; `false`: they could not be had.
pub async fn load(language: Language) -> bool {
    if !text::is_loaded(language)
        && let Some(catalog) = catalog(language).await
    {
        text::load(language, catalog);
    }
    text::is_loaded(language)
}

/// The start script gets them; it has got those of the first language already.
async fn catalog(language: Language) -> Option<String> {
    let get: Function = Reflect::get(&js_sys::global(), &"catalog".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let promise: Promise = get
        .call1(&js_sys::global(), &language.tag().into())
        .ok()?
        .dyn_into()
        .ok()?;
    JsFuture::from(promise).await.ok()?.as_string()
}

/// Gets the texts of the language that is wanted while the page still speaks another.
#[hook]
pub fn use_texts(wanted: Language, spoken: Language, dispatch: UseReducerDispatcher<Store>) {
    use_effect_with((wanted, spoken), move |_| {
        if wanted != spoken {
            spawn_local(async move {
                let loaded = load(wanted).await;
                dispatch.dispatch(if loaded {
                    Action::Speak(wanted)
                } else {
                    Action::KeepLanguage(wanted)
                });
            });
        }
    });
}

/// Tells the document in which language it is.
#[hook]
pub fn use_language(language: Language) {
    use_effect_with(language, |&language| {
        if let Some(root) = place::root() {
            root.set_lang(language.tag());
        }
        gloo::utils::document().set_title(word!(language, "Migrascope: VM migrations side by side"));
    });
}
