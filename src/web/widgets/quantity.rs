//! A field for a quantity, beside what it is for.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::params::{self, Quantity, Range};
use crate::text::Language;
use crate::units::written::QuantityError;
use crate::view::format;

/// What is asked.
#[derive(PartialEq, Properties)]
pub struct QuantityFieldProps {
    /// The language of the page.
    pub language: Language,
    /// What the field is called in the page.
    pub name: AttrValue,
    /// What it is called on the screen.
    pub label: &'static str,
    /// What stands in it while it is empty.
    #[prop_or_default]
    pub placeholder: &'static str,
    /// What is allowed.
    pub range: Range,
    /// What is in force.
    pub value: Option<Quantity>,
    /// Called with another one, or none.
    pub on_set: Callback<Option<Quantity>>,
}

/// What was typed and is not in force, and why not.
#[derive(Clone, PartialEq)]
struct Draft {
    text: String,
    problem: Option<QuantityError>,
}

/// The field. What cannot be used stays in it, with what is wrong; what it may mean is one click away.
#[component]
pub fn QuantityField(props: &QuantityFieldProps) -> Html {
    let QuantityFieldProps {
        language, value, range, ..
    } = *props;
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
    let id = props.name.clone();
    let problem_id = format!("{id}-problem");
    html! {
        <div class="quantity-field" data-field={props.name.clone()}>
            <label key="label" for={id.clone()}>{ props.label }</label>
            <input key="field" type="text" {id} value={shown} placeholder={props.placeholder} autocomplete="off" spellcheck="false"
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
