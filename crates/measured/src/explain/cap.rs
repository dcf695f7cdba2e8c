//! The cap holds memory back, not the line.

use super::{Found, Rule};
use crate::fit::{Formula, Origin};
use crate::record::Field;
use engine::migration::{Bound, wire};
use engine::params::Id;
use engine::units::Rate;
use text::say;
use view::format;

/// QEMU's cap since 6.0, if nobody sets another one.
const USUAL: Rate = Rate::mib_per_s(128.0);
/// A rate this near to it is that one.
const NEAR: f64 = 0.015;

pub(super) const RULE: Rule = Rule {
    name: "cap",
    find: |comparison, language| {
        let metrics = &comparison.predicted.metrics;
        let scenario = &comparison.fitted.scenario;
        let rate = wire::live_rate(scenario);
        let is_measured = comparison.fitted.values.iter().any(|value| {
            value.id == Id::Link && matches!(value.origin, Origin::Derived(Formula::SentByTime | Formula::Wire))
        });
        let text = match scenario.cap {
            Some(cap) if metrics.bound == Bound::Cap => say!(
                language,
                "The cap of {0} holds it back, not the line.",
                format::rate(language, cap)
            ),
            None if is_measured && (rate / USUAL - 1.0).abs() < NEAR => say!(
                language,
                "It goes at {0}: that is QEMU's usual cap of 128 MiB/s, and the line may carry more.",
                format::rate(language, rate)
            ),
            _ => return None,
        };
        Some(Found {
            weight: comparison.record.observed().unwrap_or_default().as_s() * 0.5,
            text,
            evidence: &[Field::Cap, Field::Wire],
        })
    },
};
