//! The set-up took long.

use super::{Found, Rule};
use crate::record::Field;
use engine::units::SimTime;
use text::say;
use view::format;

/// A shorter one is usual.
const USUAL: SimTime = SimTime::ms(200.0);

pub(super) const RULE: Rule = Rule {
    name: "set_up",
    find: |comparison, language| {
        let set_up: SimTime = comparison.record.last_value(Field::Setup)?;
        (set_up > USUAL).then(|| Found {
            weight: set_up.as_s(),
            text: say!(
                language,
                "{0} went by before the first page: memory and devices were registered.",
                format::time(language, set_up)
            ),
            evidence: &[Field::Setup],
        })
    },
};
