//! The text with what was understood marked in it, and what each value of the experiment is from.

use yew::prelude::*;

use super::Shown;
use crate::measured::Comparison;
use crate::measured::fit::Origin;
use crate::measured::marks::{Line, Piece, line_of, marks};
use crate::state::measured::Given;
use crate::text::Language;
use crate::{count, say, word};

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct ToldProps {
    /// The screen.
    pub shown: Shown,
}

/// The text.
#[component]
pub fn Told(props: &ToldProps) -> Html {
    let (given, language) = (&props.shown.measured.given, props.shown.language());
    let lines = use_memo(std::rc::Rc::as_ptr(given) as usize, |_| {
        given
            .reading
            .as_ref()
            .map(|reading| marks(&given.text, reading))
            .unwrap_or_default()
    });
    html! {
        <ol class="measured-told" tabindex="0" role="list" aria-label={word!(language, "The text, with what was understood underlined")} data-part="told">
            for (index, line) in lines.iter().enumerate() {
                <li key={index}>{ row(language, line) }</li>
            }
        </ol>
    }
}

fn row(language: Language, line: &Line) -> Html {
    match line {
        Line::Text(number, pieces) => html! {
            <>
                <span class="number" aria-hidden="true">{ number.to_string() }</span>
                <code>{ for pieces.iter().map(|piece| shown(language, piece)) }</code>
            </>
        },
        Line::Folded(lines) => html! {
            <span class="note">{ count!(language, *lines as f64, "⋯ {0} line", "⋯ {0} lines", lines) }</span>
        },
        Line::More(lines) => html! {
            <span class="note">{ count!(language, *lines as f64, "⋯ and {0} line with figures", "⋯ and {0} lines with figures", lines) }</span>
        },
    }
}

fn shown(language: Language, piece: &Piece) -> Html {
    match piece.told(language) {
        Some(told) => html! { <mark data-tip={told.clone()} title={told}>{ piece.text.clone() }</mark> },
        None => html! { { piece.text.clone() } },
    }
}

/// Where in the text, in words: `lines 3, 4`; empty where nothing stands in it.
pub fn places(language: Language, given: &Given, places: &[std::ops::Range<usize>]) -> String {
    let mut lines: Vec<usize> = places.iter().map(|place| line_of(&given.text, place)).collect();
    lines.sort_unstable();
    lines.dedup();
    let numbers: Vec<String> = lines.iter().map(usize::to_string).collect();
    match numbers.as_slice() {
        [] => String::new(),
        [one] => say!(language, "line {0}", one),
        more => say!(language, "lines {0}", more.join(", ")),
    }
}

/// The values of the experiment.
pub fn values(shown: &Shown, comparison: &Comparison) -> Html {
    let language = shown.language();
    let fitted = &comparison.fitted;
    let kinds = [
        Origin::Read(crate::measured::Field::Memory),
        Origin::Derived(crate::measured::fit::Formula::Wire),
        Origin::Assumed(crate::measured::fit::Assumption::Default),
    ];
    html! {
        <section key="values" class="became">
            <h2>{ word!(language, "What became of it") }</h2>
            <p class="note">
                for kind in kinds {
                    <span class="origin"><span aria-hidden="true">{ kind.sign() }</span>{ " " }{ kind.label().get(language) }</span>
                }
            </p>
            <table data-part="values">
                <thead class="hidden"><tr>
                    <th scope="col">{ word!(language, "Parameter") }</th>
                    <th scope="col">{ word!(language, "Value") }</th>
                    <th scope="col">{ word!(language, "Where it is from") }</th>
                </tr></thead>
                <tbody>
                    for value in &fitted.values {
                        <tr key={value.key()} data-origin={value.origin.label().english()}>
                            <th scope="row">
                                <span class="sign" role="img" aria-label={value.origin.label().get(language)}>{ value.origin.sign() }</span>
                                { format!("\u{a0}{}", value.label(language)) }
                            </th>
                            <td><b>{ value.told(language, &fitted.scenario) }</b></td>
                            <td class="note">
                                { value.origin.why(language) }
                                if !value.places.is_empty() {
                                    { format!(" · {}", places(language, &shown.measured.given, &value.places)) }
                                }
                            </td>
                        </tr>
                    }
                </tbody>
            </table>
        </section>
    }
}
