//! What could not be taken as it was, as it is gathered: of many, the rest is only counted.

use super::notice::{Notice, Problem};

/// More notices than this are counted, not listed.
pub const MAX_NOTICES: usize = 20;

#[derive(Debug, Default)]
pub(super) struct Notices {
    listed: Vec<Notice>,
    more: usize,
}

impl Notices {
    /// Makes the notice only if it will be listed: noise is long.
    pub fn push(&mut self, notice: impl FnOnce() -> Notice) {
        if self.listed.len() < MAX_NOTICES {
            self.listed.push(notice());
        } else {
            self.more += 1;
        }
    }

    pub fn finish(mut self) -> Vec<Notice> {
        if self.more > 0 {
            self.listed
                .push(Notice::about_text("", Problem::More { count: self.more }));
        }
        self.listed
    }
}
