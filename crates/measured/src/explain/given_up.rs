//! It was given up, or broke, before it could end.

use super::{DECIDES, Found, Rule};
use crate::record::{Field, Status};
use engine::migration::Verdict;
use text::say;
use view::format;

pub(super) const RULE: Rule = Rule {
    name: "given_up",
    find: |comparison, language| {
        let status = comparison.record.status()?;
        let is_given_up = matches!(status, Status::Cancelled | Status::Failed);
        let ends = matches!(comparison.outlook.verdict(), Verdict::Ends | Verdict::Hovers);
        let at = comparison.record.observed().filter(|_| is_given_up && ends)?;
        Some(Found {
            weight: DECIDES / 3.0,
            text: match status {
                Status::Failed => say!(
                    language,
                    "It failed after {0}: look for the reason in the logs of both hosts. The model says that it would have ended after {1}.",
                    format::time(language, at),
                    format::time(language, comparison.outlook.total)
                ),
                _ => say!(
                    language,
                    "It was given up after {0}; the model says that it would have ended after {1}.",
                    format::time(language, at),
                    format::time(language, comparison.outlook.total)
                ),
            },
            evidence: &[Field::Elapsed, Field::Task, Field::GiveUp],
        })
    },
};
