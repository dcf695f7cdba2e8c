//! What is shown, as far as it is not in the header or beside the clock.

use yew::prelude::*;

use super::control::Tick;
use crate::params::{Choice, Group, Id, Lane};
use crate::scenario::Display;
use crate::state::Action;

/// What the controls show.
#[derive(Clone, PartialEq, Properties)]
pub struct LooksProps {
    /// How the experiment is shown.
    pub display: Display,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
}

/// A box for each lane.
#[function_component(Looks)]
pub fn looks(props: &LooksProps) -> Html {
    let boxes = Lane::ALL.iter().map(|&lane| {
        let id = format!("p-lane-{}", lane.token());
        html! {
            <span key={lane.token()} class="ticked">
                <Tick id={id.clone()} on={props.display.lanes.contains(&lane)} on_tick={props.on_action.reform(move |_| Action::ToggleLane(lane))} />
                <label for={id}>{ lane.label() }</label>
            </span>
        }
    });
    html! {
        <section class="group">
            <h2>{ Group::Display.label() }</h2>
            <fieldset class="row-of-boxes" data-param={Id::Lanes.param().key}>
                <legend class="hidden">{ Id::Lanes.param().help }</legend>
                { for boxes }
            </fieldset>
        </section>
    }
}
