//! The one readout of the page: whatever has a `data-tip` tells it on hover, focus and tap, beside itself and never
//! over itself. What belongs to a lane (`data-of`) makes all else of that lane stand out.
//!
//! It writes into the document past Yew, so that a pointer that moves draws nothing again.

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
            let listeners = ["pointermove", "pointerdown", "focusin", "focusout", "keydown", "wheel"].map(|name| {
                let node = node.clone();
                EventListener::new(&document, name, move |event| {
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
            let walk = EventListener::new_with_options(&document, "keydown", options, |event| {
                if walk(event).is_some() {
                    event.prevent_default();
                }
            });
            move || drop((listeners, walk))
        });
    }
    html! { <div id="readout" ref={node} role="tooltip" hidden=true></div> }
}

/// Arrow keys go from one part of a picture to the next.
fn walk(event: &Event) -> Option<()> {
    let target = event.target_dyn_into::<Element>()?;
    target.get_attribute("data-tip")?;
    let event = event.dyn_ref::<KeyboardEvent>()?;
    let next = match (event.key().as_str(), event.shift_key()) {
        ("ArrowRight", false) => target.next_element_sibling(),
        ("ArrowLeft", false) => target.previous_element_sibling(),
        _ => None,
    }?;
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
        }
        _ => readout.set_hidden(true),
    }
}

/// Above what it explains, below where there is no room.
fn put(readout: &HtmlElement, told: &Element, x: Option<f64>) {
    let (place, own) = (told.get_bounding_client_rect(), readout.get_bounding_client_rect());
    let Some(root) = place::root() else { return };
    let [across, down] = [root.client_width(), root.client_height()].map(f64::from);
    let middle = x.unwrap_or_else(|| f64::midpoint(place.left(), place.right()));
    let left = (middle - own.width() / 2.0).min(across - own.width() - GAP).max(GAP);
    let above = place.top() - own.height() - GAP;
    let top = if above >= 0.0 {
        above
    } else {
        (place.bottom() + GAP).min(down - own.height())
    };
    for (property, value) in [("left", left), ("top", top)] {
        // Both are properties of every element.
        let _ = readout
            .style()
            .set_property(property, &format!("{}px", value.round() as i32));
    }
}
