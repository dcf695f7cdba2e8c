//! Where others find the page: asked for where the page lies on this computer alone.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::state::share::public_address;
use crate::text::Language;
use crate::web::shell::address;
use crate::{say, word};

/// What the field needs.
#[derive(PartialEq, Properties)]
pub struct PublicProps {
    /// The language.
    pub language: Language,
    /// Called when links lead elsewhere.
    pub on_place: Callback<()>,
}

/// The field; nothing where the page already stands where others can open it.
#[component]
pub fn Public(props: &PublicProps) -> Html {
    let language = props.language;
    let wrong = use_state(|| None::<String>);
    let onchange = {
        let (wrong, on_place) = (wrong.setter(), props.on_place.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
                return;
            };
            let text = input.value();
            let place = public_address(&text);
            wrong.set((place.is_none() && !text.trim().is_empty()).then(|| text.trim().to_owned()));
            address::set_public(place);
            on_place.emit(());
        })
    };
    if !address::is_local() {
        return html! {};
    }
    html! {
        <div class="public">
            <label for="public-address">{ word!(language, "Public address of the page") }</label>
            <input id="public-address" type="text" inputmode="url" autocomplete="url" spellcheck="false" data-share="public" placeholder="https://…"
                aria-describedby="public-told" value={address::public().unwrap_or_default()} {onchange} />
            <p id="public-told" class={if wrong.is_some() { "complaint" } else { "note" }} role="status">
                { match &*wrong {
                    Some(text) => say!(language, "“{0}” is no address that others can open, so it is not used. One such as https://example.org/lab/ is.", text),
                    None => word!(language, "This page lies on your computer, where nobody else can open it. With its address on the web, link, QR code and frame lead there, until this page is closed.").to_owned(),
                } }
            </p>
        </div>
    }
}
