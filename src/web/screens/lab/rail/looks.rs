//! What is shown, as far as it is not in the header or beside the clock.

use yew::prelude::*;

use crate::display::{Display, Id};
use crate::params::{Choice, Group, Lane, Reveal};
use crate::state::lab::Action;
use crate::text::Language;
use crate::web::widgets::params::control::tick;

/// A box for each lane.
pub fn looks(language: Language, display: &Display, on_action: &Callback<Action>) -> Html {
    html! {
        <section key="looks" class="group">
            <h2>{ Group::Display.label().get(language) }</h2>
            <fieldset class="row-of-boxes" data-param={Id::Lanes.param().key}>
                <legend class="hidden">{ Id::Lanes.param().help.get(language) }</legend>
                for &lane in Lane::ALL {
                    { lane_box(language, lane, display.lanes.contains(&lane), on_action) }
                }
            </fieldset>
            <span key="reveal" class="ticked" data-param={Id::Reveal.param().key} data-tip={Id::Reveal.param().help.get(language)}>
                { tick("p-reveal", display.reveal == Reveal::Run, &on_action.reform(Action::GuessFirst)) }
                <label for="p-reveal">{ Id::Reveal.param().label.get(language) }</label>
            </span>
        </section>
    }
}

fn lane_box(language: Language, lane: Lane, shown: bool, on_action: &Callback<Action>) -> Html {
    let id = format!("p-lane-{}", lane.token());
    html! {
        <span key={lane.token()} class="ticked">
            { tick(&id, shown, &on_action.reform(move |_| Action::ToggleLane(lane))) }
            <label for={id}>{ lane.label().get(language) }</label>
        </span>
    }
}
