//! A field for what is written as in a link.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::control::complaint;

/// What came of a text: it was taken, perhaps with a remark; or what is wrong with it.
pub type Taken = Result<Option<String>, String>;

/// What the field shows.
#[derive(Clone, PartialEq, Properties)]
pub struct TypedProps {
    /// Its id.
    pub id: AttrValue,
    /// Its name, where no label stands beside it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// What holds while it is empty.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// What is in force.
    pub value: AttrValue,
    /// Takes what was typed.
    pub take: Callback<String, Taken>,
}

#[derive(Clone, Default, PartialEq)]
struct Draft {
    /// What is typed, until it is taken.
    text: Option<String>,
    /// What is told of it.
    told: Option<String>,
    /// It was just taken: the value that comes is its own.
    taken: bool,
}

/// Holds what is being typed until it is understood.
#[component]
pub fn Typed(props: &TypedProps) -> Html {
    let draft = use_state(Draft::default);
    {
        // Another value from elsewhere is newer than what was being typed.
        let draft = draft.clone();
        use_effect_with(props.value.clone(), move |_| {
            draft.set(Draft {
                told: draft.told.clone().filter(|_| draft.taken),
                ..Draft::default()
            });
        });
    }
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let text = text_of(&event);
            draft.set(Draft {
                text,
                ..(*draft).clone()
            });
        })
    };
    let onchange = {
        let (draft, take) = (draft.setter(), props.take.clone());
        Callback::from(move |event: Event| {
            let Some(text) = text_of(&event) else { return };
            draft.set(match take.emit(text.clone()) {
                Ok(told) => Draft {
                    text: None,
                    told,
                    taken: true,
                },
                Err(problem) => Draft {
                    text: Some(text),
                    told: Some(problem),
                    taken: false,
                },
            });
        })
    };
    let onkeydown = {
        let draft = draft.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && draft.text.is_some() {
                event.stop_propagation();
                draft.set(Draft::default());
            }
        })
    };
    let shown = draft.text.clone().map_or_else(|| props.value.clone(), AttrValue::from);
    let problem = format!("{}-problem", props.id);
    let refused = draft.told.is_some() && draft.text.is_some();
    html! {
        <>
            <input key="field" type="text" id={props.id.clone()} value={shown} autocomplete="off" spellcheck="false" placeholder={props.placeholder.clone()}
                aria-label={props.label.clone()} aria-invalid={refused.then_some("true")} aria-describedby={draft.told.is_some().then(|| problem.clone())}
                {oninput} {onchange} {onkeydown} />
            { complaint(&problem, draft.told.as_deref()) }
        </>
    }
}

fn text_of(event: &Event) -> Option<String> {
    Some(event.target_dyn_into::<HtmlInputElement>()?.value())
}
