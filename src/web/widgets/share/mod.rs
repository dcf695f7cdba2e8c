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

/// A panel of a sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// The link.
    Link,
    /// A frame for another page.
    Embed,
    /// What can be saved.
    Files,
    /// How to cite it.
    Cite,
}

/// An open sheet.
pub struct Sheet {
    /// The panel that is shown.
    pub panel: Panel,
    /// Says what has happened.
    pub say: Callback<String>,
    said: AttrValue,
    on_choose: Callback<Panel>,
}

/// A sheet that begins with the link.
#[hook]
pub fn use_sheet() -> Sheet {
    let panel = use_state(|| Panel::Link);
    let said = use_state(AttrValue::default);
    let (setter, teller, silent) = (panel.setter(), said.setter(), said.setter());
    Sheet {
        panel: *panel,
        say: Callback::from(move |text: String| teller.set(text.into())),
        said: (*said).clone(),
        on_choose: Callback::from(move |panel| {
            setter.set(panel);
            silent.set(AttrValue::default());
        }),
    }
}

impl Sheet {
    /// The names of the panels, what is in the one that is shown, and what was said last.
    pub fn around(&self, language: Language, inside: Html) -> Html {
        let panels = [
            (Panel::Link, "link", word!(language, "Link" in "address")),
            (Panel::Embed, "embed", word!(language, "Embed")),
            (Panel::Files, "files", word!(language, "Files")),
            (Panel::Cite, "cite", word!(language, "Cite")),
        ];
        html! {
            <>
                <fieldset key="tabs" class="tabs">
                    <legend class="hidden">{ word!(language, "What to share") }</legend>
                    { for panels.into_iter().map(|(each, name, label)| {
                        let onchange = self.on_choose.reform(move |_: Event| each);
                        html! { <label key={name}><input type="radio" name="share-tab" value={name} checked={self.panel == each} {onchange} />{ label }</label> }
                    }) }
                </fieldset>
                { inside }
                <p key="said" class="said" role="status">{ self.said.clone() }</p>
            </>
        }
    }
}
