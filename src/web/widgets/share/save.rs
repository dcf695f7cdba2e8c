//! Puts something into the folder of downloads: nothing leaves the machine.

use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

/// The `data:` address of a text of the kind that its ending names.
pub fn text_address(content: &str, ending: &str) -> String {
    let kind = match ending {
        "svg" => "image/svg+xml",
        "json" | "jsonl" => "application/json",
        "md" => "text/markdown",
        _ => "text/csv",
    };
    let content = String::from(js_sys::encode_uri_component(content));
    format!("data:{kind};charset=utf-8,{content}")
}

/// Offers what a `data:` address holds as a file.
pub fn save(name: &str, address: &str) {
    let anchor = gloo::utils::document().create_element("a").ok();
    if let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<HtmlAnchorElement>().ok()) {
        anchor.set_href(address);
        anchor.set_download(name);
        anchor.click();
    }
}
