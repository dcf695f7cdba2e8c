//! Links to what was found: the experiment alone, or the text with it if that is wanted.

use yew::prelude::*;

use super::Shown;
use crate::link::{self, Measuring, measuring::LONGEST};
use crate::params::ScreenName;
use crate::web::shell::address;
use crate::web::widgets::share::copy::Copyable;
use crate::web::widgets::share::public::Public;
use crate::{say, word};

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct ShareProps {
    /// The screen.
    pub shown: Shown,
}

/// Folded, because most look first.
#[component]
pub fn Share(props: &ShareProps) -> Html {
    let shown = &props.shown;
    let language = shown.language();
    let with_text = use_state(|| false);
    let said = use_state(String::new);
    let again = use_force_update();
    let say = {
        let said = said.setter();
        Callback::from(move |text| said.set(text))
    };
    let whole = |keys: &Measuring| {
        address::for_others(
            &shown
                .shell
                .link_with(ScreenName::Measured, |text| link::add(text, keys)),
        )
    };
    let packed = with_text
        .then(|| shown.measured.packed())
        .flatten()
        .map(|keys| whole(&keys))
        .filter(|link| link.len() <= LONGEST);
    let lab_with_record = with_text
        .then(|| shown.measured.lab_link_with_record())
        .flatten()
        .map(|link| address::for_others(&link))
        .filter(|link| link.len() <= LONGEST);
    let onchange = {
        let with_text = with_text.clone();
        Callback::from(move |_: Event| with_text.set(!*with_text))
    };
    let lab = shown
        .measured
        .lab_link()
        .map(|link| address::for_others(&link))
        .unwrap_or_default();
    let copied = |link: &str| say!(language, "Copied: {0} characters.", link.len().to_string());
    html! {
        <details class="measured-share" data-part="measured-share">
            <summary>{ word!(language, "Share") }</summary>
            <Public key="public" {language} on_place={move |()| again.force_update()} />
            <Copyable key="lab" name="fitted" label={word!(language, "Link to the experiment, without the text")} rows=3 done={copied(&lab)} text={lab} {language} say={say.clone()} />
            <label key="wanted" class="check">
                <input type="checkbox" data-action="with-text" checked={*with_text} {onchange} />
                { word!(language, "A link that has the text in it, for everybody to read who gets it") }
            </label>
            if let Some(link) = packed {
                <Copyable key="record" name="record" label={word!(language, "Link with the text")} rows=4 done={copied(&link)} text={link} {language} say={say.clone()} />
            } else if *with_text {
                <p key="long" data-part="too-long">{ say!(language, "The text is too long for a link of {0} characters; the link above tells the experiment.", LONGEST.to_string()) }</p>
            }
            if let Some(link) = lab_with_record {
                <Copyable key="behind" name="behind" label={word!(language, "Link to the experiment in the Lab, with what was measured behind it")} rows=4 done={copied(&link)} text={link} {language} {say} />
            }
            <p key="said" role="status" class="note">{ (*said).clone() }</p>
        </details>
    }
}
