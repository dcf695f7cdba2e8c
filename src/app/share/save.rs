//! Puts something into the folder of downloads.

use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long a browser may take to begin with a download.
const PATIENCE_MS: u32 = 60_000;

/// Offers a text as a file.
pub fn save_text(name: &str, content: &str, ending: &str) {
    let kind = BlobPropertyBag::new();
    kind.set_type(match ending {
        "svg" => "image/svg+xml",
        "json" => "application/json",
        _ => "text/csv;charset=utf-8",
    });
    let parts = Array::of1(&JsValue::from_str(content));
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &kind) {
        save(name, &blob);
    }
}

/// Offers a file: nothing leaves the machine.
pub fn save(name: &str, blob: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    let anchor = gloo::utils::document().create_element("a").ok();
    if let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<HtmlAnchorElement>().ok()) {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    Timeout::new(PATIENCE_MS, move || drop(Url::revoke_object_url(&url))).forget();
}
