//! A measured migration: a text, what was read of it, and the experiment that is fitted to it.
//!
//! [`Measured`] is a screen. Its address names an example, or carries a text; a text of the reader stays in the visit. The
//! search for the experiment is a loop of its own, outside: it takes [`Measured::sought`] and answers with [`Action::Found`].

mod examples;
mod given;
mod looking;

use std::any::Any;
use std::rc::Rc;

use super::{Screen, ScreenRow};
use crate::learn::pack;
use crate::link::learning::Packed;
use crate::link::{self, MEASURED, Measuring};
use crate::measured::{Comparison, Fitted, Missing, Record, compare, save};
use crate::params::Quantity;
pub use examples::{Examples, Library, NotThere};
pub use given::{Given, LONGEST, Unread};
pub use looking::Looking;

/// Its row of the list of screens.
pub const SCREEN: ScreenRow = ScreenRow {
    keys: MEASURED,
    usual: "",
    open: |link| Rc::new(Measured::new(link.read())),
};

/// So many texts are kept for undo.
const KEPT: usize = 12;

/// The screen.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The text, and what was read of it.
    pub given: Rc<Given>,
    /// Which of its migrations is shown.
    pub chosen: usize,
    /// What was found for it; `None` while it is sought.
    pub found: Option<Result<Rc<Comparison>, Missing>>,
    /// The examples.
    pub examples: Library,
    /// A long file that is looked through.
    pub looking: Option<Looking>,
    past: Vec<Rc<Given>>,
    future: Vec<Rc<Given>>,
}

/// What can happen to it.
#[derive(Clone, Debug)]
pub enum Action {
    /// A text is given, by a file of this name if by one.
    Take(Option<String>, Rc<str>),
    /// A long file is looked through from now on, or so far.
    Look(Looking),
    /// It was looked through to its end: what of it tells anything, and how long it was, in bytes.
    Gleaned(Looking, Rc<str>, usize),
    /// It is looked at no longer.
    Stop,
    /// The page is to be empty, for another text.
    Clear,
    /// The examples have come, or they do not come.
    Came(Result<Rc<str>, NotThere>),
    /// Another migration of the text is looked at.
    Choose(usize),
    /// What its text leaves open is said.
    Say(Quantity),
    /// The search for the scenario of this record has ended.
    Found(Rc<Record>, Result<Box<Fitted>, Missing>),
}

impl Measured {
    /// As an address describes it.
    #[must_use]
    pub fn new(keys: Measuring) -> Self {
        Self::of(Rc::new(Given::asked(keys, &None)))
    }

    fn of(given: Rc<Given>) -> Self {
        Self {
            given,
            chosen: 0,
            found: None,
            examples: None,
            looking: None,
            past: Vec::new(),
            future: Vec::new(),
        }
    }

    /// The migration that is looked at.
    #[must_use]
    pub fn record(&self) -> Option<&Rc<Record>> {
        self.given.records.get(self.chosen)
    }

    /// The record whose scenario is still to be found.
    #[must_use]
    pub fn sought(&self) -> Option<&Rc<Record>> {
        self.record().filter(|_| self.found.is_none())
    }

    /// The measurement beside its prediction.
    #[must_use]
    pub fn comparison(&self) -> Option<&Rc<Comparison>> {
        self.found.as_ref()?.as_ref().ok()
    }

    /// The link to the Lab with the experiment that was found; it has nothing of the text.
    #[must_use]
    pub fn lab_link(&self) -> Option<String> {
        let comparison = self.comparison()?;
        Some(link::print_scenario(&comparison.fitted.scenario))
    }

    /// The same with what was understood of the text, for the Lab to show it behind the live lane; `None` if that is too long for a
    /// link.
    #[must_use]
    pub fn lab_link_with_record(&self) -> Option<String> {
        let mut text = self.lab_link()?;
        let record = Packed::new(&pack(&save(self.record()?)).ok()?)?;
        let keys = Measuring {
            record,
            ..Measuring::default()
        };
        link::add(&mut text, &keys);
        Some(text)
    }

    /// Whether the address asks for the text, so that links may carry it.
    #[must_use]
    pub fn is_in_the_link(&self) -> bool {
        !self.given.keys.record.as_str().is_empty()
    }

    /// The keys of a link that carries the whole text; `None` if it is too long for one.
    #[must_use]
    pub fn packed(&self) -> Option<Measuring> {
        let record = Packed::new(&pack(&self.given.text).ok()?)?;
        Some(Measuring {
            record,
            ..Measuring::default()
        })
    }

