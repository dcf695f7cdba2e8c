//! What is given to others: the link, and the tables of the runs.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::Run;
use crate::display::Display;
use crate::link::cluster::add_runs;
use crate::params::ScreenName;
use crate::state::cluster::ClusterScreen;
use crate::units::SimTime;
use crate::view::cluster::table;
use crate::view::export::two;
use crate::web::screens::lab::share::copy::Copyable;
use crate::web::screens::lab::share::save::{save, text_address};
use crate::web::shell::address;
use crate::web::shell::store::Shared;
use crate::web::widgets::dialog::Dialog;
use crate::{say, word};

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
    }
}

/// The sheet.
#[component]
pub fn ShareSheet(props: &ShareSheetProps) -> Html {
    let language = props.shell.language();
    let said = use_state(String::new);
    let say = {
        let said = said.setter();
        Callback::from(move |text| said.set(text))
    };
    let screen = &props.screen;
    let link = props.open.then(|| {
        let display = Display {
            moment: *props.moment.borrow(),
            ..screen.display.clone()
        };
        let second = screen.other().map(|run| &run.asked);
        props.shell.link_with(ScreenName::Cluster, |text| {
            add_runs(text, &screen.first.asked, second, &display)
        })
    });
    html! {
        <Dialog id="share" {language} title={word!(language, "Share and export")} open={props.open} on_close={props.on_close.clone()}>
            if let Some((text, link)) = link.map(|text| (text.clone(), address::absolute(&text))) {
                <Copyable key="link" name="link" label={word!(language, "Link" in "address")} rows=5 text={link.clone()}
                    done={say!(language, "Copied: {0} characters.", link.len().to_string())} {language} {say} />
                if let Some(runs) = &props.runs {
                    <button key="csv" type="button" data-action="save-csv" onclick={save_migrations(link, runs.clone())}>{ word!(language, "Migrations (CSV)") }</button>
                }
                <button key="step" type="button" data-action="make-step" onclick={props.on_step.reform(move |_: MouseEvent| text.clone())}>{ word!(language, "Make this a step of a lesson") }</button>
                <p key="said" class="said" role="status">{ (*said).clone() }</p>
            }
        </Dialog>
    }
}

fn save_migrations(link: String, runs: Rc<[Run]>) -> Callback<MouseEvent> {
    Callback::from(move |_| {
        let both = [two::Of::First, two::Of::Second];
        let records = runs.iter().zip(both).map(|(run, of)| (of, &*run.record));
        save(
            "migrations.csv",
            &text_address(&table::migrations_csv(&link, records), "csv"),
        );
    })
}
