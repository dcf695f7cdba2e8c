//! An exercise: its question, a field, what is said to the answer, and the next one.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::Shown;
use super::answer::letter;
use super::choose::{choosing, tries, typing};
use crate::learn::exercise::{Exercise, Judged, Task};
use crate::link::Learning;
use crate::link::learning::Name;
use crate::state::learn::practice::{MIXED, drawn, next_seed};
use crate::state::learn::question::Draft;
use crate::state::learn::{Action, TRIES};
use crate::web::shell::address;
use crate::{say, word};

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct PracticeProps {
    /// The lessons.
    pub shown: Shown,
}

/// The exercise that the address names.
#[component]
pub fn Practice(props: &PracticeProps) -> Html {
    let shown = &props.shown;
    let (learn, language) = (&shown.learn, shown.language());
    let exercise = use_memo(learn.keys.clone(), drawn);
    let tried = learn.tried();
    let heading = use_node_ref();
    {
        let (heading, first) = (heading.clone(), use_mut_ref(|| true));
        use_effect_with((tried.judged.len(), tried.given_up, learn.keys.clone()), move |_| {
            let opened = std::mem::replace(&mut *first.borrow_mut(), false);
            if let Some(heading) = heading.cast::<HtmlElement>().filter(|_| !opened) {
                // What cannot take the focus leaves it where it is.
                let _ = heading.focus();
            }
        });
    }
    let Some(exercise) = exercise.as_ref() else {
        return html! {
            <main id="stage" class="lessons" tabindex="-1">
                <p key="none" role="alert">{ word!(language, "There is no exercise of this name.") }</p>
                <p key="ways" class="ways">{ shown.list("way", html! { word!(language, "All lessons") }) }</p>
            </main>
        };
    };
    let told = tried.is_told();
    let left = TRIES.saturating_sub(tried.judged.len());
    let next = Learning {
        seed: next_seed(&learn.keys.seed),
        ..learn.keys.clone()
    };
    let onsubmit = shown.on_action.reform(|event: SubmitEvent| {
        event.prevent_default();
        Action::CheckExercise
    });
    let name = Learning {
        learn: Name::default(),
        exercise: Name::new(exercise.name()).unwrap_or_default(),
        ..learn.keys.clone()
    };
    html! {
        <main id="stage" class="lessons practice" tabindex="-1" data-exercise={exercise.name()}>
            <p key="head" class="ways">
                { shown.back() }
            </p>
            <p key="kind" class="note">{ exercise.template.title.get(language) }{ " · " }{ shown.link(&name, "", "exercise", html! { format!("{} · {}", exercise.name(), exercise.seed) }) }</p>
            <h1 key="question" class="asked">{ exercise.question.get(language) }</h1>
            { table(shown, exercise) }
            <form key="form" class="answer" data-part="answer" {onsubmit}>
                <fieldset key="fields" disabled={told}>
                    <legend>
                        { legend(shown, exercise) }
                        if let Some(Judged::Unread(error)) = tried.judged.last() {
                            <span class="problem" role="alert">{ error.text(language) }</span>
                        }
                    </legend>
                    { fields(shown, exercise, &tried.draft) }
                </fieldset>
                if !told {
                    <p key="check" class="ways">
                        <button type="submit" class="primary" data-action="check">{ word!(language, "Check") }</button>
                        <button type="button" class="plain" data-action="tell" onclick={shown.on_action.reform(|_: MouseEvent| Action::TellExercise)}>{ word!(language, "Show the solution") }</button>
                    </p>
                    <p key="note" class="note">{ tries(language, left) }</p>
                }
            </form>
            { said(shown, exercise, &heading) }
            <p key="ways" class="ways">
                { shown.link(&next, if told { "way primary" } else { "way" }, "next", html! { if learn.keys.learn.as_str() == MIXED { { word!(language, "Another exercise ›") } } else { { word!(language, "The same with other numbers ›") } } }) }
            </p>
        </main>
    }
}

fn legend(shown: &Shown, exercise: &Exercise) -> &'static str {
    let language = shown.language();
    match &exercise.task {
        Task::Number(_) => word!(language, "Give a number"),
        Task::Choice(choices) if choices.any_of => word!(language, "Choose all that are right"),
        Task::Choice(_) => word!(language, "Choose one answer"),
    }
}

fn table(shown: &Shown, exercise: &Exercise) -> Html {
    let language = shown.language();
    let Some(table) = &exercise.table else { return html! {} };
    html! {
        <table key="table" class="asked-table">
            <thead><tr>for (index, cell) in table.head.iter().enumerate() { <th key={index} scope="col">{ cell.get(language) }</th> }</tr></thead>
            <tbody>
                for (index, row) in table.rows.iter().enumerate() {
                    <tr key={index}>for (index, cell) in row.iter().enumerate() { <td key={index}>{ cell.get(language) }</td> }</tr>
                }
            </tbody>
        </table>
    }
}

fn fields(shown: &Shown, exercise: &Exercise, draft: &Draft) -> Html {
    let language = shown.language();
    let on_draft = shown.on_action.reform(Action::DraftExercise);
    match &exercise.task {
        Task::Number(_) => {
            let oninput = on_draft.reform(typing(draft));
            html! {
                <label class="typed">
                    <span>{ word!(language, "Answer") }</span>
                    <input type="text" inputmode="decimal" autocomplete="off" spellcheck="false" value={draft.text.clone()} {oninput} />
                </label>
            }
        }
        Task::Choice(choices) => {
            let any_of = choices.any_of;
            let option = |index: usize| {
                let checked = draft.choices.contains(&index);
                let onchange = on_draft.reform(choosing(draft, any_of, index));
                html! {
                    <label key={index} class="choice" data-choice={index.to_string()}>
                        <input type={if any_of { "checkbox" } else { "radio" }} name="answer" {checked} {onchange} />
                        <span class="letter" aria-hidden="true">{ letter(index) }</span>
                        <span>{ choices.options[index].text.get(language) }</span>
                    </label>
                }
            };
            html! { <>{ for (0..choices.options.len()).map(option) }</> }
        }
    }
}

/// What is said to the answer; with the solution, the runs that show it.
fn said(shown: &Shown, exercise: &Exercise, heading: &NodeRef) -> Html {
    let (language, tried) = (shown.language(), shown.learn.tried());
    let told = tried.is_told();
    let judged = tried
        .judged
        .iter()
        .rev()
        .find(|judged| !matches!(judged, Judged::Unread(_)));
    let lines = match judged {
        Some(judged) => exercise.reply(language, judged, if told { 2 } else { 1 }),
        None if told => vec![
            say!(language, "It is: {0}.", exercise.answer(language)),
            exercise.worked.get(language),
        ],
        None => return html! {},
    };
    let is_right = judged.is_some_and(Judged::is_right);
    let title = match (is_right, told) {
        (true, _) => word!(language, "✓ Right"),
        (false, false) => word!(language, "✗ Not so"),
        (false, true) => word!(language, "The solution"),
    };
    html! {
        <div key="said" class={classes!("feedback", is_right.then_some("right"))} data-part="feedback" data-right={is_right.to_string()}>
            <h2 ref={heading} tabindex="-1">{ title }</h2>
            for (index, line) in lines.into_iter().enumerate() {
                <p key={index}>{ line }</p>
            }
            if told {
                <p key="runs" class="ways">
                    for (index, (name, link)) in exercise.links(language).into_iter().enumerate() {
                        <a key={index} href={address::href(link.trim_start_matches('#'))} data-action="see">{ name }</a>
                    }
                </p>
            }
        </div>
    }
}
