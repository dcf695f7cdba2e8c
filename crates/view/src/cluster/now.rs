//! A cluster at a moment, in a sentence or two.

use engine::cluster::{End, Move, Record, at};
use engine::units::SimTime;
use text::{Language, count, say, word};

use super::{log, vm};

/// Who has moved, who is on the way, who waits, who is down; what holds one of them back; and which VM stands still.
#[must_use]
pub fn sentence(language: Language, record: &Record, now: SimTime) -> String {
    let moving: Vec<usize> = record.under_way(now).collect();
    let parts = [
        (moved(record, now), count_moved as Count),
        (moving.len(), count_moving),
        (waiting(record, now), count_waiting),
        (down(record, now), count_down),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, told)| told(language, number))
        .collect();
    if parts.is_empty() {
        return word!(language, "Nothing moves.").into();
    }
    let mut told = parts.join(", ");
    told.push('.');
    let stands = |&&place: &&usize| record.moves[place].stage_at(now).is_some_and(|stage| !stage.runs);
    if let Some(&place) = moving.first() {
        told.push(' ');
        told += &log::bound_by(language, record, place, now);
    }
    if let Some(&place) = moving.iter().find(stands) {
        let name = vm(record, record.moves[place].vm);
        told.push(' ');
        told += &say!(language, "{0} stands still now.", name);
    }
    told
}

type Count = fn(Language, usize) -> String;

pub(super) fn count_moved(language: Language, number: usize) -> String {
    count!(
        language,
        number as f64,
        "{0} VM has moved",
        "{0} VMs have moved",
        number
    )
}

fn count_moving(language: Language, number: usize) -> String {
    count!(
        language,
        number as f64,
        "{0} is on its way",
        "{0} are on their way",
        number
    )
}

fn count_waiting(language: Language, number: usize) -> String {
    count!(language, number as f64, "{0} waits", "{0} wait", number)
}

fn count_down(language: Language, number: usize) -> String {
    count!(language, number as f64, "{0} VM is down", "{0} VMs are down", number)
}

/// VMs that ran before and do not, but for those that a migration stops.
fn down(record: &Record, now: SimTime) -> usize {
    let moving: Vec<u32> = record.under_way(now).map(|place| record.moves[place].vm).collect();
    let is_down = |vm: &u32| {
        let course = &record.vms[*vm as usize];
        let runs = at(course, now).is_none_or(|place| place.runs);
        !runs && course.iter().any(|step| step.at < now && step.value.runs) && !moving.contains(vm)
    };
    (0..record.vms.len() as u32).filter(is_down).count()
}

/// Migrations that have ended well.
#[must_use]
pub fn moved(record: &Record, now: SimTime) -> usize {
    let ended = |one: &&Move| one.end <= now && one.outcome == End::Moved;
    record.moves.iter().filter(ended).count()
}

/// VMs that are to move and do not yet.
#[must_use]
pub fn waiting(record: &Record, now: SimTime) -> usize {
    super::waits::waiting(record, now).len()
}
