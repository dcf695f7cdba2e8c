//! Lessons: what a reader has opened, guessed and done.
//!
//! [`Learn`] is a screen. Its address says which lesson and step is shown and which lessons are done; guesses stay in the visit.
//! What the lanes show is an experiment like that of the Lab, held in a [`Lab`] of its own.

pub mod question;
pub mod sources;
pub mod verdict;

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::lab::{self, Lab};
use super::{Screen, ScreenRow};
use crate::learn::lesson::{Step, StepKind};
use crate::learn::{Lesson, Ran, shuffled};
use crate::link::learning::Name;
use crate::link::{self, LEARN, Learning};
use crate::params::Lane;
use crate::text::Language;
use crate::trace::LaneTrace;
use crate::units::{Count, SimTime};
use question::{Draft, Question, Unread, guess};
use sources::{Library, Missing, Opened, Source};
use verdict::Verdict;

/// Its row of the list of screens.
pub const SCREEN: ScreenRow = ScreenRow {
    keys: LEARN,
    open: |link| Rc::new(Learn::new(link.learning())),
};

/// So often a question is tried before its solution is told.
pub const TRIES: usize = 2;

/// What was done in a step.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Attempt {
    /// What stands in its fields.
    pub draft: Draft,
    /// What was checked, one after the other.
    pub verdicts: Vec<Verdict>,
    /// Why what stands in the fields could not be checked.
    pub unread: Option<Unread>,
    /// The reader went on without an answer, or wanted the solution.
    pub given_up: bool,
    /// The goal was reached, or the step was read.
    pub is_finished: bool,
}

/// The lessons.
#[derive(Clone, Debug)]
pub struct Learn {
    /// What the address says.
    pub keys: Learning,
    /// The language in which lessons are wanted.
    pub language: Language,
    /// The lesson that is shown, or why it cannot be.
    pub opened: Option<Result<Rc<Opened>, Missing>>,
    /// What the lanes show.
    pub lab: Rc<Lab>,
    library: Library,
    attempts: BTreeMap<(String, usize), Attempt>,
    /// Of which lesson, step and run `lab` is.
    staged: (String, usize, String),
}

/// What can happen to them.
#[derive(Clone, Debug)]
pub enum Action {
    /// The page speaks this language.
    Speak(Language),
    /// A text has come, or why it has not.
    Came(Source, Result<Rc<str>, Missing>),
    /// What did not come is asked for again.
    Again(Source),
    /// What stands in the fields of the step that is shown.
    Draft(Draft),
    /// It is compared with the answer.
    Check,
    /// The answer is told.
    Tell,
    /// Another try: what was said is kept.
    Retry,
    /// Something is done to what the lanes show.
    Stage(lab::Action),
    /// The lanes show the run of the step again.
    Restart,
}

impl Learn {
    /// As an address describes it; nothing has come yet.
    #[must_use]
    pub fn new(keys: Learning) -> Self {
        let mut learn = Self {
            keys,
            language: Language::default(),
            opened: None,
            lab: Rc::new(Lab::open("")),
            library: Library::default(),
            attempts: BTreeMap::new(),
            staged: Default::default(),
        };
        learn.resolve();
        learn
    }

    /// What has to be got before this can be shown.
    #[must_use]
    pub fn wanted(&self) -> Option<Source> {
        let source = Source::of(&self.keys, self.language)?;
        let lacks = |source: &Source| self.library.get(source).is_none();
        // The list of lessons gives each its number, wherever it comes from.
        let course = Source::Course(self.language.tag());
        [source, course].into_iter().find(lacks)
    }

    /// The lessons that the page brings.
    #[must_use]
    pub fn course(&self) -> Option<Rc<[Lesson]>> {
        self.library.course(self.language)
    }

    /// Why the list of lessons could not be had.
    #[must_use]
    pub fn course_missing(&self) -> Option<Missing> {
        self.library.get(&Source::Course(self.language.tag()))?.err()
    }

    /// The lesson that is shown.
    #[must_use]
    pub fn lesson(&self) -> Option<&Rc<Opened>> {
        self.opened.as_ref()?.as_ref().ok()
    }

