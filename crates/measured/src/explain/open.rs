//! The text leaves open how large the region is that the VM writes to.

use super::{Found, GOOD_TO_KNOW, Rule};
use crate::fit::Writes;
use crate::record::Field;
use text::{say, word};
use view::format;

pub(super) const RULE: Rule = Rule {
    name: "open",
    find: |comparison, language| {
        let writes = &comparison.fitted.writes;
        let text = match writes {
            Writes::Open { curve, .. } => {
                let (small, large) = (curve.first()?, curve.last()?);
                say!(
                    language,
                    "The text leaves open how much memory the VM writes to: {0} at {1}, {2} at {3} and all between them fit. Another look in a later pass would tell.",
                    format::size(language, small.0),
                    format::rate(language, small.1),
                    format::size(language, large.0),
                    format::rate(language, large.1)
                )
            }
            Writes::Unknown => word!(
                language,
                "The text tells nothing about what the VM writes: the usual writes stand in for them. A look after the first pass would tell."
            )
            .to_owned(),
            Writes::Known { either: true, .. } => word!(
                language,
                "Whether the VM writes in order or at random the data cannot tell; both come as near."
            )
            .to_owned(),
            _ => return None,
        };
        Some(Found {
            weight: GOOD_TO_KNOW / 2.0,
            text,
            evidence: &[Field::Left, Field::Dirtied, Field::Syncs],
        })
    },
};
