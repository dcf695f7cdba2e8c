//! The code of a frame for another page.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::copy::Copyable;
use super::public::Public;
use crate::params::{Choice, Part};
use crate::state::share::{Embed, embed_code};
use crate::text::Language;
use crate::web::shell::address;
use crate::word;

/// What a field does to the frame.
type Change = Box<dyn Fn(&mut Embed, &HtmlInputElement)>;

/// A box to be ticked.
pub fn tick(name: &'static str, label: &'static str, on: bool, onchange: Callback<Event>) -> Html {
    html! { <label key={name} class="ticked"><input type="checkbox" data-embed={name} checked={on} {onchange} />{ label }</label> }
}

/// What is in the frame.
#[derive(PartialEq, Properties)]
pub struct EmbedPanelProps {
    /// The parts that can be left out.
    pub parts: &'static [Part],
    /// What the frame is called.
    pub title: &'static str,
    /// The whole address of what is in it.
    pub address: Callback<Embed, String>,
    /// The language.
    pub language: Language,
    /// Says what has happened.
    pub say: Callback<String>,
    /// What else there is to choose.
    #[prop_or_default]
    pub children: Html,
}

/// The panel.
#[component]
pub fn EmbedPanel(props: &EmbedPanelProps) -> Html {
    let language = props.language;
    let again = use_force_update();
    let embed = use_state(Embed::default);
    let code = embed_code(&props.address.emit((*embed).clone()), props.title, &embed);
    let change = |change: Change| {
        let embed = embed.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let mut next = (*embed).clone();
                change(&mut next, &input);
                embed.set(next);
            }
        })
    };
    let parts = props.parts.iter().map(|&part| {
        let toggle = change(Box::new(move |embed, input| {
            embed.hidden.retain(|&other| other != part);
            if !input.checked() {
                embed.hidden.push(part);
            }
        }));
        tick(
            part.token(),
            part.label().get(language),
            !embed.hidden.contains(&part),
            toggle,
        )
    });
    let size = |name: &'static str, label: &'static str, value: u32, set: fn(&mut Embed, u32)| {
        let onchange = change(Box::new(move |embed, input| {
            if let Some(size) = Embed::size(&input.value()) {
                set(embed, size);
            }
            // What cannot be a size goes back to what was.
            let shown = if name == "width" { embed.width } else { embed.height };
            input.set_value(&shown.to_string());
        }));
        let [min, max] = [Embed::SIZES.start(), Embed::SIZES.end()].map(u32::to_string);
        html! {
            <label key={name} class="ticked">{ label }<input type="number" data-embed={name} {min} {max} step="10" value={value.to_string()} {onchange} /></label>
        }
    };
    html! {
        <div class="share-panel">
            <fieldset key="parts" class="row-of-boxes"><legend>{ word!(language, "Parts shown") }</legend>for part in parts { { part } }</fieldset>
            { props.children.clone() }
            <div key="size" class="row-of-boxes">
                { size("width", word!(language, "Width"), embed.width, |embed, size| embed.width = size) }
                { size("height", word!(language, "Height"), embed.height, |embed, size| embed.height = size) }
            </div>
            <Public key="public" {language} on_place={move |()| again.force_update()} />
            if address::is_open_to_others() {
                <Copyable key="code" name="embed" label={word!(language, "Code for the other page")} text={code} rows=6
                    done={word!(language, "Copied: the code of the frame.")} {language} say={props.say.clone()} />
            } else {
                <p key="no-code" class="note" data-part="no-code">{ word!(language, "The code of a frame needs the public address.") }</p>
            }
        </div>
    }
}
