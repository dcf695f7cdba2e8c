//! The runs of a lesson, simulated.

use crate::expression::{Expression, Fault, Value};
use crate::lesson::{Lesson, Piece, Prose};
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace, simulate};
use text::Language;

/// The records of a lesson's runs.
#[derive(Clone, Debug)]
pub struct Runs(Vec<(String, Trace)>);

impl Runs {
    /// Simulates all of them.
    #[must_use]
    pub fn of(lesson: &Lesson) -> Self {
        let run = |run: &crate::lesson::Run| (run.name.clone(), simulate(&run.experiment.scenario));
        Self(lesson.runs.iter().map(run).collect())
    }

    /// The record of a run.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Trace> {
        let found = self.0.iter().find(|(other, _)| other == name);
        found.map(|(_, trace)| trace)
    }

    /// What an expression comes to; `now` is the experiment that the reader has.
    ///
    /// # Errors
    /// See [`Expression::value`].
    pub fn value(&self, expression: &Expression, now: Option<&Trace>) -> Result<Value, Fault> {
        let find = |name: Option<&str>, lane: Lane| -> Option<&LaneTrace> {
            let trace = match name {
                Some(name) => self.get(name),
                None => now,
            };
            trace.map(|trace| trace.lane(lane))
        };
        expression.value(&find)
    }

    /// Whether a statement is true.
    ///
    /// # Errors
    /// It has no value, or is no statement.
    pub fn holds(&self, expression: &Expression, now: Option<&Trace>) -> Result<bool, Fault> {
        match self.value(expression, now)? {
            Value::Truth(truth) => Ok(truth),
            _ => Err(Fault::NoStatement),
        }
    }

    /// A text with its figures as they are read; one that has no value stands as it was written.
    #[must_use]
    pub fn text(&self, prose: &Prose, now: Option<&Trace>, language: Language) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Figure(figure) => match self.value(figure, now) {
                Ok(value) => value.text(language),
                Err(_) => format!("{{{figure}}}"),
            },
        };
        prose.0.iter().map(piece).collect()
    }
}
