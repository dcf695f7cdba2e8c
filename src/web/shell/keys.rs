//! Keys that work anywhere on the page, except where a focused control needs
//! them itself.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

/// The key that some keyboards have for Ctrl+Z.
pub const UNDO: &str = "Undo";
/// And for Ctrl+Y or Ctrl+Shift+Z.
pub const REDO: &str = "Redo";

/// A key for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// As in `KeyboardEvent.key`.
    pub name: String,
    /// With Shift.
    pub shift: bool,
}

fn moves_slider(key: &str) -> bool {
    key.starts_with("Arrow") || matches!(key, "Home" | "End" | "PageUp" | "PageDown")
}

/// The slider that a key moves.
pub fn moved_slider(event: &Event) -> Option<Element> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    let target = event.target_dyn_into::<Element>()?;
    // With Shift it is a finer step of the same slider.
    let moves = moves_slider(&event.key()) || event.key() == "Shift";
    (moves && target.matches("input[type=range]").unwrap_or(false)).then_some(target)
}

fn belongs_to_control(target: &Element, key: &str) -> bool {
    let kind = target.get_attribute("type").unwrap_or_default();
    match target.tag_name().to_ascii_lowercase().as_str() {
        "input" if kind == "range" => moves_slider(key),
        "input" if kind == "checkbox" => key == " ",
        "input" | "textarea" | "select" => true,
        "button" | "summary" | "a" => key == " ",
        _ => false,
    }
}

/// Undo and redo; a text field has an undo of its own.
fn command(event: &KeyboardEvent) -> Option<Key> {
    let typing = |target: &Element| target.matches("input[type=text], textarea").unwrap_or(false);
    let target = event.target_dyn_into::<Element>();
    if event.ctrl_key() == event.meta_key() || event.alt_key() || target.is_some_and(|target| typing(&target)) {
        return None;
    }
    let name = match (event.key().as_str(), event.shift_key()) {
        ("z", false) => UNDO,
        ("y", false) | ("z" | "Z", true) => REDO,
        _ => return None,
    };
    Some(Key {
        name: name.to_owned(),
        shift: false,
    })
}

fn for_the_page(event: &KeyboardEvent) -> Option<Key> {
    if !event.default_prevented()
        && let Some(key) = command(event)
    {
        return Some(key);
    }
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() {
        return None;
    }
    let key = event.key();
    let target = event.target_dyn_into::<Element>();
    if let Some(target) = target {
        let in_dialog = target.closest("dialog").ok().flatten().is_some();
        if in_dialog || belongs_to_control(&target, &key) {
            return None;
        }
    }
    Some(Key {
        name: key,
        shift: event.shift_key(),
    })
}

/// Calls the handler for each key that no control wants; the handler says whether it used it.
/// `with` is what the handler needs to know of the present.
#[hook]
pub fn use_keys<T: 'static>(with: T, handler: impl Fn(&Key, &T) -> bool + 'static) {
    type Handler<T> = (T, Box<dyn Fn(&Key, &T) -> bool>);
    let latest: Rc<RefCell<Option<Handler<T>>>> = use_mut_ref(|| None);
    *latest.borrow_mut() = Some((with, Box::new(handler)));
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            let Some(key) = for_the_page(event) else { return };
            if let Some((with, handler)) = &*latest.borrow()
                && handler(&key, with)
            {
                event.prevent_default();
            }
        });
        move || drop(listener)
    });
}
