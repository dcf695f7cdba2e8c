//! What a link said that could not be taken as it was.

use std::fmt;

use super::echo::Echo;
use super::event;
use super::keys;
use super::number;
use super::quantity;
use super::value::ValueError;
use crate::model::Metrics;
use crate::params::{Choice, Id, Quantity, Unit};
use crate::scenario::{Adjustment, MAX_EVENTS, MAX_WRITE_CLASSES, Scenario};
use crate::text::Language;
use crate::units::Bytes;
use crate::{count, say, word};

/// One thing in a link that was not taken as it was written. Printed in English.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub(super) key: String,
    pub(super) problem: Problem,
}

/// What was wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A value that cannot be read; another one is used.
    Refused {
        /// Whose value.
        id: Id,
        /// Why.
        error: ValueError,
        /// The value in use, as it stands in links.
        used: String,
    },
    /// An entry of a list that cannot be read; the rest of the list is used.
    LeftOut {
        /// Whose entry.
        id: Id,
        /// Why.
        error: ValueError,
    },
    /// An entry that stands twice in a list.
    Doubled {
        /// The entry.
        entry: Echo,
    },
    /// A key that stands more than once with different values.
    Repeated {
        /// The last value; it is used.
        used: Echo,
    },
    /// No parameter has this key.
    UnknownKey {
        /// The key that was probably meant.
        suggestion: Option<&'static str>,
    },
    /// A value without a key.
    MissingKey {
        /// The value.
        value: Echo,
    },
    /// Another version of the language.
    Version {
        /// What was asked for.
        asked: Echo,
    },
    /// A multiple of real time that the clock cannot run at.
    PaceOutOfRange {
        /// What was asked for, as it stands in links.
        asked: String,
        /// What is used.
        used: String,
    },
    /// A value that cannot be had, alone or together with others.
    Adjusted(Adjustment),
    /// An event that changed nothing in any lane.
    Idle {
        /// The event, as it stands in links.
        event: String,
    },
    /// More notices than are worth reading.
    More {
        /// How many are not shown.
        count: usize,
    },
}

impl Notice {
    /// The key that the notice is about, as far as it can be shown; empty if
    /// it is about several.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What was wrong.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    pub(super) fn about(id: Id, problem: Problem) -> Self {
        Self {
            key: keys::key_of(id).into(),
            problem,
        }
    }

    pub(super) fn about_text(key: &str, problem: Problem) -> Self {
        Self {
            key: Echo::new(key).as_str().into(),
            problem,
        }
    }
}

/// The notices for events that changed nothing in any of these runs.
#[must_use]
pub fn idle_events(scenario: &Scenario, runs: &[Metrics]) -> Vec<Notice> {
    let felt = |index: usize| runs.iter().any(|run| run.outcome.felt(index));
    let idle = scenario.events.iter().enumerate().filter(|&(index, _)| !felt(index));
    idle.map(|(_, event)| {
        let event = event::print_event(event);
        Notice::about(Id::At, Problem::Idle { event })
    })
    .collect()
}

/// The notice for something that gave way when a scenario was made.
#[must_use]
pub fn adjustment_notice(adjustment: &Adjustment) -> Notice {
    let id = match adjustment {
        Adjustment::OutOfRange { id, .. } => *id,
        Adjustment::UsedOverRam { .. } => Id::Used,
        Adjustment::RegionsOverUsed { .. } | Adjustment::TooManyClasses { .. } => Id::Writes,
        Adjustment::TooManyEvents { .. }
        | Adjustment::EventRateOutOfRange { .. }
        | Adjustment::HoldInsideHold { .. }
        | Adjustment::EventWithoutEffect { .. } => Id::At,
    };
    Notice::about(id, Problem::Adjusted(*adjustment))
}

impl Notice {
    /// One sentence: the key, what was wrong, what is used, what is allowed.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let said = match &self.problem {
            Problem::Refused { id, error, used } => {
                let used = match id {
                    Id::Switch => keys::METHODS_MOMENT.get(language),
                    _ => used,
                };
                say!(
                    language,
                    "{0}, so {1} is used (allowed: {2}).",
                    error.fault(language),
                    used,
                    allowed(language, *id, error)
                )
            }
            Problem::LeftOut { id, error } => say!(
                language,
                "{0}, so this entry is left out (allowed: {1}).",
                error.fault(language),
                allowed(language, *id, error)
            ),
            Problem::Doubled { entry } => say!(
                language,
                "{0} is given twice, so it is used once.",
                entry.quoted(language)
            ),
            Problem::Repeated { used } => say!(
                language,
                "this key is given more than once, so the last value, {0}, is used.",
                used.quoted(language)
            ),
            Problem::UnknownKey {
                suggestion: Some(known),
            } => say!(
                language,
                "this key is unknown, so it is left out (did you mean {0}?).",
                known
            ),
            Problem::UnknownKey { suggestion: None } => {
                word!(language, "this key is unknown, so it is left out.").into()
            }
            Problem::MissingKey { value } => {
                return say!(
                    language,
                    "The value {0} has no key, so it is left out.",
                    value.quoted(language)
                );
            }
            Problem::Version { asked } => say!(
                language,
                "version {0} of the link language is unknown, so the link is read as version {1} (allowed: {1}).",
                asked.quoted(language),
                keys::VERSION
            ),
            Problem::PaceOutOfRange { asked, used } => say!(
                language,
                "{0} is out of range, so {1} is used (allowed: {2}).",
                asked,
                used,
                keys::allowed(language, Id::Speed)
            ),
            Problem::Adjusted(adjustment) => adjusted(language, adjustment),
            Problem::Idle { event } => say!(
                language,
                "{0} came when there was nothing for it to change, so it had no effect.",
                event
            ),
            Problem::More { count } => {
                return count!(
                    language,
                    *count as f64,
                    "… and one more like these.",
                    "… and {0} more like these.",
                    count
                );
            }
        };
        format!("{}: {said}", self.key)
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

