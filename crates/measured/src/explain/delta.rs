//! Delta compression that hardly ever finds a page in its cache.

use super::{Found, GOOD_TO_KNOW, Rule};
use crate::record::Field;
use engine::units::Share;
use text::say;
use view::format;

/// More misses than this, and it saves nothing.
const MOST: Share = Share::new(0.9);

pub(super) const RULE: Rule = Rule {
    name: "delta",
    find: |comparison, language| {
        let record = &comparison.record;
        let misses = record
            .settings
            .share(Field::CacheMiss)
            .or(record.last_value(Field::CacheMiss))?;
        (misses > MOST).then(|| Found {
            weight: GOOD_TO_KNOW * 10.0,
            text: say!(
                language,
                "Delta compression saves nothing: {0} of the pages were not in its cache. A larger cache could help.",
                format::share(language, misses)
            ),
            evidence: &[Field::CacheMiss],
        })
    },
};
