//! The native fields that a lesson's questions and an exercise have alike.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::count;
use crate::state::learn::question::Draft;
use crate::text::Language;

/// The draft with a choice taken or left, as its field says.
pub fn choosing(draft: &Draft, any_of: bool, index: usize) -> impl Fn(Event) -> Draft + 'static {
    let draft = draft.clone();
    move |event| {
        let mut draft = draft.clone();
        let on = event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked());
        if !any_of {
            draft.choices.clear();
        }
        if on {
            draft.choices.insert(index);
        } else {
            draft.choices.remove(&index);
        }
        draft
    }
}

/// The draft with what is typed.
pub fn typing(draft: &Draft) -> impl Fn(InputEvent) -> Draft + 'static {
    let draft = draft.clone();
    move |event| Draft {
        text: text_of(&event),
        ..draft.clone()
    }
}

/// What stands in a field.
pub fn text_of(event: &InputEvent) -> String {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    target.map(|input| input.value()).unwrap_or_default()
}

/// How often one can still answer.
pub fn tries(language: Language, left: usize) -> String {
    count!(
        language,
        left as f64,
        "{0} try, then the solution.",
        "{0} tries, then the solution.",
        left
    )
}
