//! What a link said that could not be taken as it was.

use std::fmt;

use super::cluster;
use super::gave_way::{adjusted, outside, time};
use super::head::VERSION;
use super::keys;
use super::offer::Offer;
use super::second::{SECOND, without_prefix};
use crate::display;
use engine::cluster::Gave;
use engine::migration::Metrics;
use engine::params::{CLOCK, Choice, Control, Id, Param, Remark, ScreenName, ValueError, print_event};
use engine::scenario::{Adjustment, Scenario};
use engine::units::written::{Echo, QuantityError, clauses};
use engine::units::{Quantity, SimTime};
use text::{Language, Text, count, say, word};

/// One thing in a link that was not taken as it was written. Printed in English.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub(super) key: String,
    pub(super) problem: Problem,
    pub(super) offers: Vec<Offer>,
}

/// What was wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A value that cannot be read; another one is used.
    Refused {
        /// Whose value.
        param: &'static Param,
        /// Why.
        error: ValueError,
        /// The value in use, as it stands in links; if a link cannot say it, the row does.
        used: Option<String>,
    },
    /// A value of which only one reading is possible; that is used.
    Only {
        /// Whose value.
        param: &'static Param,
        /// What is wrong with it.
        error: QuantityError,
        /// The reading, as it stands in links.
        used: String,
    },
    /// An entry of a list that cannot be read; the rest of the list is used.
    LeftOut {
        /// Whose entry.
        param: &'static Param,
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
    /// No parameter has this key, and a sentence says why, or how it is said.
    Elsewhere {
        /// The sentence.
        why: Text,
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
    /// A key of another screen.
    OtherScreen {
        /// Whose key it is.
        screen: ScreenName,
    },
    /// A key in which two runs cannot differ.
    Alike,
    /// A key of the second run with the value that the first has.
    Same {
        /// The value, as it stands in links.
        used: String,
    },
    /// A screen that this version does not have.
    NotBuilt {
        /// What was asked for.
        asked: ScreenName,
        /// What is shown.
        used: ScreenName,
    },
    /// A quantity of the display outside its range.
    OutOfRange {
        /// Which.
        param: &'static Param,
        /// What was asked for.
        asked: Quantity,
        /// What is used.
        used: Quantity,
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
    /// Something about a cluster that cannot be had.
    Cluster(Gave),
    /// An event that changed nothing in any lane.
    Idle {
        /// The event, as it stands in links.
        event: String,
        /// The end of the observation that ends before.
        until: Option<SimTime>,
    },
    /// More notices than are worth reading.
    More {
        /// How many are not shown.
        count: usize,
    },
}

impl Problem {
    pub(super) fn from_remark(param: &'static Param, remark: Remark) -> Self {
        match remark {
            Remark::LeftOut(error) => Self::LeftOut { param, error },
            Remark::Doubled(entry) => Self::Doubled { entry },
            Remark::Instead { error, used } => Self::Refused {
                param,
                error,
                used: Some(used),
            },
            Remark::Only { error, used } => Self::Only { param, error, used },
        }
    }
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

    /// What may have been meant instead; each can be put into the link.
    #[must_use]
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }

    pub(super) fn about(param: &Param, problem: Problem) -> Self {
        Self {
            key: keys::key_of(param).into(),
            problem,
            offers: Vec::new(),
        }
    }

    pub(super) fn with_offers(self, offers: Vec<Offer>) -> Self {
        Self { offers, ..self }
    }

    /// The same about the second run.
    #[must_use]
    pub fn of_second(mut self) -> Self {
        self.key.insert_str(0, SECOND);
        for offer in &mut self.offers {
            offer.second = true;
        }
        self
    }

    pub(super) fn about_text(key: &str, problem: Problem) -> Self {
        Self {
            key: Echo::new(key).as_str().into(),
            problem,
            offers: Vec::new(),
        }
    }
}

/// The notices for events that changed nothing in any of these runs.
#[must_use]
pub fn idle_events(scenario: &Scenario, runs: &[Metrics]) -> Vec<Notice> {
    let had_effect = |index: usize| runs.iter().any(|run| run.outcome.had_effect(index));
    let idle = scenario
        .events
        .iter()
        .enumerate()
        .filter(|&(index, _)| !had_effect(index));
    idle.map(|(_, event)| {
        let until = scenario.until.filter(|&until| event.at >= until);
        let event = print_event(event);
        Notice::about(Id::At.param(), Problem::Idle { event, until })
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
    Notice::about(id.param(), Problem::Adjusted(*adjustment))
}

impl Notice {
    /// One sentence: the key, what was wrong, what is used, what is allowed.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let sentence = self.sentence(language);
        match &self.problem {
            Problem::MissingKey { .. } | Problem::More { .. } => sentence,
            _ => format!("{}: {sentence}", self.key),
        }
    }

    /// The same without the key, for where it is plain what it is about.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        match &self.problem {
            Problem::Refused { param, error, used } => {
                let unsaid = || param.unsaid.map(|text| text.get(language));
                let used = used.as_deref().or_else(unsaid).unwrap_or_default();
                // No entry of a table that begins empty.
                if used.is_empty() {
                    return left_out(language, param, error);
                }
                if !error.readings().is_empty() {
                    let readings = clauses(language, error.readings());
                    let fault = error.fault(language);
                    return say!(language, "{0}, so {1} is used ({2}).", fault, used, readings);
                }
                say!(
                    language,
                    "{0}, so {1} is used (allowed: {2}).",
                    error.fault(language),
                    used,
                    allowed(language, param, error)
                )
            }
            Problem::Only { error, used, .. } => say!(
                language,
                "{0}, so {1} is used: no other reading is possible.",
                error.fault(language),
                used
            ),
            Problem::LeftOut { error, .. } if !error.readings().is_empty() => say!(
                language,
                "{0}, so this entry is left out ({1}).",
                error.fault(language),
                clauses(language, error.readings())
            ),
            Problem::LeftOut { param, error } => left_out(language, param, error),
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
                format!("{}{known}", without_prefix(&self.key).map_or("", |_| SECOND))
            ),
            Problem::UnknownKey { suggestion: None } => {
                word!(language, "this key is unknown, so it is left out.").into()
            }
            Problem::Elsewhere { why } => say!(
                language,
                "this key is unknown, so it is left out. {0}",
                why.get(language)
            ),
            Problem::MissingKey { value } => say!(
                language,
                "The value {0} has no key, so it is left out.",
                value.quoted(language)
            ),
            Problem::Version { asked } => say!(
                language,
                "version {0} of the link language is unknown, so the link is read as version {1} (allowed: {1}).",
                asked.quoted(language),
                VERSION
            ),
            Problem::OtherScreen { screen } => say!(
                language,
                "this key belongs to screen={0}, so it is left out.",
                screen.token()
            ),
            Problem::Alike => word!(
                language,
                "both runs have this key in common, so it is left out (allowed: keys that change a figure)."
            )
            .into(),
            Problem::Same { used } => say!(
                language,
                "the first run has {0} as well, so this changes nothing.",
                used
            ),
            Problem::NotBuilt { asked, used } => say!(
                language,
                "{0} is not built yet, so {1} is used.",
                asked.token(),
                used.token()
            ),
            Problem::OutOfRange { param, asked, used } => {
                outside(language, CLOCK.unit, [*asked, *used], &param.allowed(language))
            }
            Problem::PaceOutOfRange { asked, used } => say!(
                language,
                "{0} is out of range, so {1} is used (allowed: {2}).",
                asked,
                used,
                display::Id::Speed.param().allowed(language)
            ),
            Problem::Adjusted(adjustment) => adjusted(language, adjustment),
            Problem::Cluster(gave) => cluster::sentence(language, gave),
            Problem::Idle { event, until: None } => say!(
                language,
                "{0} came when there was nothing for it to change, so it had no effect.",
                event
            ),
            Problem::Idle {
                event,
                until: Some(end),
            } => say!(
                language,
                "{0} is never seen: the observation ends before it, at {1}.",
                event,
                time(*end)
            ),
            Problem::More { count } => count!(
                language,
                *count as f64,
                "… and one more like these.",
                "… and {0} more like these.",
                count
            ),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

fn left_out(language: Language, param: &Param, error: &ValueError) -> String {
    say!(
        language,
        "{0}, so this entry is left out (allowed: {1}).",
        error.fault(language),
        allowed(language, param, error)
    )
}

/// What would have been right. Events have many forms, so the nearest is named.
fn allowed(language: Language, param: &Param, error: &ValueError) -> String {
    match (param.control, error) {
        (Control::Events | Control::Suspend, ValueError::Form { form, .. }) => form.get(language).into(),
        (Control::Events | Control::Suspend, ValueError::Word { allowed, .. }) => allowed.join(", "),
        _ => param.allowed(language),
    }
}
