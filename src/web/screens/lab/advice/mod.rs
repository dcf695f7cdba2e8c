//! Advice: what would make the live migration end, or keep a promise.

mod promise;
mod remedies;
mod work;

use std::rc::Rc;

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::explore::advice::{Answer, Promise};
use crate::scenario::Scenario;
use crate::state::lab::Action;
use crate::text::Language;
use crate::view::advice as view;
use crate::{say, word};
use promise::fields;
use remedies::{helpful, useless};
use work::use_advice;

/// What advice is asked for.
#[derive(PartialEq, Properties)]
pub struct AdviceSheetProps {
    /// The language.
    pub language: Language,
    /// The experiment as it is.
    pub scenario: Rc<Scenario>,
    /// Called when a remedy is taken.
    pub on_action: Callback<Action>,
    /// Whether it is unfolded from the start.
    #[prop_or_default]
    pub unfolded: bool,
}

/// The sheet, which can be folded; nothing is computed while it is.
#[component]
pub fn AdviceSheet(props: &AdviceSheetProps) -> Html {
    let language = props.language;
    let open = use_state(|| props.unfolded);
    let promise = use_state(Promise::default);
    let all = use_state(|| false);
    let applied = use_state(|| None::<Answer>);
    let summary = use_node_ref();
    let (advice, is_fresh) = use_advice(*open, &props.scenario, *promise);
    let ontoggle = {
        let open = open.setter();
        Callback::from(move |event: Event| {
            let fold = event.target_dyn_into::<Element>();
            open.set(fold.is_some_and(|fold| fold.has_attribute("open")));
        })
    };
    let on_promise = {
        let promise = promise.setter();
        Callback::from(move |wanted| promise.set(wanted))
    };
    let focus = {
        let summary = summary.clone();
        move || {
            // The button goes away with what it offered; the focus must not get lost with it.
            if let Some(summary) = summary.cast::<HtmlElement>() {
                let _ = summary.focus();
            }
        }
    };
    let on_apply = {
        let (applied, focus) = (applied.setter(), focus.clone());
        props.on_action.reform(move |answer: Answer| {
            let settings = answer.scenario.clone().into_settings();
            applied.set(Some(answer));
            focus();
            Action::Become(Box::new(settings))
        })
    };
    let on_undo = props.on_action.reform(move |_: MouseEvent| {
        focus();
        Action::Undo
    });
    // Whatever else was changed since, it is no longer this remedy that undo would take back.
    let applied = applied
        .as_ref()
        .filter(|answer| answer.scenario == *props.scenario)
        .map(|answer| say!(language, "Applied: {0}.", view::change(language, answer)));
    let said = advice.as_ref().filter(|_| is_fresh).map(|advice| {
        let mut said = view::present(language, advice);
        if !advice.answers().is_empty() {
            said += " ";
            said += &view::found(language, advice);
        }
        said
    });
    html! {
        <details class="advice" open={*open} data-advice={if is_fresh { "found" } else { "sought" }} {ontoggle}>
            <summary key="summary" ref={summary}>{ word!(language, "What would make it end, or keep a promise?") }</summary>
            if *open {
                { fields(language, *promise, &on_promise, &all) }
                <div key="said" class="found">
                    if let Some(applied) = applied {
                        <p key="applied">
                            <b>{ applied }</b>{ " " }
                            <button type="button" class="plain" data-action="advice-undo" onclick={on_undo}>{ word!(language, "Undo") }</button>
                        </p>
                    }
                    <p key="status" role="status" aria-live="polite">{ said }</p>
                </div>
                if let Some(advice) = advice {
                    <div key="answers" class={classes!("answers", (!is_fresh).then_some("stale"))} inert={!is_fresh}>
                        { helpful(language, &advice, &on_apply) }
                        { useless(language, &advice) }
                    </div>
                }
            }
        </details>
    }
}
