//! What is given to others: the link, a frame for another page, the tables of the runs, a citation.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::Run;
use crate::params::Part;
use crate::state::cluster::ClusterScreen;
use crate::state::share::Embed;
use crate::state::tidy;
use crate::units::SimTime;
use crate::view::cluster::table::Of;
use crate::view::export::{Origin, VERSION};
use crate::web::shell::address;
use crate::web::shell::store::Shared;
use crate::web::widgets::dialog::Dialog;
use crate::web::widgets::share::cite::cite;
use crate::web::widgets::share::copy::Copyable;
use crate::web::widgets::share::embed::EmbedPanel;
use crate::web::widgets::share::link::LinkPanel;
use crate::web::widgets::share::save::{save, text_address};
use crate::web::widgets::share::{Panel, use_sheet};
use crate::{say, word};

/// What can be left out of a frame.
const PARTS: [Part; 4] = [Part::Header, Part::Rail, Part::Timeline, Part::Narration];

/// What is shared.
#[derive(Clone, Properties)]
pub struct ShareSheetProps {
    /// Whether it is open.
    pub open: bool,
    /// The page.
    pub shell: Shared,
    /// The screen.
    pub screen: Rc<ClusterScreen>,
    /// Its runs, as soon as they are there.
    pub runs: Option<Rc<[Run]>>,
    /// What comes of them, in a sentence.
    pub told: AttrValue,
    /// The moment of the playhead.
    pub moment: Rc<RefCell<SimTime>>,
    /// Makes what a link opens a step of a lesson.
    pub on_step: Callback<String>,
    /// Called when the user closes it.
    pub on_close: Callback<()>,
}

impl PartialEq for ShareSheetProps {
    fn eq(&self, other: &Self) -> bool {
        self.open == other.open
            && self.shell == other.shell
            && Rc::ptr_eq(&self.screen, &other.screen)
            && self.runs == other.runs
            && self.told == other.told
    }
}

/// The sheet.
#[component]
pub fn ShareSheet(props: &ShareSheetProps) -> Html {
    let language = props.shell.language();
    html! {
        <Dialog id="share" {language} title={word!(language, "Share and export")} open={props.open} on_close={props.on_close.clone()}>
            if props.open {
                <Panels ..props.clone() />
            }
        </Dialog>
    }
}

/// What stands in the open sheet.
#[component]
fn Panels(props: &ShareSheetProps) -> Html {
    let language = props.shell.language();
    let sheet = use_sheet();
    // The clock may run on behind the sheet.
    let at = use_state(|| {
        let ends = props
            .runs
            .iter()
            .flat_map(|runs| runs.iter().map(|run| run.record.until));
        tidy(*props.moment.borrow(), ends.max().unwrap_or_default())
    });
    let inside = match sheet.panel {
        Panel::Link => link(props, *at, &sheet.say),
        Panel::Embed => embed(props, *at, &sheet.say),
        Panel::Files => files(props, &sheet.say),
        Panel::Cite => {
            let address = address_at(props, SimTime::ZERO);
            let origin = Origin {
                address: &address,
                version: VERSION,
                language,
            };
            cite(&origin, &sheet.say)
        }
    };
    sheet.around(language, inside)
}

/// The whole address, at its start or at a moment.
fn address_at(props: &ShareSheetProps, moment: SimTime) -> String {
    address::for_others(&props.screen.shared_link(&props.shell, moment))
}

/// The link, and what comes of the runs beside it as a text to send.
fn link(props: &ShareSheetProps, at: SimTime, say: &Callback<String>) -> Html {
    let language = props.shell.language();
    let link = {
        let (screen, shell) = (props.screen.clone(), props.shell.clone());
        Callback::from(move |moment| screen.shared_link(&shell, moment))
    };
    let text = format!("{}\n{}", props.told, address_at(props, SimTime::ZERO));
    html! {
        <LinkPanel key="link" {at} {link} {language} on_step={props.on_step.clone()} say={say.clone()}>
            if !props.told.is_empty() {
                <Copyable name="told" label={word!(language, "What comes of it, with the link")} rows=4 {text}
                    done={word!(language, "Copied: the text.")} {language} say={say.clone()} />
            }
        </LinkPanel>
    }
}

fn embed(props: &ShareSheetProps, at: SimTime, say: &Callback<String>) -> Html {
    let language = props.shell.language();
    let address = {
        let (screen, shell) = (props.screen.clone(), props.shell.clone());
        Callback::from(move |embed: Embed| address::for_others(&screen.embed_link(&shell, &embed, at)))
    };
    html! {
        <EmbedPanel key="embed" parts={&PARTS[..]} title={word!(language, "Migrascope: a simulated cluster")} {address} {language} say={say.clone()} />
    }
}

fn files(props: &ShareSheetProps, say: &Callback<String>) -> Html {
    let language = props.shell.language();
    let row = |of: Of| {
        let (name, label) = (of.name(), of.label().get(language));
        let file = format!("migrascope-{name}.csv");
        let (props, say, saved) = (props.clone(), say.clone(), file.clone());
        let onclick = move |_: MouseEvent| {
            let text = props.screen.csv(&props.shell, of, language);
            save(&saved, &text_address(&text, "csv"));
            say.emit(say!(language, "Saved: {0}.", saved));
        };
        html! {
            <li key={name}>
                <span>{ label }</span>
                <button type="button" data-file={file} aria-label={format!("{label}: CSV")} {onclick}>{ "CSV" }</button>
            </li>
        }
    };
    html! {
        <ul key="files" class="share-panel files">
            if props.runs.is_none() {
                <li key="sought" class="note">{ word!(language, "The run is simulated …") }</li>
            } else {
                { for Of::ALL.into_iter().map(row) }
            }
        </ul>
    }
}
