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
use crate::units::Bytes;

/// One thing in a link that was not taken as it was written. Printed as one
/// sentence: the key, what was wrong, what is used, what is allowed.
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

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = &self.key;
        match &self.problem {
            Problem::Refused { id, error, used } => {
                write!(
                    f,
                    "{key}: {}, so {used} is used (allowed: {}).",
                    error.fault(),
                    allowed(*id, error)
                )
            }
            Problem::LeftOut { id, error } => {
                write!(
                    f,
                    "{key}: {}, so this entry is left out (allowed: {}).",
                    error.fault(),
                    allowed(*id, error)
                )
            }
            Problem::Doubled { entry } => write!(f, "{key}: {entry} is given twice, so it is used once."),
            Problem::Repeated { used } => {
                write!(
                    f,
                    "{key}: this key is given more than once, so the last value, {used}, is used."
                )
            }
            Problem::UnknownKey {
                suggestion: Some(known),
            } => {
                write!(
                    f,
                    "{key}: this key is unknown, so it is left out (did you mean {known}?)."
                )
            }
            Problem::UnknownKey { suggestion: None } => write!(f, "{key}: this key is unknown, so it is left out."),
            Problem::MissingKey { value } => write!(f, "The value {value} has no key, so it is left out."),
            Problem::Version { asked } => write!(
                f,
                "{key}: version {asked} of the link language is unknown, so the link is read as version {0} (allowed: {0}).",
                keys::VERSION
            ),
            Problem::PaceOutOfRange { asked, used } => {
                write!(
                    f,
                    "{key}: {asked} is out of range, so {used} is used (allowed: {}).",
                    keys::allowed(Id::Speed)
                )
            }
            Problem::Adjusted(adjustment) => {
                write!(f, "{key}: ")?;
                adjusted(f, adjustment)
            }
            Problem::Idle { event } => write!(
                f,
                "{key}: {event} came when there was nothing for it to change, so it had no effect."
            ),
            Problem::More { count: 1 } => write!(f, "… and one more like these."),
            Problem::More { count } => write!(f, "… and {count} more like these."),
        }
    }
}

/// What would have been right. Events have many forms, so the nearest is named.
fn allowed(id: Id, error: &ValueError) -> String {
    match (id, error) {
        (Id::At | Id::Suspend, ValueError::Form { form, .. }) => (*form).into(),
        (Id::At | Id::Suspend, ValueError::Word { allowed, .. }) => allowed.join(", "),
        _ => keys::allowed(id),
    }
}

fn adjusted(f: &mut fmt::Formatter<'_>, adjustment: &Adjustment) -> fmt::Result {
    match *adjustment {
        Adjustment::OutOfRange { id, asked, used } => {
            let unit = id.param().range().map_or(Id::Moment.range().unit, |range| range.unit);
            let [shown, taken] = [asked, used].map(|value| about(unit, value));
            let wrong = if is_more(asked, used) { "large" } else { "small" };
            let part = match id {
                Id::WriteRegion => "a region of ",
                Id::WriteRate => "a rate of ",
                _ => "",
            };
            let allowed = id.param().range().map_or_else(|| keys::allowed(id), keys::span);
            write!(
                f,
                "{part}{shown} is too {wrong}, so {taken} is used (allowed: {allowed})."
            )
        }
        Adjustment::UsedOverRam { asked, used } => write!(
            f,
            "{} is more than the memory, so {} is used (allowed: {}).",
            size(asked),
            size(used),
            keys::allowed(Id::Used)
        ),
        Adjustment::RegionsOverUsed { class, asked, used } => write!(
            f,
            "the region of class {class}, {}, does not fit into what is left of used memory, so {} is used (allowed: up to {1}).",
            size(asked),
            size(used)
        ),
        Adjustment::TooManyClasses { asked } => write!(
            f,
            "{asked} classes are too many, so the first {MAX_WRITE_CLASSES} are used (allowed: up to {MAX_WRITE_CLASSES})."
        ),
        Adjustment::TooManyEvents { asked } => write!(
            f,
            "{asked} events are too many, so the first {MAX_EVENTS} are used (allowed: up to {MAX_EVENTS})."
        ),
        Adjustment::EventRateOutOfRange { of, asked, used } => {
            let range = of.range();
            let [shown, taken] = [asked, used].map(|value| about(range.unit, value));
            let wrong = if is_more(asked, used) { "large" } else { "small" };
            let allowed = keys::span(range);
            write!(f, "{shown} is too {wrong}, so {taken} is used (allowed: {allowed}).")
        }
        Adjustment::HoldInsideHold { at } => write!(
            f,
            "the hold at {} begins inside another hold, so it is left out (allowed: one after the other).",
            about(Unit::Time, Quantity::Time(at))
        ),
        Adjustment::EventWithoutEffect { at, kind } => write!(
            f,
            "{} at {} finds {}, so it is left out.",
            kind.token(),
            about(Unit::Time, Quantity::Time(at)),
            event::missing(kind)
        ),
    }
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
    let rounded = format!("{:.3e}", number.value(0));
    let rounded = number::scan(&rounded).map_or(f64::MAX, |(number, _)| number.value(0));
    let short = format!("{}{name}", number::shortest(rounded, 0));
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
