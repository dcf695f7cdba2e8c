//! What one of two runs has otherwise, as people write it.

use super::said;
use crate::beside::{self, Change};
use engine::cluster::settings::ClusterSettings;
use engine::params::{Parameters, Settings};
use link::cluster::{Asked, Side};
use text::Language;

/// What the second of two runs has otherwise, in the order of the tables.
#[must_use]
pub fn changes(language: Language, first: &Asked, second: &Asked) -> Vec<Change> {
    let mut all = beside::changes::<ClusterSettings>(language, &first.cluster, &second.cluster);
    for change in &mut all {
        let row = ClusterSettings::table().iter().find(|row| row.key == change.key);
        let id = row.expect("every change is of a row").id;
        let told = |one, other| said::otherwise(language, id, one, other);
        if let Some((before, after)) = told(&first.cluster, &second.cluster).zip(told(&second.cluster, &first.cluster))
        {
            (change.before, change.after) = (before, after);
        }
    }
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
