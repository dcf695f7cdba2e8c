//! Lessons: what a reader has opened, guessed and done.
//!
//! [`Learn`] is a screen. Its address says which lesson and step is shown and which lessons are done; guesses stay in the visit.
//! What the lanes show is an experiment like that of the Lab, held in a [`Lab`] of its own, or a cluster in a [`ClusterScreen`].

pub mod desk;
pub mod poll;
pub mod practice;
pub mod question;
mod shown;
pub mod sources;
pub mod verdict;

use std::any::Any;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::cluster::{self, ClusterScreen};
use super::lab::{self, Lab};
use super::{Screen, ScreenRow};
use crate::learn::exercise::Judged;
use crate::learn::lesson::StepKind;
use crate::learn::{Subject, shuffled};
use crate::link::{self, LEARN, Learning};
use crate::text::Language;
use poll::Poll;
use practice::{Tried, Tries};
use question::{Draft, Question, Unread, guess};
pub use shown::View;
use sources::{Library, Missing, OWN, Opened, Source};
use verdict::Verdict;

/// Its row of the list of screens.
pub const SCREEN: ScreenRow = ScreenRow {
    keys: LEARN,
    usual: "",
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
    /// The cluster that is shown instead of them, where the run of the step is one.
    pub cluster: Option<Rc<ClusterScreen>>,
    /// Counts the steps that were made of what another screen shows.
    pub added: u32,
    library: Library,
    attempts: BTreeMap<(String, usize), Attempt>,
    tries: Tries,
    polls: BTreeMap<(String, usize), Poll>,
    /// Of which lesson, step and run `lab` or `cluster` is.
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
    /// Something is done to what the lanes show.
    Stage(lab::Action),
    /// Something is done to the cluster that is shown.
    Cluster(cluster::Action),
    /// The run of the step is shown again as it is there.
    Restart,
    /// The counts of the next round of a vote are typed in, or have been.
    TypeVotes,
    /// The count of a choice in a round, as it is typed.
    Vote(usize, usize, String),
    /// A lesson of the reader's own, as text.
    Write(String),
    /// What a link opens becomes a step at the end of it, in words of this language.
    Add(String, Language),
    /// What stands in the fields of the exercise.
    DraftExercise(Draft),
    /// It is compared with the answer.
    CheckExercise,
    /// The solution is told.
    TellExercise,
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
            cluster: None,
            added: 0,
            library: Library::default(),
            attempts: BTreeMap::new(),
            tries: Tries::new(),
            polls: BTreeMap::new(),
            staged: Default::default(),
        };
        learn.resolve();
        learn
    }

    fn attempt_mut(&mut self) -> &mut Attempt {
        let key = (self.id(), self.place());
        self.attempts.entry(key).or_default()
    }

    /// Finds the lesson that the keys name, after they or what has come have changed.
    fn resolve(&mut self) {
        self.opened = None;
        if self.view() == View::Lesson
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
        match &run.subject {
            Subject::Lab(experiment) => {
                let (scenario, mut display) = (experiment.scenario.clone(), experiment.display.clone());
                display.moment = at.unwrap_or(display.moment);
                let mut lab = Lab::new(scenario, display);
                lab.opened = self.lab.opened + 1;
                (self.lab, self.cluster) = (Rc::new(lab), None);
            }
            Subject::Cluster(link) => {
                let mut display = link.display.clone();
                display.moment = at.unwrap_or(display.moment);
                let mut screen = ClusterScreen::new(link.first.clone(), link.second.clone(), display);
                screen.opened = self.cluster.as_ref().map_or(0, |before| before.opened) + 1;
                self.cluster = Some(Rc::new(screen));
            }
        }
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
            Action::Stage(action) => {
                self.lab = Rc::new(self.lab.reduce(action.clone()));
                self.reach();
            }
            Action::Cluster(action) => {
                self.cluster = self.cluster.as_ref().map(|screen| Rc::new(screen.reduce(action)));
                self.reach();
            }
            Action::Restart => {
                self.staged = Default::default();
                self.stage();
            }
            Action::TypeVotes => self.poll_mut().type_next(),
            Action::Vote(round, choice, typed) => self.poll_mut().set(*round, *choice, typed),
            Action::Write(text) => self.write(text),
            Action::Add(link, language) => {
                let text = desk::with_step(self.own_text().as_deref(), link, *language);
                self.write(&text);
                self.added += 1;
            }
            Action::DraftExercise(draft) => {
                let tried = self.tried_mut();
                tried.draft = draft.clone();
                // What could not be read is none of the tries.
                tried.judged.retain(|judged| !matches!(judged, Judged::Unread(_)));
            }
            Action::CheckExercise => self.check_exercise(),
            Action::TellExercise => self.tried_mut().given_up = true,
        }
    }

    fn write(&mut self, text: &str) {
        self.library.put(Source::Own, Ok(text.into()));
        self.attempts.retain(|(id, _), _| id != OWN);
        self.staged = Default::default();
        self.resolve();
    }

    fn check_exercise(&mut self) {
        let judged = practice::drawn(&self.keys).and_then(|exercise| practice::judge(&exercise, &self.tried().draft));
        if let Some(judged) = judged.filter(|_| !self.tried().is_told()) {
            self.tried_mut().judged.push(judged);
        }
    }

    fn tried_mut(&mut self) -> &mut Tried {
        self.tries.entry(self.exercise()).or_default()
    }

    fn poll_mut(&mut self) -> &mut Poll {
        let key = (self.id(), self.place());
        self.polls.entry(key).or_default()
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
        match &self.cluster {
            Some(cluster) => self.with_cluster(cluster.undo()?),
            None => self.lab.history.can_undo().then(|| self.with_lab(lab::Action::Undo)),
        }
    }

    fn redo(&self) -> Option<Rc<dyn Screen>> {
        match &self.cluster {
            Some(cluster) => self.with_cluster(cluster.redo()?),
            None => self.lab.history.can_redo().then(|| self.with_lab(lab::Action::Redo)),
        }
    }

    fn settle(&self) -> Option<Rc<dyn Screen>> {
        match &self.cluster {
            Some(cluster) => self.with_cluster(cluster.settle()?),
            None => Some(self.with_lab(lab::Action::Settle)),
        }
    }
}

impl Learn {
    fn with_lab(&self, action: lab::Action) -> Rc<dyn Screen> {
        let mut next = self.clone();
        next.act(&Action::Stage(action));
        Rc::new(next)
    }

    fn with_cluster(&self, screen: Rc<dyn Screen>) -> Option<Rc<dyn Screen>> {
        let any: Rc<dyn Any> = screen;
        let mut next = self.clone();
        next.cluster = Some(any.downcast().ok()?);
        next.reach();
        Some(Rc::new(next))
    }
}
