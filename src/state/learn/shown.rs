//! What the screen of lessons shows, from its address and what was done.

use std::rc::Rc;

use super::poll::Poll;
use super::practice::{self, SEEDS, Tried};
use super::question::Question;
use super::sources::{Missing, Opened, Source, WRITE};
use super::{Attempt, Learn, TRIES, verdict};
use crate::learn::lesson::{Step, StepKind};
use crate::learn::{ClusterRan, Guess, Lesson, Ran};
use crate::link::Learning;
use crate::link::learning::Name;
use crate::params::Quantity;
use crate::state::cluster::Run;
use crate::units::{Count, SimTime};

/// What an address of this screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// All lessons.
    List,
    /// One of them.
    Lesson,
    /// An exercise.
    Exercise,
    /// Where a lesson is written.
    Editor,
    /// A list of seeds with an exercise each.
    Seeds,
}

impl Learn {
    /// What has to be got before this can be shown.
    #[must_use]
    pub fn wanted(&self) -> Option<Source> {
        let source = Source::of(&self.keys, self.language)?;
        if matches!(self.view(), View::Exercise | View::Editor | View::Seeds) {
            return None;
        }
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

    /// What the address asks for.
    #[must_use]
    pub fn view(&self) -> View {
        match self.keys.learn.as_str() {
            _ if !self.keys.packed.as_str().is_empty() => View::Lesson,
            _ if practice::is_exercise(&self.keys) => View::Exercise,
            "" => View::List,
            WRITE => View::Editor,
            SEEDS => View::Seeds,
            _ => View::Lesson,
        }
    }

    /// The vote on a step.
    #[must_use]
    pub fn poll(&self, place: usize) -> Poll {
        self.polls.get(&(self.id(), place)).cloned().unwrap_or_default()
    }

    /// What was answered in the exercise that is shown.
    #[must_use]
    pub fn tried(&self) -> Tried {
        self.tries.get(&self.exercise()).cloned().unwrap_or_default()
    }

    /// The exercise as what was answered in it is kept.
    pub(super) fn exercise(&self) -> (String, String) {
        let name = if self.keys.exercise == Name::default() {
            &self.keys.learn
        } else {
            &self.keys.exercise
        };
        (name.as_str().to_owned(), self.keys.seed.as_str().to_owned())
    }

    /// The reader's own lesson as text.
    #[must_use]
    pub fn own_text(&self) -> Option<Rc<str>> {
        self.library.get(&Source::Own)?.ok()
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

    /// Whether what would tell the answer stays covered: of a question, or of the one that comes next about the moment that is looked at.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        let ahead = self
            .lesson()
            .is_some_and(|opened| opened.lesson.looks_ahead(self.place()));
        ahead || !self.is_told(self.place())
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

    /// A bet on a number beside the right one: of the step before, or of this one once it is told.
    #[must_use]
    pub fn placed(&self) -> Option<(Question, Quantity, Quantity)> {
        let here = || {
            self.step()
                .filter(|step| step.kind == StepKind::Bet && !self.is_sealed())
        };
        let (place, step) = self.bet().or_else(|| Some((self.place(), here()?)))?;
        let attempt = self.attempt(place);
        let Guess::Number(given) = attempt.verdicts.last()?.given else {
            return None;
        };
        let opened = self.lesson()?;
        Some((Question::of(opened, step)?, given, verdict::right(opened, step)?))
    }

    /// Whether the lanes play by themselves: where an answer has just been told, and where a step shows what happens.
    #[must_use]
    pub fn plays(&self) -> bool {
        let kind = self.step().map(|step| step.kind);
        let shows = kind == Some(StepKind::Show) && self.step().is_some_and(|step| step.at.is_none());
        shows || matches!(kind, Some(StepKind::Bet | StepKind::Ask)) && !self.is_sealed()
    }

    /// Whether the goal of the step holds now.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        let Some((opened, goal)) = self.lesson().zip(self.step().and_then(|step| step.goal.as_ref())) else {
            return false;
        };
        opened.runs.holds(goal, Some(self.now())) == Ok(true)
    }

    /// What the reader has now.
    fn now(&self) -> Ran<'_> {
        let Some(screen) = &self.cluster else {
            return Ran::Lab {
                settings: &self.lab.scenario,
                trace: &self.lab.trace,
            };
        };
        fn ran(run: &Run) -> ClusterRan<'_> {
            ClusterRan {
                asked: &run.asked,
                record: run.record.as_deref(),
            }
        }
        Ran::Cluster {
            first: ran(&screen.first),
            second: screen.other().map(ran),
        }
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

    /// The lesson as what was done in it is kept: guesses of one are not those of another.
    pub(super) fn id(&self) -> String {
        let packed = self.keys.packed.as_str();
        if packed.is_empty() {
            self.keys.learn.as_str().to_owned()
        } else {
            format!("={packed}")
        }
    }

    /// The run that the lanes show now: that of the step, or where an answer is told, that which shows it.
    #[must_use]
    pub fn run(&self) -> Option<(&str, Option<SimTime>)> {
        let lesson = &self.lesson()?.lesson;
        let place = self.place();
        match lesson.steps.get(place) {
            Some(step) if matches!(step.kind, StepKind::Bet | StepKind::Ask) && self.is_told(place) => {
                Some((lesson.told(place)?, None))
            }
            step => Some((lesson.shown(place)?, step.and_then(|step| step.at))),
        }
    }
}
