//! It took longer, or less long, than the engine says.

use super::{Found, Rule};
use crate::compare::What;
use crate::record::Field;
use engine::units::SimTime;
use text::say;
use view::format;

pub(super) const RULE: Rule = Rule {
    name: "slower",
    find: |comparison, language| {
        let row = comparison
            .rows
            .iter()
            .find(|row| row.what == What::Total && row.differs())?;
        let [measured, predicted] =
            [row.measured, row.predicted].map(|value| SimTime::try_from(value).unwrap_or_default());
        let [all, said] = [measured, predicted].map(|time| format::time(language, time));
        let (text, weight) = if measured > predicted {
            (
                say!(
                    language,
                    "It took {0}, and the model says {1}: for a part of the time the wire was not busy, or the VM wrote more.",
                    all,
                    said
                ),
                measured - predicted,
            )
        } else {
            (
                say!(
                    language,
                    "It took {0}, and the model says {1}: the VM wrote less for a part of the time, or less of its memory is in use.",
                    all,
                    said
                ),
                predicted - measured,
            )
        };
        Some(Found {
            weight: weight.as_s(),
            text,
            evidence: &[Field::Elapsed],
        })
    },
};
