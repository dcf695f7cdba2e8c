//! Hyper-V's events of a live migration: brownout is the time in which memory is copied, blackout the downtime.

use super::{Draft, Format, Here, Kind};
use crate::record::{Field, Status, Tool};

pub struct HyperV;

impl Format for HyperV {
    fn name(&self) -> &'static str {
        "Hyper-V events"
    }

    fn tool(&self) -> Tool {
        Tool::HyperV
    }

    fn specimen(&self) -> &'static str {
        "hyperv-events.txt"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        let line = here.line;
        if line.contains("Migration of virtual machine") && line.contains("completed successfully") {
            draft.status(Status::Completed);
        } else if let Some(part) = here.after("brownout time: ") {
            take_time(Field::Elapsed, part, draft);
        } else if let Some(part) = here.after("blackout time: ") {
            take_time(Field::Downtime, part, draft);
            if let Some(pages) = here.after("dirty pages transferred during blackout: ") {
                draft.take(Field::SentStopped, Kind::Pages, pages);
            }
        } else if !line.contains("Hyper-V-VMMS") && !line.contains("Migration summary for") {
            return None;
        }
        Some(here.next_line())
    }
}

/// Two events tell the blackout; the first is taken.
fn take_time(field: Field, part: &str, draft: &mut Draft<'_>) {
    let kind = if part.contains("seconds") { Kind::S } else { Kind::Ms };
    if draft.now().figure(field).is_none() {
        draft.take(field, kind, part);
    }
}
