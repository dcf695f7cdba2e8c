//! `virsh migrate --verbose`: a progress in percent, one over the other by carriage returns.

use super::{Draft, Format, Here, Kind};
use crate::record::{Field, Status};

pub struct VirshMigrate;

impl Format for VirshMigrate {
    fn name(&self) -> &'static str {
        "virsh migrate --verbose"
    }

    fn specimen(&self) -> &'static str {
        "virsh-migrate-verbose-new.txt"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        const MARK: &str = "Migration: [";
        let after = here.after(MARK)?;
        // A terminal shows one over the other; a copy of it has them side by side.
        let behind = after.find(MARK).map_or("", |next| &after[next..]);
        let done = after.split('%').next().filter(|_| after.contains('%'))?;
        draft.moment();
        if !draft.take(Field::Done, Kind::Percent, done) {
            return None;
        }
        let is_over = draft
            .now()
            .share(Field::Done)
            .is_some_and(|share| share.as_f64() >= 1.0);
        draft.status(if is_over { Status::Completed } else { Status::Active });
        Some(if behind.is_empty() {
            here.next_line()
        } else {
            here.place(behind).start
        })
    }
}
