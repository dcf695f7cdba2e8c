//! The VM was slowed down.

use super::{Found, Rule};
use crate::record::Field;
use engine::units::Share;
use text::say;
use view::format;

pub(super) const RULE: Rule = Rule {
    name: "throttle",
    find: |comparison, language| {
        let snapshots = comparison.record.snapshots.iter();
        let most = snapshots
            .filter_map(|snapshot| snapshot.figures.share(Field::Throttle))
            .max();
        let most: Share = most.filter(|share| !share.is_zero())?;
        let text = if comparison.has_ended() {
            say!(
                language,
                "Auto-converge took up to {0} of the VM's processor time, and it ended.",
                format::share(language, most)
            )
        } else {
            say!(
                language,
                "Auto-converge takes {0} of the VM's processor time, and that is not enough yet.",
                format::share(language, most)
            )
        };
        Some(Found {
            weight: comparison.record.observed().unwrap_or_default().as_s() * most.as_f64() * 0.1,
            text,
            evidence: &[Field::Throttle],
        })
    },
};
