//! Gets the texts of lessons when they are wanted.

use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::state::learn::sources::{Missing, Source};
use crate::state::learn::{Action, Learn};
use crate::text::Language;

/// Gets what the screen wants and has not got.
#[hook]
pub fn use_texts(learn: &Rc<Learn>, language: Language, on_action: &Callback<Action>) {
    {
        let on_action = on_action.clone();
        use_effect_with((language, learn.language), move |&(spoken, known)| {
            if spoken != known {
                on_action.emit(Action::Speak(spoken));
            }
        });
    }
    let wanted = (language == learn.language).then(|| learn.wanted()).flatten();
    let on_action = on_action.clone();
    use_effect_with(wanted, move |wanted| {
        if let Some(source) = wanted.clone() {
            spawn_local(async move {
                let text = get(&source).await.map(Rc::from);
                on_action.emit(Action::Came(source, text));
            });
        }
    });
}

async fn get(source: &Source) -> Result<String, Missing> {
    match source {
        // The start script gets the files of the page, and has them in the single file.
        Source::Course(tag) => called("lessons", tag).await.ok_or(Missing::Unreachable),
        Source::File(path) => called("neighbour", path).await.ok_or(Missing::Beside),
        // Both are known without being got.
        Source::Packed(_) | Source::Own => Err(Missing::Gone),
    }
}

/// What a function of the start script promises.
pub async fn called(name: &str, argument: &str) -> Option<String> {
    let function: Function = Reflect::get(&js_sys::global(), &name.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = function
        .call1(&js_sys::global(), &argument.into())
        .ok()?
        .dyn_into()
        .ok()?;
    JsFuture::from(promise).await.ok()?.as_string()
}
