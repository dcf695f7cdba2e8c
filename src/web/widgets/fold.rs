//! While presenting the parameters are folded away, within reach.

use yew::prelude::*;

use super::icon::Icon;
use crate::text::Language;
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
