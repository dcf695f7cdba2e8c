//! Expressions over the figures of runs: `a.live.total * 2`, `b.cold.downtime < 3min`, `live.status == completed`.
//!
//! Numbers with units, `+ - * / ( ) < <= > >= == != and or`, figures (`RUN.LANE.FIGURE`, or `LANE.FIGURE` for the
//! experiment that the reader has now), figures of clusters (`RUN.cluster.FIGURE`; `RUN.vs.FIGURE` of the one beside it) and
//! parameters (`RUN.KEY`, `KEY`; `_` in it for `-`). No variables, no loops, no chance: an expression from anywhere is safe to look at.

mod read;
mod value;

pub use value::{Operator, Value};

use crate::cluster;
use crate::figures::{self, Figure};
use crate::parameter::Parameter;
use crate::subject::Subject;
use engine::cluster::Record;
use engine::params::{Choice as _, Lane, Settings};
use engine::trace::Trace;
use link::cluster::{Asked, Side};
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
    /// A figure of a cluster; of the reader's own if it names none.
    Cluster {
        /// The name of the run.
        run: Option<String>,
        /// Which of the two.
        side: Side,
        /// Which figure.
        figure: cluster::Figure,
    },
    /// A parameter of a run; of the reader's experiment if it names none.
    Parameter {
        /// The name of the run.
        run: Option<String>,
        /// Which parameter.
        parameter: Parameter,
    },
    /// Two values with something between them.
    Pair(Operator, Box<Self>, Box<Self>),
}

/// The clusters beside each other, with their words.
const SIDES: [(&str, Side); 2] = [("cluster", Side::First), ("vs", Side::Second)];

fn side_named(word: &str) -> Option<Side> {
    let mut sides = SIDES.iter();
    sides.find(|(known, _)| *known == word).map(|(_, side)| *side)
}

const fn word_of(side: Side) -> &'static str {
    SIDES[side as usize].0
}

/// What was set, with its record.
#[derive(Clone, Copy, Debug)]
pub enum Ran<'a> {
    /// An experiment of the Lab.
    Lab {
        /// What was set.
        settings: &'a Settings,
        /// What came of it.
        trace: &'a Trace,
    },
    /// A cluster.
    Cluster {
        /// That of the plain keys.
        first: ClusterRan<'a>,
        /// That of the `vs.` keys, if there are any.
        second: Option<ClusterRan<'a>>,
    },
}

/// A cluster with its record.
#[derive(Clone, Copy, Debug)]
pub struct ClusterRan<'a> {
    /// What was asked for.
    pub asked: &'a Asked,
    /// What came of it; `None` if that is not known, or too much work for a lesson.
    pub record: Option<&'a Record>,
}

impl<'a> Ran<'a> {
    /// Whether it is more work than a lesson can have.
    pub(crate) fn is_too_large(self) -> bool {
        match self {
            Self::Lab { .. } => false,
            Self::Cluster { first, second } => [Some(first), second]
                .into_iter()
                .flatten()
                .any(|ran| ran.record.is_none()),
        }
    }

