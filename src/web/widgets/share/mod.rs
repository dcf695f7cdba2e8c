//! What is given to others, on every screen: links, a frame for another page, a citation.

pub mod cite;
pub mod copy;
pub mod embed;
pub mod link;
pub mod public;
pub mod save;

use yew::prelude::*;

use crate::text::Language;
use crate::word;

/// The panels of a sheet, of which one is shown.
pub fn tabs<P: Copy + PartialEq + 'static>(
    language: Language,
    panels: &[(P, &'static str, &'static str)],
    shown: P,
    on_choose: &Callback<P>,
) -> Html {
    html! {
        <fieldset key="tabs" class="tabs">
            <legend class="hidden">{ word!(language, "What to share") }</legend>
            { for panels.iter().map(|&(each, name, label)| {
                let onchange = on_choose.reform(move |_: Event| each);
                html! { <label key={name}><input type="radio" name="share-tab" value={name} checked={shown == each} {onchange} />{ label }</label> }
            }) }
        </fieldset>
    }
}
