//! What was found: sentences, the largest first; the measurement over the prediction; what would help.

use std::rc::Rc;

use yew::prelude::*;

use super::ask::Ask;
use super::chart::Over;
use super::open::Open;
use super::share::Share;
use super::told::{Told, places, values};
use super::{Shown, file, notices};
use crate::link;
use crate::measured::{self, Comparison, Record, explain};
use crate::migration::Verdict;
use crate::scenario::{Scenario, Settings};
use crate::state::lab;
use crate::state::measured::Action;
use crate::text::Language;
use crate::view::charts::Course;
use crate::view::format;
use crate::web::screens::lab::advice::AdviceSheet;
use crate::web::widgets::share::save::{save, text_address};
use crate::{count, say, word};

/// All of it; `runs` of the engine were needed so far.
pub fn result(shown: &Shown, runs: u32) -> Html {
    let measured = &shown.measured;
    let language = shown.language();
    let given = &measured.given;
    let comparison = measured.comparison();
    let why = comparison
        .map(|comparison| explain(comparison, language))
        .unwrap_or_default();
    let title = match (&measured.found, why.first()) {
        (None, _) => word!(language, "Looking for the experiment …").to_owned(),
        (Some(Err(missing)), _) => missing.text(language).to_owned(),
        (Some(Ok(_)), Some(first)) => first.text.clone(),
        (Some(Ok(comparison)), None) if comparison.is_well() => {
            word!(language, "It went as the model says.").to_owned()
        }
        (Some(Ok(_)), None) => word!(
            language,
            "It went otherwise than the model says; nothing in the text tells why."
        )
        .to_owned(),
    };
    let clear = shown.on_action.reform(|_: MouseEvent| Action::Clear);
    html! {
        <>
            <header key="head" class="measured-head">
                <div role="status" aria-live="polite"><h1 data-part="verdict">{ title }</h1></div>
                <p class="note">
                    if measured.found.is_none() {
                        { count!(language, f64::from(runs), "{0} run of the engine so far.", "{0} runs of the engine so far.", runs) }
                    } else {
                        { told_of(language, measured.record().map(Rc::as_ref)) }
                    }
                </p>
                if let Some(Err(missing)) = measured.found {
                    <Ask key={Rc::as_ptr(given) as usize} shown={shown.clone()} {missing} />
                }
                <p key="ways" class="ways">
                    { shown.to_lab(html! { word!(language, "Open in the Lab") }) }
                    <button type="button" data-action="another" onclick={clear}>{ word!(language, "Another text") }</button>
                    { file::open(shown, language) }
                    { save_record(shown) }
                </p>
                { file::looking(shown, language) }
                { choice(shown) }
                if let Some(reading) = &given.reading {
                    { notices(language, &reading.notices) }
                }
            </header>
            if let Some(comparison) = comparison {
                <section key="why" class="measured-why">
                    if why.len() > 1 {
                        <h2>{ word!(language, "Why") }</h2>
                        <ol data-part="why">
                            for reason in &why {
                                <li key={reason.rule} data-rule={reason.rule}>
                                    { reason.text.clone() }
                                    <span class="note">{ format!(" {}", places(language, given, &reason.places)) }</span>
                                </li>
                            }
                        </ol>
                    } else if let Some(reason) = why.first() {
                        <p class="note" data-rule={reason.rule}>{ places(language, given, &reason.places) }</p>
                    }
                    <Help key={Rc::as_ptr(comparison) as usize} shown={shown.clone()} unfolded={wants_help(comparison)} scenario={Rc::new(comparison.fitted.scenario.clone())} />
                    <Share key="share" shown={shown.clone()} />
                </section>
                <section key="over" class="over">
                    <Over comparison={comparison.clone()} scheme={shown.scheme} {language} />
                    if !comparison.fitted.writes.curve().is_empty() {
                        <Open key="open" comparison={comparison.clone()} scheme={shown.scheme} {language} />
                    }
                    { compared(language, comparison) }
                    { courses(shown, comparison) }
                </section>
            }
            <section key="text" class="measured-text">
                <h2>{ given.name.clone().unwrap_or_else(|| word!(language, "The text").to_owned()) }</h2>
                <Told shown={shown.clone()} />
                if let Some(comparison) = comparison {
                    { values(shown, comparison) }
                }
            </section>
        </>
    }
}

/// What was understood, as a file that the page and the command line read; the names that stood around it stay away.
fn save_record(shown: &Shown) -> Html {
    let measured = shown.measured.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(record) = measured.record() {
            save(
                "migrascope-record.jsonl",
                &text_address(&measured::save(record), "jsonl"),
            );
        }
    });
    html! {
        <button type="button" data-action="save-record" {onclick}
            data-tip={word!(shown.language(), "What was understood, as a file that this page and the command line read. Names and addresses that stood around it are not in it.")}>
            { word!(shown.language(), "Save the record") }
        </button>
    }
}

