//! What an opened link got wrong, and what could not be had.

use yew::prelude::*;

use super::icon::Icon;
use crate::state::State;
use crate::{say, word};

/// A strip above the page, until dismissed. It is always there for screen readers to listen to.
pub fn notices(state: &State, on_dismiss: Callback<MouseEvent>) -> Html {
    let language = state.language();
    let count = state.notices.len();
    let nothing = count == 0 && state.missing_language.is_none();
    html! {
        <section key="notices" class="notices" data-part="notices" aria-label={word!(language, "Notices", "Hinweise")} role="status" hidden={nothing}>
            if !nothing {
                <div key="text">
                    if let Some(missing) = state.missing_language {
                        <p key="language" data-notice="language">{ say!(
                            language,
                            "{0} could not be downloaded, so the page keeps its language. Check the connection, then choose it again.",
                            "{0} konnte nicht geladen werden, deshalb behält die Seite ihre Sprache. Verbindung prüfen, dann erneut wählen.",
                            missing.name()
                        ) }</p>
                    }
                    if count > 0 {
                        <b key="count">{ if count == 1 {
                            word!(language, "One thing in this link could not be used as it was.", "Eine Angabe in diesem Link war so nicht verwendbar.").to_owned()
                        } else {
                            say!(language, "{0} things in this link could not be used as they were.", "{0} Angaben in diesem Link waren so nicht verwendbar.", count)
                        } }</b>
                        <ul key="list">
                            for (index, notice) in state.notices.iter().enumerate() {
                                <li key={index} data-notice={notice.key().to_owned()}>{ notice.text(language) }</li>
                            }
                        </ul>
                    }
                </div>
                <button key="dismiss" type="button" class="square" data-action="dismiss" aria-label={word!(language, "Dismiss notices", "Hinweise schließen")} onclick={on_dismiss}>{ Icon::Close.html() }</button>
            }
        </section>
    }
}
