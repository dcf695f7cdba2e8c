//! A question as a slide for a lecture room: large, with the counts of a vote, and no sign of what is right before it is revealed.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Shown;
use super::answer::letter;
use crate::state::learn::Action;
use crate::state::learn::poll::{Band, Poll, ROUNDS, told};
use crate::text::Language;
use crate::units::Share;
use crate::web::shell::keys::{Key, use_keys};
use crate::web::widgets::place::use_place;
use crate::{say, word};

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct SlideProps {
    /// The lessons.
    pub shown: Shown,
}

/// The slide of the step that is shown.
#[component]
pub fn Slide(props: &SlideProps) -> Html {
    let shown = &props.shown;
    let (learn, language) = (&shown.learn, shown.language());
    let is_told = learn.is_told(learn.place());
    let onward = {
        let learn = learn.clone();
        let shell = shown.shell.clone();
        let on_travel = shown.on_travel.clone();
        move |by: isize| {
            if let Some(place) = learn.place().checked_add_signed(by) {
                let keys = learn.at_step(place);
                on_travel.emit(shell.link_with(crate::params::ScreenName::Learn, |link| crate::link::add(link, &keys)));
            }
        }
    };
    use_keys(is_told, {
        let on_action = shown.on_action.clone();
        move |key: &Key, is_told: &bool| {
            match key.name.as_str() {
                "v" | "V" => on_action.emit(Action::TypeVotes),
                "r" | "R" if !*is_told => on_action.emit(Action::Tell),
                // What a presenter's remote sends. Once it is told, the clock has these keys.
                "ArrowRight" | "PageDown" if !*is_told => onward(1),
                "ArrowLeft" | "PageUp" if !*is_told => onward(-1),
                _ => return false,
            }
            true
        }
    });
    let (Some(opened), Some(step)) = (learn.lesson(), learn.step()) else {
        return html! {};
    };
    let poll = learn.poll(learn.place());
    let text = |prose| opened.runs.text(prose, None, language);
    let right: Vec<bool> = step.choices.iter().map(|choice| choice.is_right).collect();
    let lang = (!opened.lesson.lang.is_empty()).then(|| opened.lesson.lang.clone());
    html! {
        <section class={classes!("slide", is_told.then_some("told-now"))} data-step={learn.place().to_string()} aria-label={word!(language, "Question")}>
            <h2 key="question" lang={lang.clone()}>{ text(&step.heading) }</h2>
            <ol key="options" class="slide-options" {lang}>
                for (index, choice) in step.choices.iter().enumerate() {
                    <li key={index} class={classes!((is_told && choice.is_right).then_some("right"))} data-option={index.to_string()}>
                        <span class="letter">{ letter(index) }</span>
                        <span class="text">
                            { text(&choice.text) }
                            if is_told && choice.is_right {
                                <b>{ word!(language, " ✓ so it is") }</b>
                            }
                        </span>
                        <span class="votes">
                            for round in 0..ROUNDS {
                                if poll.typing == Some(round) {
                                    { field(shown, round, index, &poll) }
                                } else if poll.total(round) > 0 {
                                    <Bar key={round} {round} count={poll.count(round, index)} largest={poll.largest()} />
                                }
                            }
                        </span>
                    </li>
                }
            </ol>
            { band(language, &poll, &right, is_told) }
            <p key="keys" class="note slide-keys">
                <button type="button" class="plain" data-action="votes" onclick={shown.on_action.reform(|_: MouseEvent| Action::TypeVotes)}>
                    <kbd>{ "V" }</kbd>{ " " }{ if poll.typing.is_some() { word!(language, "the votes are in") } else { word!(language, "type the votes") } }
                </button>
                if !is_told {
                    <button type="button" class="plain" data-action="tell" onclick={shown.on_action.reform(|_: MouseEvent| Action::Tell)}>
                        <kbd>{ "R" }</kbd>{ " " }{ word!(language, "reveal and play") }
                    </button>
                }
                <span class="gap"></span>
                if learn.place() > 0 {
                    { shown.link(&learn.at_step(learn.place() - 1), "way", "back", html! { word!(language, "‹ Back") }) }
                }
                { shown.link(&learn.at_step(learn.place() + 1), "way", "next", html! { word!(language, "Next ›") }) }
            </p>
        </section>
    }
}

fn field(shown: &Shown, round: usize, choice: usize, poll: &Poll) -> Html {
    let language = shown.language();
    let label = say!(
        language,
        "Votes for {0}, round {1}",
        letter(choice),
        (round + 1).to_string()
    );
    let count = poll.count(round, choice);
    let value = if count == 0 { String::new() } else { count.to_string() };
    let oninput = shown.on_action.reform(move |event: InputEvent| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        Action::Vote(round, choice, field.map(|field| field.value()).unwrap_or_default())
    });
    html! { <input key={round} type="text" inputmode="numeric" aria-label={label} data-vote={format!("{round}-{choice}")} {value} {oninput} /> }
}

/// The count of a choice in a round.
#[derive(PartialEq, Properties)]
struct BarProps {
    round: usize,
    count: u32,
    largest: u32,
}

#[component]
fn Bar(props: &BarProps) -> Html {
    let node = use_node_ref();
    use_place(
        &node,
        "--share",
        Share::new(f64::from(props.count) / f64::from(props.largest.max(1))),
    );
    html! {
        <span class={format!("vote round-{}", props.round + 1)}>
            <span class="note">{ (props.round + 1).to_string() }</span>
            <span class="bar" ref={node}></span>
            <b>{ props.count.to_string() }</b>
        </span>
    }
}

/// What Peer Instruction reads from the votes: what to do now, and once it is told, how many were right.
fn band(language: Language, poll: &Poll, right: &[bool], is_told: bool) -> Html {
    let Some(latest) = poll.latest().filter(|_| poll.typing.is_none()) else {
        return html! {};
    };
    let now = poll.right(latest, right).map(Band::of);
    html! {
        <div key="band" class="band" data-part="band">
            <ol>
                for band in Band::ALL {
                    <li key={band as usize} class={classes!((now == Some(band)).then_some("now"))} aria-current={(now == Some(band)).then_some("true")}>{ band.advice().get(language) }</li>
                }
            </ol>
            if is_told {
                <div class="scale" aria-hidden="true">
                    for round in 0..ROUNDS {
                        if let Some(share) = poll.right(round, right) {
                            <Mark key={round} {round} {share} />
                        }
                    }
                </div>
                <p>
                    for round in 0..ROUNDS {
                        if let Some(share) = poll.right(round, right) {
                            <span key={round}>{ told(language, round, share) }</span>
                        }
                    }
                </p>
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct MarkProps {
    round: usize,
    share: Share,
}

#[component]
fn Mark(props: &MarkProps) -> Html {
    let node = use_node_ref();
    use_place(&node, "--at", props.share);
    html! { <span class="at" ref={node}>{ if props.round == 0 { "◇" } else { "◆" } }</span> }
}
