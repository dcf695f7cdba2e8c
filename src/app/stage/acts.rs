//! What can happen at the moment on the clock: the future forks from there.

use yew::prelude::*;

use crate::app::dialog::Dialog;
use crate::params::{ActKind, Choice, Family};
use crate::scenario::{Act, Hold};
use crate::units::SimTime;
use crate::view::format;

/// The sheet that asks what shall happen; `None` while nobody asks.
pub fn act_sheet(at: Option<SimTime>, on_act: Callback<Act>, on_leave: Callback<()>) -> Html {
    let title = at.map_or_else(String::new, |at| format!("What happens at {}?", format::clock(at)));
    html! {
        <Dialog key="acts" id="acts" {title} open={at.is_some()} on_close={on_leave}>
            if at.is_some() {
                <div class="acts">
                    { for ActKind::ALL.iter().filter(|kind| **kind != ActKind::Hold).map(|&kind| {
                        button(kind.token(), kind.label().english(), kind.help().english(), Act::usual(kind), &on_act)
                    }) }
                    { for Family::ALL.into_iter().map(|family| holds(family, &on_act)) }
                </div>
            }
        </Dialog>
    }
}

/// Holds for the reasons of a family.
fn holds(family: Family, on_act: &Callback<Act>) -> Html {
    html! {
        <section key={family.label().english()} class="family">
            <h3>{ format!("{}: {}", ActKind::Hold.label().english(), family.label().english()) }</h3>
            { for family.reasons().map(|reason| {
                button(reason.token(), reason.label().english(), reason.help().english(), Act::Hold(Hold::usual(reason)), on_act)
            }) }
        </section>
    }
}

fn button(token: &'static str, label: &'static str, help: &'static str, act: Act, on_act: &Callback<Act>) -> Html {
    let id = format!("act-{token}");
    let onclick = on_act.reform(move |_: MouseEvent| act);
    html! {
        <div key={token} class="act">
            <button type="button" data-act={token} aria-describedby={id.clone()} {onclick}>{ label }</button>
            <p {id} class="note">{ help }</p>
        </div>
    }
}
