//! What a lecture room needs: a blank screen, and the whole one.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::keys::{Key, use_keys};
use crate::state::Action;
use crate::text::Language;
use crate::word;

/// Whether the room shall look at the lecturer: then nothing is shown, and the next key or click shows it again and does no more.
/// The callback is for the click.
#[hook]
pub fn use_blank(present: bool, on_action: &Callback<Action>) -> (bool, Callback<()>) {
    let blank = use_state(|| false);
    // What holds at this moment, also before the page is drawn again.
    let hidden = use_memo((), |()| Cell::new(false));
    let hide = {
        let (blank, hidden) = (blank.setter(), hidden.clone());
        use_callback((), move |hide: bool, ()| {
            hidden.set(hide);
            blank.set(hide);
        })
    };
    {
        let hide = hide.clone();
        use_effect_with(present, move |_| hide.emit(false));
    }
    use_keys(present, {
        let (hide, on_action) = (hide.clone(), on_action.clone());
        move |key: &Key, &present: &bool| {
            match (key.name.to_ascii_lowercase().as_str(), present) {
                ("p", _) | ("escape", true) => on_action.emit(Action::TogglePresent),
                // What most presenter's remotes send is the point.
                ("b" | ".", true) => hide.emit(true),
                _ => return false,
            }
            true
        }
    });
    let show = hide.reform(|()| false);
    {
        let show = show.clone();
        use_effect_with((), move |()| {
            let listener = ended_by_a_key(hidden, show);
            move || drop(listener)
        });
    }
    (*blank, show)
}

/// Before anything else hears of the key.
fn ended_by_a_key(hidden: Rc<Cell<bool>>, show: Callback<()>) -> EventListener {
    let options = EventListenerOptions {
        passive: false,
        ..EventListenerOptions::run_in_capture_phase()
    };
    EventListener::new_with_options(&gloo::utils::window(), "keydown", options, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if !hidden.get() {
            return;
        }
        event.stop_propagation();
        // The browser's own keys are still the browser's.
        if key.ctrl_key() || key.alt_key() || key.meta_key() || is_of_the_system(&key.key()) {
            return;
        }
        event.prevent_default();
        // A key that is held is still the one that made the screen blank.
        if !key.repeat() {
            show.emit(());
        }
    })
}

/// Keys that change others, and those of the browser such as F5.
fn is_of_the_system(key: &str) -> bool {
    let function = key.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
    function
        || matches!(
            key,
            "Shift" | "Control" | "Alt" | "AltGraph" | "Meta" | "CapsLock" | "Unidentified" | "Dead"
        )
}

/// What the room sees when it shall look at the lecturer. It takes the clicks.
pub fn blank(language: Language, on_show: &Callback<()>) -> Html {
    html! {
        <div key="blank" class="blank" role="status" onclick={on_show.reform(|_: MouseEvent| ())}>
            <span class="hidden">{ word!(language, "The screen is blank. Any key or a click shows it again.") }</span>
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
