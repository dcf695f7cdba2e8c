//! What helps, whom it hurts and what it costs; and what does not help.

use yew::prelude::*;

use crate::explore::advice::{Advice, Answer, Class, Kept};
use crate::text::Language;
use crate::view::advice as view;
use crate::view::advice::Clause;
use crate::{say, word};

/// What helps, one table; rows are grouped by whom they hurt, those that keep only a part come last.
pub fn helpful(language: Language, advice: &Advice, on_apply: &Callback<Answer>) -> Html {
    let answers = advice.helpful();
    if answers.is_empty() {
        return Html::default();
    }
    let clauses = clauses(advice);
    let (all, part): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.kept == Kept::All);
    let group = |key: &'static str, title: &'static str, rows: &[&Answer]| {
        html! {
            if !rows.is_empty() {
                <tbody {key}>
                    <tr class="title"><th colspan={(clauses.len() + 3).to_string()} scope="rowgroup">{ title }</th></tr>
                    for answer in rows {
                        { row(language, advice, answer, &clauses, on_apply) }
                    }
                </tbody>
            }
        }
    };
    html! {
        <table class="remedies" aria-label={word!(language, "What helps")}>
            <thead><tr>
                <th key="change" scope="col">{ word!(language, "Change") }</th>
                for clause in &clauses {
                    <th key={clause.token()} scope="col" class="figure">{ clause.heading().get(language) }</th>
                }
                <th key="costs" scope="col" class="costs">{ word!(language, "Costs and conditions") }</th>
                <th key="apply" scope="col"><span class="hidden">{ word!(language, "Apply") }</span></th>
            </tr></thead>
            for class in Class::ALL {
                { group(class.label().english(), class.label().get(language), &of(&all, class)) }
            }
            { group("part", word!(language, "Keeps only a part of the promise"), &part) }
        </table>
    }
}

fn of<'a>(answers: &[&'a Answer], class: Class) -> Vec<&'a Answer> {
    let of = answers.iter().filter(|answer| answer.remedy.class == class);
    of.copied().collect()
}

/// End and downtime always, the others if something is promised of them.
fn clauses(advice: &Advice) -> Vec<Clause> {
    let shown = |clause: &Clause| {
        matches!(clause, Clause::Total | Clause::Downtime) || clause.asked(advice.promise()).is_some()
    };
    Clause::ALL.into_iter().filter(shown).collect()
}

fn row(language: Language, advice: &Advice, answer: &Answer, clauses: &[Clause], on_apply: &Callback<Answer>) -> Html {
    let change = view::change(language, answer);
    let apply = {
        let answer = answer.clone();
        on_apply.reform(move |_: MouseEvent| answer.clone())
    };
    html! {
        <tr key={answer.remedy.name.english()}>
            <th key="change" scope="row">{ change.clone() }</th>
            for &clause in clauses {
                { figure(language, advice, answer, clause) }
            }
            <td key="costs" class="costs">
                for text in view::costs(language, advice, answer) {
                    <span key={text.clone()}>{ text.clone() }</span>
                }
            </td>
            <td key="apply" class="apply">
                <button type="button" data-action="apply" aria-label={say!(language, "Apply: {0}", change)} onclick={apply}>
                    { word!(language, "Apply") }
                </button>
            </td>
        </tr>
    }
}

fn figure(language: Language, advice: &Advice, answer: &Answer, clause: Clause) -> Html {
    let (text, kept) = clause.figure(language, advice.promise(), &answer.outlook);
    let mark = kept.map(|kept| {
        if kept {
            ("✓", word!(language, "kept"))
        } else {
            ("✗", word!(language, "broken"))
        }
    });
    html! {
        <td key={clause.token()} class={classes!("figure", (kept == Some(false)).then_some("broken"))}>
            <span key="heading" class="heading">{ clause.heading().get(language) }{ " " }</span>
            if let Some((sign, said)) = mark {
                <span key="mark" role="img" aria-label={said}>{ sign }</span>
                { " " }
            }
            <b key="figure">{ text }</b>
        </td>
    }
}

/// What does not help, and why.
pub fn useless(language: Language, advice: &Advice) -> Html {
    let reasons: Vec<String> = advice
        .useless()
        .map(|answer| view::reason(language, advice, answer))
        .collect();
    html! {
        if !reasons.is_empty() {
            <div key="useless" class="useless">
                <b key="title" id="useless">{ word!(language, "Would not help:") }</b>
                <ul key="reasons" aria-labelledby="useless">
                    for reason in reasons {
                        <li key={reason.clone()}>{ reason.clone() }</li>
                    }
                </ul>
            </div>
        }
    }
}
