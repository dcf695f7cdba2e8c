//! What an opened link got wrong.

use yew::prelude::*;

use crate::app::markup::html;

use super::icon::Icon;
use crate::link::Notice;
use crate::text::Language;
use crate::{say, word};

/// A strip above the page, until dismissed. It is always there for screen readers to listen to.
pub fn notices(language: Language, notices: &[Notice], on_dismiss: Callback<MouseEvent>) -> Html {
    let count = notices.len();
    html! {
        <section key="notices" class="notices" data-part="notices" aria-label={word!(language, "Notices", "Hinweise")} role="status" hidden={count == 0}>
            if count > 0 {
                <div key="text">
                    <b>{ if count == 1 {
                        word!(language, "One thing in this link could not be used as it was.", "Eine Angabe in diesem Link war so nicht verwendbar.").to_owned()
                    } else {
                        say!(language, "{0} things in this link could not be used as they were.", "{0} Angaben in diesem Link waren so nicht verwendbar.", count)
                    } }</b>
                    <ul>
                        { for notices.iter().enumerate().map(|(index, notice)| html! {
                            <li key={index} data-notice={notice.key().to_owned()}>{ notice.text(language) }</li>
                        }) }
                    </ul>
                </div>
                <button key="dismiss" type="button" class="square" data-action="dismiss" aria-label={word!(language, "Dismiss notices", "Hinweise schließen")} onclick={on_dismiss}>{ Icon::Close.html() }</button>
            }
        </section>
    }
}
