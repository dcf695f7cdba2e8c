//! The page in words, for those who do not see it: scene, controls, state, hint.

use yew::prelude::*;

use crate::view::{beside, kinds, results};
use crate::web::screens::lab::show::Show;
use crate::{say, word};

/// What is told.
#[derive(PartialEq, Properties)]
pub struct SummaryProps {
    /// What is played.
    pub show: Show,
}

/// Short paragraphs before everything else.
#[component]
pub fn Summary(props: &SummaryProps) -> Html {
    let language = props.show.language;
    let names: Vec<_> = props
        .show
        .lanes
        .iter()
        .map(|&lane| kinds::name(language, props.show.trace.lane(lane)).to_ascii_lowercase())
        .collect();
    let compared = beside::told(language, &props.show.both(), &props.show.lanes);
    html! {
        <section class="hidden" aria-label={word!(language, "Summary")}>
            <h1>{ word!(language, "Migrascope: a simulated migration of a virtual machine") }</h1>
            <p>{ say!(language, "The same virtual machine moves from one host to another in {0} ways, side by side on one clock: {1}.", names.len(), names.join(", ")) }</p>
            <p>{ word!(language, "Parameters stand beside it as sliders with fields; below are the clock with play and step buttons, a sentence that tells what happens, and charts with tables.") }</p>
            <p>{ ranking(&props.show) }</p>
            if props.show.seen.is_none() && !compared.is_empty() {
                <p data-result="compared">{ compared }</p>
            }
            <p>{ word!(language, "Change the write rate or the link and listen to the results again. Press question mark for the keys.") }</p>
        </section>
    }
}

fn ranking(show: &Show) -> String {
    match show.seen {
        Some(_) => word!(show.language, "The results come as the run reaches them.").to_owned(),
        None => results::ranking(show.language, &show.trace, &show.lanes),
    }
}
