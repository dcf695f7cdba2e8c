//! What a row is called: by what happens in it. "Suspended" means two things, a migration that is held while the VM runs on, and
//! a VM that is saved, moved and resumed.

use super::format;
use engine::migration::PhaseKind;
use engine::params::{Choice, Lane};
use engine::trace::LaneTrace;
use text::Language;
use text::{say, word};

/// Its name in a word.
///
/// ```
/// use engine::{params::Lane, trace::simulate};
/// use text::Language::English;
/// use view::kinds::{name, what};
///
/// let trace = simulate(&link::parse("suspend=save").0.scenario);
/// assert_eq!(name(English, trace.lane(Lane::Suspended)), "Saved");
/// assert_eq!(what(English, trace.lane(Lane::Suspended)), "VM suspended, moved, resumed");
/// ```
#[must_use]
pub fn name(language: Language, lane: &LaneTrace) -> &'static str {
    match (lane.lane, lane.own_hold) {
        (Lane::Suspended, Some(_)) => word!(language, "Held" in "kind"),
        (Lane::Suspended, None) => word!(language, "Saved" in "kind"),
        (Lane::Cold | Lane::Live, _) => lane.lane.label().get(language),
    }
}

/// What happens in it, in a few words.
#[must_use]
pub fn what(language: Language, lane: &LaneTrace) -> String {
    let has = |kind: PhaseKind| lane.phases.iter().any(|phase| phase.kind == kind);
    match (lane.lane, lane.own_hold) {
        (Lane::Cold, _) => word!(language, "VM shut down, moved, started").to_owned(),
        (Lane::Suspended, Some(timed)) => match timed.hold.lasts() {
            Some(time) => say!(
                language,
                "live migration, suspended for {0}",
                format::short_time(language, time)
            ),
            None => word!(language, "live migration, suspended").to_owned(),
        },
        (Lane::Suspended, None) if has(PhaseKind::Save) => {
            word!(language, "VM saved to a file, moved, resumed").to_owned()
        }
        (Lane::Suspended, None) => word!(language, "VM suspended, moved, resumed").to_owned(),
        (Lane::Live, _) if has(PhaseKind::PostCopy) => {
            word!(language, "VM moved while it runs, its memory follows").to_owned()
        }
        (Lane::Live, _) => word!(language, "VM copied while it runs").to_owned(),
    }
}
