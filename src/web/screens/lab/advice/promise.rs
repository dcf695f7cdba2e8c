//! What a migration is wanted to keep, one field each.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::explore::advice::Promise;
use crate::params::{self, Quantity};
use crate::text::Language;
use crate::units::written::QuantityError;
use crate::view::advice::Clause;
use crate::view::format;
use crate::word;

/// What is asked at first; the others are one click away.
const FIRST: usize = 2;

/// A field for each clause, an empty one where nothing is asked for; all of them if `all`, else those asked for most.
pub fn fields(
    language: Language,
    promise: Promise,
    on_promise: &Callback<Promise>,
    all: &UseStateHandle<bool>,
) -> Html {
    let shown = if **all { Clause::ALL.len() } else { FIRST };
    let on_more = {
        let all = all.setter();
        Callback::from(move |_: MouseEvent| all.set(true))
    };
    html! {
        <div key="promise" class="promise" role="group" aria-label={word!(language, "What is promised")}>
            for &clause in &Clause::ALL[..shown] {
                <ClauseField key={clause.token()} {language} {clause} value={clause.asked(&promise)}
                    on_set={on_promise.reform(move |value| clause.with(promise, value))} />
            }
            if !**all {
                <button key="more" type="button" class="plain" data-action="promise-more" onclick={on_more}>
                    { word!(language, "+ another promise") }
                </button>
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ClauseFieldProps {
    language: Language,
    clause: Clause,
    value: Option<Quantity>,
    on_set: Callback<Option<Quantity>>,
}

/// What was typed and is not in force, and why not.
#[derive(Clone, PartialEq)]
struct Draft {
    text: String,
    problem: Option<QuantityError>,
}

#[component]
fn ClauseField(props: &ClauseFieldProps) -> Html {
    let ClauseFieldProps {
        language,
        clause,
        value,
        ..
    } = *props;
    let range = clause.range();
    let draft = use_state(|| None::<Draft>);
    {
        let draft = draft.setter();
        use_effect_with(value, move |_| draft.set(None));
    }
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let problem = draft.as_ref().and_then(|draft| draft.problem.clone());
            draft.set(text_of(&event).map(|text| Draft { text, problem }));
        })
    };
    let onchange = {
        let (draft, on_set) = (draft.setter(), props.on_set.clone());
        Callback::from(move |event: Event| {
            let Some(text) = text_of(&event) else { return };
            if text.trim().is_empty() || params::is_unlimited(&text) {
                draft.set(None);
                on_set.emit(None);
                return;
            }
            match params::parse_in(&range, &text, &mut Vec::new()) {
                Ok(value) => {
                    draft.set(None);
                    on_set.emit(Some(range.clamp(value)));
                }
                Err(problem) => draft.set(Some(Draft {
                    text,
                    problem: Some(problem),
                })),
            }
        })
    };
    let written = |value| format::quantity(language, range.unit, value);
    let shown = match &*draft {
        Some(draft) => draft.text.clone(),
        None => value.map(written).unwrap_or_default(),
    };
    let problem = draft.as_ref().and_then(|draft| draft.problem.clone());
    let readings = problem.as_ref().map(QuantityError::readings).unwrap_or_default();
    let id = format!("promise-{}", clause.token());
    let problem_id = format!("{id}-problem");
    html! {
        <div class="clause" data-clause={clause.token()}>
            <label key="label" for={id.clone()}>{ clause.label().get(language) }</label>
            <input key="field" type="text" {id} value={shown} placeholder={word!(language, "any")} autocomplete="off" spellcheck="false"
                aria-invalid={problem.is_some().then_some("true")} aria-describedby={problem.is_some().then(|| problem_id.clone())}
                {oninput} {onchange} />
            <p key="problem" id={problem_id} class="complaint" role="status" hidden={problem.is_none()}>
                { problem.as_ref().map(|problem| problem.text(language)).unwrap_or_default() }
            </p>
            for reading in readings {
                <button key={written(reading.value)} type="button" class="plain" data-action="reading" onclick={
                    let (value, draft) = (reading.value, draft.setter());
                    props.on_set.reform(move |_: MouseEvent| {
                        draft.set(None);
                        Some(value)
                    })
                }>{ written(reading.value) }</button>
            }
        </div>
    }
}

fn text_of(event: &Event) -> Option<String> {
    Some(event.target_dyn_into::<HtmlInputElement>()?.value())
}
