//! The Lab: an experiment beside its three migrations.
//!
//! Its state is [`Lab`]; the playhead lives apart in the [`stage`], because it moves with every frame and only what depends on
//! it may be drawn again.

pub(super) mod advice;
mod bar;
mod beside;
pub(super) mod charts;
mod desk;
pub(super) mod expected;
pub(super) mod hatch;
pub(super) mod rail;
pub(super) mod share;
pub(super) mod show;
pub(super) mod stage;
mod story;

use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use super::learn::own::make_step;
use super::stories::use_story_keys;
use super::{Drawn, Row, ScreenProps};
use crate::explore::map::Base;
use crate::link::presets::{PRESETS, first_visit};
use crate::params::{Id, Part};
use crate::state;
use crate::state::lab::{self, Action, Edit, Events, Lab};
use crate::text::Language;
use crate::view::essentials::essentials;
use crate::web::clock::{Course as _, use_kept_moment, use_left_moment};
use crate::web::shell::Sheet;
use crate::web::shell::scheme::use_media;
use crate::web::shell::store::Shared;
use crate::web::widgets::fold::{handle, use_fold};
use crate::word;
use beside::BesideView;
use rail::Rail;
use share::ShareSheet;
use share::printed::Printed;
use stage::Stage;
use story::Telling;

/// Its row of the list of screens.
pub const LAB: Row = Row {
    screen: lab::SCREEN,
    bar: bar::bar,
    first: Some(first_visit),
    view: |props| html! { <LabView key="lab" ..props.clone() /> },
};

/// The Lab as its parts share it, in its page. Equal only if both are the same ones.
#[derive(Clone)]
pub struct Shown {
    lab: Rc<Lab>,
    /// The page around it.
    pub shell: Shared,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.lab, &other.lab) && self.shell == other.shell
    }
}

impl Deref for Shown {
    type Target = Lab;

    fn deref(&self) -> &Lab {
        &self.lab
    }
}

impl Shown {
    /// An experiment in its page, of whichever screen.
    pub fn new(lab: Rc<Lab>, shell: Shared) -> Self {
        Self { lab, shell }
    }

    /// The language of the page.
    pub fn language(&self) -> Language {
        self.shell.language()
    }

    /// What gave way for this parameter, in a sentence.
    pub fn complaint(&self, id: Id, class: usize) -> Option<String> {
        self.lab.complaint(id, class, self.language())
    }

    fn events(&self) -> Events {
        self.lab.events(self.language())
    }
}

#[component]
fn LabView(props: &ScreenProps) -> Html {
    let shell = &props.state;
    let state = Shown {
        lab: shell.screen().expect("the row of the Lab draws the Lab"),
        shell: shell.clone(),
    };
    let (language, present) = (state.language(), shell.page.present);
    let moment = use_mut_ref(|| state.moment());
    let on_action = {
        let step = props.step.clone();
        props.on_action.reform(move |action: Action| {
            match action {
                // Back brings a pin back that was let go.
                Action::Unpin | Action::Edit(Edit::AddEvent(_) | Edit::RemoveEvent(_) | Edit::Suspend(_)) => {
                    step.emit(true)
                }
                Action::Edit(Edit::ChangeEvent(..)) => step.emit(false),
                _ => {}
            }
            state::Action::on_screen(action)
        })
    };
    use_left_moment(&moment, &on_action.reform(Action::Leave));
    let show = show::use_show(&state, language);
    // A story tells what is to be guessed.
    let told = story::use_told(&state.scenario, state.is_anything_changed()).filter(|_| !state.hides());
    let closed = use_state(|| None::<usize>);
    let wide = use_media("(min-width: 760px)");
    let base = use_memo(state.scenario.clone(), Base::of);
    let scenario = use_memo(state.scenario.clone(), Clone::clone);
    let (unfolded, on_rail) = use_fold(present);
    use_kept_moment(present, &moment, show.end(), &on_action.reform(Action::Keep));
    desk::use_charts_key();
    use_story_keys(present, &props.on_travel, |place| {
        PRESETS.get(place).map(|preset| preset.link)
    });
    let foldable = shell.shows(Part::Rail) && present;
    let rail = shell.shows(Part::Rail) && (!present || unfolded);
    html! {
        <div class={classes!("lab", rail.then_some("with-rail"))}>
            <section key="strip" class="strip" aria-label={word!(language, "Parameters")}>
                if present {
                    <p key="essentials" class="essentials">{ essentials(language, &state.asked) }</p>
                }
                if let Some(told) = told.filter(|told| !(rail && wide) && *closed != Some(*told)) {
                    { story::strip(language, story::telling(language, &Telling { told, now: &state.scenario, short: present }, &props.on_travel), &Callback::from({
                        let closed = closed.setter();
                        move |()| closed.set(Some(told))
                    })) }
                }
                <BesideView key="beside" state={state.clone()} show={show.clone()} on_action={on_action.clone()} />
            </section>
            if foldable {
                { handle(language, unfolded, &on_rail) }
            }
            if rail && props.drawn >= Drawn::Side {
                <Rail key="rail" state={state.clone()} {told}
                    on_action={on_action.clone()} on_travel={props.on_travel.clone()} />
            }
            if props.drawn >= Drawn::Main {
                <Stage key="stage" {show} charts={props.drawn == Drawn::All} display={state.display.clone()} page={shell.page.clone()}
                    opening={props.opening(state.moment(), state.opened)} scheme={props.scheme} events={state.events()} {base} {scenario}
                    spot={state.scenario.spot()} lab={state.lab.clone()} moment={moment.clone()} {on_action} />
            }
            <Printed key="printed" state={state.clone()} moment={moment.clone()} />
            <ShareSheet key="share" open={props.sheet == Some(Sheet::Share)} {state} {moment} scheme={props.scheme}
                {language} on_step={make_step(props)} on_close={props.on_sheet.reform(|()| None)} />
        </div>
    }
}
