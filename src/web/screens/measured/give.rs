//! The page without a migration: a field for a text, and an example of each format.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::{Shown, file, notices};
use crate::link::{self, Measuring, learning::Name};
use crate::measured::read::token;
use crate::measured::{FORMATS, Format};
use crate::params::ScreenName;
use crate::state::measured::Action;
use crate::text::Language;
use crate::{say, word};

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct GiveProps {
    /// The screen.
    pub shown: Shown,
}

/// The field keeps what stands in it until it is read; a paste into the empty field is read at once.
#[component]
pub fn Give(props: &GiveProps) -> Html {
    let shown = &props.shown;
    let language = shown.language();
    let given = &shown.measured.given;
    let field = use_node_ref();
    let text_of = {
        let field = field.clone();
        move || {
            field
                .cast::<HtmlTextAreaElement>()
                .map(|field| field.value())
                .unwrap_or_default()
        }
    };
    let onclick = {
        let text_of = text_of.clone();
        shown
            .on_action
            .reform(move |_: MouseEvent| Action::Take(None, text_of().into()))
    };
    let oninput = {
        let on_action = shown.on_action.clone();
        let before = use_mut_ref(String::new);
        Callback::from(move |event: InputEvent| {
            let text = text_of();
            let was_empty = before.borrow().trim().is_empty();
            *before.borrow_mut() = text.chars().take(64).collect();
            if event.input_type() == "insertFromPaste" && was_empty {
                on_action.emit(Action::Take(None, text.into()));
            }
        })
    };
    let reading = given.reading.as_ref();
    html! {
        <>
            <section key="give" class="give">
                <h1>{ word!(language, "Bring your own migration") }</h1>
                <p>{ word!(language, "Paste what your tools printed, whole or in part, with everything around it: it becomes an experiment, with the prediction beneath the measurement, why they differ, and what would help.") }</p>
                <div key="said" role="status" aria-live="polite" data-part="measured-said">
                    if let Some(unread) = given.unread {
                        <p>{ unread.text(language) }</p>
                    }
                    if let Some(reading) = reading {
                        { notices(language, &reading.notices) }
                    }
                </div>
                { file::looking(shown, language) }
                <label for="measured-text">{ match &given.name {
                    Some(name) => say!(language, "The text of {0}", name),
                    None => word!(language, "What the tools printed").to_owned(),
                } }</label>
                <textarea id="measured-text" ref={field} rows="14" spellcheck="false" value={given.text.to_string()} {oninput} />
                <p key="ways" class="ways">
                    <button type="button" class="primary" data-action="read" {onclick}>{ word!(language, "Read it") }</button>
                    { file::open(shown, language) }
                </p>
                <ul class="measured-promises note">
                    <li>{ word!(language, "Nothing leaves this browser. A link carries the experiment, and the text only if that is wanted.") }</li>
                    <li>{ word!(language, "Formats may be mixed; lines that are not understood are left, and shown.") }</li>
                    <li>{ word!(language, "Names of hosts and ids are not needed and can be cut out.") }</li>
                    <li>{ word!(language, "Two readings tell more than one: the state printed twice while it runs, a minute apart.") }</li>
                </ul>
            </section>
            <section key="formats" class="formats">
                <h2>{ word!(language, "What can be read") }</h2>
                <ul>
                    for format in FORMATS.iter() {
                        { example(shown, language, *format) }
                    }
                </ul>
            </section>
        </>
    }
}

fn example(shown: &Shown, language: Language, format: &'static dyn Format) -> Html {
    let name = token(format);
    let keys = Measuring {
        example: Name::new(&name).unwrap_or_default(),
        ..Measuring::default()
    };
    let link = shown
        .shell
        .link_with(ScreenName::Measured, |text| link::add(text, &keys));
    let examples = shown.measured.examples.as_ref();
    let text = examples.and_then(|examples| examples.as_ref().ok()?.of(format));
    let line = text
        .and_then(|text| text.lines().find(|line| line.len() > 8 && !line.ends_with('{')))
        .unwrap_or_default();
    let short: String = line.trim().chars().take(80).collect();
    let said =
        html! { <>{ word!(language, "Example") }<span class="hidden">{ format!(": {}", format.name()) }</span></> };
    html! {
        <li key={name}>
            <div>
                <b>{ format.name() }</b>
                <code>{ short }</code>
            </div>
            { shown.link(link, "", "example", said) }
        </li>
    }
}
