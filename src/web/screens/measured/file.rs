//! A text from a file that is opened or dropped. It stays on the machine. A long one is looked through part by part, and the page
//! answers in between.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

use super::Shown;
use crate::measured::read::{Glean, is_binary};
use crate::state::measured::{Action, LONGEST, Looking};
use crate::text::Language;
use crate::units::Share;
use crate::view::format;
use crate::web::screens::learn::own;
use crate::{say, word};

/// So much of a long file is looked at between two frames, in bytes.
const PART: f64 = 131_072.0;

/// A part of a file as text; what cannot be read any more is an empty one.
async fn part(file: &File, from: f64, to: f64) -> String {
    let text = async {
        let part = file.slice_with_f64_and_f64(from, to)?;
        JsFuture::from(part.text()).await
    };
    let text: Result<JsValue, JsValue> = text.await;
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// Reads a file.
fn take(on_action: &Callback<Action>, file: File) {
    let on_action = on_action.clone();
    spawn_local(async move {
        if file.size() > LONGEST as f64 {
            look_through(&on_action, &file).await;
        } else {
            let text = part(&file, 0.0, file.size()).await;
            on_action.emit(Action::Take(Some(file.name()), text.into()));
        }
    });
}

/// Looks through a long file for what is known in it.
async fn look_through(on_action: &Callback<Action>, file: &File) {
    let (whole, looking) = (file.size(), Looking::new(file.name()));
    on_action.emit(Action::Look(looking.clone()));
    let mut glean = Glean::default();
    let mut at = 0.0;
    while at < whole && !looking.is_stopped() {
        let text = part(file, at, (at + PART).min(whole)).await;
        if at == 0.0 && is_binary(&text) {
            on_action.emit(Action::Take(Some(file.name()), text.into()));
            return;
        }
        glean.add(&text);
        at += PART;
        on_action.emit(Action::Look(looking.at(Share::new(at / whole))));
    }
    if looking.is_stopped() {
        return;
    }
    let known = glean.finish();
    if known.trim().is_empty() {
        let beginning = part(file, 0.0, (LONGEST + 1) as f64).await;
        on_action.emit(Action::Take(Some(file.name()), beginning.into()));
    } else {
        on_action.emit(Action::Gleaned(looking, known.into(), whole as usize));
    }
}

/// How far a long file has been looked through, and the way to end that.
pub fn looking(shown: &Shown, language: Language) -> Html {
    let Some(looking) = &shown.measured.looking else {
        return html! {};
    };
    let told = say!(
        language,
        "{0}: {1} of it has been looked at.",
        looking.name.clone(),
        format::share(language, looking.done)
    );
    let onclick = {
        let looking = looking.clone();
        shown.on_action.reform(move |_: MouseEvent| {
            looking.stop();
            Action::Stop
        })
    };
    html! {
        <p key="looking" class="ways" data-part="looking">
            <progress value={looking.done.as_f64().to_string()} max="1" aria-label={told.clone()}></progress>
            <span>{ told }</span>
            <button type="button" data-action="stop-looking" {onclick}>{ word!(language, "Cancel") }</button>
        </p>
    }
}

/// What is dropped on the page is read.
pub fn on_drop(shown: &Shown) -> Callback<DragEvent> {
    let on_action = shown.on_action.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let Some(data) = event.data_transfer() else { return };
        match data.files().and_then(|files| files.get(0)) {
            Some(file) => take(&on_action, file),
            None => {
                if let Ok(text) = data.get_data("text/plain")
                    && !text.is_empty()
                {
                    on_action.emit(Action::Take(None, text.into()));
                }
            }
        }
    })
}

/// A browser shows a file that is dropped on it, unless the page says that it takes files.
pub fn on_drag_over() -> Callback<DragEvent> {
    own::on_drag_over()
}

/// The button that opens a file.
pub fn open(shown: &Shown, language: Language) -> Html {
    let on_action = shown.on_action.clone();
    let onchange = Callback::from(move |event: Event| {
        let field = event.target_dyn_into::<HtmlInputElement>();
        if let Some(field) = field
            && let Some(file) = field.files().and_then(|files| files.get(0))
        {
            take(&on_action, file);
            // The same file may be opened again after it has changed.
            field.set_value("");
        }
    });
    html! {
        <label key="open" class="file">
            <input type="file" class="hidden" data-action="open-file" {onchange} />
            <span>{ word!(language, "Open a file (or drop it here)") }</span>
        </label>
    }
}
