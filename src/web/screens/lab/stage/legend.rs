//! The result in a sentence, and what the colours mean: once, for lanes, bars and charts.

use yew::prelude::*;

use super::choice::{choice_sheet, is_a_choice};
use crate::view::key::{self, Mark};
use crate::view::{format, results};
use crate::web::screens::lab::hatch::strokes;
use crate::web::screens::lab::show::Show;
use crate::word;

/// What is told.
#[derive(PartialEq, Properties)]
pub struct LegendProps {
    /// What is played.
    pub show: Show,
}

/// Sentence and key.
#[component]
pub fn Legend(props: &LegendProps) -> Html {
    let show = &props.show;
    let trace = show.both().trace;
    let marks = key::key(show.language, trace, &show.lanes);
    let ranking = match show.seen {
        Some(_) => {
            word!(show.language, "So far:").to_owned() + " " + &results::so_far_told(show.language, trace, &show.lanes)
        }
        None => results::ranking(show.language, trace, &show.lanes),
    };
    let choosing = use_state(|| false);
    let on = |open: bool| {
        let choosing = choosing.setter();
        Callback::from(move |()| choosing.set(open))
    };
    html! {
        <>
        <div key="legend" class="legend">
            // Where there is no room for all of it, the readout has it.
            <p key="ranking" class="ranking" data-result="ranking" tabindex="0" data-tip={ranking.clone()}>{ format::unbroken(&ranking) }</p>
            if is_a_choice(show) {
                <button key="choose" type="button" class="plain choose" data-action="choose" aria-haspopup="dialog"
                    onclick={on(true).reform(|_: MouseEvent| ())}>{ word!(show.language, "When to choose which") }</button>
            }
            <ul key="key">
                for (index, (mark, name)) in marks.into_iter().enumerate() {
                    <li key={name} tabindex={if index == 0 { "0" } else { "-1" }} data-tip={key::meaning(show.language, mark)}>{ swatch(mark) }{ name }</li>
                }
            </ul>
        </div>
        { choice_sheet(show, *choosing && is_a_choice(show), on(false)) }
        </>
    }
}

/// A piece of the bar or the map itself: colour, and what tells it apart without.
fn swatch(mark: Mark) -> Html {
    let (class, lines) = match mark {
        Mark::Role(role) => (role.name(), strokes(role.hatch())),
        Mark::Zero => ("zero", ""),
        Mark::Missing => ("missing", ""),
    };
    html! {
        <svg class={format!("swatch role-{class}")} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <rect width="12" height="12" /><path d={lines} />
        </svg>
    }
}
