//! What a lecture room needs: a blank screen, and the whole one.

use yew::prelude::*;

use super::keys::{Key, use_keys};
use crate::state::Action;
use crate::text::Language;
use crate::word;

/// Whether the room shall look at the lecturer: then nothing is shown.
#[hook]
pub fn use_blank(present: bool, on_action: &Callback<Action>) -> bool {
    let blank = use_state(|| false);
    {
        let blank = blank.setter();
        use_effect_with(present, move |_| blank.set(false));
    }
    let now = *blank;
    use_keys((present, now), {
        let (blank, on_action) = (blank.setter(), on_action.clone());
        move |key: &Key, &(present, now): &(bool, bool)| {
            match (key.name.to_ascii_lowercase().as_str(), present) {
                ("p", _) | ("escape", true) if !now => on_action.emit(Action::TogglePresent),
                ("b", true) => blank.set(!now),
                ("escape", true) => blank.set(false),
                _ => return false,
            }
            true
        }
    });
    now
}

/// What the room sees when it shall look at the lecturer.
pub fn blank(language: Language) -> Html {
    html! {
        <div key="blank" class="blank" role="status">
            <span class="hidden">{ word!(language, "The screen is blank. B shows it again.") }</span>
        </div>
    }
}

/// The button that takes the whole screen, or gives it back.
pub fn whole_screen(language: Language) -> Html {
    let onclick = Callback::from(|_: MouseEvent| {
        let document = gloo::utils::document();
        // A browser that refuses, as a frame may, leaves the page as it is.
        if document.fullscreen_element().is_some() {
            document.exit_fullscreen();
        } else if let Some(root) = document.document_element() {
            let _ = root.request_fullscreen();
        }
    });
    html! {
        <button key="screen" type="button" data-action="screen" {onclick}>{ word!(language, "Full screen") }</button>
    }
}
