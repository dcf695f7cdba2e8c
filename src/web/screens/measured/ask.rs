//! What the text leaves open: one field, with what is likely.

use yew::prelude::*;

use super::Shown;
use crate::measured::Missing;
use crate::measured::fit::Ask as Asked;
use crate::params::Quantity;
use crate::state::measured::Action;
use crate::web::widgets::quantity::QuantityField;
use crate::word;

/// What is asked.
#[derive(PartialEq, Properties)]
pub struct AskProps {
    /// The screen.
    pub shown: Shown,
    /// What the text lacks.
    pub missing: Missing,
}

/// The field, if anything that its reader says would do.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let AskProps { shown, missing } = props;
    let said = use_state(|| None::<Quantity>);
    let Some(Asked { id, likely }) = shown.measured.record().and_then(|record| missing.asks(record)) else {
        return html! {};
    };
    let language = shown.language();
    let value = said.unwrap_or(likely);
    let onsubmit = {
        let on_action = shown.on_action.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_action.emit(Action::Say(value));
        })
    };
    let on_set = Callback::from(move |value| said.set(value));
    html! {
        <form class="ask" data-part="ask" {onsubmit}>
            <QuantityField {language} name={format!("ask-{}", id.param().key)} label={id.param().label.get(language)} range={*id.range()} value={Some(value)} {on_set} />
            <button type="submit" data-action="say">{ word!(language, "Go on with this") }</button>
        </form>
    }
}
