//! It never converges.

use super::{DECIDES, Found, Rule};
use crate::record::Field;
use engine::migration::Verdict;
use text::say;
use view::verdict::why_never;

pub(super) const RULE: Rule = Rule {
    name: "never",
    find: |comparison, language| {
        let Verdict::Never(never) = comparison.outlook.verdict() else {
            return None;
        };
        (!comparison.record.is_through()).then(|| Found {
            weight: DECIDES,
            text: say!(language, "It never converges: {0}.", why_never(language, &never)),
            evidence: &[Field::Left, Field::Limit],
        })
    },
};
