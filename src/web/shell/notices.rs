//! What an opened link got wrong, and what could not be had.

use yew::prelude::*;

use crate::link::{Notice, Offer};
use crate::state::State;
use crate::web::widgets::icon::Icon;
use crate::{count, say, word};

/// A strip above the page, until dismissed. It is always there for screen readers to listen to.
pub fn notices(state: &State, on_take: &Callback<Offer>, on_dismiss: Callback<MouseEvent>) -> Html {
    let language = state.language();
    let count = state.notices.len();
    let nothing = count == 0 && state.missing_language.is_none();
    html! {
        <section key="notices" class="notices" data-part="notices" aria-label={word!(language, "Notices")} role="status" hidden={nothing}>
            if !nothing {
                <div key="text">
                    if let Some(missing) = state.missing_language {
                        <p key="language" data-notice="language">{ say!(
                            language,
                            "{0} could not be downloaded, so the page keeps its language. Check the connection, then choose it again.",
                            missing.name()
                        ) }</p>
                    }
                    if count > 0 {
                        <b key="count">{ count!(
                            language,
                            count as f64,
                            "One thing in this link could not be used as it was.",
                            "{0} things in this link could not be used as they were.",
                            count
                        ) }</b>
                        <ul key="list">
                            for (index, notice) in state.notices.iter().enumerate() {
                                <li key={index} data-notice={notice.key().to_owned()}>{ notice.text(language) }{ offers(state, notice, on_take) }</li>
                            }
                        </ul>
                    }
                </div>
                <button key="dismiss" type="button" class="square" data-action="dismiss" aria-label={word!(language, "Dismiss notices")} onclick={on_dismiss}>{ Icon::Close.html() }</button>
            }
        </section>
    }
}

/// Links to what may have been meant.
fn offers(state: &State, notice: &Notice, on_take: &Callback<Offer>) -> Html {
    let link = |offer: &Offer| {
        let taken = offer.clone();
        let onclick = on_take.reform(move |event: MouseEvent| {
            event.prevent_default();
            taken.clone()
        });
        let href = format!("#{}", offer.applied_to(&state.link()));
        html! { <a key={offer.to_string()} data-offer={offer.key} {href} {onclick}>{ offer.to_string() }</a> }
    };
    html! {
        if !notice.offers().is_empty() {
            <span class="offers">{ for notice.offers().iter().map(link) }</span>
        }
    }
}
