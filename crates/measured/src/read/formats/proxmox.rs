//! The task log of Proxmox VE, old and new.

use super::{Draft, Format, Here, Kind, Row, take_marked};
use crate::record::{Field, Status, Tool};
use engine::units::SimTime;

pub struct Proxmox;

const ACTIVE: &[Row] = &[
    ("transferred ", Field::Sent, Kind::Size),
    (" of ", Field::Memory, Kind::Size),
    ("VM-state, ", Field::Wire, Kind::Rate),
    ("dirties lots of memory: ", Field::Dirtied, Kind::Rate),
];

/// Up to version 6: plain bytes.
const OLD: &[Row] = &[
    ("transferred ", Field::Sent, Kind::Bytes),
    ("remaining ", Field::Left, Kind::Bytes),
    ("total ", Field::Memory, Kind::Bytes),
];

const ENDED: &[Row] = &[
    ("speed: ", Field::MemoryByTime, Kind::Rate),
    ("downtime ", Field::Downtime, Kind::Ms),
];

const SETTINGS: &[Row] = &[
    ("migration downtime limit: ", Field::Limit, Kind::Ms),
    ("migration speed limit: ", Field::Cap, Kind::Rate),
    ("migration cachesize: ", Field::Cache, Kind::Size),
];

/// Lines of the same log that say nothing for the figures.
const KNOWN: &[&str] = &[
    "use dedicated network address",
    "starting migration of VM",
    "starting VM ",
    "start remote tunnel",
    "ssh tunnel ver",
    "set migration capabilities",
    "set migration parameters",
    "set cachesize",
    "migration xbzrle cachesize",
    "starting storage migration",
    "drive mirror is starting",
    "all 'mirror' jobs are ready",
    "aborting phase",
    "TASK OK",
    "TASK ERROR",
];

impl Format for Proxmox {
    fn name(&self) -> &'static str {
        "Proxmox task log"
    }

    fn tool(&self) -> Tool {
        Tool::Proxmox
    }

    fn specimen(&self) -> &'static str {
        "proxmox-task-not-converging.txt"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        let line = here.line;
        let is_taken = take_progress(here, draft)
            || take_end(here, draft)
            || take_setting(here, draft)
            || KNOWN.iter().any(|known| line.contains(known));
        is_taken.then(|| here.next_line())
    }
}

fn take_progress(here: &Here<'_>, draft: &mut Draft<'_>) -> bool {
    if here.line.contains("starting online/live migration") || here.line.contains("start migrate command to") {
        draft.starts();
        return true;
    }
    for (mark, rows) in [("migration active, ", ACTIVE), ("migration status: active", OLD)] {
        if let Some(part) = here.after(mark) {
            draft.moment();
            draft.status(Status::Active);
            return take_marked(part, rows, draft) > 0;
        }
    }
    if let Some(part) = here.after("auto-increased downtime to continue migration: ") {
        let limit = Kind::Ms
            .take(part)
            .and_then(|(value, _)| SimTime::try_from(value.ok()?).ok());
        if let Some(limit) = limit {
            draft.ramp(None, limit);
        }
        return true;
    }
    if let Some(part) = here.after("xbzrle: send updates to ") {
        let pages = part.split(" in ").next().unwrap_or(part);
        draft.set(Field::Delta, Kind::Count.of(1.0), here.place(pages));
        if let Some(part) = here.after("cache-miss ") {
            draft.take_setting(Field::CacheMiss, Kind::Percent, part);
        }
        return true;
    }
    // A disk is mirrored before the migration begins: it is no moment of it.
    if let (Some(part), true) = (here.after(": transferred "), here.line.contains("mirror-")) {
        draft.take_setting(Field::DiskSent, Kind::Size, part);
        if let Some((_, part)) = part.split_once(" of ") {
            draft.take_setting(Field::Disk, Kind::Size, part);
        }
        return true;
    }
    false
}

fn take_end(here: &Here<'_>, draft: &mut Draft<'_>) -> bool {
    let speed = here
        .after("average migration ")
        .or_else(|| here.after("migration s").map(|_| here.line));
    if let Some(part) = speed.filter(|_| here.line.contains(" - downtime ")) {
        draft.moment();
        draft.status(Status::Completed);
        return take_marked(part, ENDED, draft) > 0;
    }
    let ending = [
        ("migration status: completed", Status::Completed),
        ("migrate_cancel", Status::Cancelled),
        ("interrupted by signal", Status::Cancelled),
        ("migration status: failed", Status::Failed),
        ("online migrate failure", Status::Failed),
    ];
    for (mark, status) in ending {
        if here.line.contains(mark) {
            draft.status(status);
            return true;
        }
    }
    for mark in [
        "migration finished successfully (duration ",
        "migration finished with problems (duration ",
    ] {
        if let Some(part) = here.after(mark) {
            if let Some(task) = crate::read::here::stamp(part) {
                let place = here.place(&part[..part.len().min(8)]);
                draft.set(Field::Task, Ok(task.into()), place);
            }
            return true;
        }
    }
    false
}

fn take_setting(here: &Here<'_>, draft: &mut Draft<'_>) -> bool {
    SETTINGS.iter().any(|&(mark, field, kind)| {
        let part = here.after(mark);
        part.is_some_and(|part| draft.take_setting(field, kind, part))
    })
}
