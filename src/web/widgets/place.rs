//! Where things are in the document. Positions are set through the object
//! model, because the content policy forbids style attributes.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::units::Share;

/// The element with this id.
#[must_use]
pub fn element(id: &str) -> Option<HtmlElement> {
    gloo::utils::document().get_element_by_id(id)?.dyn_into().ok()
}

/// The first element that a selector finds.
#[must_use]
pub fn first(selector: &str) -> Option<HtmlElement> {
    let found = gloo::utils::document().query_selector(selector).ok()??;
    found.dyn_into().ok()
}

/// What an attribute of what is below the pointer, or has the focus, says.
#[must_use]
pub fn number(event: &Event, attribute: &str) -> Option<u32> {
    let found = event
        .target_dyn_into::<Element>()?
        .closest(&format!("[{attribute}]"))
        .ok()??;
    found.get_attribute(attribute)?.parse().ok()
}

/// The root of the document.
#[must_use]
pub fn root() -> Option<HtmlElement> {
    gloo::utils::document_element().dyn_into().ok()
}

/// Sets a custom property of an element to a share.
#[hook]
pub fn use_place(node: &NodeRef, property: &'static str, value: Share) {
    let node = node.clone();
    use_effect_with(value, move |value| {
        if let Some(element) = node.cast::<HtmlElement>() {
            let text = format!("{:.5}", value.as_f64());
            // Fails only for a name that is no property; ours are.
            let _ = element.style().set_property(property, &text);
        }
    });
}
