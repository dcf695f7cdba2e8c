//! The smallest change of one quantity that is enough: doubled until it is, then narrowed down.
//!
//! Nobody promises that more is always better (a limit that is too long breaks a promise, too), so what is enough need not be
//! enough everywhere above. What is found is: the value keeps the goal, and the next one with three digits does not.

use super::{Kept, Outlook};
use engine::params::{Id, Quantity, Range};

/// A change smaller than this part of what there was is as good as all of it.
const LEAST: f64 = 1.0 / 1024.0;

/// Nothing below this many bytes, or bytes a second, differs from nothing at all.
const NOTHING: f64 = 1.0;

/// A value and what becomes of the migration with it; nothing is known of the value that nobody changed.
type Tried = (Quantity, Option<Outlook>);

#[derive(Clone, Debug)]
pub(super) struct Search {
    id: Id,
    /// What it is without the remedy, and with the most of it.
    from: Quantity,
    most: Quantity,
    /// The last one that was too little.
    short: Tried,
    /// What is sought.
    goal: Kept,
    /// The change that keeps most, and the one before it.
    best: Option<(Tried, Tried)>,
    narrows: bool,
}

impl Search {
    /// Begins with what the experiment is and keeps.
    pub(super) const fn new(id: Id, from: Quantity, most: Quantity, kept: Kept) -> Self {
        Self {
            id,
            from,
            most,
            short: (from, None),
            goal: kept,
            best: None,
            narrows: false,
        }
    }

    /// The value to try next; `None` at the end.
    pub(super) fn next(&self) -> Option<Quantity> {
        match &self.best {
            Some(((enough, _), (short, _))) if self.narrows => between(self.id.range(), *short, *enough),
            _ if self.narrows => None,
            _ => Some(self.twice()),
        }
    }

    /// Twice as much, or half as much, or the most.
    fn twice(&self) -> Quantity {
        let (short, most, range) = (self.short.0.base(), self.most.base(), self.id.range());
        let next = if most > short { short * 2.0 } else { short * 0.5 };
        let beyond = if most > short {
            next >= most || next == 0.0
        } else {
            next <= most.max(self.from.base() * LEAST)
        };
        if beyond {
            self.most
        } else {
            range.fine(range.unit.of(next))
        }
    }

    /// Learns what becomes of the migration with a value, and how much of the promise that keeps.
    pub(super) fn learn(&mut self, value: Quantity, outlook: Outlook, kept: Kept) {
        let tried = (value, Some(outlook));
        if self.narrows {
            if let Some((enough, short)) = &mut self.best {
                *(if kept >= self.goal { enough } else { short }) = tried;
            }
            return;
        }
        if kept > self.goal {
            self.goal = kept;
            self.best = Some((tried, self.short));
        }
        self.narrows = kept == Kept::All || value == self.most;
        self.short = tried;
    }

    /// The parameter, the smallest change that is enough, and the next smaller one; without the latter if nothing is enough.
    pub(super) fn found(self) -> (Id, Tried, Option<Tried>) {
        match self.best {
            Some((enough, short)) => (self.id, enough, Some(short)),
            None => (self.id, self.short, None),
        }
    }
}

/// The value in the middle, if there is one with three digits.
fn between(range: &Range, short: Quantity, enough: Quantity) -> Option<Quantity> {
    let [low, high] = [short, enough].map(Quantity::base);
    let middle = if low > 0.0 && high > 0.0 {
        (low * high).sqrt()
    } else if low.max(high) > NOTHING {
        0.5 * (low + high)
    } else {
        return None;
    };
    let middle = range.fine(range.unit.of(middle));
    (middle != range.fine(short) && middle != range.fine(enough)).then_some(middle)
}
