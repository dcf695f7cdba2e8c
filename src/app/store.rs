//! The one store of the page.

use std::rc::Rc;

use yew::Reducible;

use crate::state::{Action, State};

/// [`State`] as Yew wants it.
pub struct Store(pub State);

impl Reducible for Store {
    type Action = Action;
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(self.0.reduce(action)))
    }
}
