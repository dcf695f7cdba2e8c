//! What in a lesson was not understood, and where.

use crate::expression::Fault;
use link::Notice as LinkNotice;
use text::{Language, say, word};

/// One thing in a lesson that was not taken as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// An expression that cannot be read or has no value.
    Expression(String, Fault),
    /// A link that was not taken as it was written.
    Link(LinkNotice),
    /// A heading that begins with no kind of step.
    UnknownStep(String),
    /// A key that no step has.
    UnknownKey(String),
    /// A parameter that does not exist.
    UnknownParameter(String),
    /// A parameter, or a kind of question, that the run has not which the step shows.
    NotOfRun(String, String),
    /// A run that is more work than a reader can wait for.
    TooMuchWork(String),
    /// A run of the Lab with another one beside it, which no step shows.
    Beside(String),
    /// An exercise that does not exist.
    UnknownExercise(String),
    /// A run of this name stands twice; the last one counts.
    Repeated(String),
    /// A value that cannot be read.
    Value(String),
    /// A choice of which not exactly one is right.
    Choices(usize),
    /// A claim that is not true.
    Untrue(String),
    /// A wrong number that lies too near the right one to be told from it.
    NearTrap(String),
    /// So many wrong numbers or places tell of a mistake, and so many should.
    FewTraps(usize, usize),
    /// A wrong choice, or a wrong order, to which nothing is said.
    NoFeedback(String),
    /// The same is said to two wrong choices.
    SameFeedback(String),
    /// A number that measures something else than what is asked.
    OtherKind(String),
    /// A run or a number that the reader has seen before it is asked about.
    Seen(String),
    /// A goal that is reached before the reader has done anything.
    ReachedGoal(String),
    /// A step that asks, and has no answer.
    NoAnswer,
    /// A translation lacks this of the lesson, or has something else in its place.
    Differs(String),
    /// The lesson is longer than a lesson can be; the rest was left out.
    TooLong,
}

impl Notice {
    /// In a sentence: `line 12: …`.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        say!(language, "line {0}: {1}", self.line, self.problem.text(language))
    }
}

impl Problem {
    fn text(&self, language: Language) -> String {
        let quoted = |text: &str| language.quoted(text);
        match self {
            Self::Expression(text, fault) => say!(language, "{0}: {1}", quoted(text), fault.text(language)),
            Self::Link(notice) => notice.text(language),
            Self::UnknownStep(word) => say!(
                language,
                "no kind of step is called {0} (allowed: look, bet, show, do, say, ask); it is shown as one to look at",
                quoted(word)
            ),
            Self::UnknownKey(key) => say!(language, "no step knows {0}; the line is shown as text", quoted(key)),
            Self::UnknownParameter(key) => say!(language, "no parameter is called {0}", quoted(key)),
            Self::NotOfRun(what, run) => say!(
                language,
                "the run {0}, which the step shows, has no {1}",
                quoted(run),
                quoted(what)
            ),
            Self::TooMuchWork(run) => say!(
                language,
                "the run {0} is too large for a lesson: fewer VMs, or a shorter time",
                quoted(run)
            ),
            Self::Beside(run) => say!(
                language,
                "the run {0} is two beside each other; a lesson shows the first one (a second run line takes the other)",
                quoted(run)
            ),
            Self::UnknownExercise(name) => say!(language, "no exercise is called {0}", quoted(name)),
            Self::Repeated(name) => say!(language, "the run {0} stands twice; the last one counts", quoted(name)),
            Self::Value(text) => say!(language, "{0} cannot be read", quoted(text)),
            Self::Choices(right) => say!(language, "one choice has to be right, not {0}", right),
            Self::Untrue(claim) => say!(language, "{0} is not true", quoted(claim)),
            Self::NearTrap(trap) => say!(language, "{0} lies too near the right answer", quoted(trap)),
            Self::FewTraps(found, wanted) => say!(
                language,
                "a bet names {0} wrong answers at least, with what is said to each; here are {1}",
                wanted,
                found
            ),
            Self::NoFeedback(choice) => say!(language, "nothing is said to {0}", quoted(choice)),
            Self::SameFeedback(text) => say!(language, "two wrong answers get the same words: {0}", quoted(text)),
            Self::OtherKind(number) => say!(
                language,
                "{0} measures something else than what is asked",
                quoted(number)
            ),
            Self::Seen(what) => say!(
                language,
                "the reader has seen {0} before it is asked about (a look that stops earlier covers it)",
                quoted(what)
            ),
            Self::ReachedGoal(goal) => say!(language, "{0} holds before anything was done", quoted(goal)),
            Self::Differs(original) => say!(
                language,
                "the lesson has {0} here in its other language",
                quoted(original)
            ),
            Self::NoAnswer => word!(language, "the step asks, and has no answer").to_owned(),
            Self::TooLong => word!(language, "the lesson is too long; the rest was left out").to_owned(),
        }
    }
}
