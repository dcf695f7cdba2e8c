//! The address bar follows the state, and the state follows Back and Forward.

use std::cell::{Cell, RefCell};

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::state::Action;
use crate::web::shell::store::Store;

/// Safari refuses more than a hundred changes of the address in half a minute.
const DEBOUNCE_MS: u32 = 350;

/// Goes to a place of the page at a click on a link to it, in this tab; with a key held the browser opens it as it opens any link.
pub fn in_this_tab(go: impl Fn()) -> impl Fn(MouseEvent) {
    move |event| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            go();
        }
    }
}

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

/// Whether the page was opened with an address of an experiment. A bare `#` is one: it was published as the experiment with all
/// defaults.
#[must_use]
pub fn is_given() -> bool {
    let location = gloo::utils::window().location();
    let bare = location.href().is_ok_and(|whole| whole.contains('#'));
    bare || !location.search().unwrap_or_default().is_empty()
}

/// The address of a link, without its host.
#[must_use]
pub fn href(link: &str) -> String {
    let path = gloo::utils::window().location().pathname().unwrap_or_default();
    // An empty link needs its sign: without it the page opens what it opens to those who come for the first time.
    format!("{path}#{link}")
}

thread_local! {
    /// Where others find the page, as its user has said in this visit.
    static PUBLIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Where others find the page, if its user has said so.
#[must_use]
pub fn public() -> Option<String> {
    PUBLIC.with(|public| public.borrow().clone())
}

/// From now on links for others lead there; `None`: where the page is.
pub fn set_public(place: Option<String>) {
    PUBLIC.with(|public| *public.borrow_mut() = place);
}

/// Whether the page is a file, which nobody else can open.
#[must_use]
pub fn is_file() -> bool {
    gloo::utils::window()
        .location()
        .protocol()
        .is_ok_and(|protocol| protocol == "file:")
}

/// Whether nobody but this computer can open the page where it is.
#[must_use]
pub fn is_local() -> bool {
    let host = gloo::utils::window().location().hostname().unwrap_or_default();
    is_file() || ["localhost", "127.0.0.1", "[::1]"].contains(&host.as_str())
}

/// The address of a link for others. Of a file it is the link alone until its user has said where others find the page: the place of the
/// file is nobody's business.
#[must_use]
pub fn for_others(link: &str) -> String {
    match public() {
        Some(place) => format!("{place}#{link}"),
        None if is_file() => format!("#{link}"),
        None => absolute(link),
    }
}

/// Whether [`for_others`] is an address that others can open, as far as the page knows.
#[must_use]
pub fn is_open_to_others() -> bool {
    public().is_some() || !is_file()
}

/// The whole address of a link on this computer.
#[must_use]
pub fn absolute(link: &str) -> String {
    let origin = gloo::utils::window().location().origin().unwrap_or_default();
    // A file has none.
    format!("{}{}", if origin == "null" { "file://" } else { &origin }, href(link))
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

/// Ways to change the address.
pub struct Address {
    /// Travels to another experiment; Back returns to this one.
    pub travel: Callback<String>,
    /// The next change is a step that Back undoes. `false`: unless it goes on with the last one, as a drag does.
    pub step: Callback<bool>,
}

/// Keeps the address bar up to date.
#[hook]
pub fn use_address(link: String, embed: bool, dispatch: UseReducerDispatcher<Store>) -> Address {
    let pending = use_mut_ref(|| None::<Timeout>);
    let waiting = use_memo((), |()| Cell::new(false));
    let next_is_step = use_memo((), |()| Cell::new(false));
    let first = use_mut_ref(|| true);
    let current = use_mut_ref(String::new);
    *current.borrow_mut() = link.clone();

    {
        let (pending, waiting, next_is_step) = (pending.clone(), waiting.clone(), next_is_step.clone());
        use_effect_with((link, embed), move |(link, embed)| {
            // The address that was opened stays as it was written until something is changed; where there was none, it is written out.
            let opened = std::mem::replace(&mut *first.borrow_mut(), false);
            if opened && !is_given() && !link.is_empty() {
                replace(link);
            }
            if !embed && !opened {
                let link = link.clone();
                if next_is_step.take() && !waiting.get() {
                    push(&link);
                }
                waiting.set(true);
                *pending.borrow_mut() = Some(Timeout::new(DEBOUNCE_MS, move || {
                    waiting.set(false);
                    replace(&link);
                }));
            }
        });
    }
    {
        let (dispatch, pending, current) = (dispatch.clone(), pending.clone(), current.clone());
        let came = waiting.clone();
        use_effect_with((), move |()| {
            // Typing a new hash and Back both end here; a popstate alone would come twice.
            let listener = EventListener::new(&gloo::utils::window(), "popstate", move |_| {
                pending.borrow_mut().take();
                came.set(false);
                let text = read();
                if text.trim_start_matches('#') != current.borrow().as_str() {
                    dispatch.dispatch(Action::Open(text));
                }
            });
            move || drop(listener)
        });
    }
    let step = {
        let (pending, current) = (pending.clone(), current.clone());
        use_callback(embed, move |alone: bool, embed| {
            if alone && !embed && pending.borrow_mut().take().is_some() && waiting.take() {
                replace(&current.borrow());
            }
            next_is_step.set(true);
        })
    };
    let travel = use_callback(embed, move |target: String, embed| {
        pending.borrow_mut().take();
        if !embed {
            replace(&current.borrow());
            push(&target);
        }
        dispatch.dispatch(Action::Travel(target));
    });
    Address { travel, step }
}
