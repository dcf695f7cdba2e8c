//! The sheet of seeds: a list of names or numbers becomes an exercise each, with its key for whoever marks it.

use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::Shown;
use crate::learn::exercise::{self, TEMPLATES, Task};
use crate::link::Learning;
use crate::link::learning::{Name, Seed};
use crate::params::ScreenName;
use crate::web::shell::address;
use crate::web::widgets::select::Select;
use crate::web::widgets::share::save::{save, text_address};
use crate::{link, say, word};

/// More lines than this are left out.
const MOST: usize = 1000;

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct SeedsProps {
    /// The lessons.
    pub shown: Shown,
}

struct Line {
    seed: String,
    link: String,
    question: String,
    answer: String,
    tolerance: String,
    mistakes: String,
}

/// The list stays in this tab.
#[component]
pub fn Seeds(props: &SeedsProps) -> Html {
    let shown = &props.shown;
    let language = shown.language();
    let text = use_state(String::new);
    let template = use_state(|| TEMPLATES.first().map_or("", |template| template.name));
    let lines = {
        let shell = shown.shell.clone();
        use_memo(((*text).clone(), *template, language), move |(text, name, language)| {
            let template = exercise::template(name);
            let draw = |line: &str| {
                let exercise = template?.draw(line)?;
                let keys = Learning {
                    exercise: Name::new(name)?,
                    seed: Seed::new(line),
                    ..Learning::default()
                };
                let link = shell.link_with(ScreenName::Learn, |text| link::add(text, &keys));
                let mistakes: Vec<String> = exercise
                    .mistakes(*language)
                    .into_iter()
                    .map(|(wrong, _)| wrong)
                    .collect();
                Some(Line {
                    seed: line.to_owned(),
                    link: address::for_others(&link),
                    question: exercise.question.get(*language),
                    answer: exercise.answer(*language),
                    tolerance: match &exercise.task {
                        Task::Number(number) => crate::view::format::share(*language, number.tolerance),
                        Task::Choice(_) => String::new(),
                    },
                    mistakes: mistakes.join("; "),
                })
            };
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.take(MOST).filter_map(draw).collect::<Vec<_>>()
        })
    };
    let oninput = {
        let text = text.setter();
        Callback::from(move |event: InputEvent| {
            let field = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
            text.set(field.map(|field| field.value()).unwrap_or_default());
        })
    };
    let on_choose = {
        let template = template.setter();
        Callback::from(move |name: String| {
            if let Some(found) = exercise::template(&name) {
                template.set(found.name);
            }
        })
    };
    let options = TEMPLATES
        .iter()
        .map(|template| {
            (
                template.name.into(),
                format!("{} · {}", template.name, template.title.get(language)).into(),
            )
        })
        .collect::<Vec<(AttrValue, AttrValue)>>();
    let on_save = {
        let lines = lines.clone();
        Callback::from(move |_: MouseEvent| save("migrascope-seeds.csv", &text_address(&csv(&lines), "csv")))
    };
    html! {
        <main id="stage" class="lessons seeds" tabindex="-1">
            <p key="head" class="ways">
                { shown.back() }
            </p>
            <h1 key="title">{ word!(language, "An exercise for each of them") }</h1>
            <p key="what">{ word!(language, "A seed a line: names, numbers, any text. The same seed gives the same exercise to everybody. The list stays in this tab; it is neither stored nor sent.") }</p>
            <p key="which" class="ways">
                <label for="seeds-template">{ word!(language, "Exercise") }</label>
                <Select id="seeds-template" {options} value={*template} {on_choose} />
                <button type="button" data-action="save" disabled={lines.is_empty()} onclick={on_save}>{ word!(language, "Save as CSV") }</button>
                <span class="note" role="status">{ say!(language, "{0} exercises", lines.len().to_string()) }</span>
            </p>
            <label key="label" for="seeds-text">{ word!(language, "Seeds") }</label>
            <textarea key="text" id="seeds-text" rows="6" spellcheck="false" value={(*text).clone()} {oninput} />
            if !lines.is_empty() {
                <div key="table" class="wide" tabindex="0" role="region" aria-label={word!(language, "Exercises")}>
                    <table class="asked-table">
                        <thead><tr>
                            <th scope="col">{ word!(language, "Seed") }</th>
                            <th scope="col">{ word!(language, "Question") }</th>
                            <th scope="col">{ word!(language, "Answer") }</th>
                            <th scope="col">{ word!(language, "Wrong answers that tell of a mistake") }</th>
                        </tr></thead>
                        <tbody>
                            for (index, line) in lines.iter().enumerate() {
                                <tr key={index}>
                                    <th scope="row"><a href={line.link.clone()}>{ line.seed.clone() }</a></th>
                                    <td>{ line.question.clone() }</td>
                                    <td>{ line.answer.clone() }{ if line.tolerance.is_empty() { String::new() } else { format!(" ± {}", line.tolerance) } }</td>
                                    <td>{ line.mistakes.clone() }</td>
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
            }
        </main>
    }
}

/// A line a seed. A cell that a spreadsheet would compute is text.
fn csv(lines: &[Line]) -> String {
    let cell = |text: &str| {
        let computes = text.starts_with(['=', '+', '-', '@', '\t']);
        format!("\"{}{}\"", if computes { "'" } else { "" }, text.replace('"', "\"\""))
    };
    let mut all = String::from("seed,link,question,answer,tolerance,mistakes\n");
    for line in lines {
        let cells = [
            &line.seed,
            &line.link,
            &line.question,
            &line.answer,
            &line.tolerance,
            &line.mistakes,
        ];
        all += &cells.map(|text| cell(text)).join(",");
        all.push('\n');
    }
    all
}
