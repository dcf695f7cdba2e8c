//! The parameters that decide most, in a line: for a room that does not see the controls.

use super::format;
use engine::params::{self, Control, Id, Kind, Settings};
use text::Language;
use text::{count, say};

/// What stands between two of them.
const BETWEEN: &str = " · ";

/// The essential parameters with their values, then how many others differ from their defaults.
#[must_use]
pub fn essentials(language: Language, settings: &Settings) -> String {
    let front = || params::front().into_iter().flat_map(|(_, ids)| ids);
    let mut told: Vec<String> = front().filter_map(|id| one(language, settings, id)).collect();
    let usual = Settings::default();
    let others = params::fold()
        .into_iter()
        .flat_map(|(_, ids)| ids)
        .filter(|&id| id != Id::Writes && !id.row().value.same(settings, &usual))
        .filter_map(|id| one(language, settings, id));
    told.extend(others);
    let events = settings.events.len();
    if events > 0 {
        told.push(count!(language, events as f64, "{0} event", "{0} events", events));
    }
    told.join(BETWEEN)
}

/// How fast the first kind of writes writes to how much memory, and how many kinds there are more; `None` without writes.
#[must_use]
pub fn writes(language: Language, settings: &Settings) -> Option<String> {
    let class = settings.writes.first()?;
    let [rate, region] = [
        (Id::WriteRate, class.rate.into()),
        (Id::WriteRegion, class.region.into()),
    ]
    .map(|(id, value)| format::quantity(language, id.range().unit, value));
    let more = settings.writes.len() - 1;
    Some(match more {
        0 => say!(language, "writes {0} to {1}", rate, region),
        _ => say!(language, "writes {0} to {1}, and {2} more kinds", rate, region, more),
    })
}

fn one(language: Language, settings: &Settings, id: Id) -> Option<String> {
    let param = id.param();
    let label = param.label.get(language);
    match (param.control, param.kind) {
        (Control::FirstClass, _) if id == Id::WriteRate => writes(language, settings),
        (Control::FirstClass, _) => None,
        (_, Kind::Choice(words)) => {
            let word = id.row().value.word(settings)?;
            Some(format!("{label} {}", words[word].label.get(language)))
        }
        (_, Kind::Quantity(range)) => {
            let value = settings.quantity(id)?;
            Some(format!("{label} {}", format::quantity(language, range.unit, value)))
        }
        (_, Kind::Flag | Kind::Form) => Some(label.to_owned()),
    }
}
