//! The runs of a lesson, simulated.

use crate::expression::{ClusterRan, Expression, Fault, Ran, Value};
use crate::lesson::{Lesson, Piece, Prose};
use crate::subject::Subject;
use engine::cluster::{Detail, Record, simulate_at_once};
use engine::scenario::Scenario;
use engine::trace::{Trace, simulate};
use link::cluster::Asked;
use std::rc::Rc;
use text::Language;

/// The records of a lesson's runs.
#[derive(Clone, Debug)]
pub struct Runs(Vec<(String, Done)>);

/// A run with its record.
#[derive(Clone, Debug)]
enum Done {
    Lab(Rc<Scenario>, Rc<Trace>),
    Cluster(Half, Option<Half>),
}

/// One of the runs beside each other; without a record if that is too much work.
#[derive(Clone, Debug)]
struct Half {
    asked: Rc<Asked>,
    record: Option<Rc<Record>>,
}

impl Half {
    fn of(asked: &Asked) -> Self {
        Self {
            asked: Rc::new(asked.clone()),
            record: simulate_at_once(&asked.possible().0, Detail::All).map(Rc::new),
        }
    }

    fn ran(&self) -> ClusterRan<'_> {
        ClusterRan {
            asked: &self.asked,
            record: self.record.as_deref(),
        }
    }
}

impl Done {
    fn of(subject: &Subject) -> Self {
        match subject {
            Subject::Lab(experiment) => {
                let trace = simulate(&experiment.scenario);
                Self::Lab(Rc::new(experiment.scenario.clone()), Rc::new(trace))
            }
            Subject::Cluster(link) => Self::Cluster(Half::of(&link.first), link.second.as_ref().map(Half::of)),
        }
    }
}

impl Runs {
    /// Simulates all of them.
    #[must_use]
    pub fn of(lesson: &Lesson) -> Self {
        let run = |run: &crate::lesson::Run| (run.name.clone(), Done::of(&run.subject));
        Self(lesson.runs.iter().map(run).collect())
    }

    /// A run with its record.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Ran<'_>> {
        let (_, done) = self.0.iter().find(|(other, _)| other == name)?;
        Some(match done {
            Done::Lab(settings, trace) => Ran::Lab { settings, trace },
            Done::Cluster(first, second) => Ran::Cluster {
                first: first.ran(),
                second: second.as_ref().map(Half::ran),
            },
        })
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