    /// Whether the address asks for a lesson.
    #[must_use]
    pub fn is_lesson(&self) -> bool {
        self.keys.learn != Name::default() || !self.keys.packed.as_str().is_empty()
    }

    /// The number of the lesson in the list, from one on.
    #[must_use]
    pub fn number(&self) -> Option<usize> {
        let course = self.course()?;
        let found = course.iter().position(|lesson| lesson.name == self.keys.learn.as_str());
        found.map(|place| place + 1)
    }

    /// The place of the step that is shown; the number of steps at the end of the lesson.
    #[must_use]
    pub fn place(&self) -> usize {
        let last = self.lesson().map_or(usize::MAX, |opened| opened.lesson.steps.len());
        (self.keys.step.get() as usize).saturating_sub(1).min(last)
    }

    /// The step that is shown; `None` at the end.
    #[must_use]
    pub fn step(&self) -> Option<&Step> {
        self.lesson()?.lesson.steps.get(self.place())
    }

    /// What was done in a step.
    #[must_use]
    pub fn attempt(&self, place: usize) -> Attempt {
        let key = (self.id(), place);
        self.attempts.get(&key).cloned().unwrap_or_default()
    }

    /// What the step that is shown asks.
    #[must_use]
    pub fn question(&self) -> Option<Question> {
        let step = self.step()?;
        let asks = matches!(step.kind, StepKind::Bet | StepKind::Ask);
        Question::of(self.lesson()?, step).filter(|_| asks)
    }

    /// Whether the answer of a step is known to the reader.
    #[must_use]
    pub fn is_told(&self, place: usize) -> bool {
        let Some(step) = self.lesson().and_then(|opened| opened.lesson.steps.get(place)) else {
            return true;
        };
        let attempt = self.attempt(place);
        let right = attempt.verdicts.last().is_some_and(|verdict| verdict.is_right);
        match step.kind {
            StepKind::Bet => attempt.given_up || !attempt.verdicts.is_empty(),
            StepKind::Ask => attempt.given_up || right || attempt.verdicts.len() >= TRIES,
            StepKind::Look | StepKind::Show | StepKind::Do | StepKind::Say => true,
        }
    }

    /// Whether a step is done.
    #[must_use]
    pub fn is_done(&self, place: usize) -> bool {
        let step = self.lesson().and_then(|opened| opened.lesson.steps.get(place));
        let attempt = self.attempt(place);
        match step.map(|step| step.kind) {
            Some(StepKind::Bet | StepKind::Ask) => {
                (!attempt.verdicts.is_empty() && self.is_told(place)) || attempt.is_finished
            }
            _ => attempt.is_finished,
        }
    }

