//! What can happen at a moment: what would change nothing is not offered.

use super::Lab;
use crate::link;
use crate::migration::PhaseKind;
use crate::params::{ActKind, Choice, missing};
use crate::scenario::{Act, Adjustment, Scenario, TimedEvent};
use crate::text::Language;
use crate::trace::{self, LaneTrace};
use crate::units::SimTime;
use crate::{say, word};

/// Why nothing comes of it.
#[derive(Clone, Debug, PartialEq)]
enum Against {
    /// It does not go with the others.
    Misfit(Adjustment),
    /// The lanes that are shown wait already.
    OnHold,
    /// No lane that is shown is any different.
    NoChange,
}

/// What somebody is likely to want, that first: the end of what goes on, what an operator does, what goes wrong.
const LIKELIEST: [ActKind; 10] = [
    ActKind::Resume,
    ActKind::LinkUp,
    ActKind::Cancel,
    ActKind::Force,
    ActKind::LinkDown,
    ActKind::LinkSlow,
    ActKind::Burst,
    ActKind::SourceCrash,
    ActKind::DestinationCrash,
    ActKind::AnnouncementLoss,
];

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

    /// All kinds but holds, which have their reasons: what can work comes first, and of that what is likeliest.
    #[must_use]
    pub fn in_order(&self) -> [ActKind; 10] {
        let mut kinds = LIKELIEST;
        kinds.sort_by_key(|kind| self.against.iter().any(|(other, _)| other == kind));
        kinds
    }

    /// Why nothing would come of it, in a sentence; `None` if something does.
    #[must_use]
    pub fn against(&self, kind: ActKind, language: Language) -> Option<String> {
        let (_, against) = self.against.iter().find(|(other, _)| *other == kind)?;
        Some(match against {
            Against::Misfit(Adjustment::EventWithoutEffect { .. }) => {
                say!(language, "Not now: it would find {0}.", missing(kind).get(language))
            }
            Against::Misfit(Adjustment::HoldInsideHold { .. }) | Against::OnHold => {
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
    let mut both = trace.of(&lab.display.lanes).zip(lab.trace.of(&lab.display.lanes));
    if !both.all(|(with, without)| goes_alike(with, without)) {
        return None;
    }
    let waits = |lane: &LaneTrace| matches!(lane.at(at).phase.map(|phase| phase.kind), Some(PhaseKind::Held(_)));
    let mut shown = lab.trace.of(&lab.display.lanes);
    Some(match kind {
        ActKind::Hold if shown.any(waits) => Against::OnHold,
        _ => Against::NoChange,
    })
}

/// Whether there is no more to an event than its mark.
fn goes_alike(with: &LaneTrace, without: &LaneTrace) -> bool {
    with.metrics == without.metrics && with.phases == without.phases && with.rounds == without.rounds
}
