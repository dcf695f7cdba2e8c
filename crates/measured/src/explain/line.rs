//! The line is full: memory goes as fast as a usual one carries it.

use super::{Found, GOOD_TO_KNOW, Rule};
use crate::record::Field;
use engine::model::wire;
use text::say;
use view::format;

/// A rate this near to a usual line fills it.
const NEAR: f64 = 0.04;

pub(super) const RULE: Rule = Rule {
    name: "line",
    find: |comparison, language| {
        let scenario = &comparison.fitted.scenario;
        if scenario.cap.is_some() || scenario.thread.is_some() {
            return None;
        }
        let line = crate::fit::LINES.into_iter().map(engine::Rate::bits_per_s);
        let full = line.min_by_key(|line| {
            let off = (scenario.link / *line - 1.0).abs();
            (off * 1e6) as u64
        })?;
        ((scenario.link / full - 1.0).abs() < NEAR).then(|| Found {
            weight: GOOD_TO_KNOW,
            text: say!(
                language,
                "The line seems full: memory goes at {0}, and that is what {1} carry. It is no thread and no cap.",
                format::rate(language, wire::live_rate(scenario)),
                format::bit_rate(language, full)
            ),
            evidence: &[Field::Wire, Field::Sent],
        })
    },
};
