//! The head of a lesson: its title, and its steps with what became of each.

use yew::prelude::*;

use super::Shown;
use crate::learn::lesson::{Step, StepKind};
use crate::text::{Language, Text};
use crate::units::SimTime;
use crate::view::format;
use crate::{text, word};

/// What a reader does in a step of this kind, in a word.
pub fn kind(kind: StepKind) -> Text {
    match kind {
        StepKind::Look => text!("Look"),
        StepKind::Bet => text!("Bet"),
        StepKind::Show => text!("See"),
        StepKind::Do => text!("Do"),
        StepKind::Say => text!("In a sentence"),
        StepKind::Ask => text!("Question"),
    }
}

/// The length of a lesson.
pub fn in_minutes(language: Language, minutes: u32) -> String {
    format::short_time(language, SimTime::s(60.0 * f64::from(minutes)))
}

/// Title and steps.
pub fn steps(shown: &Shown) -> Html {
    let (learn, language) = (&shown.learn, shown.language());
    let Some(opened) = learn.lesson() else { return html! {} };
    let lesson = &opened.lesson;
    let place = learn.place();
    let title = match learn.number() {
        Some(number) => format!("{number}. {}", lesson.title),
        None if lesson.title.is_empty() => word!(language, "A lesson without a title").to_owned(),
        None => lesson.title.clone(),
    };
    let end = lesson.steps.len();
    html! {
        <section key="steps" class="lesson-head" aria-label={title.clone()}>
            { shown.back() }
            <h1 lang={(!lesson.lang.is_empty()).then(|| lesson.lang.clone())}>{ title }</h1>
            if let Some(minutes) = lesson.minutes {
                <span class="note">{ in_minutes(language, minutes) }</span>
            }
            <nav class="lesson-steps" aria-label={word!(language, "Steps")}>
                <ol>
                    for (index, step) in lesson.steps.iter().enumerate() {
                        { item(shown, index, step, place) }
                    }
                    <li key="end" data-state={if place == end { "here" } else { "to-come" }}>
                        { shown.link_as(&learn.at_step(end), "step", "step", (place == end).then_some("step"), html! { word!(language, "End") }) }
                    </li>
                </ol>
            </nav>
        </section>
    }
}

fn item(shown: &Shown, index: usize, step: &Step, place: usize) -> Html {
    let (learn, language) = (&shown.learn, shown.language());
    let done = learn.is_done(index);
    let here = index == place;
    let state = if here {
        "here"
    } else if done {
        "done"
    } else {
        "to-come"
    };
    let text = html! {
        <>
            if done { <span class="tick" aria-hidden="true">{ "✓" }</span> }
            { kind(step.kind).get(language) }
            <span class="hidden">{ format!(", {}", word_of(language, done, here)) }</span>
        </>
    };
    html! {
        <li key={index} data-state={state}>
            { shown.link_as(&learn.at_step(index), "step", "step", here.then_some("step"), text) }
        </li>
    }
}

fn word_of(language: Language, done: bool, here: bool) -> &'static str {
    match (done, here) {
        (true, true) => word!(language, "here, done"),
        (false, true) => word!(language, "here"),
        (true, false) => word!(language, "done"),
        (false, false) => word!(language, "to come"),
    }
}
