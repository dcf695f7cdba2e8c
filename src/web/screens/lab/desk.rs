//! What a lecture room needs of the Lab: the parameters within reach, the charts at a key.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::text::Language;
use crate::web::shell::keys::{Key, use_keys};
use crate::web::widgets::icon::Icon;
use crate::web::widgets::place;
use crate::word;

/// Whether the parameters are folded out while presenting, and the callback that folds them.
#[hook]
pub fn use_fold(present: bool) -> (bool, Callback<()>) {
    let rail = use_state(|| false);
    {
        let rail = rail.setter();
        use_effect_with(present, move |_| rail.set(false));
    }
    let now = *rail;
    let setter = rail.setter();
    (now, Callback::from(move |()| setter.set(!now)))
}

/// The handle of the folded parameters.
pub fn handle(language: Language, rail: bool, on_rail: &Callback<()>) -> Html {
    let onclick = on_rail.reform(|_: MouseEvent| ());
    html! {
        <button key="handle" type="button" class="handle" data-action="rail" aria-expanded={rail.to_string()}
            aria-label={word!(language, "Parameters")} {onclick}>{ Icon::Play.html() }</button>
    }
}

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
