//! What is given to others: links, a frame for another page, files, a citation.

mod differences;
mod embed;
mod files;
mod paint;
pub mod printed;

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::state::tidy;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::export::{Origin, VERSION};
use crate::view::palette::Scheme;
use crate::web::screens::lab::Shown;
use crate::web::shell::address;
use crate::web::widgets::dialog::Dialog;
use crate::web::widgets::share::cite::cite;
use crate::web::widgets::share::link::LinkPanel;
use crate::web::widgets::share::{Panel, use_sheet};
use crate::word;
use differences::differences;
use embed::LanesEmbedPanel;
use files::FilesPanel;

/// What is shared.
#[derive(Clone, Properties)]
pub struct ShareSheetProps {
    /// Whether it is open.
    pub open: bool,
    /// The Lab and the page around it.
    pub state: Shown,
    /// The moment of the playhead.
    pub moment: Rc<RefCell<SimTime>>,
    /// The colours of pictures.
    pub scheme: Scheme,
    /// The language.
    pub language: Language,
    /// Makes what a link opens a step of a lesson.
    pub on_step: Callback<String>,
    /// Called when the user closes it.
    pub on_close: Callback<()>,
}

impl PartialEq for ShareSheetProps {
    fn eq(&self, other: &Self) -> bool {
        // A closed sheet shows nothing of it.
        let same = self.language == other.language && self.on_close == other.on_close;
        same && self.open == other.open && (!self.open || (self.state == other.state && self.scheme == other.scheme))
    }
}

/// The sheet.
#[component]
pub fn ShareSheet(props: &ShareSheetProps) -> Html {
    let title = word!(props.language, "Share and export");
    html! {
        <Dialog id="share" language={props.language} {title} open={props.open} on_close={props.on_close.clone()}>
            if props.open {
                <Panels ..props.clone() />
            }
        </Dialog>
    }
}

/// What a panel shows.
#[derive(Clone, PartialEq, Properties)]
pub struct PanelProps {
    /// The Lab and the page around it.
    pub state: Shown,
    /// The moment at which the sheet was opened.
    pub at: SimTime,
    /// The colours of pictures.
    pub scheme: Scheme,
    /// The language.
    pub language: Language,
    /// Makes what a link opens a step of a lesson.
    pub on_step: Callback<String>,
    /// Says what has happened.
    pub say: Callback<String>,
}

/// What stands in the open sheet.
#[component]
fn Panels(props: &ShareSheetProps) -> Html {
    let language = props.language;
    let sheet = use_sheet();
    // The clock may run on behind the sheet.
    let at = use_state(|| {
        let trace = &props.state.trace;
        tidy(*props.moment.borrow(), trace.end())
    });
    let shown = PanelProps {
        state: props.state.clone(),
        at: *at,
        scheme: props.scheme,
        language,
        on_step: props.on_step.clone(),
        say: sheet.say.clone(),
    };
    let inside = match sheet.panel {
        Panel::Link => link(&shown),
        Panel::Embed => html! { <LanesEmbedPanel key="embed" ..shown /> },
        Panel::Files => html! { <FilesPanel key="files" ..shown /> },
        Panel::Cite => cite(&shown.origin(&shown.address(SimTime::ZERO)), &shown.say),
    };
    sheet.around(language, inside)
}

fn link(props: &PanelProps) -> Html {
    let link = {
        let state = props.state.clone();
        Callback::from(move |moment| state.shared_link(&state.shell, moment))
    };
    html! {
        <LinkPanel key="link" at={props.at} {link} language={props.language} on_step={props.on_step.clone()} say={props.say.clone()}>
            { differences(props.language, &props.state.differences()) }
        </LinkPanel>
    }
}

impl PanelProps {
    /// The whole address of this setup, at its start or at a moment.
    fn address(&self, moment: SimTime) -> String {
        address::for_others(&self.state.shared_link(&self.state.shell, moment))
    }

    fn origin<'a>(&self, address: &'a str) -> Origin<'a> {
        Origin {
            address,
            version: VERSION,
            language: self.language,
        }
    }
}
