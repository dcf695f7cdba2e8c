//! vMotion in ESXi's vmkernel.log.

use super::{Draft, Format, Here, Kind, Row, take_marked};
use crate::record::{Field, Status, Tool};

pub struct VMotion;

const STOPPING: &[Row] = &[
    ("only ", Field::Left, Kind::Pages),
    ("network bandwidth ~", Field::Wire, Kind::Rate),
];

impl Format for VMotion {
    fn name(&self) -> &'static str {
        "vMotion log"
    }

    fn tool(&self) -> Tool {
        Tool::Vmware
    }

    fn specimen(&self) -> &'static str {
        "vmotion.txt"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        if let Some(part) = here.after("Stopping pre-copy: ") {
            draft.moment();
            draft.status(Status::Active);
            take_marked(part, STOPPING, draft);
            if let Some(goal) = here.after("switchover time goal of ") {
                draft.take_setting(Field::Limit, Kind::S, goal);
            }
        } else if let Some(part) = here.after("Sent all modified pages to destination") {
            draft.moment();
            draft.status(Status::Device);
            take_marked(part, &STOPPING[1..], draft);
        } else if !here.line.contains("Stopping Migration Heartbeat") {
            return None;
        }
        Some(here.next_line())
    }
}
