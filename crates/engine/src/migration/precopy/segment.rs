//! What goes over the wire in a segment of a round, and when.
//!
//! Pages with content take their time on the wire, and what is left of the segment is the zero pages': while they are
//! scanned, the wire still carries what the socket holds.

use super::sender::Sender;
use crate::migration::line;
use crate::units::{Bytes, Pages, SimTime};

/// Pages of one sort that go evenly.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Leg {
    pub pages: Pages,
    pub time: SimTime,
}

impl Leg {
    fn after(&self, span: SimTime) -> Pages {
        if span >= self.time {
            self.pages
        } else {
            self.pages * (span / self.time)
        }
    }
}

/// The legs of a segment: nothing during set-up, then pages with content and zero pages in their order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Legs {
    pub setup: SimTime,
    pub used: Leg,
    pub zero: Leg,
    /// The zero pages that an earlier segment left go first; those of a first pass come last.
    pub zero_first: bool,
}

/// What goes on in a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    SetUp,
    Pages,
    ZeroPages,
}

/// Pages that went.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gone {
    /// Pages with content.
    pub used: Pages,
    pub zero: Pages,
    /// Pages with content that the scan left out, because they were written again before their turn.
    pub left_out: Pages,
}

impl Gone {
    /// Pages that the scan is past.
    pub fn passed(&self) -> Pages {
        self.used + self.left_out + self.zero
    }

    /// Pages that were sent.
    pub fn sent(&self) -> Pages {
        self.used + self.zero
    }

    /// What is left of these when others have gone.
    pub fn without(&self, other: &Self) -> Self {
        Self {
            used: self.used - other.used,
            zero: self.zero - other.zero,
            left_out: self.left_out - other.left_out,
        }
    }

    pub fn bytes(&self, sender: &Sender) -> Bytes {
        sender.stream(self.used) + line::zero_stream(self.zero)
    }
}

impl Legs {
    /// Pages that go in a span by the wire's clock.
    pub fn new(sender: &Sender, gone: Gone, setup: SimTime, span: SimTime, zero_first: bool) -> Self {
        let zero_time = sender.zero_time(gone.zero).min(span - setup - sender.time(gone.used));
        Self {
            setup,
            used: Leg {
                pages: gone.used,
                time: span - setup - zero_time,
            },
            zero: Leg {
                pages: gone.zero,
                time: zero_time,
            },
            zero_first,
        }
    }

    /// What has gone after a span.
    pub fn after(&self, span: SimTime) -> Gone {
        let span = span - self.setup;
        let (used, zero) = if self.zero_first {
            (span - self.zero.time, span)
        } else {
            (span, span - self.used.time)
        };
        Gone {
            used: self.used.after(used),
            zero: self.zero.after(zero),
            left_out: Pages::ZERO,
        }
    }

    /// What goes on at a time in a segment that began at another.
    pub fn leg_at(&self, start: SimTime, at: SimTime) -> On {
        let [setup, second] = self.corners().map(|corner| start + corner);
        if at < setup {
            On::SetUp
        } else if self.zero_first == (at < second) && !self.zero.time.is_zero() {
            On::ZeroPages
        } else {
            On::Pages
        }
    }

    /// How long after set-up so much has gone.
    pub fn time_of(&self, gone: &Gone) -> SimTime {
        let used = self.used.time * (gone.used / self.used.pages).min(1.0);
        let zero = self.zero.time * (gone.zero / self.zero.pages).min(1.0);
        used + zero
    }

    /// Whether the wire carries anything after a span, and in which of the legs it is: where that changes.
    pub fn corners(&self) -> [SimTime; 2] {
        let first = if self.zero_first {
            self.zero.time
        } else {
            self.used.time
        };
        [self.setup, self.setup + first]
    }
}
