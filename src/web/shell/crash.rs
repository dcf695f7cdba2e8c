//! What is left of the program when it has a bug: the reason and the link. `static/boot.js` shows them when the trap that
//! follows reaches it, because nothing of the program can be trusted then.

use std::cell::RefCell;

use wasm_bindgen::JsValue;

use crate::web::shell::address;
use crate::web::widgets::place;

thread_local! {
    /// The experiment on the page, or about to be.
    static LINK: RefCell<String> = const { RefCell::new(String::new()) };
}

/// From now on a panic leaves its reason on the root of the document, and in the console.
pub fn answer() {
    // Yew would put its own in the place of one that is not set in its own way.
    yew::set_custom_panic_hook(Box::new(|info| {
        let reason = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&reason));
        if let Some(root) = place::root() {
            let link = LINK.with(|link| link.try_borrow().map(|link| address::absolute(&link)));
            let data = root.dataset();
            // Whatever fails here, there is nobody left to tell.
            let _ = data.set("crash", &reason);
            if let Ok(link) = link {
                let _ = data.set("link", &link);
            }
        }
    }));
}

/// Remembers the experiment that is about to be simulated.
pub fn remember(link: &str) {
    LINK.with(|place| link.clone_into(&mut place.borrow_mut()));
}
