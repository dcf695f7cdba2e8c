//! It ended where the engine says that it does not, or the other way round.

use super::{DECIDES, Found, Rule};
use crate::record::{Field, Status};
use engine::migration::Verdict;
use text::{say, word};
use view::format;

pub(super) const RULE: Rule = Rule {
    name: "other_end",
    find: |comparison, language| {
        if comparison.same_ending() {
            return None;
        }
        let text = match (comparison.record.status(), comparison.outlook.verdict()) {
            (Some(Status::Completed), Verdict::Never(_)) => word!(
                language,
                "It ended, and the model says that it never would: the VM wrote less in the end, or somebody changed a setting."
            )
            .to_owned(),
            _ => say!(
                language,
                "The model says that it would have ended after {0}: something held it back that the text does not tell.",
                format::time(language, comparison.predicted.metrics.total)
            ),
        };
        Some(Found {
            weight: DECIDES / 2.0,
            text,
            evidence: &[Field::Elapsed],
        })
    },
};
