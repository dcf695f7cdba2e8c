//! The code of a frame for another page.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::PanelProps;
use super::copy::Copyable;
use crate::params::{Choice, Lane, Part};
use crate::state::lab::{Embed, embed_code};
use crate::web::shell::address;
use crate::word;

/// A frame as wide as a text column of a wide page.
const USUAL: [u32; 2] = [960, 640];

/// What a field does to the frame.
type Change = Box<dyn Fn(&mut Embed, &HtmlInputElement)>;

/// The panel.
#[component]
pub fn EmbedPanel(props: &PanelProps) -> Html {
    let language = props.language;
    let embed = use_state(|| Embed {
        lanes: props.state.display.lanes.clone(),
        hidden: vec![Part::Rail],
        width: USUAL[0],
        height: USUAL[1],
    });
    let code = {
        let link = props.state.embed_link(&props.state.shell, &embed, props.at);
        let title = word!(language, "Migrascope: a simulated VM migration");
        embed_code(&address::absolute(&link), title, &embed)
    };
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
    let tick = |name: String, label: &'static str, on: bool, onchange: Callback<Event>| {
        html! { <label key={name.clone()} class="ticked"><input type="checkbox" data-embed={name} checked={on} {onchange} />{ label }</label> }
    };
    let parts = Part::ALL.iter().map(|&part| {
        let toggle = change(Box::new(move |embed, input| {
            embed.hidden.retain(|&other| other != part);
            if !input.checked() {
                embed.hidden.push(part);
            }
        }));
        tick(
            part.token().to_owned(),
            part.label().get(language),
            !embed.hidden.contains(&part),
            toggle,
        )
    });
    let lanes = Lane::ALL.iter().map(|&lane| {
        let toggle = change(Box::new(move |embed, input| {
            let ticked = |other: &&Lane| {
                if **other == lane {
                    input.checked()
                } else {
                    embed.lanes.contains(*other)
                }
            };
            let lanes: Vec<Lane> = Lane::ALL.iter().filter(ticked).copied().collect();
            // The last one stays: a page without lanes has nothing to say.
            input.set_checked(lanes.is_empty() || input.checked());
            if !lanes.is_empty() {
                embed.lanes = lanes;
            }
        }));
        tick(
            lane.token().to_owned(),
            lane.label().get(language),
            embed.lanes.contains(&lane),
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
            <fieldset key="lanes" class="row-of-boxes"><legend>{ word!(language, "Lanes shown") }</legend>for lane in lanes { { lane } }</fieldset>
            <div key="size" class="row-of-boxes">
                { size("width", word!(language, "Width"), embed.width, |embed, size| embed.width = size) }
                { size("height", word!(language, "Height"), embed.height, |embed, size| embed.height = size) }
            </div>
            <Copyable key="code" name="embed" label={word!(language, "Code for the other page")} text={code} rows=6
                done={word!(language, "Copied: the code of the frame.")} {language} say={props.say.clone()} />
        </div>
    }
}
