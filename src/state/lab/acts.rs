//! What can happen at a moment: what would change nothing is not offered.

use super::Lab;
use crate::link;
use crate::params::{ActKind, Choice, missing};
use crate::scenario::{Act, Adjustment, Scenario, TimedEvent};
use crate::text::Language;
use crate::trace;
use crate::units::SimTime;
use crate::{say, word};

/// Why nothing comes of it.
#[derive(Clone, Debug, PartialEq)]
enum Against {
    /// It does not go with the others.
    Misfit(Adjustment),
    /// No lane that is shown is any different.
    NoChange,
}

/// What can come of each kind of event at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Chances {
    against: Vec<(ActKind, Against)>,
}

impl Chances {
    /// Tries each kind, as it usually is.
    #[must_use]
    pub fn at(lab: &Lab, at: SimTime) -> Self {
        let try_out = |&kind: &ActKind| Some((kind, against(lab, at, kind)?));
        Self {
            against: ActKind::ALL.iter().filter_map(try_out).collect(),
        }
    }

    /// Why nothing would come of it, in a sentence; `None` if something does.
    #[must_use]
    pub fn against(&self, kind: ActKind, language: Language) -> Option<String> {
        let (_, against) = self.against.iter().find(|(other, _)| *other == kind)?;
        Some(match against {
            Against::Misfit(Adjustment::EventWithoutEffect { .. }) => {
                say!(language, "Not now: it would find {0}.", missing(kind).get(language))
            }
            Against::Misfit(Adjustment::HoldInsideHold { .. }) => {
                word!(language, "Not now: a hold goes on.").to_owned()
            }
            Against::Misfit(other) => link::adjustment_notice(other).text(language),
            Against::NoChange => {
                word!(language, "Not now: nothing that is shown would become any different.").to_owned()
            }
        })
    }
}

fn against(lab: &Lab, at: SimTime, kind: ActKind) -> Option<Against> {
    let act = Act::usual(kind);
    let mut asked = lab.asked.clone();
    asked.events.push(TimedEvent { at, act });
    let (scenario, adjustments) = Scenario::new(asked);
    let misfit = adjustments
        .into_iter()
        .find(|adjustment| !lab.adjustments.contains(adjustment));
    if let Some(misfit) = misfit {
        return Some(Against::Misfit(misfit));
    }
    let trace = trace::simulate(&scenario);
    let same = trace.of(&lab.display.lanes).eq(lab.trace.of(&lab.display.lanes));
    same.then_some(Against::NoChange)
}
