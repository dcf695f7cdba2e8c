//! The fields of a bet or a question, and what is said to what stands in them.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::Shown;
use super::axis::Axis;
use super::choose::{choosing, text_of, tries, typing};
use crate::learn::Guess;
use crate::learn::lesson::{Choice, Prose, Step, StepKind};
use crate::params::Quantity;
use crate::state::learn::question::{Draft, Question, Unread, guess};
use crate::state::learn::sources::Opened;
use crate::state::learn::verdict::{Verdict, comparison, right, right_answer, said as said_as, worked};
use crate::state::learn::{Action, Attempt, TRIES};
use crate::text::Language;
use crate::units::Share;
use crate::view::format;
use crate::web::widgets::mark::AxisMark;
use crate::{say, word};

/// Stops of an axis.
const STOPS: f64 = 200.0;

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct AnswerProps {
    /// The lessons.
    pub shown: Shown,
}

/// A form of native fields. After a check the focus goes to what is said about it.
#[component]
pub fn Answer(props: &AnswerProps) -> Html {
    let shown = &props.shown;
    let (learn, language) = (&shown.learn, shown.language());
    let place = learn.place();
    let attempt = learn.attempt(place);
    let feedback = use_node_ref();
    {
        let (feedback, first) = (feedback.clone(), use_mut_ref(|| true));
        use_effect_with((attempt.verdicts.len(), attempt.given_up), move |_| {
            let opened = std::mem::replace(&mut *first.borrow_mut(), false);
            if let Some(heading) = feedback.cast::<HtmlElement>().filter(|_| !opened) {
                // What cannot take the focus leaves it where it is.
                let _ = heading.focus();
            }
        });
    }
    let (Some(opened), Some(step)) = (learn.lesson(), learn.step()) else {
        return html! {};
    };
    let Some(question) = learn.question() else {
        return html! { <p class="note">{ word!(language, "This question has no answer that can be checked.") }</p> };
    };
    let told = learn.is_told(place);
    let form = Form {
        language,
        opened,
        step,
        question,
        attempt: &attempt,
        told,
        on_draft: shown.on_action.reform(Action::Draft),
    };
    let onsubmit = shown.on_action.reform(|event: SubmitEvent| {
        event.prevent_default();
        Action::Check
    });
    let is_bet = step.kind == StepKind::Bet;
    let left = TRIES.saturating_sub(attempt.verdicts.len());
    html! {
        <form key="form" class="answer" data-part="answer" {onsubmit}>
            { form.html() }
            if !told {
                <p key="check" class="ways">
                    <button type="submit" class="primary" data-action="check">{ if is_bet { word!(language, "Place the bet and see") } else { word!(language, "Check") } }</button>
                    <button type="button" class="plain" data-action="tell" onclick={shown.on_action.reform(|_: MouseEvent| Action::Tell)}>
                        { if is_bet { word!(language, "Without a bet") } else { word!(language, "Show the solution") } }
                    </button>
                </p>
                <p key="note" class="note">
                    { if is_bet { word!(language, "Not graded: whoever bets first sees more.").to_owned() } else { tries(language, left) } }
                </p>
            }
            if let Some(verdict) = attempt.verdicts.last() {
                { said(&form, verdict, &feedback) }
            } else if attempt.given_up {
                { solution(&form, None, &feedback) }
            }
        </form>
    }
}

struct Form<'a> {
    language: Language,
    opened: &'a Opened,
    step: &'a Step,
    question: Question,
    attempt: &'a Attempt,
    told: bool,
    on_draft: Callback<Draft>,
}

/// What is said to an answer.
fn said(form: &Form<'_>, verdict: &Verdict, heading: &NodeRef) -> Html {
    let (language, opened, step) = (form.language, form.opened, form.step);
    if form.told && !verdict.is_right {
        return solution(form, Some(verdict), heading);
    }
    let title = if verdict.is_right {
        word!(language, "✓ Right")
    } else {
        word!(language, "✗ Not so")
    };
    // A wrong answer that is not the last one hears its mistake, not the solution.
    let lines = if verdict.is_right {
        comparison(language, opened, step, verdict)
    } else {
        verdict.reasons(language, opened, step)
    };
    html! {
        <div key="said" class={classes!("feedback", verdict.is_right.then_some("right"))} data-part="feedback" data-right={verdict.is_right.to_string()}>
            <h3 ref={heading} tabindex="-1">{ title }</h3>
            for (index, line) in lines.into_iter().enumerate() {
                <p key={index}>{ line }</p>
            }
            if !verdict.is_right {
                <p key="again" class="note">{ word!(language, "Another answer can be given above.") }</p>
            }
        </div>
    }
}

