//! The parameters of a cluster.

use std::rc::Rc;

use yew::prelude::*;

use crate::state::cluster::{Action, ClusterScreen};
use crate::text::Language;
use crate::word;

/// What the rail shows.
#[derive(Properties)]
pub struct RailProps {
    /// The screen.
    pub state: Rc<ClusterScreen>,
    /// The language.
    pub language: Language,
    /// Called with what the user does.
    pub on_action: Callback<Action>,
}

impl PartialEq for RailProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state) && self.language == other.language && self.on_action == other.on_action
    }
}

/// The rail.
#[component]
pub fn Rail(props: &RailProps) -> Html {
    let two = props.state.second.is_some();
    html! {
        <aside class="rail" data-part="rail" aria-label={word!(props.language, "Parameters")}>
            <button type="button" data-action="compare" aria-pressed={two.to_string()}
                onclick={props.on_action.reform(move |_| Action::Compare(!two))}>{ word!(props.language, "Compare") }</button>
        </aside>
    }
}