    /// The record of one of the clusters.
    fn record(self, side: Side) -> Result<&'a Record, Fault> {
        let elsewhere = || Fault::Elsewhere(word_of(side).to_owned());
        let Self::Cluster { first, second } = self else {
            return Err(elsewhere());
        };
        let ran = match side {
            Side::First => first,
            Side::Second => second.ok_or_else(elsewhere)?,
        };
        ran.record.ok_or(Fault::TooLarge)
    }
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
    /// No figure of a cluster has this name.
    UnknownOfCluster(String),
    /// No run has this name.
    UnknownRun(String),
    /// The run has no such thing: a lane of a cluster, a cluster of the Lab, the size of a VM where classes have it.
    Elsewhere(String),
    /// A figure that this run has not, such as the time of a drain that never ends.
    NoValue(&'static str),
    /// The run is too much work for a lesson.
    TooLarge,
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
            Self::UnknownOfCluster(name) => say!(
                language,
                "no figure of a cluster is called {0} (known: {1})",
                language.quoted(name),
                cluster::names().collect::<Vec<_>>().join(", ")
            ),
            Self::Elsewhere(what) => say!(language, "the run has no {0}", language.quoted(what)),
            Self::NoValue(figure) => say!(language, "{0} has no value in this run", language.quoted(figure)),
            Self::TooLarge => word!(language, "the run is too large for a lesson").to_owned(),
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
        let found = || {
            let name = self.run();
            run(name).ok_or_else(|| Fault::UnknownRun(name.unwrap_or_default().to_owned()))
        };
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Figure { lane, figure, .. } => match found()? {
                Ran::Lab { trace, .. } => Ok(figure.of(trace.lane(*lane))),
                Ran::Cluster { .. } => Err(Fault::Elsewhere(lane.token().to_owned())),
            },
            Self::Cluster { side, figure, .. } => {
                let value = figure.of(found()?.record(*side)?);
                value.ok_or(Fault::NoValue(figure.name()))
            }
            Self::Parameter { parameter, .. } => parameter.value(found()?),
            Self::Pair(operator, left, right) => operator.apply(&left.value(run)?, &right.value(run)?),
        }
    }

    /// Whether the runs that it names are there, and have what it wants of them.
    ///
    /// # Errors
    /// What is missing first.
    pub(crate) fn fits<'a>(&self, subject: &dyn Fn(&str) -> Option<&'a Subject>) -> Result<(), Fault> {
        if let Self::Pair(_, left, right) = self {
            return left.fits(subject).and_then(|()| right.fits(subject));
        }
        let Some(name) = self.run() else { return Ok(()) };
        let found = subject(name).ok_or_else(|| Fault::UnknownRun(name.to_owned()))?;
        let asked = |side| found.cluster().and_then(|cluster| cluster.asked(side));
        let missing = match self {
            Self::Figure { lane, .. } => found.lab().is_none().then(|| lane.token()),
            Self::Cluster { side, .. } => asked(*side).is_none().then(|| word_of(*side)),
            Self::Parameter { parameter, .. } => (!parameter.is_of(found.keys())).then(|| parameter.key()),
            Self::Literal(_) | Self::Pair(..) => None,
        };
        missing.map_or(Ok(()), |what| Err(Fault::Elsewhere(what.to_owned())))
    }

    /// The names of the runs in it, as they stand there.
    #[must_use]
    pub fn runs(&self) -> Vec<&str> {
        match self {
            Self::Pair(_, left, right) => [left.runs(), right.runs()].concat(),
            _ => self.run().into_iter().collect(),
        }
    }

    /// The name of the run that a figure or a parameter is of, if it names one.
    fn run(&self) -> Option<&str> {
        match self {
            Self::Figure { run, .. } | Self::Cluster { run, .. } | Self::Parameter { run, .. } => run.as_deref(),
            Self::Literal(_) | Self::Pair(..) => None,
        }
    }
}

/// As it is written in a lesson, with all brackets.
impl std::fmt::Display for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(run) = self.run() {
            write!(f, "{run}.")?;
        }
        match self {
            Self::Literal(Value::Number(number)) => write!(f, "{number}"),
            Self::Literal(Value::Quantity(quantity)) => {
                f.write_str(&engine::units::written::print(quantity.unit(), *quantity))
            }
            Self::Literal(Value::Word(word)) => f.write_str(word),
            Self::Literal(Value::Truth(truth)) => write!(f, "{truth}"),
            Self::Figure { lane, figure, .. } => write!(f, "{}.{figure}", lane.token()),
            Self::Cluster { side, figure, .. } => write!(f, "{}.{}", word_of(*side), figure.name()),
            Self::Parameter { parameter, .. } => f.write_str(&parameter.key().replace('-', "_")),
            Self::Pair(operator, left, right) => write!(f, "({left} {} {right})", operator.sign()),
        }
    }
}
