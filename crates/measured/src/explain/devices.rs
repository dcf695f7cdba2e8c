//! The VM stood still for longer than memory needs.

use super::{Found, Rule};
use crate::compare::What;
use crate::record::Field;
use engine::scenario::Settings;
use engine::units::{Bytes, SimTime};
use text::say;
use view::format;

pub(super) const RULE: Rule = Rule {
    name: "devices",
    find: |comparison, language| {
        let row = comparison
            .rows
            .iter()
            .find(|row| row.what == What::Downtime && row.differs())?;
        let [measured, predicted] =
            [row.measured, row.predicted].map(|value| SimTime::try_from(value).unwrap_or_default());
        // What the limit allows is as asked, whatever it was spent on.
        let allowed = comparison.fitted.scenario.downtime.min(Settings::default().downtime);
        if measured <= predicted.max(allowed) {
            return None;
        }
        let [more, said, all] = [measured - predicted, predicted, measured].map(|time| format::time(language, time));
        let state = comparison
            .record
            .last_value::<Bytes>(Field::DeviceState)
            .filter(|state| !state.is_zero());
        let text = match state {
            Some(state) => say!(
                language,
                "The VM stood still for {0}; for memory the model says {1}. {2} are not memory: look at the devices, whose state was {3}.",
                all,
                said,
                more,
                format::size(language, state)
            ),
            None => say!(
                language,
                "The VM stood still for {0}; for memory the model says {1}. {2} are not memory: look at the devices.",
                all,
                said,
                more
            ),
        };
        Some(Found {
            // Seconds in which nobody is served weigh more than others.
            weight: (measured - predicted).as_s() * 100.0,
            text,
            evidence: &[Field::Downtime, Field::DeviceState],
        })
    },
};
