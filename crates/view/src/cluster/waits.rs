//! Who waits for a migration, and what keeps it.

use std::collections::BTreeMap;

use engine::cluster::{Obstacle, Record, Said};
use engine::units::SimTime;

/// The VMs that are to move and have not begun to at a time, with what was last said to keep them.
#[must_use]
pub fn waiting(record: &Record, time: SimTime) -> BTreeMap<u32, Option<Obstacle>> {
    let mut waiting = BTreeMap::new();
    let until = record.log.partition_point(|entry| entry.at <= time);
    for entry in &record.log[..until] {
        match entry.said {
            Said::Ordered { vm, .. } | Said::Again(vm, _) => drop(waiting.insert(vm, None)),
            Said::Waits { vm, obstacle } => {
                if let Some(keeps) = waiting.get_mut(&vm) {
                    *keeps = Some(obstacle);
                }
            }
            Said::Began(place) => drop(waiting.remove(&record.moves[place as usize].vm)),
            Said::Dropped { vm } | Said::Down { vm, .. } => drop(waiting.remove(&vm)),
            _ => {}
        }
    }
    waiting
}
