//! The code of a frame with some of the lanes for another page.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::PanelProps;
use crate::params::{Choice, Lane, Part};
use crate::state::share::Embed;
use crate::web::shell::address;
use crate::web::widgets::share::embed::{EmbedPanel, tick};
use crate::word;

/// The panel.
#[component]
pub fn LanesEmbedPanel(props: &PanelProps) -> Html {
    let (language, at) = (props.language, props.at);
    let lanes = use_state(|| props.state.display.lanes.clone());
    let address = {
        let (state, lanes) = (props.state.clone(), lanes.clone());
        Callback::from(move |embed: Embed| address::for_others(&state.embed_link(&state.shell, &lanes, &embed, at)))
    };
    let boxes = Lane::ALL.iter().map(|&lane| {
        let chosen = lanes.clone();
        let onchange = Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let ticked = |other: &&Lane| {
                if **other == lane {
                    input.checked()
                } else {
                    chosen.contains(*other)
                }
            };
            let lanes: Vec<Lane> = Lane::ALL.iter().filter(ticked).copied().collect();
            // The last one stays: a page without lanes has nothing to say.
            input.set_checked(lanes.is_empty() || input.checked());
            if !lanes.is_empty() {
                chosen.set(lanes);
            }
        });
        tick(
            lane.token(),
            lane.label().get(language),
            lanes.contains(&lane),
            onchange,
        )
    });
    html! {
        <EmbedPanel parts={Part::ALL} title={word!(language, "Migrascope: a simulated VM migration")} {address} {language} say={props.say.clone()}>
            <fieldset key="lanes" class="row-of-boxes"><legend>{ word!(language, "Lanes shown") }</legend>for lane in boxes { { lane } }</fieldset>
        </EmbedPanel>
    }
}
