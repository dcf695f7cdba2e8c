//! What a lecture room needs: a blank screen, the parameters within reach, the whole screen, the charts at a key.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::state::Action;
use crate::text::Language;
use crate::web::shell::keys::{Key, use_keys};
use crate::web::widgets::icon::Icon;
use crate::web::widgets::place;
use crate::word;

/// What a presentation shows beside the lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Desk {
    /// Nothing is shown: the room looks at the lecturer.
    pub blank: bool,
    /// The parameters are folded out.
    pub rail: bool,
}

/// The presentation as its keys and buttons leave it, and the callback that folds the parameters.
#[hook]
pub fn use_presenting(present: bool, on_action: &Callback<Action>) -> (Desk, Callback<()>) {
    let desk = use_state(Desk::default);
    {
        let desk = desk.setter();
        use_effect_with(present, move |_| desk.set(Desk::default()));
    }
    let now = *desk;
    use_keys((present, now), {
        let (desk, on_action) = (desk.setter(), on_action.clone());
        move |key: &Key, &(present, now): &(bool, Desk)| {
            match (key.name.to_ascii_lowercase().as_str(), present) {
                ("p", _) | ("escape", true) if !now.blank => on_action.emit(Action::TogglePresent),
                ("b", true) => desk.set(Desk {
                    blank: !now.blank,
                    ..now
                }),
                ("escape", true) => desk.set(Desk { blank: false, ..now }),
                ("c", _) => look_at_charts(),
                _ => return false,
            }
            true
        }
    });
    let on_rail = {
        let desk = desk.setter();
        Callback::from(move |()| desk.set(Desk { rail: !now.rail, ..now }))
    };
    (now, on_rail)
}

/// The handle of the folded parameters.
pub fn handle(language: Language, desk: Desk, on_rail: &Callback<()>) -> Html {
    let onclick = on_rail.reform(|_: MouseEvent| ());
    html! {
        <button key="handle" type="button" class="handle" data-action="rail" aria-expanded={desk.rail.to_string()}
            aria-label={word!(language, "Parameters")} {onclick}>{ Icon::Play.html() }</button>
    }
}

/// What the room sees when it shall look at the lecturer.
pub fn blank(language: Language) -> Html {
    html! {
        <div key="blank" class="blank" role="status">
            <span class="hidden">{ word!(language, "The screen is blank. B shows it again.") }</span>
        </div>
    }
}

/// The button that takes the whole screen, or gives it back.
pub fn whole_screen(language: Language) -> Html {
    let onclick = Callback::from(|_: MouseEvent| {
        let document = gloo::utils::document();
        // A browser that refuses, as a frame may, leaves the page as it is.
        if document.fullscreen_element().is_some() {
            document.exit_fullscreen();
        } else if let Some(root) = document.document_element() {
            let _ = root.request_fullscreen();
        }
    });
    html! {
        <button key="screen" type="button" data-action="screen" {onclick}>{ word!(language, "Full screen") }</button>
    }
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
