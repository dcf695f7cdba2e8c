//! What a step asks, and how an answer to it is read.

use std::collections::BTreeSet;

use super::sources::Opened;
use crate::learn::expression::Value;
use crate::learn::lesson::{Answer, Asked, Step};
use crate::learn::{Guess, Ran};
use crate::params::{Id, Quantity, Range, Unit};
use crate::text::Language;
use crate::trace::LaneTrace;
use crate::units::SimTime;
use crate::units::written::{self, QuantityError, Reading};
use crate::view::format;
use crate::{say, word};

/// What kind of answer a step wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Question {
    /// One of its choices, or any of them.
    Choice {
        /// Any number of them.
        any_of: bool,
    },
    /// A number in this unit.
    Number(Unit),
    /// A moment between the start and this one.
    Moment(SimTime),
    /// A place on the axis of a parameter.
    Place(Id, Range),
    /// All of its parts in an order.
    Order,
}

impl Question {
    /// What a step asks; `None` if it asks nothing that can be answered.
    #[must_use]
    pub fn of(opened: &Opened, step: &Step) -> Option<Self> {
        let value = |answer: &Answer| opened.runs.value(&answer.is, None).ok();
        match step.asks()? {
            Asked::Choice => Some(Self::Choice { any_of: step.any_of }),
            Asked::Order => (step.order.len() > 1).then_some(Self::Order),
            Asked::Number(answer) => Some(Self::Number(value(answer)?.quantity()?.unit())),
            Asked::Moment(answer) => {
                let run = opened.lesson.measured(answer)?;
                let (Ran::Lab { trace, .. }, Some(experiment)) = (opened.runs.get(&run.name)?, run.subject.lab())
                else {
                    return None;
                };
                let Value::Quantity(Quantity::Time(_)) = value(answer)? else {
                    return None;
                };
                let ends = trace.of(&experiment.display.lanes).map(LaneTrace::end);
                Some(Self::Moment(ends.max()?))
            }
            Asked::Place(place) => {
                value(&place.at)?;
                Some(Self::Place(place.parameter, place.range))
            }
            Asked::Exercise(_) => None,
        }
    }

    /// The unit of what is typed.
    #[must_use]
    pub fn unit(self) -> Option<Unit> {
        match self {
            Self::Number(unit) => Some(unit),
            Self::Moment(_) => Some(Unit::Time),
            Self::Place(_, range) => Some(range.unit),
            Self::Choice { .. } | Self::Order => None,
        }
    }

    /// An example of what can be typed.
    #[must_use]
    pub fn example(self, language: Language) -> String {
        let unit = self.unit().unwrap_or(Unit::Count);
        let base = match unit {
            Unit::Size => 2.0 * 1024.0 * 1024.0 * 1024.0,
            Unit::BitRate => 2e9 / 8.0,
            Unit::ByteRate => 60.0 * 1024.0 * 1024.0,
            Unit::Time => 90.0,
            Unit::Share => 0.4,
            Unit::Count => 7.0,
        };
        format::quantity(language, unit, unit.of(base))
    }
}

/// What somebody has said so far.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Draft {
    /// The places of what was ticked.
    pub choices: BTreeSet<usize>,
    /// What was typed, or set on an axis.
    pub text: String,
    /// The places of the parts, in the order in which they stand now.
    pub order: Vec<usize>,
}

/// Why an answer cannot be compared yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Unread {
    /// Nothing was said.
    Nothing,
    /// A number or its unit is wrong.
    Quantity(QuantityError),
}

impl Unread {
    /// What to do about it.
    #[must_use]
    pub fn text(&self, language: Language, question: Question) -> String {
        match (self, question) {
            (Self::Nothing, Question::Choice { .. }) => word!(language, "Choose an answer first.").to_owned(),
            (Self::Nothing, _) => word!(language, "Give an answer first.").to_owned(),
            (Self::Quantity(error), _) => say!(
                language,
                "{0}. An answer is written like this: {1}.",
                error.text(language),
                question.example(language)
            ),
        }
    }

    /// What a number without a clear unit may mean.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        match self {
            Self::Quantity(error) => error.readings(),
            Self::Nothing => &[],
        }
    }
}

/// Reads what somebody has said.
///
/// # Errors
/// Why it cannot be compared yet.
pub fn guess(question: Question, draft: &Draft) -> Result<Guess, Unread> {
    match question {
        Question::Choice { .. } if draft.choices.is_empty() => Err(Unread::Nothing),
        Question::Choice { .. } => Ok(Guess::Choices(draft.choices.iter().copied().collect())),
        Question::Order => Ok(Guess::Order(draft.order.clone())),
        _ if draft.text.trim().is_empty() => Err(Unread::Nothing),
        _ => {
            let unit = question.unit().unwrap_or(Unit::Count);
            let read = written::parse(unit, &draft.text);
            read.map(Guess::Number).map_err(Unread::Quantity)
        }
    }
}
