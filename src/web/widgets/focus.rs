//! The focus goes on with those who go on.

use web_sys::HtmlElement;
use yew::prelude::*;

/// Focuses an element when another place is shown, not when the page opens.
#[hook]
pub fn use_focus<T: PartialEq + 'static>(node: &NodeRef, place: T) {
    let (node, first) = (node.clone(), use_mut_ref(|| true));
    use_effect_with(place, move |_| {
        let opened = std::mem::replace(&mut *first.borrow_mut(), false);
        if let Some(element) = node.cast::<HtmlElement>().filter(|_| !opened) {
            // What cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
    });
}