    /// Whether what would tell the answer stays covered.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        !self.is_told(self.place())
    }

    /// The bet that this step shows the result of, with its place.
    #[must_use]
    pub fn bet(&self) -> Option<(usize, &Step)> {
        let place = self.place();
        let steps = &self.lesson()?.lesson.steps;
        let before = place.checked_sub(1)?;
        let is_shown = steps.get(place)?.kind == StepKind::Show;
        let bet = steps
            .get(before)
            .filter(|step| is_shown && step.kind == StepKind::Bet)?;
        (!self.attempt(before).verdicts.is_empty()).then_some((before, bet))
    }

    /// Whether the goal of the step holds now.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        let Some((opened, goal)) = self.lesson().zip(self.step().and_then(|step| step.goal.as_ref())) else {
            return false;
        };
        let now = Ran {
            settings: &self.lab.scenario,
            trace: &self.lab.trace,
        };
        opened.runs.holds(goal, Some(now)) == Ok(true)
    }

    /// The keys of another step of this lesson; past the last one the lesson is done.
    #[must_use]
    pub fn at_step(&self, place: usize) -> Learning {
        let mut keys = self.keys.clone();
        keys.step = Count::new(u32::try_from(place + 1).unwrap_or(u32::MAX));
        if self.lesson().is_some_and(|opened| place >= opened.lesson.steps.len()) {
            keys.done.insert(self.number().unwrap_or_default());
        }
        keys
    }

    /// The keys of a lesson of the list, by its name.
    #[must_use]
    pub fn at_lesson(&self, name: &str) -> Learning {
        Learning {
            learn: Name::new(name).unwrap_or_default(),
            done: self.keys.done.clone(),
            ..Learning::default()
        }
    }

    /// The lane whose figures the answer of the step is of.
    #[must_use]
    pub fn lane(&self, lane: Lane) -> &LaneTrace {
        self.lab.trace.lane(lane)
    }

    /// The lesson as what was done in it is kept: guesses of one are not those of another.
    fn id(&self) -> String {
        let packed = self.keys.packed.as_str();
        if packed.is_empty() {
            self.keys.learn.as_str().to_owned()
        } else {
            format!("={packed}")
        }
    }

    fn attempt_mut(&mut self) -> &mut Attempt {
        let key = (self.id(), self.place());
        self.attempts.entry(key).or_default()
    }

    /// Finds the lesson that the keys name, after they or what has come have changed.
    fn resolve(&mut self) {
        self.opened = None;
        if self.is_lesson()
            && let Some(found) = self.library.open(&self.keys, self.language)
        {
            self.opened = Some(found.map(Rc::new));
        }
        self.arrive();
    }

    /// Prepares the step that is shown.
    fn arrive(&mut self) {
        if self.step().is_none() && self.lesson().is_some() {
            self.keys.done.insert(self.number().unwrap_or_default());
        }
        if let Some(Question::Order) = self.question() {
            let order = self.step().map(|step| shuffled(step, &self.id())).unwrap_or_default();
            let draft = &mut self.attempt_mut().draft;
            if draft.order.len() != order.len() {
                draft.order = order;
            }
        }
        self.stage();
    }

    /// The run that the lanes show now: that of the step, or where an answer is told, that which shows it.
    #[must_use]
    pub fn run(&self) -> Option<(&str, Option<SimTime>)> {
        let steps = &self.lesson()?.lesson.steps;
        let place = self.place();
        let named = |place: usize| {
            steps[..steps.len().min(place + 1)]
                .iter()
                .rev()
                .find_map(|step| step.show.as_deref())
        };
        let Some(step) = steps.get(place) else {
            return Some((named(place)?, None));
        };
        let told = matches!(step.kind, StepKind::Bet | StepKind::Ask) && self.is_told(place);
        if told {
            let next = steps.get(place + 1).filter(|next| next.kind == StepKind::Show);
            let shown = match step.kind {
                StepKind::Bet => next.and_then(|next| next.show.as_deref()),
                _ => None,
            };
            return Some((shown.or_else(|| self.answering(step)).or_else(|| named(place))?, None));
        }
        Some((named(place)?, step.at))
    }

    /// The run whose figure answers a question.
    fn answering<'a>(&'a self, step: &'a Step) -> Option<&'a str> {
        let mut names = Vec::new();
        step.answer.as_ref()?.is.runs(&mut names);
        let opened = self.lesson()?;
        let run = opened.lesson.runs.iter().find(|run| names.first() == Some(&run.name))?;
        Some(&run.name)
    }

    /// Puts the run of the step on the stage, unless it is there.
    fn stage(&mut self) {
        let Some((name, at)) = self.run().map(|(name, at)| (name.to_owned(), at)) else {
            return;
        };
        let place = (self.id(), self.place(), name);
        if self.staged == place {
            return;
        }
        let Some(run) = self.lesson().and_then(|opened| opened.lesson.run(&place.2)) else {
            return;
        };
        let (scenario, mut display) = (run.experiment.scenario.clone(), run.experiment.display.clone());
        display.moment = at.unwrap_or(display.moment);
        let mut lab = Lab::new(scenario, display);
        lab.opened = self.lab.opened + 1;
        self.lab = Rc::new(lab);
        self.staged = place;
    }

    fn act(&mut self, action: &Action) {
        match action {
            Action::Speak(language) => {
                if *language != self.language {
                    self.language = *language;
                    self.resolve();
                }
            }
            Action::Came(source, text) => {
                self.library.put(source.clone(), text.clone());
                self.resolve();
            }
            Action::Again(source) => {
                self.library.forget(source);
                self.resolve();
            }
            Action::Draft(draft) => {
                let attempt = self.attempt_mut();
                attempt.draft = draft.clone();
                attempt.unread = None;
            }
            Action::Check => self.check(),
            Action::Tell => {
                self.attempt_mut().given_up = true;
                self.stage();
            }
            Action::Retry => self.attempt_mut().unread = None,
            Action::Stage(action) => {
                self.lab = Rc::new(self.lab.reduce(action.clone()));
                self.reach();
            }
            Action::Restart => {
                self.staged = Default::default();
                self.stage();
            }
        }
    }

    fn check(&mut self) {
        let Some((question, opened)) = self.question().zip(self.lesson().cloned()) else {
            return;
        };
        let place = self.place();
        let Some(step) = opened.lesson.steps.get(place).filter(|_| !self.is_told(place)) else {
            return;
        };
        match guess(question, &self.attempt(place).draft) {
            Ok(given) => {
                let verdict = Verdict::of(&opened, step, given);
                let attempt = self.attempt_mut();
                attempt.unread = None;
                attempt.verdicts.push(verdict);
            }
            Err(unread) => self.attempt_mut().unread = Some(unread),
        }
        self.stage();
    }

    /// A goal that is reached stays reached.
    fn reach(&mut self) {
        if self.is_reached() {
            self.attempt_mut().is_finished = true;
        }
    }

    /// Whoever goes on has read the step.
    fn leave_for(&mut self, keys: &Learning) {
        let same = self.keys.learn == keys.learn && self.keys.packed == keys.packed;
        let reads = self
            .step()
            .is_some_and(|step| matches!(step.kind, StepKind::Look | StepKind::Show | StepKind::Say));
        if same && reads && keys.step.get() > self.keys.step.get() {
            self.attempt_mut().is_finished = true;
        }
    }
}

