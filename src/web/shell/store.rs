//! The one store of the page.

use std::ops::Deref;
use std::rc::Rc;

use yew::Reducible;

use crate::state::{Action, ScreenRow, State};
use crate::text::{self, Language};

/// The state as components share it: every action makes a new one, so what is the same is one and the same.
#[derive(Clone)]
pub struct Shared(Rc<State>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

/// [`State`] as Yew wants it, in a language whose texts are loaded.
pub struct Store(pub Shared);

impl Store {
    /// The page as a link describes it.
    #[must_use]
    pub fn open(text: &str, reader: Language, screens: &[ScreenRow]) -> Self {
        Self::speaking(State::open(text, reader, screens), Language::English)
    }

    /// Until the texts of another language have come, the page speaks the one before.
    fn speaking(mut state: State, before: Language) -> Self {
        if !text::is_loaded(state.page.language) {
            state.page.language = before;
        }
        Self(Shared(Rc::new(state)))
    }
}

impl Reducible for Store {
    type Action = Action;
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self::speaking(self.0.reduce(action), self.0.language()))
    }
}
