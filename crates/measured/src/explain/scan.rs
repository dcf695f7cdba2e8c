//! Most of the time went into finding pages of zeros.

use super::{Found, Rule};
use crate::record::Field;
use engine::migration::{Bound, wire};
use text::say;
use view::format;

pub(super) const RULE: Rule = Rule {
    name: "scan",
    find: |comparison, language| {
        let scenario = &comparison.fitted.scenario;
        let zero = (scenario.ram - scenario.used_memory()).pages();
        let time = wire::scan(zero);
        (comparison.predicted.metrics.bound == Bound::Scan).then(|| Found {
            weight: time.as_s(),
            text: say!(
                language,
                "The wire waits: {0} of memory hold nothing but zeros, and to find that out takes about {1}.",
                format::size(language, zero.bytes()),
                format::time(language, time)
            ),
            evidence: &[Field::Zero, Field::Memory],
        })
    },
};
