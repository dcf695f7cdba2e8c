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
use link::cluster::Asked;
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

/// Which of the clusters beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// That of the plain keys.
    First,
    /// That of the `vs.` keys.
    Second,
}

impl Side {
    /// Both, with their words.
    const WORDS: [(&str, Self); 2] = [("cluster", Self::First), ("vs", Self::Second)];

    fn named(word: &str) -> Option<Self> {
        Self::WORDS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, side)| *side)
    }

    const fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }
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
        let elsewhere = || Fault::Elsewhere(side.word().to_owned());
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
            } => match found(name)? {
                Ran::Lab { trace, .. } => Ok(figure.of(trace.lane(*lane))),
                Ran::Cluster { .. } => Err(Fault::Elsewhere(lane.token().to_owned())),
            },
            Self::Cluster {
                run: name,
                side,
                figure,
            } => figure
                .of(found(name)?.record(*side)?)
                .ok_or(Fault::NoValue(figure.name())),
            Self::Parameter { run: name, parameter } => parameter.value(found(name)?),
            Self::Pair(operator, left, right) => operator.apply(&left.value(run)?, &right.value(run)?),
        }
    }

    /// Whether the runs that it names are there, and have what it wants of them.
    ///
    /// # Errors
    /// What is missing first.
    pub(crate) fn fits<'a>(&self, subject: &dyn Fn(&str) -> Option<&'a Subject>) -> Result<(), Fault> {
        let run = match self {
            Self::Literal(_) => return Ok(()),
            Self::Pair(_, left, right) => return left.fits(subject).and_then(|()| right.fits(subject)),
            Self::Figure { run, .. } | Self::Cluster { run, .. } | Self::Parameter { run, .. } => run,
        };
        let Some(name) = run else { return Ok(()) };
        let found = subject(name).ok_or_else(|| Fault::UnknownRun(name.clone()))?;
        let second = || found.cluster().is_some_and(|cluster| cluster.second.is_some());
        let missing = match self {
            Self::Figure { lane, .. } => found.lab().is_none().then(|| lane.token()),
            Self::Cluster { side: Side::First, .. } => found.cluster().is_none().then_some(Side::First.word()),
            Self::Cluster { side, .. } => (!second()).then_some(side.word()),
            Self::Parameter { parameter, .. } => (!parameter.is_of(found.keys())).then(|| parameter.key()),
            Self::Literal(_) | Self::Pair(..) => None,
        };
        missing.map_or(Ok(()), |what| Err(Fault::Elsewhere(what.to_owned())))
    }

    /// The names of the runs in it.
    pub fn runs(&self, names: &mut Vec<String>) {
        match self {
            Self::Literal(_) => {}
            Self::Figure { run, .. } | Self::Cluster { run, .. } | Self::Parameter { run, .. } => {
                names.extend(run.clone());
            }
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
                write!(f, "{name}{}.{figure}", lane.token())
            }
            Self::Cluster { run, side, figure } => {
                if let Some(run) = run {
                    write!(f, "{run}.")?;
                }
                write!(f, "{}.{}", side.word(), figure.name())
            }
            Self::Parameter { run, parameter } => {
                let key = parameter.key().replace('-', "_");
                match run {
                    Some(run) => write!(f, "{run}.{key}"),
                    None => f.write_str(&key),
                }
            }
            Self::Pair(operator, left, right) => write!(f, "({left} {} {right})", operator.sign()),
        }
    }
}