/// What would have been right, beside what was said.
fn solution(form: &Form<'_>, verdict: Option<&Verdict>, heading: &NodeRef) -> Html {
    let (language, opened, step) = (form.language, form.opened, form.step);
    let is_bet = step.kind == StepKind::Bet;
    let title = match (verdict, is_bet) {
        (Some(_), true) => word!(language, "✗ Not so"),
        (Some(_), false) => word!(language, "✗ The solution"),
        (None, _) => word!(language, "The answer"),
    };
    let lines = match verdict {
        Some(verdict) => comparison(language, opened, step, verdict),
        None => vec![say!(language, "It is: {0}.", right_answer(language, opened, step))],
    };
    let right = step.choices.iter().find(|choice| choice.is_right);
    html! {
        <div key="said" class="feedback" data-part="feedback" data-right="false">
            <h3 ref={heading} tabindex="-1">{ title }</h3>
            for (index, line) in lines.into_iter().enumerate() {
                <p key={index}>{ line }</p>
            }
            if let Some(right) = right.and_then(|choice| choice.feedback.as_ref()) {
                <p key="right">{ form.text(right) }</p>
            }
            if let Some(worked) = worked(language, opened, step) {
                <p key="worked" class="worked">{ worked }</p>
            }
        </div>
    }
}

