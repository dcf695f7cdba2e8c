//! When to choose which kind, as this run tells it: a sheet beside the result in a sentence.

use yew::prelude::*;

use crate::params::Choice as _;
use crate::text::Language;
use crate::view::choice::{Choice, choices};
use crate::view::format;
use crate::web::screens::lab::show::Show;
use crate::web::widgets::dialog::Dialog;
use crate::word;

/// Whether there is something to choose between.
pub fn is_a_choice(show: &Show) -> bool {
    show.seen.is_none() && show.lanes.len() > 1
}

/// The sheet; it is filled only while it is open.
pub fn choice_sheet(show: &Show, open: bool, on_close: Callback<()>) -> Html {
    let language = show.language;
    html! {
        <Dialog key="choice" id="choice" {language} title={word!(language, "When to choose which kind, by this run")} {open} {on_close}>
            if open {
                { table(language, &choices(language, &show.trace, &show.lanes)) }
            }
        </Dialog>
    }
}

fn table(language: Language, choices: &[Choice]) -> Html {
    html! {
        <table class="choices">
            <thead><tr>
                <th key="lane" scope="col">{ word!(language, "Kind") }</th>
                <th key="when" scope="col">{ word!(language, "When to choose it") }</th>
                <th key="good" scope="col">{ word!(language, "Advantage") }</th>
                <th key="bad" scope="col">{ word!(language, "Disadvantage") }</th>
            </tr></thead>
            <tbody>
                for choice in choices {
                    <tr key={choice.lane.token()} data-choice={choice.lane.token()}>
                        <th key="lane" scope="row">{ choice.name }</th>
                        <td key="when">{ format::unbroken(&choice.when) }</td>
                        { list("good", &choice.good) }
                        { list("bad", &choice.bad) }
                    </tr>
                }
            </tbody>
        </table>
    }
}

fn list(key: &'static str, said: &[String]) -> Html {
    html! {
        <td {key} class={key}>
            <ul>
                for text in said {
                    <li key={text.clone()}>{ format::unbroken(text) }</li>
                }
            </ul>
        </td>
    }
}
