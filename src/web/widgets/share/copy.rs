//! A text with a button that copies it.

use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlTextAreaElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::text::Language;
use crate::word;

/// What is copied.
#[derive(Clone, PartialEq, Properties)]
pub struct CopyableProps {
    /// For tests, and for the label.
    pub name: &'static str,
    /// What it is.
    pub label: &'static str,
    /// The text.
    pub text: AttrValue,
    /// Lines of it that are seen.
    pub rows: u8,
    /// What is said when it is copied.
    pub done: AttrValue,
    /// The language.
    pub language: Language,
    /// Says what has happened.
    pub say: Callback<String>,
    /// Further buttons.
    #[prop_or_default]
    pub children: Html,
}

/// The text can be selected and read in any case; the button only saves a key.
#[component]
pub fn Copyable(props: &CopyableProps) -> Html {
    let field = use_node_ref();
    let onclick = {
        let (field, props) = (field.clone(), props.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                field.select();
            }
            let CopyableProps {
                text,
                say,
                done,
                language,
                ..
            } = props.clone();
            spawn_local(async move {
                let copied = write(&text).await;
                say.emit(if copied {
                    done.to_string()
                } else {
                    word!(
                        language,
                        "The browser does not let this page copy. The text is selected: Ctrl+C (or the menu of the text) copies it."
                    )
                    .to_owned()
                });
            });
        })
    };
    let id = format!("share-{}", props.name);
    html! {
        <div class="copyable">
            <label for={id.clone()}>{ props.label }</label>
            <textarea {id} ref={field} readonly=true rows={props.rows.to_string()} spellcheck="false" data-share={props.name} value={props.text.clone()} />
            <div class="row-of-boxes">
                <button type="button" data-action={format!("copy-{}", props.name)} {onclick}>{ word!(props.language, "Copy") }</button>
                { props.children.clone() }
            </div>
        </div>
    }
}

/// Whether the text is on the clipboard now. Only a secure page has one, and the user may deny it.
async fn write(text: &str) -> bool {
    let window = gloo::utils::window();
    window.is_secure_context()
        && JsFuture::from(window.navigator().clipboard().write_text(text))
            .await
            .is_ok()
}
