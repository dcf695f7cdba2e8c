//! What a screen is to the page around it.

use std::any::Any;
use std::fmt;
use std::rc::Rc;

use crate::link::{Reader, ScreenKeys};
use crate::params::ScreenName;

/// What a screen knows, and how it changes. It is a value: a change makes another one, so that a screen that was left is found
/// again as it was.
pub trait Screen: Any {
    /// Adds to a link what of it differs from the defaults.
    fn link(&self, link: &mut String);

    /// The screen after one of its own actions; `None` for those of others.
    fn reduce(&self, action: &dyn Any) -> Option<Rc<dyn Screen>>;

    /// The screen that another link opens where this one was. `_anew` if the user asked for it, not if the browser went back.
    fn reopened(&self, fresh: Rc<dyn Screen>, _anew: bool) -> Rc<dyn Screen> {
        fresh
    }

    /// The screen before its last change; `None` if there is nothing to undo.
    fn undo(&self) -> Option<Rc<dyn Screen>> {
        None
    }

    /// The change taken back last, made again; `None` if there is none.
    fn redo(&self) -> Option<Rc<dyn Screen>> {
        None
    }

    /// The hand has left what it changed: the next change is a step of its own. `None` if that is so anyway.
    fn settle(&self) -> Option<Rc<dyn Screen>> {
        None
    }
}

/// As a link says it.
impl fmt::Debug for dyn Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&keys_of(self))
    }
}

/// The same only if nothing has changed it.
impl PartialEq for dyn Screen {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::addr_eq(self, other)
    }
}

/// What a link says about a screen.
pub(super) fn keys_of(screen: &dyn Screen) -> String {
    let mut text = String::new();
    screen.link(&mut text);
    text
}

/// A row of the list of screens.
#[derive(Clone, Copy, Debug)]
pub struct ScreenRow {
    /// Its name, and what a link can say about it.
    pub keys: ScreenKeys,
    /// The link that it opens for those who come from another screen and have not seen it; empty for its defaults.
    pub usual: &'static str,
    /// The screen as a link describes it.
    pub open: fn(&mut Reader<'_>) -> Rc<dyn Screen>,
}

impl ScreenRow {
    /// Which screen.
    #[must_use]
    pub const fn name(&self) -> ScreenName {
        self.keys.screen
    }
}

impl PartialEq for ScreenRow {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}
