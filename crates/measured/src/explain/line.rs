//! The line is full: memory goes as fast as a usual one carries it.

use super::{Found, GOOD_TO_KNOW, Rule};
use crate::fit::{Fitted, Origin, Value};
use crate::record::Field;
use engine::migration::wire;
use engine::params::Id;
use engine::units::Rate;
use text::say;
use view::format;

/// A rate this near to a usual line fills it.
const NEAR: f64 = 0.04;

/// The usual line that memory fills, if nothing else is known to hold it back. A line that is assumed shows nothing.
pub(super) fn full(fitted: &Fitted) -> Option<Rate> {
    let scenario = &fitted.scenario;
    let is_assumed = |value: &Value| value.id == Id::Link && matches!(value.origin, Origin::Assumed(_));
    if scenario.cap.is_some() || scenario.thread.is_some() || fitted.values.iter().any(is_assumed) {
        return None;
    }
    let mut lines = crate::fit::LINES.into_iter().map(Rate::bits_per_s);
    lines.find(|line| (scenario.link / *line - 1.0).abs() < NEAR)
}

pub(super) const RULE: Rule = Rule {
    name: "line",
    find: |comparison, language| {
        let scenario = &comparison.fitted.scenario;
        full(&comparison.fitted).map(|full| Found {
            weight: GOOD_TO_KNOW,
            text: say!(
                language,
                "The line seems full: memory goes at {0}, which is what a line of {1} carries. It is no thread and no cap.",
                format::rate(language, wire::live_rate(scenario)),
                format::bit_rate(language, full)
            ),
            evidence: &[Field::Wire, Field::Sent],
        })
    },
};
