//! The entrance: what a migration is, what it is for, and which kinds there are. A page that is opened without an address shows
//! it; later it is behind `?`.

mod cards;
mod drawing;

use yew::prelude::*;

use crate::link::presets::first_visit;
use crate::text::{Language, Text};
use crate::web::widgets::dialog::Dialog;
use crate::web::widgets::icon::Icon;
use crate::{text, word};
use cards::{CARDS, card};

/// What the sheet needs.
#[derive(PartialEq, Properties)]
pub struct EntranceProps {
    /// The language of its words.
    pub language: Language,
    /// Whether it is open.
    pub open: bool,
    /// Called with a link that shall be played.
    pub on_play: Callback<String>,
    /// Opens the keys.
    pub on_keys: Callback<()>,
    /// Called when the user closes it.
    pub on_close: Callback<()>,
}

/// What migrations are for: in the words of a lecture, and what that means.
const PURPOSES: [(Text, Text); 3] = [
    (
        text!("Resource optimisation"),
        text!("fill few hosts well, switch the others off: that saves energy"),
    ),
    (
        text!("Fault tolerance"),
        text!("leave a host before it fails, or for its maintenance"),
    ),
    (text!("Load balancing"), text!("relieve a host that has too much to do")),
];

/// The sheet. What is in it is drawn when it is opened first.
#[component]
pub fn Entrance(props: &EntranceProps) -> Html {
    let language = props.language;
    html! {
        <Dialog id="entrance" {language} title={word!(language, "A migration moves a virtual machine to another host")} open={props.open} on_close={props.on_close.clone()}>
            if props.open {
                <Inside ..EntranceProps { language, open: true, on_play: props.on_play.clone(), on_keys: props.on_keys.clone(), on_close: props.on_close.clone() } />
            }
        </Dialog>
    }
}

#[component]
fn Inside(props: &EntranceProps) -> Html {
    let language = props.language;
    let drawings = use_memo(language, |&language| drawing::all(language));
    html! {
        <>
            <div key="what" class="what-it-is">
                <p class="definition">{ word!(language, "The virtual machine (VM) is running, and those who use it should hardly notice. Only the oldest kind, cold, moves a VM that is off. What migrations are for:") }</p>
                <dl class="purposes">
                    for (index, (purpose, means)) in PURPOSES.iter().enumerate() {
                        <div key={index}><dt>{ purpose.get(language) }</dt><dd>{ means.get(language) }</dd></div>
                    }
                </dl>
            </div>
            <div key="cards" class="cards">
                for (index, one) in CARDS.iter().enumerate() {
                    { card(language, index, one, &drawings, &props.on_play) }
                }
            </div>
            <div key="ways" class="ways">
                <button type="button" class="primary" data-action="entrance-play" onclick={props.on_play.reform(|_: MouseEvent| first_visit())}>
                    { Icon::Play.html() }{ " " }{ word!(language, "See all three run side by side") }
                </button>
                <button type="button" data-action="entrance-lab" onclick={props.on_close.reform(|_: MouseEvent| ())}>{ word!(language, "To the Lab") }</button>
                <button type="button" data-action="keys" onclick={props.on_keys.reform(|_: MouseEvent| ())}>{ word!(language, "Keys") }</button>
                <span class="note">{ word!(language, "The drawings come from runs; not to scale.") }</span>
            </div>
        </>
    }
}
