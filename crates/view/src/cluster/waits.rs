//! Who waits for a migration, and what keeps it: what the log says of that.

use std::collections::BTreeMap;

use engine::cluster::{Obstacle, Record, Said};
use engine::units::SimTime;

/// What an entry of the log changes for a VM that is to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It is to move.
    Asked,
    /// It cannot yet.
    Kept(Obstacle),
    /// It moves, or is not to any more.
    Over,
}

/// What an entry says of the waiting of which VM, if it does.
pub(super) fn turn(record: &Record, said: &Said) -> Option<(u32, Turn)> {
    Some(match *said {
        Said::Ordered { vm, .. } | Said::Again(vm, _) => (vm, Turn::Asked),
        Said::Waits { vm, obstacle } => (vm, Turn::Kept(obstacle)),
        Said::Began(place) => (record.moves[place as usize].vm, Turn::Over),
        Said::Dropped { vm } | Said::Down { vm, .. } => (vm, Turn::Over),
        _ => return None,
    })
}

/// The VMs that are to move and have not begun to at a time, with what was last said to keep them.
#[must_use]
pub fn waiting(record: &Record, time: SimTime) -> BTreeMap<u32, Option<Obstacle>> {
    // A place for each VM: the log of a long run says much, and this is asked for with every frame.
    let mut waiting: Vec<Option<Option<Obstacle>>> = vec![None; record.cluster.vms.len()];
    let until = record.log.partition_point(|entry| entry.at <= time);
    for (vm, turn) in record.log[..until].iter().filter_map(|entry| turn(record, &entry.said)) {
        let place = &mut waiting[vm as usize];
        match turn {
            Turn::Asked => *place = Some(None),
            Turn::Kept(obstacle) => *place = place.map(|_| Some(obstacle)),
            Turn::Over => *place = None,
        }
    }
    let waits = waiting.into_iter().enumerate();
    waits.filter_map(|(vm, keeps)| Some((vm as u32, keeps?))).collect()
}
