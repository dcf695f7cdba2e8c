//! What can be undone: what was asked for before each change.

use std::rc::Rc;

/// So many changes can be taken back; older ones are forgotten.
pub const MOST_STEPS: usize = 100;

/// A change that can go on as long as the hand stays where it is.
pub trait Going {
    /// Whether another change moves on what this one moved: the same slider, the same mark on the clock.
    fn goes_on_with(&self, next: &Self) -> bool;
}

/// The steps behind and before the present.
#[derive(Clone, Debug, PartialEq)]
pub struct History<Step, Edit> {
    past: Vec<Rc<Step>>,
    future: Vec<Rc<Step>>,
    /// The change that goes on: a drag is one step.
    open: Option<Edit>,
}

impl<Step, Edit> Default for History<Step, Edit> {
    fn default() -> Self {
        Self {
            past: Vec::new(),
            future: Vec::new(),
            open: None,
        }
    }
}

impl<Step, Edit: Going> History<Step, Edit> {
    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Remembers what was before a change; `edit` is what changed it, if it can go on.
    pub(super) fn record(&mut self, before: Step, edit: Option<Edit>) {
        let goes_on = matches!((&self.open, &edit), (Some(open), Some(edit)) if open.goes_on_with(edit));
        self.open = edit;
        self.future.clear();
        if goes_on {
            return;
        }
        if self.past.len() == MOST_STEPS {
            self.past.remove(0);
        }
        self.past.push(Rc::new(before));
    }

    /// The next change is a step of its own, whatever it is.
    pub(super) fn settle(&mut self) {
        self.open = None;
    }

    pub(super) fn undo(&mut self, now: Step) -> Option<Rc<Step>> {
        let step = self.past.pop()?;
        self.future.push(Rc::new(now));
        self.open = None;
        Some(step)
    }

    pub(super) fn redo(&mut self, now: Step) -> Option<Rc<Step>> {
        let step = self.future.pop()?;
        self.past.push(Rc::new(now));
        self.open = None;
        Some(step)
    }
}
