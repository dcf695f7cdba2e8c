//! The story of a preset: what to watch, and a way to try what it suggests.

use yew::prelude::*;

use super::icon::Icon;
use crate::link::presets::PRESETS;
use crate::text::Language;
use crate::word;

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
        (preset.next, word!(language, "Try it", "Ausprobieren"))
    } else {
        (
            preset.link,
            word!(language, "Back to the story", "Zurück zur Geschichte"),
        )
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
        <div key="told" class="told note" data-part="story">
            <p>{ text }</p>
            <button type="button" class="square" aria-label={word!(language, "Close", "Schließen")}
                onclick={on_close.reform(|_: MouseEvent| ())}>{ Icon::Close.html() }</button>
        </div>
    }
}
