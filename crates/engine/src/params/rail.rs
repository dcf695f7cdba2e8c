//! In which order the page offers the parameters.

use super::{Group, Id, Parameters, Place, Row, TABLE};

/// A group under its heading.
pub type Section = (Group, Vec<Id>);

/// What decides most.
#[must_use]
pub fn front() -> Vec<Section> {
    sections(
        &[Group::Machine, Group::Workload, Group::Network, Group::Live],
        Place::front,
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
    sections(&groups, Place::fold)
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
    let ids = |rows: Vec<&Row<_>>| rows.into_iter().map(|row| row.id).collect();
    let of = |&group| (group, ids(ranked(TABLE, group, &rank)));
    groups.iter().map(of).collect()
}

/// The rows of a group that have a rank, those with the lowest first.
pub fn ranked<P: Parameters>(
    rows: impl IntoIterator<Item = &'static Row<P>>,
    group: Group,
    rank: impl Fn(Place) -> Option<u8>,
) -> Vec<&'static Row<P>> {
    let rows = rows.into_iter().filter(|row| row.group == group);
    let mut ranked: Vec<(u8, &Row<P>)> = rows.filter_map(|row| Some((rank(row.place)?, row))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, row)| row).collect()
}