/// What else was measured over time; one moment alone makes no course.
fn courses(shown: &Shown, comparison: &Rc<Comparison>) -> Html {
    let language = shown.language();
    let told = |course: &Course| {
        let points = comparison.course(*course);
        points.len() > 1 && points.iter().any(|(_, value)| *value > 0.0)
    };
    let told: Vec<Course> = Course::ALL.into_iter().filter(told).collect();
    html! {
        if !told.is_empty() {
            <details key="courses" class="courses" data-part="courses">
                <summary>{ word!(language, "More over time") }</summary>
                for course in told {
                    <Over key={course.caption().english()} course={Some(course)} comparison={comparison.clone()} scheme={shown.scheme} {language} />
                }
            </details>
        }
    }
}

/// Which formats, how many readings, how it stands.
fn told_of(language: Language, record: Option<&Record>) -> String {
    let Some(record) = record else { return String::new() };
    let readings = record.snapshots.len();
    let mut parts = vec![record.formats.join(", ")];
    parts.push(count!(
        language,
        readings as f64,
        "{0} reading",
        "{0} readings",
        readings
    ));
    parts.extend(record.status().map(|status| status.label().get(language).to_owned()));
    parts.extend(
        record
            .observed()
            .filter(|at| !at.is_zero())
            .map(|observed| format::time(language, observed)),
    );
    parts.join(" · ")
}

/// Which migration of the text is looked at, where there are several.
fn choice(shown: &Shown) -> Html {
    let (measured, language) = (&shown.measured, shown.language());
    let records = measured.given.records.len();
    if records < 2 {
        return html! {};
    }
    html! {
        <p key="choice" class="ways" role="group" aria-label={word!(language, "Migrations in the text")}>
            for index in 0..records.min(MOST_CHOICES) {
                <button key={index} type="button" data-action="choose" aria-pressed={(index == measured.chosen).to_string()}
                    onclick={shown.on_action.reform(move |_: MouseEvent| Action::Choose(index))}>
                    { say!(language, "Migration {0}", (index + 1).to_string()) }
                </button>
            }
        </p>
    }
}

/// More are not offered one by one.
const MOST_CHOICES: usize = 20;

fn compared(language: Language, comparison: &Comparison) -> Html {
    if comparison.rows.is_empty() {
        return html! {};
    }
    html! {
        <table key="compared" class="compared" data-part="compared">
            <caption>{ word!(language, "Compared") }</caption>
            <thead><tr>
                <th scope="col"><span class="hidden">{ word!(language, "Figure") }</span></th>
                <th scope="col">{ word!(language, "measured") }</th>
                <th scope="col">{ word!(language, "predicted") }</th>
                <th scope="col">{ word!(language, "difference") }</th>
            </tr></thead>
            <tbody>
                for (row, (measured, predicted)) in comparison.rows.iter().map(|row| (row, row.written(language))) {
                    <tr key={row.label(language)} class={classes!(row.differs().then_some("differs"))}>
                        <th scope="row">{ row.label(language) }</th>
                        <td>{ measured }</td>
                        <td>{ predicted }</td>
                        <td>
                            { row.difference_written(language) }
                            if row.was_fitted {
                                <span class="note">{ " " }{ word!(language, "fitted") }</span>
                            }
                        </td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

/// What is shown.
#[derive(PartialEq, Properties)]
struct HelpProps {
    shown: Shown,
    scenario: Rc<Scenario>,
    unfolded: bool,
}

/// Whoever comes with a migration that does not end wants to know first what would help.
fn wants_help(comparison: &Comparison) -> bool {
    !comparison.record.is_through() && matches!(comparison.outlook.verdict(), Verdict::Never(_) | Verdict::Hovers)
}

/// The Lab's advice; a remedy that is taken opens in the Lab, with the run that was measured as the pinned one behind it.
#[component]
fn Help(props: &HelpProps) -> Html {
    let shown = props.shown.clone();
    let scenario = props.scenario.clone();
    let on_action = Callback::from(move |action: lab::Action| {
        if let lab::Action::Become(settings) = action {
            let mut target = link::print_scenario(&scenario);
            link::add_second::<Settings>(&mut target, &scenario, &Scenario::new(*settings).0);
            shown.travel_with_run(target);
        }
    });
    html! { <AdviceSheet language={props.shown.language()} scenario={props.scenario.clone()} unfolded={props.unfolded} {on_action} /> }
}
