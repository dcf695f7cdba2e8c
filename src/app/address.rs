//! The address bar follows the state, and the state follows Back and Forward.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::store::Store;
use crate::state::Action;

/// Safari refuses more than a hundred changes of the address in half a minute.
const DEBOUNCE_MS: u32 = 350;

/// The link that the page was opened with: the hash, or else the query.
#[must_use]
pub fn read() -> String {
    let location = gloo::utils::window().location();
    let hash = location.hash().unwrap_or_default();
    if hash.len() > 1 {
        hash
    } else {
        location.search().unwrap_or_default()
    }
}

fn href(link: &str) -> String {
    let path = gloo::utils::window().location().pathname().unwrap_or_default();
    if link.is_empty() {
        path
    } else {
        format!("{path}#{link}")
    }
}

fn replace(link: &str) {
    if let Ok(history) = gloo::utils::window().history() {
        // A browser that refuses leaves an old address: no harm to the page.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&href(link)));
    }
}

fn push(link: &str) {
    if let Ok(history) = gloo::utils::window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&href(link)));
    }
}

/// The whole address of a link, to be sent to somebody.
#[must_use]
pub fn absolute(link: &str) -> String {
    let origin = gloo::utils::window().location().origin().unwrap_or_default();
    format!("{}{}", if origin == "null" { "" } else { &origin }, href(link))
}

/// Keeps the address bar up to date; gives a callback that travels to another
/// experiment in such a way that Back returns to this one.
#[hook]
pub fn use_address(link: String, embed: bool, dispatch: UseReducerDispatcher<Store>) -> Callback<String> {
    let pending = use_mut_ref(|| None::<Timeout>);
    let first = use_mut_ref(|| true);
    let current = use_mut_ref(String::new);
    *current.borrow_mut() = link.clone();

    {
        let pending = pending.clone();
        use_effect_with((link, embed), move |(link, embed)| {
            // The address that was opened stays as it was written until something is changed.
            let opened = std::mem::replace(&mut *first.borrow_mut(), false);
            if !embed && !opened {
                let link = link.clone();
                *pending.borrow_mut() = Some(Timeout::new(DEBOUNCE_MS, move || replace(&link)));
            }
        });
    }
    {
        let (dispatch, pending, current) = (dispatch.clone(), pending.clone(), current.clone());
        use_effect_with((), move |()| {
            // Typing a new hash and Back both end here; a popstate alone would come twice.
            let listener = EventListener::new(&gloo::utils::window(), "popstate", move |_| {
                pending.borrow_mut().take();
                let text = read();
                if text.trim_start_matches('#') != current.borrow().as_str() {
                    dispatch.dispatch(Action::Open(text));
                }
            });
            move || drop(listener)
        });
    }
    use_callback(embed, move |target: String, embed| {
        pending.borrow_mut().take();
        if !embed {
            replace(&current.borrow());
            push(&target);
        }
        dispatch.dispatch(Action::OpenPreset(target));
    })
}
