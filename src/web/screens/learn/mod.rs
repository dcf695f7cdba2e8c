//! Lessons: a list of them, and one beside the lanes.
//!
//! Its state is [`Learn`]; what the lanes show comes from the Lab's own stage and rail.

mod answer;
mod axis;
mod choose;
mod cluster;
mod exercise;
pub(super) mod fetch;
mod list;
pub(super) mod own;
mod panel;
mod seeds;
mod slide;
mod stage;
mod steps;

use std::rc::Rc;

use yew::prelude::*;

use super::{Drawn, Row, ScreenProps};
use crate::link::{self, Learning};
use crate::params::ScreenName;
use crate::state;
use crate::state::learn::question::Question;
use crate::state::learn::{self, Action, Learn, View};
use crate::text::Language;
use crate::units::SimTime;
use crate::web::clock::Opening;
use crate::web::shell::address;
use crate::web::shell::store::Shared;
use crate::word;
use cluster::ClusterStage;
use exercise::Practice;
use list::list;
use own::Editor;
use panel::Panel;
use seeds::Seeds;
use slide::Slide;
use stage::LessonStage;

/// Its row of the list of screens.
pub const LEARN: Row = Row {
    first: None,
    screen: learn::SCREEN,
    bar: |_| html! {},
    view: |props| html! { <LearnView key="learn" ..props.clone() /> },
};

/// The lessons as their parts share them, in their page. Equal only if both are the same ones.
#[derive(Clone)]
pub struct Shown {
    /// The lessons.
    pub learn: Rc<Learn>,
    /// The page around them.
    pub shell: Shared,
    /// Called with what the reader does.
    pub on_action: Callback<Action>,
    /// Travels to another link of this screen.
    pub on_travel: Callback<String>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.learn, &other.learn) && self.shell == other.shell
    }
}

impl Shown {
    /// The language of the page.
    pub fn language(&self) -> Language {
        self.shell.language()
    }

    /// How the clock of a step begins.
    pub fn opening(&self, start: SimTime, opened: u32, blank: bool) -> Opening {
        Opening {
            start,
            opened,
            plays: 0,
            at_once: self.learn.plays(),
            blank,
        }
    }

    /// A link of the page: it can be opened in another tab, and Back returns from it.
    pub fn link(&self, keys: &Learning, class: &'static str, action: &'static str, text: Html) -> Html {
        self.link_as(keys, class, action, None, text)
    }

    /// A link to the list of lessons.
    pub fn list(&self, class: &'static str, text: Html) -> Html {
        let keys = Learning {
            done: self.learn.keys.done.clone(),
            ..Learning::default()
        };
        self.link(&keys, class, "list", text)
    }

    /// The way back to the list, above what it led to.
    pub fn back(&self) -> Html {
        let text = html! { <><span aria-hidden="true">{ "‹ " }</span>{ word!(self.language(), "Lessons") }</> };
        self.list("back", text)
    }

    /// A link; `current` for the place where one is.
    pub fn link_as(
        &self,
        keys: &Learning,
        class: &'static str,
        action: &'static str,
        current: Option<&'static str>,
        text: Html,
    ) -> Html {
        let target = self.shell.link_with(ScreenName::Learn, |link| link::add(link, keys));
        let href = address::href(&target);
        let on_travel = self.on_travel.clone();
        let onclick = address::in_this_tab(move || on_travel.emit(target.clone()));
        html! { <a class={class} data-action={action} aria-current={current} {href} {onclick}>{ text }</a> }
    }
}

#[component]
fn LearnView(props: &ScreenProps) -> Html {
    let shell = &props.state;
    let learn: Rc<Learn> = shell.screen().expect("the row of the lessons draws the lessons");
    let on_action = props.on_action.reform(state::Action::on_screen::<Action>);
    fetch::use_texts(&learn, shell.language(), &on_action);
    let shown = Shown {
        learn: learn.clone(),
        shell: shell.clone(),
        on_action,
        on_travel: props.on_travel.clone(),
    };
    let language = shell.language();
    match learn.view() {
        View::List => return list(&shown),
        View::Exercise => return html! { <Practice key="exercise" {shown} /> },
        View::Editor => return html! { <Editor key="editor" {shown} /> },
        View::Seeds => return html! { <Seeds key="seeds" {shown} /> },
        View::Lesson => {}
    }
    // A question to the whole room; what is typed or put in order is for a reader.
    let is_slide = shell.page.present && matches!(learn.question(), Some(Question::Choice { .. }));
    match &learn.opened {
        Some(Ok(_)) => html! {
            <div class={classes!("learn", is_slide.then_some("presented"))}>
                { steps::steps(&shown) }
                if is_slide {
                    <Slide key={format!("slide-{}", learn.place())} shown={shown.clone()} />
                } else {
                    <Panel key="panel" shown={shown.clone()} />
                }
                if props.drawn >= Drawn::Main && !(is_slide && learn.is_sealed()) {
                    if let Some(screen) = learn.cluster.clone() {
                        <ClusterStage key="cluster" {shown} {screen} scheme={props.scheme} blank={props.blank} />
                    } else {
                        <LessonStage key="stage" {shown} scheme={props.scheme} charts={props.drawn == Drawn::All} blank={props.blank} />
                    }
                }
            </div>
        },
        Some(Err(missing)) => lacking(&shown, missing.text(language)),
        None if learn.wanted().is_none() => lacking(
            &shown,
            word!(language, "No lesson has this name. The list has all of them."),
        ),
        None => {
            html! { <main id="stage" class="lessons" tabindex="-1"><p role="status">{ word!(language, "Loading the lesson …") }</p></main> }
        }
    }
}

/// What is said where a lesson cannot be shown.
fn lacking(shown: &Shown, text: &'static str) -> Html {
    let language = shown.language();
    let again = learn::sources::Source::of(&shown.learn.keys, language);
    let onclick = {
        let on_action = shown.on_action.clone();
        move |_: MouseEvent| {
            if let Some(source) = again.clone() {
                on_action.emit(Action::Again(source));
            }
        }
    };
    html! {
        <main id="stage" class="lessons" tabindex="-1">
            <p key="text" role="alert">{ text }</p>
            <p key="ways" class="ways">
                <button type="button" data-action="again" {onclick}>{ word!(language, "Try again") }</button>
                { shown.list("way", html! { word!(language, "All lessons") }) }
            </p>
        </main>
    }
}