/// What would have been right. Events have many forms, so the nearest is named.
fn allowed(language: Language, id: Id, error: &ValueError) -> String {
    match (id, error) {
        (Id::At | Id::Suspend, ValueError::Form { form, .. }) => form.get(language).into(),
        (Id::At | Id::Suspend, ValueError::Word { allowed, .. }) => allowed.join(", "),
        _ => keys::allowed(language, id),
    }
}

fn adjusted(language: Language, adjustment: &Adjustment) -> String {
    match *adjustment {
        Adjustment::OutOfRange { id, asked, used } => {
            let unit = id.param().range().map_or(Id::Moment.range().unit, |range| range.unit);
            let part = match id {
                Id::WriteRegion => word!(language, "a region of "),
                Id::WriteRate => word!(language, "a rate of "),
                _ => "",
            };
            let allowed = id
                .param()
                .range()
                .map_or_else(|| keys::allowed(language, id), |range| keys::span(language, range));
            format!("{part}{}", outside(language, unit, [asked, used], &allowed))
        }
        Adjustment::UsedOverRam { asked, used } => say!(
            language,
            "{0} is more than the memory, so {1} is used (allowed: {2}).",
            size(asked),
            size(used),
            keys::allowed(language, Id::Used)
        ),
        Adjustment::RegionsOverUsed { class, asked, used } => say!(
            language,
            "the region of class {0}, {1}, does not fit into what is left of used memory, so {2} is used (allowed: up to {2}).",
            class,
            size(asked),
            size(used)
        ),
        Adjustment::TooManyClasses { asked } => say!(
            language,
            "{0} classes are too many, so the first {1} are used (allowed: up to {1}).",
            asked,
            MAX_WRITE_CLASSES
        ),
        Adjustment::TooManyEvents { asked } => say!(
            language,
            "{0} events are too many, so the first {1} are used (allowed: up to {1}).",
            asked,
            MAX_EVENTS
        ),
        Adjustment::EventRateOutOfRange { of, asked, used } => {
            let range = of.range();
            outside(language, range.unit, [asked, used], &keys::span(language, range))
        }
        Adjustment::HoldInsideHold { at } => say!(
            language,
            "the hold at {0} begins inside another hold, so it is left out (allowed: one after the other).",
            about(Unit::Time, Quantity::Time(at))
        ),
        Adjustment::EventWithoutEffect { at, kind } => say!(
            language,
            "{0} at {1} finds {2}, so it is left out.",
            kind.token(),
            about(Unit::Time, Quantity::Time(at)),
            event::missing(kind).get(language)
        ),
    }
}

/// A value that is too large or too small, and what is used.
fn outside(language: Language, unit: Unit, [asked, used]: [Quantity; 2], allowed: &str) -> String {
    let wrong = if is_more(asked, used) {
        word!(language, "large")
    } else {
        word!(language, "small")
    };
    say!(
        language,
        "{0} is too {1}, so {2} is used (allowed: {3}).",
        about(unit, asked),
        wrong,
        about(unit, used),
        allowed
    )
}

fn size(bytes: Bytes) -> String {
    about(Unit::Size, Quantity::Size(bytes))
}

/// As in links, but with at most four digits: what room is left for a value
/// is seldom a round number.
fn about(unit: Unit, value: Quantity) -> String {
    let exact = quantity::print(unit, value);
    let Ok((number, name)) = number::scan(&exact) else {
        return exact;
    };
    let short = number::about(number.value(0)) + name;
    if short.len() < exact.len() { short } else { exact }
}

fn is_more(a: Quantity, b: Quantity) -> bool {
    match (a, b) {
        (Quantity::Size(a), Quantity::Size(b)) => a > b,
        (Quantity::Rate(a), Quantity::Rate(b)) => a > b,
        (Quantity::Time(a), Quantity::Time(b)) => a > b,
        (Quantity::Share(a), Quantity::Share(b)) => a > b,
        _ => false,
    }
}
