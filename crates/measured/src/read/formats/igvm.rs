//! igvm's progress of a migration with its disk.

use super::{Draft, Format, Here, Kind};
use crate::record::{Field, Status};

pub struct Igvm;

impl Format for Igvm {
    fn name(&self) -> &'static str {
        "igvm progress"
    }

    fn specimen(&self) -> &'static str {
        "igvm-progress.txt"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        let part = here.after("Migration progress: ")?;
        let (disk, memory) = part.split_once(", memory ")?;
        draft.moment();
        draft.status(Status::Active);
        for (part, sent, all) in [
            (disk, Field::DiskSent, Field::Disk),
            (memory, Field::Sent, Field::Memory),
        ] {
            let Some((_, sizes)) = part.split_once("% ") else {
                continue;
            };
            if let Some((had, total)) = sizes.split_once('/') {
                draft.take(sent, Kind::Mib, had);
                draft.take(all, Kind::Mib, total);
            }
        }
        Some(here.next_line())
    }
}
