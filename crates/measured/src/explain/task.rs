//! Figures of Proxmox that are something else than they seem.

use super::{Found, GOOD_TO_KNOW, Rule};
use crate::record::Field;
use engine::units::{Rate, SimTime};
use text::say;
use view::format;

pub(super) const RULE: Rule = Rule {
    name: "task",
    find: |comparison, language| {
        let record = &comparison.record;
        let mean = record.last_value::<Rate>(Field::MemoryByTime);
        let task = record.settings.time(Field::Task).zip(record.observed());
        let text = match (mean, task) {
            (Some(mean), _) => say!(
                language,
                "{0} is the size of memory by the time, not what went over the wire: pages of zeros count in it.",
                format::rate(language, mean)
            ),
            (None, Some((task, total))) if task > total => say!(
                language,
                "Of the {0} of the task {1} are not the migration: the VM on the other host is started, and cleared up after.",
                format::time(language, task),
                format::time(language, SimTime::s((task - total).as_s().round()))
            ),
            _ => return None,
        };
        Some(Found {
            weight: GOOD_TO_KNOW,
            text,
            evidence: &[Field::MemoryByTime, Field::Task],
        })
    },
};
