//! A disk was copied first.

use super::{Found, GOOD_TO_KNOW, Rule};
use crate::record::Field;
use text::say;
use view::format;

pub(super) const RULE: Rule = Rule {
    name: "disk",
    find: |comparison, language| {
        let record = &comparison.record;
        let disk = record.settings.size(Field::Disk).or(record.last_value(Field::Disk))?;
        (!disk.is_zero()).then(|| Found {
            weight: GOOD_TO_KNOW,
            text: say!(
                language,
                "A disk of {0} was copied as well; what is compared here is memory alone.",
                format::size(language, disk)
            ),
            evidence: &[Field::Disk, Field::DiskSent],
        })
    },
};
