//! What was changed, in words: from what to what.

use super::format;
use engine::params::{Choice, Id, Kind, Patience, Quantity, Settings, TABLE, WriteClass};
use engine::scenario::Timeout;
use text::{Language, say, word};

/// A parameter that two experiments do not share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub id: Id,
    /// Both values; `None` where they are no single words.
    pub values: Option<(String, String)>,
}

/// What differs, in the order of the table.
///
/// ```
/// use text::Language::English;
///
/// let [before, after] = ["", "link=10Gbps"].map(|text| link::parse(text).0.scenario.into_settings());
/// let changes = view::changes::changes(English, &before, &after);
/// assert_eq!(changes[0].values, Some(("1 Gbit/s".into(), "10 Gbit/s".into())));
/// ```
#[must_use]
pub fn changes(language: Language, before: &Settings, after: &Settings) -> Vec<Change> {
    let differing = TABLE.iter().filter(|row| !row.value.same(before, after));
    differing
        .map(|row| Change {
            id: row.id,
            values: said(language, row.id, before).zip(said(language, row.id, after)),
        })
        .collect()
}

/// A value in a word or two; `None` where that is not enough.
#[must_use]
pub fn said(language: Language, id: Id, settings: &Settings) -> Option<String> {
    let param = id.param();
    match id {
        Id::Timeout => return Some(timeout(language, settings.timeout)),
        Id::WriteRate => return writes(language, id, settings, |class| Quantity::Rate(class.rate)),
        Id::WriteRegion => return writes(language, id, settings, |class| Quantity::Size(class.region)),
        Id::Suspend => return Some(settings.suspend.mode().label().get(language).to_owned()),
        _ => {}
    }
    match param.kind {
        Kind::Choice(words) => {
            let chosen = id.row().value.word(settings)?;
            Some(words.get(chosen)?.label.get(language).to_owned())
        }
        Kind::Flag => Some(match id.row().value.word(settings)? {
            0 => word!(language, "off" in "switch").to_owned(),
            _ => word!(language, "on" in "switch").to_owned(),
        }),
        Kind::Quantity(range) => Some(match settings.quantity(id) {
            Some(value) => format::quantity(language, range.unit, value),
            None => word!(language, "none" in "quantity").to_owned(),
        }),
        _ => None,
    }
}

fn writes(language: Language, id: Id, settings: &Settings, of: impl Fn(&WriteClass) -> Quantity) -> Option<String> {
    let class = settings.writes.first()?;
    Some(format::quantity(language, id.range().unit, of(class)))
}

fn timeout(language: Language, timeout: Option<Timeout>) -> String {
    let Some(timeout) = timeout else {
        return word!(language, "none" in "timeout").to_owned();
    };
    let (action, time) = (timeout.action.label().get(language), timeout.after.written());
    let time = format::short_time(language, time);
    match timeout.after {
        Patience::Time(_) => format!("{action}, {time}"),
        Patience::PerGib(_) => say!(language, "{0}, {1} for each GiB", action, time),
    }
}
