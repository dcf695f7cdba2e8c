//! The one store of the page.

use std::rc::Rc;

use yew::Reducible;

use crate::state::{Action, State};
use crate::text::{self, Language};

/// [`State`] as Yew wants it, in a language whose texts are loaded.
pub struct Store(pub State);

impl Store {
    /// The page as a link describes it.
    #[must_use]
    pub fn open(text: &str, reader: Language) -> Self {
        let loaded = Language::ALL.into_iter().find(|&language| text::is_loaded(language));
        Self::speaking(State::open(text, reader), loaded.unwrap_or_default())
    }

    /// Until the texts of another language have come, the page speaks the one before.
    fn speaking(mut state: State, before: Language) -> Self {
        if !text::is_loaded(state.display.language) {
            state.display.language = before;
        }
        Self(state)
    }
}

impl Reducible for Store {
    type Action = Action;
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self::speaking(self.0.reduce(action), self.0.language()))
    }
}
