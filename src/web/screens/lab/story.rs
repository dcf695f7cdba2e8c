//! The story of a preset: what to watch, and a button for each thing that it suggests.

use std::sync::LazyLock;

use yew::prelude::*;

use crate::link;
use crate::link::presets::{PRESETS, Preset};
use crate::scenario::Scenario;
use crate::text::Language;
use crate::web::widgets::icon::Icon;
use crate::word;

fn scenario(link: &str) -> Scenario {
    link::parse(link).0.scenario
}

/// The experiment of each story.
static STORIES: LazyLock<Vec<Scenario>> =
    LazyLock::new(|| PRESETS.iter().map(|preset| scenario(preset.link)).collect());

/// Those that each story suggests: a page that opens with a story needs none of them.
static TRIES: LazyLock<Vec<Vec<Scenario>>> = LazyLock::new(|| {
    let tries = |preset: &Preset| preset.tries.iter().map(|next| scenario(next.link)).collect();
    PRESETS.iter().map(tries).collect()
});

/// Which of the presets an experiment is.
#[must_use]
pub fn story_of(scenario: &Scenario) -> Option<usize> {
    STORIES.iter().position(|story| story == scenario)
}

/// Which of the presets suggests it.
fn suggesting(scenario: &Scenario) -> Option<usize> {
    TRIES.iter().position(|tries| tries.contains(scenario))
}

/// The story chosen last, for as long as the experiment is one of the user's own.
#[hook]
pub fn use_told(scenario: &Scenario, own: bool) -> Option<usize> {
    let story = story_of(scenario);
    let told = use_mut_ref(|| None::<usize>);
    let mut told = told.borrow_mut();
    let story = story.or_else(|| {
        let keeps = told.is_some_and(|told| TRIES[told].contains(scenario));
        suggesting(scenario).filter(|_| !keeps)
    });
    if story.is_some() || !own {
        *told = story;
    }
    *told
}

/// A story as it is told.
pub struct Telling<'a> {
    /// Which.
    pub told: usize,
    /// What is on the page now.
    pub now: &'a Scenario,
    /// An audience looks on: then the narration has the room, and the speaker the sentences.
    pub short: bool,
}

/// Its sentences, and a button for each thing that they suggest.
pub fn telling(language: Language, telling: &Telling<'_>, on_travel: &Callback<String>) -> Html {
    let Some(preset) = PRESETS.get(telling.told) else {
        return html! {};
    };
    let is_shown = |link: &str| scenario(link) == *telling.now;
    let go = |link: &'static str| on_travel.reform(move |_: MouseEvent| link.to_owned());
    html! {
        <>
            if telling.short {
                <b>{ preset.name.get(language) }</b>
            } else {
                // Where there is no room for all of it, the readout has it.
                <span class="said" tabindex="0" data-tip={preset.story.get(language)}>{ preset.story.get(language) }</span>
            }
            <span class="tries" role="group" aria-label={word!(language, "Try it")}>
                for next in preset.tries {
                    <button key={next.link} type="button" data-action="try" aria-pressed={is_shown(next.link).to_string()}
                        onclick={go(next.link)}>{ next.label.get(language) }</button>
                }
                if !is_shown(preset.link) {
                    <button key="back" type="button" class="plain" data-action="story-back" onclick={go(preset.link)}>{ word!(language, "Back to the story") }</button>
                }
            </span>
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
