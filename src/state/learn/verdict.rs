//! An answer beside the right one, in words.

use super::question::Question;
use super::sources::Opened;
use crate::learn::expression::Expression;
use crate::learn::figures::{Figure, Plain};
use crate::learn::lesson::{Prose, Step, StepKind};
use crate::learn::{Guess, Outcome, Ran, judge};
use crate::params::{Quantity, Unit};
use crate::say;
use crate::text::Language;
use crate::units::SimTime;
use crate::view::{format, results};

/// What became of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What was said.
    pub given: Guess,
    /// Whether it holds.
    pub is_right: bool,
}

impl Verdict {
    /// Compares an answer with that of the lesson.
    #[must_use]
    pub fn of(opened: &Opened, step: &Step, given: Guess) -> Self {
        let is_right = outcome(opened, step, &given).is_some_and(|outcome| outcome.is_right);
        Self { given, is_right }
    }

    /// What the lesson says to it: the mistake and its mechanism, or how far off it is.
    #[must_use]
    pub fn reasons(&self, language: Language, opened: &Opened, step: &Step) -> Vec<String> {
        let Some(outcome) = outcome(opened, step, &self.given) else {
            return Vec::new();
        };
        let mut told = outcome.sentences(step, &opened.runs, None, &self.given, language);
        if outcome.right.is_some() {
            // The first one has the right number in it.
            told.remove(0);
        }
        told
    }
}

fn outcome<'a>(opened: &Opened, step: &'a Step, given: &Guess) -> Option<Outcome<'a>> {
    judge(step, &opened.runs, None, given).ok().flatten()
}

/// The right number of a step.
#[must_use]
pub fn right(opened: &Opened, step: &Step) -> Option<Quantity> {
    let answer = step.asks()?.answer()?;
    opened.runs.value(&answer.is, None).ok()?.quantity()
}

/// An answer in words.
#[must_use]
pub fn said(language: Language, opened: &Opened, step: &Step, given: &Guess) -> String {
    let text = |prose: &Prose| opened.runs.text(prose, None, language);
    let texts: Vec<String> = match given {
        Guess::Choices(chosen) => {
            let chosen = chosen.iter().filter_map(|place| step.choices.get(*place));
            chosen.map(|choice| text(&choice.text)).collect()
        }
        Guess::Order(order) => order
            .iter()
            .filter_map(|part| step.order.get(*part))
            .map(text)
            .collect(),
        Guess::Number(quantity) => vec![number(language, opened, step, *quantity)],
    };
    texts.join(" · ")
}

fn number(language: Language, opened: &Opened, step: &Step, quantity: Quantity) -> String {
    let unit = Question::of(opened, step).and_then(Question::unit);
    let unit = unit.filter(|unit| unit.measures_as(quantity.unit()));
    format::quantity(language, unit.unwrap_or(quantity.unit()), quantity)
}

/// The right answer in words.
#[must_use]
pub fn right_answer(language: Language, opened: &Opened, step: &Step) -> String {
    if let Some(right) = right(opened, step) {
        return number(language, opened, step, right);
    }
    let places: Vec<usize> = (0..step.choices.len())
        .filter(|&place| step.choices[place].is_right)
        .collect();
    let given = if step.order.is_empty() {
        Guess::Choices(places)
    } else {
        Guess::Order((0..step.order.len()).collect())
    };
    said(language, opened, step, &given)
}

/// Answer and result, then how far apart the two are, or which mistake lies between.
#[must_use]
pub fn comparison(language: Language, opened: &Opened, step: &Step, verdict: &Verdict) -> Vec<String> {
    let is = right_answer(language, opened, step);
    let said = || said(language, opened, step, &verdict.given);
    let is_bet = step.kind == StepKind::Bet;
    let mut told = match &verdict.given {
        // What was chosen is marked where it stands.
        Guess::Choices(_) if verdict.is_right => return verdict.reasons(language, opened, step),
        Guess::Choices(_) => vec![say!(language, "It is: {0}.", is)],
        Guess::Order(order) => {
            let there = order.iter().enumerate().filter(|(place, part)| place == *part).count();
            let count = say!(
                language,
                "{0} of {1} stand where they belong.",
                there.to_string(),
                order.len().to_string()
            );
            if verdict.is_right {
                vec![count]
            } else {
                vec![count, say!(language, "In order: {0}.", is)]
            }
        }
        _ if is_bet => vec![say!(language, "Your bet: {0}. It is {1}.", said(), is)],
        _ => vec![say!(language, "Your answer: {0}. It is {1}.", said(), is)],
    };
    if !verdict.is_right {
        told.extend(verdict.reasons(language, opened, step));
    }
    told
}

/// How far a wrong number is off: a moment by a time, else by a factor. `None` where it is no number.
#[must_use]
pub fn gap(language: Language, opened: &Opened, step: &Step, verdict: &Verdict) -> Option<String> {
    const NEAR: f64 = 1.5;
    let right = right(opened, step)?.base();
    let Guess::Number(given) = &verdict.given else {
        return None;
    };
    let given = given.base();
    if verdict.is_right {
        return None;
    }
    if step.moment.is_some() {
        let off = SimTime::s((given - right).abs());
        let off = format::quantity(language, Unit::Time, Quantity::Time(off));
        return Some(if given < right {
            say!(language, "{0} too early", off)
        } else {
            say!(language, "{0} too late", off)
        });
    }
    let factor = (given / right).max(right / given);
    if !factor.is_finite() || factor < NEAR {
        return None;
    }
    let factor = format::times(language, factor);
    Some(if given < right {
        say!(language, "{0} too little", factor)
    } else {
        say!(language, "{0} too much", factor)
    })
}

/// The parts of which the right number is the sum, where it is a whole of which the record has the parts.
#[must_use]
pub fn worked(language: Language, opened: &Opened, step: &Step) -> Option<String> {
    let Expression::Figure {
        run: Some(run),
        lane,
        figure,
    } = &step.answer.as_ref()?.is
    else {
        return None;
    };
    let Ran::Lab { trace, .. } = opened.runs.get(run)? else {
        return None;
    };
    let results = results::results(language, trace.lane(*lane));
    let parts = match figure {
        Figure::Plain(Plain::Downtime) => results.downtime_split,
        Figure::Plain(Plain::Sent) => results.traffic_split,
        Figure::Plain(_) | Figure::Downtime(_) | Figure::Sent(_) => return None,
    };
    let parts: Vec<String> = parts.iter().map(|(name, part)| format!("{name} {part}")).collect();
    (parts.len() > 1).then(|| {
        let whole = right_answer(language, opened, step);
        say!(language, "{0} = {1}", parts.join(" + "), whole)
    })
}
