//! Pages were fetched one by one.

use super::{Found, Rule};
use crate::record::Field;
use text::count;
use view::format;

/// Fewer faults are nothing to speak of.
const MANY: u32 = 20;

pub(super) const RULE: Rule = Rule {
    name: "postcopy",
    find: |comparison, language| {
        let faults = comparison
            .record
            .last_value::<engine::units::Count>(Field::Faults)?
            .get();
        (faults > MANY).then(|| Found {
            // A fault takes about a round trip.
            weight: f64::from(faults) * comparison.fitted.scenario.rtt.as_s(),
            text: count!(
                language,
                f64::from(faults),
                "After the switch the VM waited for {0} page.",
                "After the switch the VM waited for {0} pages, one by one.",
                format::count(language, f64::from(faults))
            ),
            evidence: &[Field::Faults],
        })
    },
};
