//! A measured migration: a text beside what was understood of it, why it went so, and what would help.
//!
//! Its state is [`Measured`]; the experiment is sought by [`work`], a slice a frame.

mod ask;
mod chart;
mod fetch;
mod file;
mod give;
mod open;
mod result;
mod share;
mod told;
mod work;

use std::rc::Rc;

use yew::prelude::*;

use super::{Row, ScreenProps};
use crate::measured::Notice;
use crate::state;
use crate::state::lab::{self, MeasuredRun};
use crate::state::measured::{self, Action, Measured};
use crate::text::Language;
use crate::view::palette::Scheme;
use crate::web::shell::address;
use crate::web::shell::store::Shared;
use crate::web::widgets::focus::use_focus;
use crate::word;
use give::Give;
use result::result;

/// Its row of the list of screens.
pub const MEASURED: Row = Row {
    first: None,
    screen: measured::SCREEN,
    bar: |_| html! {},
    view: |props| html! { <MeasuredView key="measured" ..props.clone() /> },
};

/// The screen as its parts share it, in its page. Equal only if both are the same ones.
#[derive(Clone)]
pub struct Shown {
    /// The screen.
    pub measured: Rc<Measured>,
    /// The page around it.
    pub shell: Shared,
    /// Its colours.
    pub scheme: Scheme,
    /// Called with what the reader does.
    pub on_action: Callback<Action>,
    /// Travels to another link.
    pub on_travel: Callback<String>,
    /// Lays the measured run behind what the Lab shows.
    pub on_behind: Callback<Option<Rc<MeasuredRun>>>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.measured, &other.measured) && self.shell == other.shell && self.scheme == other.scheme
    }
}

impl Shown {
    /// The language of the page.
    pub fn language(&self) -> Language {
        self.shell.language()
    }

    /// A link of the page: it can be opened in another tab, and Back returns from it.
    pub fn link(&self, target: String, class: &'static str, action: &'static str, text: Html) -> Html {
        let href = address::href(&target);
        let on_travel = self.on_travel.clone();
        let onclick = address::in_this_tab(move || on_travel.emit(target.clone()));
        html! { <a class={class} data-action={action} {href} {onclick}>{ text }</a> }
    }

    /// The way to the Lab, with the measured run behind the experiment: in the link, if the address has it too.
    pub fn to_lab(&self, text: Html) -> Html {
        let measured = &self.measured;
        let carried = measured
            .is_in_the_link()
            .then(|| measured.lab_link_with_record())
            .flatten();
        let carries = carried.is_some();
        let Some(target) = carried.or_else(|| measured.lab_link()) else {
            return html! {};
        };
        let href = address::href(&target);
        let shown = self.clone();
        let go = move || {
            if carries {
                shown.on_travel.emit(target.clone());
            } else {
                shown.travel_with_run(target.clone());
            }
        };
        html! { <a class="way primary" data-action="to-lab" {href} onclick={address::in_this_tab(go)}>{ text }</a> }
    }

    /// Travels to a link of the Lab, and takes the measured run along.
    pub fn travel_with_run(&self, target: String) {
        self.on_travel.emit(target);
        let run = self.measured.record().and_then(|record| MeasuredRun::of(record));
        self.on_behind.emit(run.map(Rc::new));
    }
}

#[component]
fn MeasuredView(props: &ScreenProps) -> Html {
    let shell = &props.state;
    let measured: Rc<Measured> = shell.screen().expect("the row of measured migrations draws them");
    let on_action = props.on_action.reform(state::Action::on_screen::<Action>);
    fetch::use_examples(&measured, &on_action);
    let runs = work::use_fit(measured.sought(), &on_action);
    let shown = Shown {
        on_behind: props
            .on_action
            .reform(|run| state::Action::on_screen(lab::Action::Measured(run))),
        measured: measured.clone(),
        shell: shell.clone(),
        scheme: props.scheme,
        on_action,
        on_travel: props.on_travel.clone(),
    };
    // What was read takes the place of the field that had the focus.
    let main = use_node_ref();
    use_focus(&main, Rc::as_ptr(&measured.given) as usize);
    let drop = file::on_drop(&shown);
    let over = file::on_drag_over();
    if !measured.given.is_understood() {
        return html! {
            <main ref={main} id="stage" class="measured empty" tabindex="-1" data-measured="empty" ondrop={drop} ondragover={over}>
                <Give key="give" {shown} />
            </main>
        };
    }
    html! {
        <main ref={main} id="stage" class="measured" tabindex="-1" data-measured={if measured.found.is_some() { "found" } else { "sought" }}
            ondrop={drop} ondragover={over}>
            { result(&shown, runs) }
        </main>
    }
}

/// What was not taken of the text as it stands.
pub fn notices(language: Language, notices: &[Notice]) -> Html {
    html! {
        if !notices.is_empty() {
            <ul key="notices" class="measured-notices" data-part="measured-notices" aria-label={word!(language, "What was not taken as it stands")}>
                for (index, notice) in notices.iter().take(MOST_NOTICES).enumerate() {
                    <li key={index}>{ notice.text(language) }</li>
                }
                if notices.len() > MOST_NOTICES {
                    <li key="more">{ "…" }</li>
                }
            </ul>
        }
    }
}

/// More of them tell nothing new.
const MOST_NOTICES: usize = 8;
