//! A file that is too long to be read at once is looked through part by part, outside; here is how far that is.

use std::cell::Cell;
use std::rc::Rc;

use crate::units::Share;

/// How far a long file has been looked through.
#[derive(Clone, Debug)]
pub struct Looking {
    /// Its name.
    pub name: String,
    /// The part of it that has been looked at.
    pub done: Share,
    stop: Rc<Cell<bool>>,
}

impl Looking {
    /// Nothing has been looked at yet.
    #[must_use]
    pub fn new(name: String) -> Self {
        Self {
            name,
            done: Share::ZERO,
            stop: Rc::default(),
        }
    }

    /// The same, further on.
    #[must_use]
    pub fn at(&self, done: Share) -> Self {
        Self { done, ..self.clone() }
    }

    /// Whether both are of the same file, opened once.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.stop, &other.stop)
    }

    /// Nobody waits for it any more.
    pub fn stop(&self) {
        self.stop.set(true);
    }

    /// Whether nobody waits for it any more.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stop.get()
    }
}
