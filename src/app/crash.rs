//! What the page says when the program has a bug. Nothing of the experiment
//! is lost then: the address holds it.

use std::panic;

use wasm_bindgen::JsValue;

const MESSAGE: &str =
    "The simulator stopped because of a mistake in it. Reload the page: the address holds your experiment.";

/// From now on a panic is told to the user, and in detail to the console.
pub fn answer() {
    panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
        // Whatever fails here, there is nobody left to tell.
        let _ = tell();
    }));
}

fn tell() -> Result<(), JsValue> {
    let document = gloo::utils::document();
    let message = document.create_element("p")?;
    message.set_class_name("crash");
    message.set_attribute("role", "alert")?;
    message.set_text_content(Some(MESSAGE));
    if let Some(body) = document.body() {
        body.append_child(&message)?;
    }
    Ok(())
}
