//! In which order the page offers the parameters.

use super::{Group, Id, Place, TABLE};

/// A group under its heading.
pub type Section = (Group, Vec<Id>);

/// What decides most.
#[must_use]
pub fn front() -> Vec<Section> {
    sections(
        &[Group::Machine, Group::Workload, Group::Network, Group::Live],
        |place| match place {
            Place::Front(rank) => Some(rank),
            Place::Fold(_) | Place::FrontOnceUsed | Place::Nowhere => None,
        },
    )
}

/// What is one click away.
#[must_use]
pub fn fold() -> Vec<Section> {
    let groups = [
        Group::Suspended,
        Group::Machine,
        Group::Workload,
        Group::Network,
        Group::Live,
        Group::Cold,
    ];
    sections(&groups, |place| match place {
        Place::Fold(rank) => Some(rank),
        Place::Front(_) | Place::FrontOnceUsed | Place::Nowhere => None,
    })
}

/// What stands in front as soon as there are any, and behind what is one click away before.
#[must_use]
pub fn events() -> Vec<Section> {
    sections(&[Group::Events], |place| match place {
        Place::FrontOnceUsed => Some(0),
        Place::Front(_) | Place::Fold(_) | Place::Nowhere => None,
    })
}

/// The parameters that have a rank, by group.
fn sections(groups: &[Group], rank: impl Fn(Place) -> Option<u8>) -> Vec<Section> {
    let of = |group| {
        let rows = TABLE.iter().filter(|row| row.group == group);
        let mut ranked: Vec<(u8, Id)> = rows.filter_map(|row| Some((rank(row.place)?, row.id))).collect();
        ranked.sort_unstable();
        (group, ranked.into_iter().map(|(_, id)| id).collect())
    };
    groups.iter().map(|&group| of(group)).collect()
}