    fn looks_at(&self, looking: &Looking) -> bool {
        self.looking.as_ref().is_some_and(|now| now.is_same(looking))
    }

    /// Another text; the one before is kept for undo.
    fn with(&self, given: Rc<Given>) -> Self {
        let mut past = self.past.clone();
        if self.given.is_anything() {
            past.push(self.given.clone());
            let more = past.len().saturating_sub(KEPT);
            past.drain(..more);
        }
        Self {
            past,
            examples: self.examples.clone(),
            ..Self::of(given)
        }
    }

    /// The same screen with a text of before or after; `put` takes the present one.
    fn step(
        &self,
        take: fn(&mut Self) -> &mut Vec<Rc<Given>>,
        put: fn(&mut Self) -> &mut Vec<Rc<Given>>,
    ) -> Option<Self> {
        let mut next = self.clone();
        let given = take(&mut next).pop()?;
        let now = std::mem::replace(&mut next.given, given);
        put(&mut next).push(now);
        (next.chosen, next.found) = (0, None);
        Some(next)
    }
}

impl Screen for Measured {
    fn link(&self, link: &mut String) {
        link::add(link, &self.given.keys);
    }

    fn reduce(&self, action: &dyn Any) -> Option<Rc<dyn Screen>> {
        let action: &Action = action.downcast_ref()?;
        let mut next = self.clone();
        match action {
            Action::Take(name, text) => next = self.with(Rc::new(Given::own(name.clone(), text))),
            Action::Came(file) => {
                next.examples = Some(file.clone().map(|file| Rc::new(Examples::read(&file))));
                if self.given.awaits_example() {
                    next.given = Rc::new(Given::asked(self.given.keys.clone(), &next.examples));
                    (next.chosen, next.found) = (0, None);
                }
            }
            Action::Look(looking) => {
                // Another one may have been opened meanwhile, or none is wanted any more.
                let begins = looking.done.is_zero();
                if begins || self.looks_at(looking) {
                    next.looking = Some(looking.clone());
                }
            }
            Action::Gleaned(looking, text, whole) => {
                if self.looks_at(looking) {
                    next = self.with(Rc::new(Given::gleaned(looking.name.clone(), text, *whole)));
                }
            }
            Action::Stop => next.looking = None,
            Action::Clear => next = self.with(Rc::default()),
            Action::Choose(chosen) => {
                if *chosen < self.given.records.len() && *chosen != self.chosen {
                    (next.chosen, next.found) = (*chosen, None);
                }
            }
            Action::Say(value) => {
                if let (Some(Err(missing)), Some(record)) = (&self.found, self.record())
                    && let Some(said) = missing.said(record, *value)
                {
                    let mut given = (*self.given).clone();
                    given.records[self.chosen] = Rc::new(said);
                    next = self.with(Rc::new(given));
                    next.chosen = self.chosen;
                }
            }
            Action::Found(record, result) => {
                // Meanwhile another one may be looked at.
                if self.sought().is_some_and(|sought| Rc::ptr_eq(sought, record)) {
                    let found = result.as_ref().map(|fitted| Rc::new(compare(record, fitted)));
                    next.found = Some(found.map_err(|missing| *missing));
                }
            }
        }
        Some(Rc::new(next))
    }

    fn reopened(&self, fresh: Rc<dyn Screen>, anew: bool) -> Rc<dyn Screen> {
        let any: Rc<dyn Any> = fresh.clone();
        let Ok(fresh) = any.downcast::<Self>() else {
            return fresh;
        };
        // A step back in history finds the text that was given where it leads to.
        let kept = self.past.iter().rev().find(|given| given.keys == fresh.given.keys);
        let given = kept.filter(|_| !anew).unwrap_or(&fresh.given);
        let mut next = self.with(given.clone());
        // What did not come is asked for again.
        next.examples = next.examples.filter(Result::is_ok);
        if next.given.awaits_example() {
            next.given = Rc::new(Given::asked(next.given.keys.clone(), &next.examples));
        }
        Rc::new(next)
    }

    fn undo(&self) -> Option<Rc<dyn Screen>> {
        Some(Rc::new(
            self.step(|screen| &mut screen.past, |screen| &mut screen.future)?,
        ))
    }

    fn redo(&self) -> Option<Rc<dyn Screen>> {
        Some(Rc::new(
            self.step(|screen| &mut screen.future, |screen| &mut screen.past)?,
        ))
    }
}
