//! A lesson as data.

use crate::exercise::Template;
use crate::expression::Expression;
use crate::parameter::Parameter;
use crate::subject::Subject;
use engine::SimTime;
use engine::params::{Id, Quantity, Range};
use engine::units::Share;

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
    /// Exercises that practise what it teaches.
    pub practice: Vec<&'static Template>,
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
    pub subject: Subject,
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
    /// The run that the lanes show once the answer is told.
    pub told: Option<String>,
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
    /// What is said to a wrong order.
    pub order_feedback: Option<Prose>,
    /// What is said to who puts one of them before what goes earlier: its place from zero on, and the text.
    pub early: Vec<(usize, Prose)>,
    /// The exercise that is drawn here, by the seed that the link gives.
    pub exercise: Option<&'static Template>,
    /// What has to be reached.
    pub goal: Option<Expression>,
    /// The parameters that are shown.
    pub keys: Vec<Parameter>,
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
    /// How far off is right as well.
    pub tolerance: Tolerance,
}

/// How far off a number may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// By a share of the number.
    Share(Share),
    /// By so much, whatever the number is.
    Band(Quantity),
}

/// A wrong number that tells of a mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct Trap {
    /// The number.
    pub is: Expression,
    /// How far off tells of the same mistake, if the lesson says it.
    pub within: Option<Tolerance>,
    /// What is said to who gives it.
    pub feedback: Prose,
    /// Where it stands.
    pub line: usize,
}

/// A right place on the slider of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The parameter.
    pub parameter: Id,
    /// What it can be.
    pub range: Range,
    /// The value.
    pub at: Answer,
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
            told: None,
            text: Vec::new(),
            choices: Vec::new(),
            any_of: false,
            answer: None,
            traps: Vec::new(),
            moment: None,
            place: None,
            order: Vec::new(),
            order_feedback: None,
            early: Vec::new(),
            exercise: None,
            goal: None,
            keys: Vec::new(),
            proofs: Vec::new(),
            tip: None,
        }
    }
}

/// What a step asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asked<'a> {
    /// To choose one, or all that are right.
    Choice,
    /// To type a number with its unit.
    Number(&'a Answer),
    /// To mark a moment on the timeline.
    Moment(&'a Answer),
    /// To mark a place on the slider of a parameter.
    Place(&'a Place),
    /// To put things into their order.
    Order,
    /// To answer an exercise.
    Exercise(&'static Template),
}

impl Step {
    /// What it asks for; nothing if it only tells.
    #[must_use]
    pub fn asks(&self) -> Option<Asked<'_>> {
        let number = self.answer.as_ref().map(Asked::Number);
        let moment = self.moment.as_ref().map(Asked::Moment);
        let place = self.place.as_ref().map(Asked::Place);
        let order = (!self.order.is_empty()).then_some(Asked::Order);
        let choice = (!self.choices.is_empty()).then_some(Asked::Choice);
        let asked = number.or(moment).or(place).or(order).or(choice);
        asked.or_else(|| self.exercise.map(Asked::Exercise))
    }
}

impl<'a> Asked<'a> {
    /// The number that is right; nothing where no number is asked for.
    #[must_use]
    pub const fn answer(self) -> Option<&'a Answer> {
        match self {
            Self::Number(answer) | Self::Moment(answer) => Some(answer),
            Self::Place(place) => Some(&place.at),
            Self::Choice | Self::Order | Self::Exercise(_) => None,
        }
    }
}

impl Tolerance {
    /// How far off this number may be, in its base unit.
    #[must_use]
    pub fn of(self, number: Quantity) -> f64 {
        match self {
            Self::Share(share) => share.as_f64() * number.base().abs(),
            Self::Band(band) => band.base(),
        }
    }
}

impl Lesson {
    /// The run of this name.
    #[must_use]
    pub fn run(&self, name: &str) -> Option<&Run> {
        self.runs.iter().find(|run| run.name == name)
    }

    /// The name of the run that the lanes show in a step: said there, or before it.
    #[must_use]
    pub fn shown(&self, place: usize) -> Option<&str> {
        let steps = self.steps.iter().take(place + 1).rev();
        steps.into_iter().find_map(|step| step.show.as_deref())
    }

    /// The name of the run that shows the answer of a step: the one that is named for it, that of the step with the result of a bet, that of the
    /// right number, or the one that is shown anyway.
    #[must_use]
    pub fn told(&self, place: usize) -> Option<&str> {
        self.result(place).or_else(|| self.shown(place))
    }

    /// The run that a step asks about, if it is known which.
    #[must_use]
    pub fn result(&self, place: usize) -> Option<&str> {
        let step = self.steps.get(place)?;
        let named = step.told.as_deref().filter(|name| self.run(name).is_some());
        let result = || {
            let next = self.steps.get(place + 1).filter(|_| step.kind == StepKind::Bet)?;
            next.show.as_deref().filter(|_| next.kind == StepKind::Show)
        };
        let measured = || Some(self.measured(step.answer.as_ref()?)?.name.as_str());
        named.or_else(result).or_else(measured)
    }

    /// Whether a moment of a run is looked at, and the next step asks about this run: what would tell the answer stays covered.
    #[must_use]
    pub fn looks_ahead(&self, place: usize) -> bool {
        let Some((here, next)) = self.steps.get(place).zip(self.steps.get(place + 1)) else {
            return false;
        };
        let is_look = here.kind == StepKind::Look && here.at.is_some();
        is_look && matches!(next.kind, StepKind::Bet | StepKind::Ask) && self.shown(place) == self.shown(place + 1)
    }

    /// What of the answer of a step was seen before it: its run whole, or its number in a text.
    #[must_use]
    pub fn seen_before(&self, place: usize) -> Option<String> {
        let step = self.steps.get(place)?;
        let seen = |other: usize| {
            let asks = matches!(self.steps[other].kind, StepKind::Bet | StepKind::Ask);
            let run = if asks { self.told(other) } else { self.shown(other) };
            run.filter(|_| !self.looks_ahead(other))
        };
        let asks = step.asks()?;
        let answer = asks.answer();
        let asked = match (step.kind, asks) {
            (StepKind::Bet | StepKind::Ask, Asked::Number(answer) | Asked::Moment(answer)) => {
                self.measured(answer).map(|run| run.name.as_str())
            }
            // The map beside the lanes has both axes, whatever it is of.
            (StepKind::Bet | StepKind::Ask, Asked::Place(asked)) => {
                let is_on_map = matches!(asked.parameter, Id::WriteRate | Id::Link);
                let mut shown = (0..place).filter_map(seen);
                return shown.next().filter(|_| is_on_map).map(str::to_owned);
            }
            (StepKind::Bet, _) => self.result(place),
            _ => None,
        };
        let run = asked.filter(|run| (0..place).any(|other| seen(other) == Some(run)));
        let told = answer.filter(|answer| {
            let texts = self.steps[..=place].iter();
            let mut texts = texts.flat_map(|step| [&step.heading].into_iter().chain(&step.text));
            texts.any(|prose| prose.0.contains(&Piece::Figure(answer.is.clone())))
        });
        run.map(str::to_owned).or_else(|| Some(told?.is.to_string()))
    }

    /// The run that a right number is a figure of, or the first of them.
    #[must_use]
    pub fn measured(&self, answer: &Answer) -> Option<&Run> {
        self.run(answer.is.runs().first()?)
    }
}
