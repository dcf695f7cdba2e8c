//! One sending thread holds memory back.

use super::{Found, Rule};
use crate::record::Field;
use engine::migration::wire;
use text::say;
use view::format;

/// What one thread encrypts on usual processors is below this, in bytes a second: 5.3 Gbit/s were measured.
const MOST: f64 = 0.8e9;

pub(super) const RULE: Rule = Rule {
    name: "thread",
    find: |comparison, language| {
        let settings = &comparison.record.settings;
        let is_encrypted = settings.flag(Field::Tls)?;
        let has_one = settings.flag(Field::Multifd) != Some(true);
        let rate = wire::live_rate(&comparison.fitted.scenario);
        let scenario = &comparison.fitted.scenario;
        let at_cap = scenario.cap.is_some_and(|cap| rate >= cap * 0.95);
        // What fills a line would not go faster in several threads.
        let fills = super::line::full(&comparison.fitted).is_some();
        (is_encrypted && has_one && !at_cap && !fills && rate.as_f64() < MOST).then(|| Found {
            weight: comparison.record.observed().unwrap_or_default().as_s() * 0.4,
            text: say!(
                language,
                "{0} may be what one thread encrypts and not the line: several channels (multifd) encrypt at once.",
                format::rate(language, rate)
            ),
            evidence: &[Field::Tls, Field::Multifd],
        })
    },
};
