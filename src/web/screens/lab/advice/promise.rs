//! What a migration is wanted to keep, one field each.

use yew::prelude::*;

use crate::explore::advice::Promise;
use crate::text::Language;
use crate::view::advice::Clause;
use crate::web::widgets::quantity::QuantityField;
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
                <QuantityField key={clause.token()} {language} name={format!("promise-{}", clause.token())} label={clause.label().get(language)}
                    placeholder={word!(language, "any")} range={clause.range()} value={clause.asked(&promise)}
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
