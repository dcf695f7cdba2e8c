//! A native dialog that follows the state.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::text::Language;
use crate::web::widgets::icon::Icon;
use crate::word;

/// What it shows.
#[derive(PartialEq, Properties)]
pub struct DialogProps {
    /// Its id.
    pub id: AttrValue,
    /// Its heading.
    pub title: AttrValue,
    /// The language of its button.
    pub language: Language,
    /// Whether it is open.
    pub open: bool,
    /// Called when the user closes it.
    pub on_close: Callback<()>,
    /// What is in it.
    pub children: Html,
}

/// Modal: the browser keeps the focus inside and gives it back.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.open, move |&open| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                match (open, dialog.open()) {
                    // A dialog that cannot be modal is still a dialog.
                    (true, false) => drop(dialog.show_modal()),
                    (false, true) => dialog.close(),
                    _ => {}
                }
            }
        });
    }
    let heading = format!("{}-title", props.id);
    let onclose = props.on_close.reform(|_: Event| ());
    let onclick = {
        let (node, on_close) = (node.clone(), props.on_close.clone());
        Callback::from(move |event: MouseEvent| {
            // A click on the ground beside the sheet lands on the dialog itself.
            if event.target() == node.get().map(Into::into) {
                on_close.emit(());
            }
        })
    };
    html! {
        <dialog ref={node} id={props.id.clone()} aria-labelledby={heading.clone()} {onclose} {onclick}>
            <div class="sheet">
                <header>
                    <h2 id={heading}>{ props.title.clone() }</h2>
                    <button type="button" class="square" aria-label={word!(props.language, "Close")} onclick={props.on_close.reform(|_| ())}>{ Icon::Close.html() }</button>
                </header>
                { props.children.clone() }
            </div>
        </dialog>
    }
}
