//! The page in words, for those who do not see it: scene, controls, state, hint.

use yew::prelude::*;

use crate::app::show::Show;
use crate::params::Choice;
use crate::view::results;
use crate::{say, word};

/// What is told.
#[derive(PartialEq, Properties)]
pub struct SummaryProps {
    /// What is played.
    pub show: Show,
}

/// Four short paragraphs before everything else.
#[component]
pub fn Summary(props: &SummaryProps) -> Html {
    let language = props.show.language;
    let names: Vec<_> = props
        .show
        .lanes
        .iter()
        .map(|lane| lane.label().get(language).to_ascii_lowercase())
        .collect();
    html! {
        <section class="hidden" aria-label={word!(language, "Summary", "Zusammenfassung")}>
            <h1>{ word!(language, "Migrascope: a simulated migration of a virtual machine", "Migrascope: eine simulierte Migration einer virtuellen Maschine") }</h1>
            <p>{ say!(language, "The same virtual machine moves from one host to another in {0} ways, side by side on one clock: {1}.",
                "Dieselbe virtuelle Maschine zieht auf {0} Arten von einem Host auf einen anderen um, nebeneinander auf einer Uhr: {1}.", names.len(), names.join(", ")) }</p>
            <p>{ word!(language, "Parameters stand beside it as sliders with fields; below are the clock with play and step buttons, a sentence that tells what happens, and charts with tables.",
                "Die Parameter stehen daneben als Regler mit Feldern; darunter sind die Uhr mit Knöpfen zum Abspielen und Springen, ein Satz, der erzählt, was geschieht, und Diagramme mit Tabellen.") }</p>
            <p>{ results::ranking(language, &props.show.trace, &props.show.lanes) }</p>
            <p>{ word!(language, "Change the write rate or the link and listen to the results again. Press question mark for the keys.",
                "Die Schreibrate oder die Leitung ändern und die Ergebnisse noch einmal anhören. Das Fragezeichen zeigt die Tasten.") }</p>
        </section>
    }
}
