//! Two runs beside each other: the pinned one as a ghost of the present one, and the difference in words.

use super::results;
use super::{format, verdict};
use engine::model::Status;
use engine::params::{Choice, Lane};
use engine::trace::{LaneTrace, Trace};
use engine::units::{Bytes, SimTime};
use text::{Language, Text};
use text::{say, text, word};

/// What is drawn on one clock: a run, and the one behind it.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The present run.
    pub trace: &'a Trace,
    /// The pinned one.
    pub ghost: Option<&'a Trace>,
    /// Where the clock ends, if not with the longer of the two.
    pub until: Option<SimTime>,
}

impl<'a> Beside<'a> {
    /// One run and nothing behind it.
    #[must_use]
    pub const fn alone(trace: &'a Trace) -> Self {
        Self {
            trace,
            ghost: None,
            until: None,
        }
    }

    /// The counterpart of a lane in the pinned run: the migration of the same name, if there is one.
    #[must_use]
    pub fn ghost_of(&self, lane: &LaneTrace) -> Option<&'a LaneTrace> {
        self.ghost?.named(&lane.name)
    }

    /// The present lanes, and those behind them.
    pub fn all(&self, lanes: &[Lane]) -> impl Iterator<Item = &'a LaneTrace> {
        let ghosts = self.ghost.into_iter().flat_map(|ghost| ghost.of(lanes));
        self.trace.of(lanes).chain(ghosts)
    }

    /// Where the clock ends: with the longer run, or as said.
    #[must_use]
    pub fn end(&self, lanes: &[Lane]) -> SimTime {
        let last = || self.all(lanes).map(LaneTrace::end).max().unwrap_or_default();
        self.until.unwrap_or_else(last)
    }
}

/// A figure of both runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Was {
    /// Which: `total`.
    pub name: &'static str,
    /// What it was in the pinned run.
    pub before: String,
    /// What it is now.
    pub after: String,
    /// How much less or more that is; empty where one of them is no end.
    pub difference: String,
}

impl Was {
    /// Whether the eye can tell them apart.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.before != self.after
    }

    /// `total was 27.4 s → 2.4 s, 25.0 s less`.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (name, before, after) = (self.name, self.before.as_str(), self.after.as_str());
        match self.difference.as_str() {
            "" if !self.differs() => say!(language, "{0} {1} as before", name, after),
            "" => say!(language, "{0} was {1} → {2}", name, before, after),
            difference => say!(language, "{0} was {1} → {2}, {3}", name, before, after, difference),
        }
    }
}

/// Total, downtime, outage and traffic of both runs, in this order.
#[must_use]
pub fn figures(language: Language, before: &LaneTrace, after: &LaneTrace) -> [Was; 4] {
    let [old, new] = [before, after].map(|lane| results::results(language, lane));
    let [first, second] = [before, after].map(|lane| &lane.metrics);
    let ended = [first, second].iter().all(|run| run.status != Status::Running);
    let both = ended || first.status == second.status;
    let time = |of: fn(&engine::model::Metrics) -> SimTime| {
        difference(of(first), of(second), |time| format::time(language, time), language)
    };
    let sent = |run: &engine::model::Metrics| -> Bytes { run.traffic.total() };
    [
        Was {
            name: word!(language, "total"),
            before: old.total,
            after: new.total,
            difference: if ended { time(|run| run.total) } else { String::new() },
        },
        Was {
            name: word!(language, "downtime"),
            before: old.downtime,
            after: new.downtime,
            difference: if both {
                time(|run| run.downtime.total())
            } else {
                String::new()
            },
        },
        Was {
            name: word!(language, "outage"),
            before: old.outage,
            after: new.outage,
            difference: if both { time(|run| run.outage) } else { String::new() },
        },
        Was {
            name: word!(language, "sent"),
            before: old.sent,
            after: new.sent,
            difference: difference(sent(first), sent(second), |sent| format::size(language, sent), language),
        },
    ]
}

/// `25.0 s less`; empty where nobody could tell.
fn difference<T>(before: T, after: T, write: impl Fn(T) -> String, language: Language) -> String
where
    T: Copy + PartialOrd + std::ops::Sub<Output = T>,
{
    if write(before) == write(after) {
        String::new()
    } else if after < before {
        say!(language, "{0} less", write(before - after))
    } else {
        say!(language, "{0} more", write(after - before))
    }
}

/// What became of a lane in the pinned run, where that is another word than now; empty elsewhere.
#[must_use]
pub fn ending_was(language: Language, before: &LaneTrace, after: &LaneTrace) -> String {
    let [old, new] = [before, after].map(|lane| verdict::headline(language, lane));
    if old == new {
        return String::new();
    }
    if old.is_empty() {
        results::downtime_text(language, before)
    } else {
        old
    }
}

const PINNED: Text = text!("pinned");

/// The word at what belongs to the pinned run.
#[must_use]
pub fn pinned(language: Language) -> &'static str {
    PINNED.get(language)
}

/// The difference lane by lane, for those who do not see it; empty without a pinned run.
#[must_use]
pub fn told(language: Language, both: &Beside<'_>, lanes: &[Lane]) -> String {
    let mut parts = Vec::new();
    for lane in both.trace.of(lanes) {
        let Some(ghost) = both.ghost_of(lane) else { continue };
        let figures = figures(language, ghost, lane).map(|was| was.sentence(language));
        parts.push(format!("{}: {}.", lane.lane.label().get(language), figures.join("; ")));
    }
    match parts.is_empty() {
        true => String::new(),
        false => say!(language, "Compared with the pinned run. {0}", parts.join(" ")),
    }
}
