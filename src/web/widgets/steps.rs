//! Back and forth through what was changed.

use yew::prelude::*;

use crate::text::Language;
use crate::web::widgets::icon::Icon;
use crate::word;

/// The buttons that undo and redo, and whether there is something for them.
pub fn steps(
    language: Language,
    [can_undo, can_redo]: [bool; 2],
    on_undo: Callback<MouseEvent>,
    on_redo: Callback<MouseEvent>,
) -> Html {
    let step = |name: &'static str, title: &'static str, icon: Icon, possible: bool, onclick: Callback<MouseEvent>| {
        html! {
            <button key={name} type="button" class="square" data-action={name} aria-label={title} {title} aria-disabled={(!possible).to_string()} {onclick}>{ icon.html() }</button>
        }
    };
    html! {
        <>
            { step("undo", word!(language, "Undo (Ctrl+Z)"), Icon::Undo, can_undo, on_undo) }
            { step("redo", word!(language, "Redo (Ctrl+Y)"), Icon::Redo, can_redo, on_redo) }
        </>
    }
}
