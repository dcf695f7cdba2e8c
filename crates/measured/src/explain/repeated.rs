//! Most of what was sent had been sent before.

use super::{Found, Rule};
use crate::record::Field;
use engine::units::{Bytes, Share};
use text::say;
use view::format;

/// Sent so many times the memory in use.
const TIMES: f64 = 3.0;

pub(super) const RULE: Rule = Rule {
    name: "repeated",
    find: |comparison, language| {
        let sent: Bytes = comparison.record.last_value(Field::Sent)?;
        let used = comparison.fitted.scenario.used_memory();
        let again = sent - used;
        (sent > used * TIMES && !used.is_zero()).then(|| Found {
            weight: comparison.record.observed().unwrap_or_default().as_s() * (again / sent),
            text: say!(
                language,
                "Waiting bought nothing: of {0} that were sent, {1} had been sent before.",
                format::size(language, sent),
                format::share(language, Share::new(again / sent))
            ),
            evidence: &[Field::Sent],
        })
    },
};
