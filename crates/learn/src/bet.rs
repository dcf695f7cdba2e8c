//! What became of a bet, and of an answer: the mark, the right one beside it, and the mistake that lies between.

use crate::exercise::Dice;
use crate::expression::{Fault, Ran};
use crate::lesson::{Answer, Asked, Prose, Step, Tolerance};
use crate::runs::Runs;
use engine::SimTime;
use engine::params::{Quantity, Unit};
use engine::units::Share;
use text::{Language, say};
use view::format;

/// How near to a wrong number tells of its mistake, where the lesson does not say it.
pub(crate) const NEAR: Tolerance = Tolerance::Share(Share::percent(5.0));

/// What a reader says.
#[derive(Clone, Debug, PartialEq)]
pub enum Guess {
    /// A number with its unit, a moment, or a place on a slider.
    Number(Quantity),
    /// Some choices, by their places in the lesson.
    Choices(Vec<usize>),
    /// Things in an order, by their places in the lesson.
    Order(Vec<usize>),
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<'a> {
    /// Whether it was right.
    pub is_right: bool,
    /// The right number, moment or place: the mark beside the reader's own.
    pub right: Option<Quantity>,
    /// What the lesson says to it: the mistake and its mechanism.
    pub says: Vec<&'a Prose>,
    /// How far off it was, where it is no mistake that the lesson knows.
    pub off: Option<Off>,
}

/// How far off a number was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Off {
    /// It should be more by this.
    Below(Quantity),
    /// It should be less by this.
    Above(Quantity),
}

/// What became of a guess; `None` if it is none to what this step asks.
///
/// # Errors
/// The right answer has no value.
///
/// ```
/// use engine::SimTime;
/// use learn::{Guess, Runs, judge, read};
///
/// let text = "lesson: a\n## bet: For how long?\nrun a: #lanes=suspended&suspend=save\n\
///     answer: a.suspended.downtime ± 10%\ntrap: a.suspended.downtime / 8 > Bits for bytes.";
/// let (lesson, _) = read(text);
/// let runs = Runs::of(&lesson);
/// let step = &lesson.steps[0];
/// let guess = Guess::Number(SimTime::s(2.75).into());
/// let outcome = judge(step, &runs, None, &guess).expect("it has a value").expect("a number is asked for");
/// assert!(!outcome.is_right);
/// let said = outcome.sentences(step, &runs, None, &guess, text::Language::English);
/// assert_eq!(said, ["Your bet: 2.75 s. It is 22.1 s.", "Bits for bytes."]);
/// ```
pub fn judge<'a>(
    step: &'a Step,
    runs: &Runs,
    now: Option<Ran<'_>>,
    guess: &Guess,
) -> Result<Option<Outcome<'a>>, Fault> {
    let outcome = match (step.asks(), guess) {
        (Some(Asked::Number(answer) | Asked::Moment(answer)), Guess::Number(given)) => {
            number(step, answer, runs, now, *given)?
        }
        (Some(Asked::Place(place)), Guess::Number(given)) => number(step, &place.at, runs, now, *given)?,
        (Some(Asked::Choice), Guess::Choices(chosen)) => choices(step, chosen),
        (Some(Asked::Order), Guess::Order(order)) => ordered(step, order),
        _ => return Ok(None),
    };
    Ok(Some(outcome))
}

fn number<'a>(
    step: &'a Step,
    answer: &Answer,
    runs: &Runs,
    now: Option<Ran<'_>>,
    given: Quantity,
) -> Result<Outcome<'a>, Fault> {
    let right = runs.value(&answer.is, now)?.quantity().ok_or(Fault::NoStatement)?;
    let mut outcome = Outcome {
        is_right: false,
        right: Some(right),
        says: Vec::new(),
        off: None,
    };
    if !given.unit().measures_as(right.unit()) {
        return Ok(outcome);
    }
    let far = given.base() - right.base();
    outcome.is_right = far.abs() <= answer.tolerance.of(right);
    if outcome.is_right {
        return Ok(outcome);
    }
    let mut nearest: Option<(f64, &Prose)> = None;
    for trap in &step.traps {
        let Some(wrong) = runs.value(&trap.is, now)?.quantity() else {
            continue;
        };
        let off = (given.base() - wrong.base()).abs();
        let is_it = off <= trap.within.unwrap_or(NEAR).of(wrong);
        if is_it && nearest.is_none_or(|(other, _)| off < other) {
            nearest = Some((off, &trap.feedback));
        }
    }
    match nearest {
        Some((_, feedback)) => outcome.says.push(feedback),
        None => {
            let by = right.unit().of(far.abs());
            outcome.off = Some(if far < 0.0 { Off::Below(by) } else { Off::Above(by) });
        }
    }
    Ok(outcome)
}

