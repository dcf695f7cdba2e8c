//! Says what happens to those who do not see it: politely, and at most once
//! a second.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// At most one announcement in this time.
const PAUSE_MS: u32 = 1000;

/// What could be said.
#[derive(PartialEq, Properties)]
pub struct AnnouncerProps {
    /// The sentence.
    pub text: AttrValue,
    /// Whether it is wanted.
    pub speaks: bool,
}

/// A live region. Numbers in a sentence change with every frame, so only a change of its words counts.
#[component]
pub fn Announcer(props: &AnnouncerProps) -> Html {
    let said = use_state(|| AttrValue::from(""));
    let waiting = use_mut_ref(|| None::<Timeout>);
    let latest = use_mut_ref(|| props.text.clone());
    *latest.borrow_mut() = props.text.clone();
    let words: String = props.text.chars().filter(|letter| letter.is_alphabetic()).collect();
    {
        let said = said.setter();
        use_effect_with((words, props.speaks), move |&(_, speaks)| {
            if speaks && waiting.borrow().is_none() {
                let done = waiting.clone();
                let timer = Timeout::new(PAUSE_MS, move || {
                    said.set(latest.borrow().clone());
                    // Not dropped here: a timer must not be taken away from under its own callback.
                    if let Some(timer) = done.borrow_mut().take() {
                        timer.forget();
                    }
                });
                *waiting.borrow_mut() = Some(timer);
            }
        });
    }
    html! { <p class="hidden" role="status" aria-live="polite" data-said="">{ (*said).clone() }</p> }
}
