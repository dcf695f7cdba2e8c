//! What one of two runs has otherwise, as people write it.

use crate::beside::{self, Change};
use engine::cluster::settings::ClusterSettings;
use engine::params::Settings;
use link::cluster::{Asked, Side};
use text::Language;

/// What the second of two runs has otherwise, in the order of the tables.
#[must_use]
pub fn changes(language: Language, first: &Asked, second: &Asked) -> Vec<Change> {
    let mut all = beside::changes::<ClusterSettings>(language, &first.cluster, &second.cluster);
    all.extend(beside::changes::<Settings>(
        language,
        &first.migration,
        &second.migration,
    ));
    all
}

/// What a run is called beside the other: what it has otherwise.
#[must_use]
pub fn name(changes: &[Change], side: Side) -> String {
    let part = |change: &Change| {
        let value = match side {
            Side::First => &change.before,
            Side::Second => &change.after,
        };
        format!("{}: {value}", change.label)
    };
    changes.iter().map(part).collect::<Vec<_>>().join(", ")
}
