//! The VM stands still, and its devices are still to follow.

use super::{DECIDES, Found, Rule};
use crate::record::Field;
use engine::migration::Status;
use engine::units::Bytes;
use text::say;
use view::format;

/// Less than this share of the time is explained by memory: the rest is the devices'.
const MOST: f64 = 0.9;

pub(super) const RULE: Rule = Rule {
    name: "stopped",
    find: |comparison, language| {
        let record = &comparison.record;
        let metrics = &comparison.predicted.metrics;
        let passed = record.observed().filter(|_| record.is_stopped())?;
        let memory = metrics.total;
        if metrics.status != Status::Completed || memory > passed * MOST {
            return None;
        }
        let all = record.last_value(Field::Left).is_some_and(Bytes::is_zero);
        let [passed, memory, rest] = [passed, memory, passed - memory].map(|time| format::time(language, time));
        let text = if all {
            say!(
                language,
                "The VM stands still, and all of its memory is through: of {0} that have passed the model explains {1} by memory. {2} are not memory: look at the devices.",
                passed,
                memory,
                rest
            )
        } else {
            say!(
                language,
                "The VM stands still: of {0} that have passed the model explains {1} by memory. {2} are not memory: look at the devices.",
                passed,
                memory,
                rest
            )
        };
        Some(Found {
            weight: DECIDES,
            text,
            evidence: &[Field::Elapsed, Field::Left],
        })
    },
};
