//! What can happen at the moment on the clock: the future forks from there.

use yew::prelude::*;

use crate::params::{ActKind, Choice, Family};
use crate::say;
use crate::scenario::{Act, Hold};
use crate::text::Language;
use crate::units::SimTime;
use crate::view::format;
use crate::web::widgets::dialog::Dialog;

/// The sheet that asks what shall happen; `None` while nobody asks.
pub fn act_sheet(language: Language, at: Option<SimTime>, on_act: Callback<Act>, on_leave: Callback<()>) -> Html {
    let title = at.map_or_else(String::new, |at| {
        say!(language, "What happens at {0}?", format::clock(language, at))
    });
    html! {
        <Dialog key="acts" id="acts" {language} {title} open={at.is_some()} on_close={on_leave}>
            if at.is_some() {
                <div class="acts">
                    for &kind in ActKind::ALL.iter().filter(|kind| **kind != ActKind::Hold) {
                        { button(kind.token(), kind.label().get(language), kind.help().get(language), Act::usual(kind), &on_act) }
                    }
                    for family in Family::ALL {
                        { holds(language, family, &on_act) }
                    }
                </div>
            }
        </Dialog>
    }
}

/// Holds for the reasons of a family.
fn holds(language: Language, family: Family, on_act: &Callback<Act>) -> Html {
    html! {
        <section key={family as usize} class="family">
            <h3>{ format!("{}: {}", ActKind::Hold.label().get(language), family.label().get(language)) }</h3>
            for reason in family.reasons() {
                { button(reason.token(), reason.label().get(language), reason.help().get(language), Act::Hold(Hold::usual(reason)), on_act) }
            }
        </section>
    }
}

fn button(token: &'static str, label: &'static str, help: &'static str, act: Act, on_act: &Callback<Act>) -> Html {
    let id = format!("act-{token}");
    let onclick = on_act.reform(move |_| act);
    html! {
        <div key={token} class="act">
            <button type="button" data-act={token} aria-describedby={id.clone()} {onclick}>{ label }</button>
            <p {id} class="note">{ help }</p>
        </div>
    }
}
