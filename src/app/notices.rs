//! What an opened link got wrong.

use yew::prelude::*;

use super::icon::Icon;
use crate::link::Notice;

/// What is told.
#[derive(Clone, PartialEq, Properties)]
pub struct NoticesProps {
    /// The notices.
    pub notices: Vec<Notice>,
    /// Called when they were read.
    pub on_dismiss: Callback<()>,
}

/// A strip above the page, until dismissed. It is always there for screen readers to listen to.
#[function_component(Notices)]
pub fn notices(props: &NoticesProps) -> Html {
    let count = props.notices.len();
    let dismiss = props.on_dismiss.reform(|_: MouseEvent| ());
    html! {
        <section class="notices" data-part="notices" aria-label="Notices" role="status" hidden={count == 0}>
            if count > 0 {
                <div key="text">
                    <b>{ if count == 1 { "One thing in this link could not be used as it was.".to_owned() }
                        else { format!("{count} things in this link could not be used as they were.") } }</b>
                    <ul>
                        { for props.notices.iter().enumerate().map(|(index, notice)| html! {
                            <li key={index} data-notice={notice.key().to_owned()}>{ notice.to_string() }</li>
                        }) }
                    </ul>
                </div>
                <button key="dismiss" type="button" class="square" data-action="dismiss" aria-label="Dismiss notices" onclick={dismiss}>{ Icon::Close.html() }</button>
            }
        </section>
    }
}
