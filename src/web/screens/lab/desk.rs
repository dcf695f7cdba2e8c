//! What a lecture room needs of the Lab: the charts at a key.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::web::shell::keys::{Key, use_keys};
use crate::web::widgets::place;

/// A key for the charts.
#[hook]
pub fn use_charts_key() {
    use_keys((), |key: &Key, (): &()| {
        let used = key.name.eq_ignore_ascii_case("c");
        if used {
            look_at_charts();
        }
        used
    });
}

/// From the lanes to the charts, and from the charts back.
fn look_at_charts() {
    let stage = place::element("stage").and_then(|stage| stage.dyn_into::<HtmlElement>().ok());
    let charts = gloo::utils::document().query_selector(".charts").ok().flatten();
    if let (Some(stage), Some(charts)) = (stage, charts) {
        if stage.scroll_top() > 0 {
            stage.set_scroll_top(0);
        } else {
            charts.scroll_into_view();
        }
    }
}
