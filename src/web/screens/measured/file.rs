//! A text from a file that is opened or dropped. It stays on the machine.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

use super::Shown;
use crate::state::measured::{Action, LONGEST};
use crate::text::Language;
use crate::web::screens::learn::own;
use crate::word;

/// Reads a file, and a byte more than is taken, so that it is told that something was left out.
fn take(on_action: &Callback<Action>, file: &File) {
    let name = file.name();
    let part = file.slice_with_f64_and_f64(0.0, (LONGEST + 1) as f64);
    let on_action = on_action.clone();
    spawn_local(async move {
        if let Ok(part) = part {
            let text = JsFuture::from(part.text()).await;
            // What cannot be read any more is told as an empty text.
            let text = text.ok().and_then(|text| text.as_string()).unwrap_or_default();
            on_action.emit(Action::Take(Some(name), text.into()));
        }
    });
}

/// What is dropped on the page is read.
pub fn on_drop(shown: &Shown) -> Callback<DragEvent> {
    let on_action = shown.on_action.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let Some(data) = event.data_transfer() else { return };
        match data.files().and_then(|files| files.get(0)) {
            Some(file) => take(&on_action, &file),
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
            take(&on_action, &file);
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