impl Form<'_> {
    fn text(&self, prose: &Prose) -> String {
        self.opened.runs.text(prose, None, self.language)
    }

    fn html(&self) -> Html {
        let language = self.language;
        let legend = match self.question {
            Question::Choice { any_of: false } => word!(language, "Choose one answer"),
            Question::Choice { any_of: true } => word!(language, "Choose all that are right"),
            Question::Number(_) => word!(language, "Give a number"),
            Question::Moment(_) => word!(language, "Set the moment, or type it"),
            Question::Place(..) => word!(language, "Set the place, or type it"),
            Question::Order => word!(language, "Put them in order, the first on top"),
        };
        let problem = self.attempt.unread.as_ref();
        html! {
            <fieldset key="fields" disabled={self.told}>
                <legend>
                    { legend }
                    if let Some(unread) = problem {
                        <span key="problem" class="problem" role="alert">{ unread.text(language, self.question) }</span>
                    }
                </legend>
                { match self.question {
                    Question::Choice { any_of } => self.choices(any_of),
                    Question::Order => self.order(),
                    Question::Number(_) => self.number(None),
                    Question::Moment(end) => self.number(Some(Axis::Clock(end))),
                    Question::Place(id, range) => self.number(Some(Axis::Parameter(id, range))),
                } }
            </fieldset>
        }
    }

    fn choices(&self, any_of: bool) -> Html {
        let draft = &self.attempt.draft;
        let verdict = self.attempt.verdicts.last();
        let choice = |(index, choice): (usize, &Choice)| {
            let onchange = self.on_draft.reform(choosing(draft, any_of, index));
            let chosen = verdict
                .is_some_and(|verdict| matches!(&verdict.given, Guess::Choices(chosen) if chosen.contains(&index)));
            let mark = match (self.told, chosen, choice.is_right) {
                (true, true, true) => word!(self.language, "◆ your answer, and so it is"),
                (true, false, true) => word!(self.language, "◆ so it is"),
                (true, true, false) => word!(self.language, "◇ your answer"),
                (false, true, false) => word!(self.language, "✗ not this one"),
                _ => "",
            };
            html! {
                <label key={index} class={classes!("choice", (self.told && choice.is_right).then_some("right"))} data-choice={index.to_string()}>
                    <input type={if any_of { "checkbox" } else { "radio" }} name="answer" checked={draft.choices.contains(&index)} {onchange} />
                    <span class="letter" aria-hidden="true">{ letter(index) }</span>
                    <span>{ self.text(&choice.text) }</span>
                    if !mark.is_empty() {
                        <span class="outcome-mark">{ mark }</span>
                    }
                </label>
            }
        };
        html! { { for self.step.choices.iter().enumerate().map(choice) } }
    }

    fn order(&self) -> Html {
        let (language, draft) = (self.language, &self.attempt.draft);
        let last = draft.order.len().saturating_sub(1);
        let moved = |from: usize, to: usize| {
            let draft = draft.clone();
            self.on_draft.reform(move |_: MouseEvent| {
                let mut draft = draft.clone();
                draft.order.swap(from, to);
                draft
            })
        };
        let part = |(index, part): (usize, &usize)| {
            let text = self
                .step
                .order
                .get(*part)
                .map_or_else(String::new, |part| self.text(part));
            let place = say!(
                language,
                "place {0} of {1}",
                (index + 1).to_string(),
                (last + 1).to_string()
            );
            html! {
                <li key={*part} data-part-of={part.to_string()}>
                    <span class="text">{ text.clone() }<span class="hidden">{ format!(", {place}") }</span></span>
                    <button type="button" class="square" data-move="up" aria-label={say!(language, "Up: {0}", text)} aria-disabled={(index == 0).to_string()}
                        onclick={moved(index, index.saturating_sub(1))}>{ "↑" }</button>
                    <button type="button" class="square" data-move="down" aria-label={say!(language, "Down: {0}", text)} aria-disabled={(index == last).to_string()}
                        onclick={moved(index, (index + 1).min(last))}>{ "↓" }</button>
                </li>
            }
        };
        html! { <ol class="parts">{ for draft.order.iter().enumerate().map(part) }</ol> }
    }

    fn number(&self, axis: Option<Axis>) -> Html {
        let (language, draft) = (self.language, &self.attempt.draft);
        let oninput = self.on_draft.reform(typing(draft));
        let read = guess(self.question, draft);
        let echo = match &read {
            Ok(given) => Some(say!(
                language,
                "read as {0}",
                said_as(language, self.opened, self.step, given)
            )),
            Err(Unread::Nothing) => Some(say!(language, "such as {0}", self.question.example(language))),
            Err(_) => None,
        };
        let readings = self.attempt.unread.as_ref().map(Unread::readings).unwrap_or_default();
        html! {
            <>
                if let Some(axis) = axis {
                    { self.axis(axis, read.ok()) }
                }
                <label key="typed" class="typed">
                    <span>{ word!(language, "Answer") }</span>
                    <input type="text" inputmode="decimal" autocomplete="off" spellcheck="false" value={draft.text.clone()}
                        aria-invalid={self.attempt.unread.is_some().then_some("true")} {oninput} />
                </label>
                <p key="echo" class="note echo" aria-live="polite">{ echo.unwrap_or_default() }</p>
                if !readings.is_empty() {
                    <span key="readings" class="offers">
                        for reading in readings {
                            { self.reading(format::quantity(language, reading.unit, reading.value)) }
                        }
                    </span>
                }
            </>
        }
    }

    fn reading(&self, text: String) -> Html {
        let draft = self.attempt.draft.clone();
        let said = text.clone();
        let onclick = self.on_draft.reform(move |_: MouseEvent| Draft {
            text: said.clone(),
            ..draft.clone()
        });
        html! { <button key={text.clone()} type="button" class="plain" data-action="reading" {onclick}>{ text }</button> }
    }

    /// What was said, and what is right, on the axis.
    fn marks(&self, axis: Axis, set: Option<Quantity>) -> Html {
        let right = right(self.opened, self.step).map(|right| axis.share_of(right));
        html! {
            <p class="scale" aria-hidden="true">
                if let Some(share) = set.map(|set| axis.share_of(set)) {
                    <AxisMark key="bet" {share} name={word!(self.language, "◇ your bet")} />
                }
                if let Some(share) = right {
                    <AxisMark key="right" {share} name={word!(self.language, "◆ it is")} />
                }
            </p>
        }
    }

    /// An axis with what was set on it, and once it is told, what is right.
    fn axis(&self, axis: Axis, given: Option<Guess>) -> Html {
        let (language, draft) = (self.language, &self.attempt.draft);
        let set = match given {
            Some(Guess::Number(quantity)) => Some(quantity),
            _ => None,
        };
        let share = set.map(|quantity| axis.share_of(quantity));
        let oninput = {
            let draft = draft.clone();
            self.on_draft.reform(move |event: InputEvent| {
                let stop: f64 = text_of(&event).parse().unwrap_or_default();
                let quantity = axis.at(Share::new(stop / STOPS));
                Draft {
                    text: format::quantity(language, axis.unit(), quantity),
                    ..draft.clone()
                }
            })
        };
        let value = share.map_or(0.0, |share| share.as_f64() * STOPS).round();
        let spoken = set.map(|quantity| format::spoken(language, axis.unit(), quantity));
        let [first, last] = axis.ends().map(|end| format::quantity(language, axis.unit(), end));
        html! {
            <div key="axis" class="axis-field">
                <input type="range" min="0" max={STOPS.to_string()} step="1" value={value.to_string()} aria-label={axis.name(language)}
                    aria-valuetext={spoken.unwrap_or_else(|| word!(language, "nothing set yet").to_owned())} {oninput} />
                if self.told {
                    { self.marks(axis, set) }
                }
                <p class="note ends"><span>{ first }</span><span>{ axis.name(language) }</span><span>{ last }</span></p>
            </div>
        }
    }
}

/// The letter of a choice.
pub fn letter(index: usize) -> String {
    let letter = u32::try_from(index)
        .ok()
        .and_then(|index| char::from_u32('A' as u32 + index));
    letter
        .filter(char::is_ascii_uppercase)
        .map(String::from)
        .unwrap_or_default()
}
