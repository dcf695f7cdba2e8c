//! A lesson as data.

use crate::exercise::Template;
use crate::expression::Expression;
use engine::SimTime;
use engine::params::Quantity;
use engine::units::Share;
use link::Experiment;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Lesson {
    /// Its name in links, the same in every language.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The language that it is written in, as a tag.
    pub lang: String,
    /// How many minutes it takes.
    pub minutes: Option<u32>,
    /// What its reader can do afterwards.
    pub goal: String,
    /// The misconceptions that it removes.
    pub removes: String,
    /// Its runs; each can be named from the line on where it stands.
    pub runs: Vec<Run>,
    /// Its steps, one after the other.
    pub steps: Vec<Step>,
}

/// A named run.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its name.
    pub name: String,
    /// What its link says.
    pub experiment: Experiment,
    /// Where it stands.
    pub line: usize,
}

/// What a reader does in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Looks at something.
    Look,
    /// Commits to a guess, before the answer is seen.
    Bet,
    /// Sees what happens.
    Show,
    /// Reaches a goal.
    Do,
    /// Reads the one sentence of the lesson.
    Say,
    /// Answers a question.
    Ask,
}

impl StepKind {
    /// All of them, with their words in a file.
    pub const WORDS: [(&str, Self); 6] = [
        ("look", Self::Look),
        ("bet", Self::Bet),
        ("show", Self::Show),
        ("do", Self::Do),
        ("say", Self::Say),
        ("ask", Self::Ask),
    ];
}

/// A step of a lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What the reader does.
    pub kind: StepKind,
    /// Its heading.
    pub heading: Prose,
    /// Where it begins.
    pub line: usize,
    /// The run that the lanes show; that of the step before if it names none.
    pub show: Option<String>,
    /// Where the clock stands.
    pub at: Option<SimTime>,
    /// What is read.
    pub text: Vec<Prose>,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// Whether any number of choices can be right.
    pub any_of: bool,
    /// The right number.
    pub answer: Option<Answer>,
    /// Wrong numbers that tell of a mistake.
    pub traps: Vec<Trap>,
    /// The right moment on the timeline.
    pub moment: Option<Answer>,
    /// The right place on a slider.
    pub place: Option<Place>,
    /// What has to be put into this order.
    pub order: Vec<Prose>,
    /// The exercise that is drawn here, by the seed that the link gives.
    pub exercise: Option<&'static Template>,
    /// What has to be reached.
    pub goal: Option<Expression>,
    /// In words, where the goal is not said by its expression.
    pub keys: Vec<String>,
    /// What must be true, or the lesson is wrong.
    pub proofs: Vec<Proof>,
    /// Shown on demand.
    pub tip: Option<Prose>,
}

/// Text with figures in it.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Prose(pub Vec<Piece>);

/// A piece of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// A figure of a run.
    Figure(Expression),
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Whether it is right.
    pub is_right: bool,
    /// What it says.
    pub text: Prose,
    /// What is said to who chooses it.
    pub feedback: Option<Prose>,
}

/// A right number.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The number.
    pub is: Expression,
    /// How far off is right as well, as a share of it.
    pub tolerance: Share,
}

/// A wrong number that tells of a mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct Trap {
    /// The number.
    pub is: Expression,
    /// What is said to who gives it.
    pub feedback: Prose,
    /// Where it stands.
    pub line: usize,
}

/// A right place on the slider of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The key of the parameter.
    pub key: String,
    /// The value.
    pub at: Quantity,
    /// How far off is right as well, as a share of it.
    pub tolerance: Share,
}

/// A claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// What is claimed.
    pub claim: Expression,
    /// Where it stands.
    pub line: usize,
}

impl Step {
    /// An empty step.
    #[must_use]
    pub const fn new(kind: StepKind, heading: Prose, line: usize) -> Self {
        Self {
            kind,
            heading,
            line,
            show: None,
            at: None,
            text: Vec::new(),
            choices: Vec::new(),
            any_of: false,
            answer: None,
            traps: Vec::new(),
            moment: None,
            place: None,
            order: Vec::new(),
            exercise: None,
            goal: None,
            keys: Vec::new(),
            proofs: Vec::new(),
            tip: None,
        }
    }
}

impl Lesson {
    /// The run of this name.
    #[must_use]
    pub fn run(&self, name: &str) -> Option<&Run> {
        self.runs.iter().find(|run| run.name == name)
    }
}
