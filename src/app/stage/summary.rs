//! The page in words, for those who do not see it: scene, controls, state, hint.

use yew::prelude::*;

use crate::app::show::Show;
use crate::params::Choice;
use crate::view::results;

/// What is told.
#[derive(Clone, PartialEq, Properties)]
pub struct SummaryProps {
    /// What is played.
    pub show: Show,
}

/// Four short paragraphs before everything else.
#[function_component(Summary)]
pub fn summary(props: &SummaryProps) -> Html {
    let names: Vec<_> = props
        .show
        .lanes
        .iter()
        .map(|lane| lane.label().english().to_ascii_lowercase())
        .collect();
    html! {
        <section class="hidden" aria-label="Summary">
            <h1>{ "Migrascope: a simulated migration of a virtual machine" }</h1>
            <p>{ format!("The same virtual machine moves from one host to another in {} ways, side by side on one clock: {}.", names.len(), names.join(", ")) }</p>
            <p>{ "Parameters stand beside it as sliders with fields; below are the clock with play and step buttons, a sentence that tells what happens, and charts with tables." }</p>
            <p>{ results::ranking(&props.show.trace, &props.show.lanes) }</p>
            <p>{ "Change the write rate or the link and listen to the results again. Press question mark for the keys." }</p>
        </section>
    }
}
