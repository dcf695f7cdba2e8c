//! Expressions over the figures of runs: `a.live.total * 2`, `b.cold.downtime < 3min`, `live.status == completed`.
//!
//! Numbers with units, `+ - * / ( ) < <= > >= == != and or`, figures (`RUN.LANE.FIGURE`, or `LANE.FIGURE` for the
//! experiment that the reader has now) and parameters (`RUN.KEY`, `KEY`; `_` in it for `-`). No variables, no loops, no chance: an expression from anywhere is safe to look at.

mod read;
mod value;

pub use value::{Operator, Value};

use crate::figures::{self, Figure};
use engine::params::{Id, Lane, Settings};
use engine::trace::Trace;
use std::fmt::Write as _;
use text::{Language, say, word};

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A number, with or without a unit.
    Literal(Value),
    /// A figure of a run; of the reader's experiment if it names none.
    Figure {
        /// The name of the run.
        run: Option<String>,
        /// Which of its migrations.
        lane: Lane,
        /// Which figure.
        figure: Figure,
    },
    /// A parameter of a run; of the reader's experiment if it names none.
    Parameter {
        /// The name of the run.
        run: Option<String>,
        /// Which parameter.
        id: Id,
    },
    /// Two values with something between them.
    Pair(Operator, Box<Self>, Box<Self>),
}

/// An experiment with its record.
#[derive(Clone, Copy, Debug)]
pub struct Ran<'a> {
    /// What was set.
    pub settings: &'a Settings,
    /// What came of it.
    pub trace: &'a Trace,
}

/// What is wrong with an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It ends too early.
    Unfinished,
    /// Something stands where it makes no sense.
    Unexpected(String),
    /// No figure has this name.
    UnknownFigure(String),
    /// No run has this name.
    UnknownRun(String),
    /// A number whose unit cannot be read.
    Number(String),
    /// It is nested too deeply, or too long.
    TooLong,
    /// What stands on the two sides of this cannot be taken together.
    NoMeaning(Operator),
    /// A division by zero.
    DivisionByZero,
    /// A parameter that is switched off has no value.
    SwitchedOff(&'static str),
    /// It is no statement, where one is wanted.
    NoStatement,
}

impl Fault {
    /// In a sentence.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match self {
            Self::Unfinished => word!(language, "the expression ends too early").to_owned(),
            Self::Unexpected(what) => say!(language, "{0} makes no sense there", language.quoted(what)),
            Self::UnknownFigure(name) => say!(
                language,
                "no figure is called {0} (known: {1}, and the keys of parameters)",
                language.quoted(name),
                figures::names()
            ),
            Self::UnknownRun(name) => say!(language, "no run is called {0}", language.quoted(name)),
            Self::Number(number) => say!(language, "{0} is no number with a unit", language.quoted(number)),
            Self::TooLong => word!(language, "the expression is too long").to_owned(),
            Self::NoMeaning(operator) => say!(
                language,
                "what stands on the two sides of {0} cannot be taken together",
                language.quoted(operator.sign())
            ),
            Self::DivisionByZero => word!(language, "a division by zero").to_owned(),
            Self::SwitchedOff(key) => say!(language, "{0} is switched off and has no value", language.quoted(key)),
            Self::NoStatement => word!(language, "this is no statement that can be true").to_owned(),
        }
    }
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with the text.
    ///
    /// ```
    /// use learn::expression::{Expression, Value};
    ///
    /// let sum = Expression::read("1.5GiB + 512MiB * 2").expect("it is an expression");
    /// let half = Expression::read("(1GiB + 1GiB) / 128MiB/s < 20s and 2 > 1").expect("it is an expression");
    /// let no_runs = |_: Option<&str>| None;
    /// assert_eq!(sum.value(&no_runs), Expression::read("2.5GiB").expect("a number").value(&no_runs));
    /// assert_eq!(half.value(&no_runs), Ok(Value::Truth(true)));
    /// ```
    pub fn read(text: &str) -> Result<Self, Fault> {
        read::expression(text)
    }

    /// What it comes to; `run` finds a run by its name, or the reader's experiment by none.
    ///
    /// # Errors
    /// A run that does not exist, or values that cannot be taken together.
    pub fn value<'a>(&self, run: &dyn Fn(Option<&str>) -> Option<Ran<'a>>) -> Result<Value, Fault> {
        let found = |name: &Option<String>| {
            let ran = run(name.as_deref());
            ran.ok_or_else(|| Fault::UnknownRun(name.clone().unwrap_or_default()))
        };
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Figure {
                run: name,
                lane,
                figure,
            } => Ok(figure.of(found(name)?.trace.lane(*lane))),
            Self::Parameter { run: name, id } => {
                let row = id.row();
                let settings = found(name)?.settings;
                match (row.range(), settings.quantity(*id)) {
                    (_, Some(quantity)) => Ok(Value::Quantity(quantity)),
                    (Some(_), None) => Err(Fault::SwitchedOff(row.key)),
                    (None, None) => row.print(settings).map(Value::Word).ok_or(Fault::SwitchedOff(row.key)),
                }
            }
            Self::Pair(operator, left, right) => operator.apply(&left.value(run)?, &right.value(run)?),
        }
    }

    /// The names of the runs in it.
    pub fn runs(&self, names: &mut Vec<String>) {
        match self {
            Self::Literal(_) => {}
            Self::Figure { run, .. } | Self::Parameter { run, .. } => names.extend(run.clone()),
            Self::Pair(_, left, right) => {
                left.runs(names);
                right.runs(names);
            }
        }
    }
}

/// As it is written in a lesson, with all brackets.
impl std::fmt::Display for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Literal(Value::Number(number)) => write!(f, "{number}"),
            Self::Literal(Value::Quantity(quantity)) => {
                f.write_str(&engine::units::written::print(quantity.unit(), *quantity))
            }
            Self::Literal(Value::Word(word)) => f.write_str(word),
            Self::Literal(Value::Truth(truth)) => write!(f, "{truth}"),
            Self::Figure { run, lane, figure } => {
                let mut name = String::new();
                if let Some(run) = run {
                    write!(name, "{run}.")?;
                }
                write!(f, "{name}{}.{figure}", engine::params::Choice::token(*lane))
            }
            Self::Parameter { run, id } => {
                let key = id.row().key.replace('-', "_");
                match run {
                    Some(run) => write!(f, "{run}.{key}"),
                    None => f.write_str(&key),
                }
            }
            Self::Pair(operator, left, right) => write!(f, "({left} {} {right})", operator.sign()),
        }
    }
}
