//! What an opened link got wrong.

use yew::prelude::*;

use super::icon::Icon;
use crate::link::Notice;

/// A strip above the page, until dismissed. It is always there for screen readers to listen to.
pub fn notices(notices: &[Notice], on_dismiss: Callback<MouseEvent>) -> Html {
    let count = notices.len();
    html! {
        <section key="notices" class="notices" data-part="notices" aria-label="Notices" role="status" hidden={count == 0}>
            if count > 0 {
                <div key="text">
                    <b>{ if count == 1 { "One thing in this link could not be used as it was.".to_owned() }
                        else { format!("{count} things in this link could not be used as they were.") } }</b>
                    <ul>
                        { for notices.iter().enumerate().map(|(index, notice)| html! {
                            <li key={index} data-notice={notice.key().to_owned()}>{ notice.to_string() }</li>
                        }) }
                    </ul>
                </div>
                <button key="dismiss" type="button" class="square" data-action="dismiss" aria-label="Dismiss notices" onclick={on_dismiss}>{ Icon::Close.html() }</button>
            }
        </section>
    }
}