fn choices<'a>(step: &'a Step, chosen: &[usize]) -> Outcome<'a> {
    let of = |place: &usize| step.choices.get(*place);
    let all = step.choices.iter().enumerate();
    let is_right = all.fold(true, |so_far, (place, choice)| {
        so_far && choice.is_right == chosen.contains(&place)
    });
    Outcome {
        is_right,
        right: None,
        says: chosen
            .iter()
            .filter_map(of)
            .filter_map(|choice| choice.feedback.as_ref())
            .collect(),
        off: None,
    }
}

fn ordered<'a>(step: &'a Step, order: &[usize]) -> Outcome<'a> {
    let is_right = order.iter().copied().eq(0..step.order.len());
    let mut says = Vec::new();
    if !is_right {
        // The first that stands before something that goes earlier.
        let early = order
            .iter()
            .enumerate()
            .find(|(at, item)| order[at + 1..].iter().any(|later| later < item));
        let of = |item: usize| {
            step.early
                .iter()
                .find(|(place, _)| *place == item)
                .map(|(_, text)| text)
        };
        says.extend(early.and_then(|(_, item)| of(*item)).or(step.order_feedback.as_ref()));
    }
    Outcome {
        is_right,
        right: None,
        says,
        off: None,
    }
}

/// What has to be put into order, shuffled by a seed, by places; never in the right order.
#[must_use]
pub fn shuffled(step: &Step, seed: &str) -> Vec<usize> {
    let mut order: Vec<usize> = (0..step.order.len()).collect();
    Dice::of(seed).shuffle(&mut order);
    if order.is_sorted() {
        order.reverse();
    }
    order
}

impl Outcome<'_> {
    /// What a reader is told: bet and result in one sentence, then the mistake. To choices and orders only the mistake.
    #[must_use]
    pub fn sentences(
        &self,
        step: &Step,
        runs: &Runs,
        now: Option<Ran<'_>>,
        guess: &Guess,
        language: Language,
    ) -> Vec<String> {
        let unit = match step.asks() {
            Some(Asked::Place(place)) => place.range.unit,
            _ => self.right.map_or(Unit::Count, Quantity::unit),
        };
        let is_moment = matches!(step.asks(), Some(Asked::Moment(_)));
        let shown = |number: Quantity| format::quantity(language, unit, number);
        let mut said = Vec::new();
        if let (Guess::Number(given), Some(right)) = (guess, self.right) {
            let given = format::quantity(
                language,
                if given.unit().measures_as(unit) {
                    unit
                } else {
                    given.unit()
                },
                *given,
            );
            said.push(if is_moment {
                say!(language, "Your bet: after {0}. It is after {1}.", given, shown(right))
            } else {
                say!(language, "Your bet: {0}. It is {1}.", given, shown(right))
            });
        }
        said.extend(self.says.iter().map(|prose| runs.text(prose, now, language)));
        said.extend(self.off.map(|off| match (off, is_moment) {
            (Off::Below(by), true) => say!(language, "Too early by {0}.", shown(by)),
            (Off::Above(by), true) => say!(language, "Too late by {0}.", shown(by)),
            (Off::Below(by), false) => say!(language, "Too little by {0}.", shown(by)),
            (Off::Above(by), false) => say!(language, "Too much by {0}.", shown(by)),
        }));
        said
    }
}

impl From<SimTime> for Guess {
    fn from(moment: SimTime) -> Self {
        Self::Number(moment.into())
    }
}
