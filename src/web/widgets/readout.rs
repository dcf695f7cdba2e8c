//! The one readout of the page: whatever has a `data-tip` tells it on hover, focus and tap, beside itself and never
//! over itself. What belongs to a lane (`data-of`) makes all else of that lane stand out.
//!
//! It writes into the document past Yew, so that a pointer that moves draws nothing again.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, SvgElement};
use yew::prelude::*;

use crate::web::widgets::place;

/// The distance between the readout and what it explains, and between it and the border of the window.
const GAP: f64 = 8.0;

/// Gives an element something to tell from now on.
pub fn say(element: &Element, text: &str) {
    // Fails only for a name that is none; this is one.
    let _ = element.set_attribute("data-tip", text);
}

/// The readout.
#[component]
pub fn Readout() -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let document = gloo::utils::document();
            let pointed = Rc::new(Cell::new(false));
            let listeners = ["pointermove", "pointerdown", "focusin", "focusout", "keydown", "wheel"].map(|name| {
                let (node, pointed) = (node.clone(), pointed.clone());
                EventListener::new(&document, name, move |event| {
                    pointed.set(event.type_() == "pointerdown" || (pointed.get() && !is_tab(event)));
                    if let Some(readout) = node.cast::<HtmlElement>() {
                        follow(&readout, event);
                    }
                })
            });
            // Before the page takes the arrow keys for the clock.
            let options = EventListenerOptions {
                phase: EventListenerPhase::Capture,
                passive: false,
            };
            let walk = EventListener::new_with_options(&document, "keydown", options, move |event| {
                if !pointed.get() && walk(event).is_some() {
                    event.prevent_default();
                }
            });
            move || drop((listeners, walk))
        });
    }
    html! { <div id="readout" ref={node} role="tooltip" hidden=true></div> }
}

fn is_tab(event: &Event) -> bool {
    event
        .dyn_ref::<KeyboardEvent>()
        .is_some_and(|event| event.key() == "Tab")
}

/// Arrow keys go from one part to the next, among siblings or in all of a `data-walk`. Not where a pointer has put the focus: then they
/// are still for the clock.
fn walk(event: &Event) -> Option<()> {
    let target = event.target_dyn_into::<Element>()?;
    target.get_attribute("data-tip")?;
    let event = event.dyn_ref::<KeyboardEvent>()?;
    let forward = match (event.key().as_str(), event.shift_key()) {
        ("ArrowRight", false) => true,
        ("ArrowLeft", false) => false,
        _ => return None,
    };
    let next = match target.closest("[data-walk]").ok()? {
        Some(group) => {
            let parts = group.query_selector_all("[tabindex][data-tip]").ok()?;
            let mut places = 0..parts.length();
            let here = places.find(|&place| parts.get(place).is_some_and(|part| part.is_same_node(Some(&target))))?;
            let next = if forward { here + 1 } else { here.saturating_sub(1) };
            // At its ends it stays there.
            let next = parts.get(next.min(parts.length() - 1))?;
            next.dyn_into::<Element>().ok()?
        }
        None if forward => target.next_element_sibling()?,
        None => target.previous_element_sibling()?,
    };
    next.get_attribute("tabindex")?;
    next.unchecked_into::<SvgElement>().focus().ok()
}

fn follow(readout: &HtmlElement, event: &Event) {
    let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
    let target = match (event.type_().as_str(), key.as_deref()) {
        ("focusout" | "wheel", _) | (_, Some("Escape")) => None,
        (_, Some(_)) => return,
        _ => event.target_dyn_into::<Element>(),
    };
    let find = |wanted| target.as_ref().and_then(|target| target.closest(wanted).ok().flatten());
    let lane = find("[data-of]").and_then(|found| found.get_attribute("data-of"));
    if let Some(root) = place::root() {
        // Nothing but the highlight is lost if it cannot be told.
        let _ = root.dataset().set("hot", &lane.unwrap_or_default());
    }
    let told = find("[data-tip]");
    match told.and_then(|told| told.get_attribute("data-tip").map(|text| (told, text))) {
        Some((told, text)) if !text.is_empty() => {
            let x = event.dyn_ref::<PointerEvent>().map(|event| f64::from(event.client_x()));
            readout.set_hidden(false);
            if readout.text_content().as_deref() != Some(&text) {
                readout.set_text_content(Some(&text));
            }
            put(readout, &told, x);
            if event.type_() == "focusin" && !told.has_attribute("aria-label") {
                // What cannot be set leaves the words that the part has itself.
                let _ = told.set_attribute("aria-describedby", "readout");
            }
        }
        _ => readout.set_hidden(true),
    }
}

/// Above what it explains, else below it, else beside it: the first of them in which there is room.
fn put(readout: &HtmlElement, told: &Element, x: Option<f64>) {
    // A whole of which it explains a part is not covered either.
    let whole = told.closest("[data-whole]").ok().flatten();
    let place = whole.as_ref().unwrap_or(told).get_bounding_client_rect();
    let own = readout.get_bounding_client_rect();
    let Some(root) = place::root() else { return };
    let [across, down] = [root.client_width(), root.client_height()].map(f64::from);
    let middle = x.unwrap_or_else(|| f64::midpoint(place.left(), place.right()));
    let left = (middle - own.width() / 2.0).min(across - own.width() - GAP).max(GAP);
    let (above, below) = (place.top() - own.height() - GAP, place.bottom() + GAP);
    let (before, after) = (place.left() - own.width() - GAP, place.right() + GAP);
    let (left, top) = if above >= 0.0 {
        (left, above)
    } else if below + own.height() <= down {
        (left, below)
    } else {
        let left = if before >= 0.0 {
            before
        } else if after + own.width() <= across {
            after
        } else {
            left
        };
        let middle = f64::midpoint(place.top(), place.bottom()) - own.height() / 2.0;
        (left, middle.min(down - own.height() - GAP).max(0.0))
    };
    for (property, value) in [("left", left), ("top", top)] {
        // Both are properties of every element.
        let _ = readout
            .style()
            .set_property(property, &format!("{}px", value.round() as i32));
    }
}
