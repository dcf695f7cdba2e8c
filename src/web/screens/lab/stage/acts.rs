//! What can happen at the moment on the clock: the future forks from there.

use std::rc::Rc;

use yew::prelude::*;

use crate::params::{ActKind, Choice, Family};
use crate::say;
use crate::scenario::{Act, Hold};
use crate::state::lab::Chances;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::format;
use crate::web::widgets::dialog::Dialog;

/// The moment that the sheet asks about, and what is possible then.
pub type Asked = Option<(SimTime, Rc<Chances>)>;

/// The sheet that asks what shall happen; `None` while nobody asks.
pub fn act_sheet(language: Language, asked: &Asked, on_act: Callback<Act>, on_leave: Callback<()>) -> Html {
    let title = asked.as_ref().map_or_else(String::new, |&(at, _)| {
        say!(language, "What happens at {0}?", format::clock(language, at))
    });
    html! {
        <Dialog key="acts" id="acts" {language} {title} open={asked.is_some()} on_close={on_leave}>
            if let Some((_, chances)) = asked {
                <div class="acts">
                    for kind in chances.in_order() {
                        { button(kind.token(), kind.label().get(language), kind.help().get(language), chances.against(kind, language), Act::usual(kind), &on_act) }
                    }
                    for family in Family::ALL {
                        { holds(language, family, chances, &on_act) }
                    }
                </div>
            }
        </Dialog>
    }
}

/// Holds for the reasons of a family.
fn holds(language: Language, family: Family, chances: &Chances, on_act: &Callback<Act>) -> Html {
    let against = chances.against(ActKind::Hold, language);
    html! {
        <section key={family as usize} class="family">
            <h3>{ format!("{}: {}", ActKind::Hold.label().get(language), family.label().get(language)) }</h3>
            for reason in family.reasons() {
                { button(reason.token(), reason.label().get(language), reason.help().get(language), against.clone(), Act::Hold(Hold::usual(reason)), on_act) }
            }
        </section>
    }
}

/// What cannot work now says why, and does nothing.
fn button(
    token: &'static str,
    label: &'static str,
    help: &'static str,
    against: Option<String>,
    act: Act,
    on_act: &Callback<Act>,
) -> Html {
    let id = format!("act-{token}");
    let idle = against.is_some();
    let onclick = on_act.reform(move |_: MouseEvent| act);
    html! {
        <div key={token} class="act">
            <button type="button" data-act={token} aria-describedby={id.clone()} aria-disabled={idle.then_some("true")}
                onclick={(!idle).then_some(onclick)}>{ label }</button>
            <p {id} class="note">{ against.unwrap_or_else(|| help.to_owned()) }</p>
        </div>
    }
}
