//! A cluster at a moment, in a sentence or two.

use engine::cluster::{End, Record};
use engine::units::SimTime;
use text::{Language, count, say};

use super::{log, vm};

/// Who has moved, who is on the way, who waits; what holds one of them back; and which VM stands still.
#[must_use]
pub fn sentence(language: Language, record: &Record, now: SimTime) -> String {
    let moved = record
        .moves
        .iter()
        .filter(|one| one.end <= now && one.outcome == End::Moved)
        .count();
    let waiting = waiting(record, now);
    let moving: Vec<usize> = record.under_way(now).collect();
    let mut told = [
        count!(language, moved as f64, "{0} VM has moved", "{0} VMs have moved", moved),
        count!(
            language,
            moving.len() as f64,
            "{0} is on its way",
            "{0} are on their way",
            moving.len()
        ),
        count!(language, waiting as f64, "{0} waits", "{0} wait", waiting),
    ]
    .join(", ");
    told.push('.');
    let down = moving
        .iter()
        .find(|&&place| record.moves[place].stage_at(now).is_some_and(|stage| !stage.runs));
    if let Some(&place) = down {
        let name = vm(record, record.moves[place].vm);
        told.push(' ');
        told += &say!(language, "{0} stands still now.", name);
    } else if let Some(&place) = moving.first() {
        told.push(' ');
        told += &log::bound_by(language, record, place, now);
    }
    told
}

/// VMs that are to move and do not yet.
#[must_use]
pub fn waiting(record: &Record, now: SimTime) -> usize {
    let asked = record
        .moves
        .iter()
        .filter(|one| one.asked <= now && now < one.start)
        .count();
    let left = record
        .waited
        .iter()
        .filter(|order| order.asked <= now && now < order.until)
        .count();
    asked + left
}
