//! The log of OpenStack's nova-compute.

use super::{Draft, Format, Here, Kind, Row, take_marked};
use crate::record::{Field, Status, Tool};
use engine::units::SimTime;

pub struct Nova;

const RUNNING: &[Row] = &[
    ("Migration running for ", Field::Elapsed, Kind::S),
    ("bytes processed=", Field::Sent, Kind::Bytes),
    ("remaining=", Field::Left, Kind::Bytes),
    ("total=", Field::Memory, Kind::Bytes),
];

const STALLED: &[Row] = &[
    ("Data remaining ", Field::Left, Kind::Bytes),
    ("low watermark ", Field::Least, Kind::Bytes),
];

impl Format for Nova {
    fn name(&self) -> &'static str {
        "Nova log"
    }

    fn tool(&self) -> Tool {
        Tool::Nova
    }

    fn specimen(&self) -> &'static str {
        "nova-compute.log"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        if here.line.contains("Migration running for ") && here.line.contains("bytes processed=") {
            draft.moment();
            // Before QEMU tells anything, all figures are zero.
            let is_empty = here.line.contains("total=0)");
            let memory = here.line.split("; disk").next().unwrap_or(here.line);
            let rows = if is_empty { &RUNNING[..1] } else { RUNNING };
            take_marked(memory, rows, draft);
            draft.status(if is_empty { Status::Setup } else { Status::Active });
        } else if here.line.contains("Data remaining ") && here.line.contains("low watermark") {
            draft.moment();
            draft.status(Status::Active);
            take_marked(here.line, STALLED, draft);
        } else if let Some(part) = here.after("Increasing downtime to ") {
            let time = |kind: Kind, part: &str| SimTime::try_from(kind.take(part)?.0.ok()?).ok();
            let after = here.after(" after ").and_then(|part| time(Kind::S, part));
            draft.ramp(after, time(Kind::Ms, part)?);
        } else if let Some(part) = here.after("Live migration not completed after ") {
            draft.moment();
            draft.take_setting(Field::GiveUp, Kind::S, part);
            draft.status(Status::Cancelled);
        } else if here.line.contains("Migration operation has completed") {
            draft.moment();
            draft.status(Status::Completed);
        } else if here.line.contains("Migration operation was cancelled") {
            draft.status(Status::Cancelled);
        } else {
            return None;
        }
        Some(here.next_line())
    }
}
