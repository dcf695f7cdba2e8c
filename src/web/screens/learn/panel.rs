//! What is read and answered in a step.

use yew::prelude::*;

use super::Shown;
use super::answer::Answer;
use super::steps::kind;
use crate::learn::lesson::{Prose, Step, StepKind};
use crate::learn::{Guess, Parameter, Subject};
use crate::link::cluster::add_runs;
use crate::params::{Id, ScreenName};
use crate::state::learn::Action;
use crate::state::learn::sources::{Opened, complaints};
use crate::state::learn::verdict::{gap, right_answer, said};
use crate::web::screens::cluster::rail::Controls;
use crate::web::screens::lab::{self, rail};
use crate::web::shell::address;
use crate::web::widgets::focus::use_focus;
use crate::{say, word};

/// What the panel shows.
#[derive(PartialEq, Properties)]
pub struct PanelProps {
    /// The lessons.
    pub shown: Shown,
}

/// The step that is shown.
#[component]
pub fn Panel(props: &PanelProps) -> Html {
    let shown = &props.shown;
    let (learn, language) = (&shown.learn, shown.language());
    let heading = use_node_ref();
    use_focus(
        &heading,
        (learn.keys.learn.clone(), learn.keys.packed.clone(), learn.place()),
    );
    let Some(opened) = learn.lesson() else { return html! {} };
    let lesson = &opened.lesson;
    let lang = (!lesson.lang.is_empty()).then(|| lesson.lang.clone());
    let Some(step) = learn.step() else {
        return html! { <section key="end" class="lesson" data-step="end" aria-label={word!(language, "Step")}>{ end(shown, opened, &heading) }</section> };
    };
    let text = |index: usize| opened.runs.text(&step.text[index], None, language);
    html! {
        <section key="step" class="lesson" aria-label={word!(language, "Step")} data-step={learn.place().to_string()} data-kind={format!("{:?}", step.kind).to_lowercase()}>
            <div key="prose" class="prose" {lang}>
                <p class="kind">{ kind(step.kind).get(language) }</p>
                <h2 ref={heading} tabindex="-1">{ opened.runs.text(&step.heading, None, language) }</h2>
                { bet(shown, opened) }
                for index in 0..step.text.len() {
                    <p key={index}>{ text(index) }</p>
                }
            </div>
            if matches!(step.kind, StepKind::Bet | StepKind::Ask) {
                <Answer key={format!("answer-{}", learn.place())} shown={shown.clone()} />
            }
            if step.kind == StepKind::Do {
                { doing(shown, step) }
            }
            if let Some(tip) = &step.tip {
                <details key={format!("tip-{}", learn.place())} class="hint">
                    <summary>{ word!(language, "A tip") }</summary>
                    <p>{ opened.runs.text(tip, None, language) }</p>
                </details>
            }
            { ways(shown) }
            { notices(shown, opened) }
        </section>
    }
}

/// The bet of the step before, beside the result that this step shows.
fn bet(shown: &Shown, opened: &Opened) -> Html {
    let (learn, language) = (&shown.learn, shown.language());
    let Some((place, step)) = learn.bet() else {
        return html! {};
    };
    let attempt = learn.attempt(place);
    let Some(verdict) = attempt.verdicts.last() else {
        return html! {};
    };
    if let Guess::Order(order) = &verdict.given {
        return ordered(shown, opened, step, order);
    }
    let mut cells = vec![
        (
            word!(language, "◇ your bet"),
            said(language, opened, step, &verdict.given),
        ),
        (word!(language, "◆ it is"), right_answer(language, opened, step)),
    ];
    cells.extend(gap(language, opened, step, verdict).map(|gap| (word!(language, "the gap"), gap)));
    let reasons = verdict.reasons(language, opened, step);
    html! {
        <>
        <dl key="bet" class={classes!("bet", verdict.is_right.then_some("right"))} data-part="bet">
            for (name, text) in cells {
                <div key={name}><dt>{ name }</dt><dd>{ text }</dd></div>
            }
        </dl>
        if let Some(reason) = reasons.first().filter(|_| !verdict.is_right) {
            <p key="reason" class="why">{ reason }</p>
        }
        </>
    }
}

/// What was put into an order as it really goes, each with the place that it had in the bet.
fn ordered(shown: &Shown, opened: &Opened, step: &Step, order: &[usize]) -> Html {
    let language = shown.language();
    let part = |(place, part): (usize, &Prose)| {
        let bet = order.iter().position(|other| *other == place);
        let mark = match bet {
            Some(bet) if bet == place => word!(language, "✓ as in your bet").to_owned(),
            Some(bet) => say!(language, "◇ your bet: place {0}", (bet + 1).to_string()),
            None => String::new(),
        };
        html! { <li key={place}><span>{ opened.runs.text(part, None, language) }</span><span class="note">{ mark }</span></li> }
    };
    html! {
        <div key="bet" class="bet-order" data-part="bet">
            <p class="note">{ word!(language, "◆ it is") }</p>
            <ol class="parts">{ for step.order.iter().enumerate().map(part) }</ol>
        </div>
    }
}