impl Screen for Learn {
    fn link(&self, link: &mut String) {
        link::add(link, &self.keys.tidy());
    }

    fn reduce(&self, action: &dyn Any) -> Option<Rc<dyn Screen>> {
        let action: &Action = action.downcast_ref()?;
        let mut next = self.clone();
        next.act(action);
        Some(Rc::new(next))
    }

    fn reopened(&self, fresh: Rc<dyn Screen>, _anew: bool) -> Rc<dyn Screen> {
        let any: Rc<dyn Any> = fresh.clone();
        let Ok(fresh) = any.downcast::<Self>() else {
            return fresh;
        };
        let mut next = self.clone();
        next.leave_for(&fresh.keys);
        let same = next.id() == fresh.id();
        let mut keys = fresh.keys.clone();
        keys.done.extend(&self.keys.done);
        next.keys = keys;
        if same {
            next.arrive();
        } else {
            next.resolve();
        }
        Rc::new(next)
    }

    fn undo(&self) -> Option<Rc<dyn Screen>> {
        self.lab.history.can_undo().then(|| self.with_lab(lab::Action::Undo))
    }

    fn redo(&self) -> Option<Rc<dyn Screen>> {
        self.lab.history.can_redo().then(|| self.with_lab(lab::Action::Redo))
    }

    fn settle(&self) -> Option<Rc<dyn Screen>> {
        Some(self.with_lab(lab::Action::Settle))
    }
}

impl Learn {
    fn with_lab(&self, action: lab::Action) -> Rc<dyn Screen> {
        let mut next = self.clone();
        next.act(&Action::Stage(action));
        Rc::new(next)
    }

    /// The steps that are done, of all lessons of this visit.
    #[must_use]
    pub fn finished(&self) -> BTreeSet<usize> {
        let steps = self.lesson().map_or(0, |opened| opened.lesson.steps.len());
        (0..steps).filter(|&place| self.is_done(place)).collect()
    }
}
