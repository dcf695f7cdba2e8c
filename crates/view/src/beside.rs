//! Two runs beside each other: the pinned or measured one as a ghost of the present one, and the difference in words.

use super::behind::{Behind, Known};
use super::{format, kinds, results, verdict};
use engine::migration::Status;
use engine::params::{Effect, Kind, Lane, Parameters, Row};
use engine::trace::{LaneTrace, Trace};
use engine::units::{Bytes, SimTime};
use text::Language;
use text::{say, word};

/// What is drawn on one clock: a run, and the one behind it.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The present run.
    pub trace: &'a Trace,
    /// The one behind it.
    pub ghost: Option<&'a Trace>,
    /// What that one is.
    pub behind: Behind,
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
            behind: Behind::Pinned,
            until: None,
        }
    }

    /// The counterpart of a lane in the pinned run: the migration of the same name, if there is one.
    #[must_use]
    pub fn counterpart(&self, lane: &LaneTrace) -> Option<&'a LaneTrace> {
        self.ghost?.named(&lane.name)
    }

    /// The same, if anything came of it that is otherwise now: what went alike has no ghost.
    #[must_use]
    pub fn ghost_of(&self, lane: &LaneTrace) -> Option<&'a LaneTrace> {
        self.counterpart(lane).filter(|ghost| ghost.metrics != lane.metrics)
    }

    /// The same, where this is known of it.
    pub(super) fn ghost_with(&self, lane: &LaneTrace, is_known: impl Fn(&Known) -> bool) -> Option<&'a LaneTrace> {
        self.ghost_of(lane).filter(|_| is_known(&self.behind.known()))
    }

    /// The present lanes, and those behind them.
    pub fn all(&self, lanes: &[Lane]) -> impl Iterator<Item = &'a LaneTrace> {
        let ghosts = self.ghost.into_iter().flat_map(|ghost| ghost.of(lanes));
        self.trace.of(lanes).chain(ghosts)
    }

    /// Total, downtime, outage and traffic of a lane now and in the run behind it, in this order; `None` without a counterpart.
    #[must_use]
    pub fn figures(&self, language: Language, lane: &LaneTrace) -> Option<[Was; 4]> {
        let mut figures = figures(language, self.counterpart(lane)?, lane);
        for (was, is_known) in figures.iter_mut().zip(self.behind.known().figures) {
            if !is_known {
                (was.before, was.difference) = (String::new(), String::new());
            }
        }
        Some(figures)
    }

    /// What became of a lane in the run behind, where that is another word than now; empty elsewhere.
    #[must_use]
    pub fn ending_was(&self, language: Language, lane: &LaneTrace) -> String {
        let Some(before) = self.ghost_of(lane) else {
            return String::new();
        };
        let [old, new] = [before, lane].map(|lane| verdict::headline(language, lane));
        let [_, knows_downtime, ..] = self.behind.known().figures;
        match old.as_str() {
            _ if old == new => String::new(),
            "" if knows_downtime => results::downtime_text(language, before),
            _ => old,
        }
    }

    /// Where the clock ends: with the longer run, or as said.
    #[must_use]
    pub fn end(&self, lanes: &[Lane]) -> SimTime {
        let last = || self.all(lanes).map(LaneTrace::end).max().unwrap_or_default();
        self.until.unwrap_or_else(last)
    }
}

/// A parameter that two runs have otherwise, as people write its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its key.
    pub key: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Its value in the pinned run.
    pub before: String,
    /// Its value now.
    pub after: String,
}

