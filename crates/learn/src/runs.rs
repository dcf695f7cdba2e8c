//! The runs of a lesson, simulated.

use crate::expression::{Expression, Fault, Ran, Value};
use crate::lesson::{Lesson, Piece, Prose};
use engine::scenario::Scenario;
use engine::trace::{Trace, simulate};
use text::Language;

/// The records of a lesson's runs.
#[derive(Clone, Debug)]
pub struct Runs(Vec<(String, Scenario, Trace)>);

impl Runs {
    /// Simulates all of them.
    #[must_use]
    pub fn of(lesson: &Lesson) -> Self {
        let run = |run: &crate::lesson::Run| {
            let scenario = run.experiment.scenario.clone();
            let trace = simulate(&scenario);
            (run.name.clone(), scenario, trace)
        };
        Self(lesson.runs.iter().map(run).collect())
    }

    /// A run with its record.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Ran<'_>> {
        let found = self.0.iter().find(|(other, ..)| other == name);
        found.map(|(_, settings, trace)| Ran { settings, trace })
    }

    /// What an expression comes to; `now` is the experiment that the reader has.
    ///
    /// # Errors
    /// See [`Expression::value`].
    pub fn value(&self, expression: &Expression, now: Option<Ran<'_>>) -> Result<Value, Fault> {
        expression.value(&|name: Option<&str>| match name {
            Some(name) => self.get(name),
            None => now,
        })
    }

    /// Whether a statement is true.
    ///
    /// # Errors
    /// It has no value, or is no statement.
    pub fn holds(&self, expression: &Expression, now: Option<Ran<'_>>) -> Result<bool, Fault> {
        match self.value(expression, now)? {
            Value::Truth(truth) => Ok(truth),
            _ => Err(Fault::NoStatement),
        }
    }

    /// A text with its figures as they are read; one that has no value stands as it was written.
    #[must_use]
    pub fn text(&self, prose: &Prose, now: Option<Ran<'_>>, language: Language) -> String {
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
