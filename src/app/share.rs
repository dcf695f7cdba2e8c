//! The link to exactly this experiment.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::address;
use super::dialog::Dialog;
use crate::link;
use crate::scenario::{Display, Experiment};
use crate::text::Language;
use crate::units::SimTime;
use crate::word;

/// What is shared.
#[derive(Clone, Properties)]
pub struct ShareProps {
    /// The language of its words.
    pub language: Language,
    /// Whether it is open.
    pub open: bool,
    /// The experiment.
    pub experiment: Experiment,
    /// The moment of the playhead.
    pub moment: Rc<RefCell<SimTime>>,
    /// Called when the user closes it.
    pub on_close: Callback<()>,
}

impl PartialEq for ShareProps {
    fn eq(&self, other: &Self) -> bool {
        self.open == other.open && self.language == other.language && self.experiment == other.experiment
    }
}

/// The sheet with the link, ready to be copied.
#[function_component(ShareSheet)]
pub fn share_sheet(props: &ShareProps) -> Html {
    let language = props.language;
    let field = use_node_ref();
    let copied = use_state(|| false);
    {
        let copied = copied.setter();
        use_effect_with(props.open, move |_| copied.set(false));
    }
    // To the millisecond: nobody can point at a moment more exactly.
    let now = SimTime::s((props.moment.borrow().as_s() * 1000.0).round() / 1000.0);
    let experiment = Experiment {
        display: Display {
            moment: now,
            ..props.experiment.display.clone()
        },
        ..props.experiment.clone()
    };
    let text = address::absolute(&link::print(&experiment));
    let copy = {
        let (field, copied, text) = (field.clone(), copied.setter(), text.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.select();
            }
            let window = gloo::utils::window();
            // Only a secure page has a clipboard; elsewhere the text stands selected for Ctrl+C.
            if window.is_secure_context() {
                let _ = window.navigator().clipboard().write_text(&text);
                copied.set(true);
            }
        })
    };
    html! {
        <Dialog id="share" {language} title={word!(language, "Link to this experiment", "Link zu diesem Versuch")} open={props.open} on_close={props.on_close.clone()}>
            <p>{ word!(language, "Parameters, look and the moment on the clock are all in it; nothing is stored anywhere.", "Parameter, Darstellung und der Zeitpunkt auf der Uhr stehen alle darin; gespeichert wird nirgends etwas.") }</p>
            <div class="pair">
                <input type="text" ref={field} readonly=true aria-label="Link" value={text} />
                <button type="button" data-action="copy" onclick={copy}>{ word!(language, "Copy", "Kopieren") }</button>
            </div>
            <p class="note" role="status">{ if *copied { word!(language, "Copied.", "Kopiert.") } else { "\u{a0}" } }</p>
        </Dialog>
    }
}