/// The controls with which a goal can be reached, and whether it is.
fn doing(shown: &Shown, step: &Step) -> Html {
    let (learn, language) = (&shown.learn, shown.language());
    let done = learn.is_done(learn.place());
    let changed = match &learn.cluster {
        Some(screen) => screen.history.can_undo(),
        None => learn.lab.history.can_undo(),
    };
    html! {
        <div key="doing" class="doing" data-part="doing">
            { controls(shown, step) }
            <p class={classes!("reached", done.then_some("is"))} role="status" data-done={done.to_string()}>
                if done {
                    { word!(language, "✓ Done: the goal is reached.") }
                } else {
                    { word!(language, "Not reached yet.") }
                }
            </p>
            if changed {
                <button type="button" class="plain" data-action="restart" onclick={shown.on_action.reform(|_| Action::Restart)}>{ word!(language, "From the beginning") }</button>
            }
        </div>
    }
}

/// The controls of the parameters that the step names.
fn controls(shown: &Shown, step: &Step) -> Html {
    let learn = &shown.learn;
    if let Some(screen) = &learn.cluster {
        return html! {
            <Controls key="controls" state={screen.clone()} language={shown.language()} keys={step.keys.clone()} on_action={shown.on_action.reform(Action::Cluster)} />
        };
    }
    let of_lab = |key: &Parameter| match key {
        Parameter::Migration(id) => Some(*id),
        Parameter::Cluster(_) => None,
    };
    let ids: Vec<Id> = step.keys.iter().filter_map(of_lab).collect();
    let lab = lab::Shown::new(learn.lab.clone(), shown.shell.clone());
    rail::controls(&lab, &ids, &shown.on_action.reform(Action::Stage))
}

/// Back and Next.
fn ways(shown: &Shown) -> Html {
    let (learn, language) = (&shown.learn, shown.language());
    let place = learn.place();
    let next = learn.lesson().and_then(|opened| opened.lesson.steps.get(place + 1));
    let told = learn.is_told(place);
    let onward = match next {
        Some(step) => say!(language, "Next: {0} ›", kind(step.kind).get(language)),
        None => word!(language, "To the end ›").to_owned(),
    };
    html! {
        <p key="ways" class="ways">
            if place > 0 {
                { shown.link(&learn.at_step(place - 1), "way", "back", html! { word!(language, "‹ Back") }) }
            }
            { shown.link(&learn.at_step(place + 1), if told { "way primary" } else { "way" }, "next", html! { onward }) }
        </p>
    }
}

/// After the last step.
fn end(shown: &Shown, opened: &Opened, heading: &NodeRef) -> Html {
    let (learn, language) = (&shown.learn, shown.language());
    let lesson = &opened.lesson;
    let sentence = lesson.steps.iter().rev().find(|step| step.kind == StepKind::Say);
    let run = learn.run().and_then(|(name, _)| lesson.run(name));
    let open = run.map(|run| (way_to(shown, &run.subject), run.subject.cluster().is_some()));
    let course = learn.course();
    let next = learn
        .number()
        .and_then(|number| course.as_ref()?.get(number).map(|next| (number + 1, next)));
    html! {
        <>
            <div key="prose" class="prose">
                <p class="kind">{ word!(language, "End") }</p>
                <h2 ref={heading} tabindex="-1">{ word!(language, "Done") }</h2>
                if let Some(sentence) = sentence {
                    for (index, text) in sentence.text.iter().enumerate() {
                        <p key={index} class="sentence">{ opened.runs.text(text, None, language) }</p>
                    }
                }
                <p key="gone" class="note">{ word!(language, "No longer believed:") }</p>
                <ul key="list" class="beliefs">
                    for belief in lesson.removes.split(';').map(str::trim).filter(|belief| !belief.is_empty()) {
                        <li key={belief.to_owned()}><s>{ language.quoted(belief) }</s></li>
                    }
                </ul>
            </div>
            <p key="ways" class="ways">
                if let Some((number, next)) = next {
                    { shown.link(&learn.at_lesson(&next.name), "way primary", "next-lesson", html! { say!(language, "Lesson {0}: {1} ›", number.to_string(), next.title) }) }
                }
                if let Some((link, is_cluster)) = open {
                    <a class="way" data-action={if is_cluster { "cluster" } else { "lab" }} href={address::href(&link)} onclick={
                        let (on_travel, link) = (shown.on_travel.clone(), link.clone());
                        address::in_this_tab(move || on_travel.emit(link.clone()))
                    }>
                        if is_cluster {
                            { word!(language, "Everything unlocked: open it in the cluster") }
                        } else {
                            { word!(language, "Everything unlocked: open it in the Lab") }
                        }
                    </a>
                }
            </p>
            { notices(shown, opened) }
        </>
    }
}

/// The link that opens a run on its own screen, in this page.
fn way_to(shown: &Shown, subject: &Subject) -> String {
    match subject {
        Subject::Lab(experiment) => shown.shell.print(experiment),
        Subject::Cluster(cluster) => shown.shell.link_with(ScreenName::Cluster, |link| {
            add_runs(link, &cluster.first, cluster.second.as_ref(), &cluster.display);
        }),
    }
}

/// What in the lesson was not understood.
fn notices(shown: &Shown, opened: &Opened) -> Html {
    let language = shown.language();
    if opened.notices.is_empty() {
        return html! {};
    }
    let keys = &shown.learn.keys;
    let name = match keys.learn.as_str() {
        "" => word!(language, "in the link"),
        name => name,
    };
    let told = complaints(language, name, &opened.notices);
    html! {
        <details key="notices" class="lesson-notices" data-part="lesson-notices" open=true>
            <summary>{ word!(language, "What in this lesson was not understood") }</summary>
            <ul>
                for (index, text) in told.into_iter().enumerate() {
                    <li key={index}>{ text }</li>
                }
            </ul>
        </details>
    }
}
