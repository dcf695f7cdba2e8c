//! The runs of a lesson, simulated.

use crate::expression::{Expression, Fault, Value};
use crate::lesson::Lesson;
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace, simulate};

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
}