/// What two runs have otherwise, in the order of their table. Parts stand for the whole where they tell all of it.
#[must_use]
pub fn changes<P: Parameters>(language: Language, first: &P, second: &P) -> Vec<Change> {
    let differs = |row: &&Row<P>| !row.value.same(first, second) && !matches!(row.effect, Effect::Looks(_));
    let rows = || P::table().iter().filter(differs);
    let told_by_parts = |whole: &Row<P>| {
        let is_part = |row: &&Row<P>| row.key.split_once('.').is_some_and(|(key, _)| key == whole.key);
        let mut merged = first.clone();
        for part in rows().filter(is_part) {
            part.value.set_quantity(&mut merged, part.value.quantity(second));
        }
        whole.value.same(&merged, second)
    };
    let shown = |row: &&Row<P>| match row.key.split_once('.') {
        Some((whole, _)) => rows().any(|row| row.key == whole && told_by_parts(row)),
        None => !told_by_parts(row),
    };
    rows()
        .filter(shown)
        .map(|row| Change {
            key: row.key,
            label: row.label.get(language),
            before: value(language, row, first),
            after: value(language, row, second),
        })
        .collect()
}

/// A value as its control shows it.
fn value<P: Parameters>(language: Language, row: &Row<P>, of: &P) -> String {
    let quantity = row.range().zip(row.value.quantity(of));
    match (&row.kind, row.value.word(of)) {
        _ if quantity.is_some() => quantity.map_or_else(String::new, |(range, value)| {
            format::quantity(language, range.unit, value)
        }),
        (Kind::Choice(words), Some(word)) => words[word].label.get(language).to_owned(),
        (Kind::Flag, Some(0)) => word!(language, "off" in "switch").to_owned(),
        (Kind::Flag, _) => word!(language, "on" in "switch").to_owned(),
        _ if row.range().is_some() => word!(language, "none").to_owned(),
        _ => {
            let unsaid = || row.unsaid.map_or("", |text| text.get(language)).to_owned();
            row.print(of).unwrap_or_else(unsaid)
        }
    }
}

/// A figure of both runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Was {
    /// Which: `total`.
    pub name: &'static str,
    /// What it was in the run behind; empty if that is not known.
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
        !self.before.is_empty() && self.before != self.after
    }

    /// `total was 27.4 s → 2.4 s, 25.0 s less`; empty if nothing is known of what it was.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (name, before, after) = (self.name, self.before.as_str(), self.after.as_str());
        match self.difference.as_str() {
            _ if before.is_empty() => String::new(),
            "" if !self.differs() => say!(language, "{0} {1} as before", name, after),
            "" => say!(language, "{0} was {1} → {2}", name, before, after),
            difference => say!(language, "{0} was {1} → {2}, {3}", name, before, after, difference),
        }
    }
}

fn figures(language: Language, before: &LaneTrace, after: &LaneTrace) -> [Was; 4] {
    let [old, new] = [before, after].map(|lane| results::results(language, lane));
    let [first, second] = [before, after].map(|lane| &lane.metrics);
    let ended = [first, second].iter().all(|run| run.status != Status::Running);
    let both = ended || first.status == second.status;
    let time = |of: fn(&engine::migration::Metrics) -> SimTime| {
        difference(of(first), of(second), |time| format::time(language, time), language)
    };
    let sent = |run: &engine::migration::Metrics| -> Bytes { run.traffic.total() };
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

/// `was 27.4 s`.
#[must_use]
pub fn was(language: Language, before: &str) -> String {
    say!(language, "was {0}", before)
}

/// The difference lane by lane, for those who do not see it; empty without a pinned run.
#[must_use]
pub fn told(language: Language, both: &Beside<'_>, lanes: &[Lane]) -> String {
    let mut parts = Vec::new();
    for lane in both.trace.of(lanes) {
        let Some(figures) = both.figures(language, lane) else {
            continue;
        };
        let mut figures: Vec<String> = figures.iter().map(|was| was.sentence(language)).collect();
        figures.retain(|sentence| !sentence.is_empty());
        parts.push(format!("{}: {}.", kinds::name(language, lane), figures.join("; ")));
    }
    match parts.is_empty() {
        true => String::new(),
        false => both.behind.compared(language, &parts.join(" ")),
    }
}
