//! The story of a preset: what to watch, and a way to try what it suggests.

use std::sync::LazyLock;

use yew::prelude::*;

use crate::link::{self, presets::PRESETS};
use crate::scenario::Scenario;
use crate::text::{Language, Text};
use crate::web::shell::address;
use crate::web::widgets::icon::Icon;
use crate::{text, word};

/// Which of the presets an experiment is.
#[must_use]
pub fn story_of(scenario: &Scenario) -> Option<usize> {
    static SCENARIOS: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
        PRESETS
            .iter()
            .map(|preset| link::parse(preset.link).0.scenario)
            .collect()
    });
    SCENARIOS.iter().position(|preset| preset == scenario)
}

/// The story chosen last, for as long as the experiment is one of the user's own.
#[hook]
pub fn use_told(story: Option<usize>, own: bool) -> Option<usize> {
    let told = use_mut_ref(|| None);
    let mut told = told.borrow_mut();
    if story.is_some() || !own {
        *told = story;
    }
    *told
}

/// Its sentences, and a button that does what they suggest or comes back.
pub fn telling(language: Language, told: usize, there: bool, on_travel: &Callback<String>) -> Html {
    let Some(preset) = PRESETS.get(told) else {
        return html! {};
    };
    let (target, label) = if there {
        (preset.next, word!(language, "Try it"))
    } else {
        (preset.link, word!(language, "Back to the story"))
    };
    html! {
        <>
            { preset.story.get(language) }
            <button key="try" type="button" class="plain" data-action="try"
                onclick={on_travel.reform(move |_| target.to_owned())}>{ label }</button>
        </>
    }
}

/// The same where there is no room for it beside the lanes.
pub fn strip(language: Language, text: Html, on_close: &Callback<()>) -> Html {
    html! {
        <section key="told" class="told note" data-part="story" aria-label={word!(language, "Story")}>
            <p>{ text }</p>
            <button type="button" class="square" aria-label={word!(language, "Close")}
                onclick={on_close.reform(|_| ())}>{ Icon::Close.html() }</button>
        </section>
    }
}

/// What somebody does who is here for the first time.
const STEPS: [Text; 3] = [
    text!("Press play: three migrations of the same VM run on one clock.",),
    text!("Move a slider and see what it changes; everything can be undone.",),
    text!("Choose a story at the top, or share your own experiment as a link.",),
];

/// The first steps, on the page as it is without a link, until they are closed. Nothing of it is stored.
#[hook]
pub fn use_first_steps(language: Language) -> Option<Html> {
    let read = use_state(|| !address::read().is_empty());
    let onclick = {
        let read = read.setter();
        Callback::from(move |_: MouseEvent| read.set(true))
    };
    (!*read).then(|| {
        html! {
            <section key="steps" class="told note steps" data-part="steps" aria-label={word!(language, "First steps")}>
                <ol>
                    for (index, step) in STEPS.iter().enumerate() {
                        <li key={index}>{ step.get(language) }</li>
                    }
                </ol>
                <button type="button" class="square" data-action="steps-read" aria-label={word!(language, "Close")} {onclick}>{ Icon::Close.html() }</button>
            </section>
        }
    })
}
