//! Delta compression (XBZRLE): pages that the sender still has in its cache
//! go as the difference to what was sent before.
//!
//! It starts after the first pass. The first re-send of a page is a miss: it
//! goes as a whole and is cached then. Where in the workload the cached pages
//! lie is not followed: hits are as likely everywhere.

use super::rules::Rule;
use super::sender::Sender;
use crate::params::Compression;
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, Share};

/// Headers of a page that goes as a difference: 8 of the page, 3 of the difference.
const HEADERS: Bytes = Bytes::new(11.0);
/// The sender's cache of sent pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cache {
    /// Pages that are written at all.
    written: Pages,
    /// Those of them that the cache can hold, and those that it holds.
    room: Pages,
    held: Pages,
    /// Pages that this round has sent again.
    sent: Pages,
    /// A difference in the stream.
    difference: Bytes,
}

impl Cache {
    /// The cache, if the scenario has one (QEMU has none for compressed pages) and something is written.
    pub fn new(scenario: &Scenario) -> Option<Self> {
        let written: Pages = scenario.writes.iter().map(|class| class.region.pages()).sum();
        let alone = scenario.compress == Compression::None;
        let possible = Rule::of(scenario).sends_differences;
        (scenario.delta && alone && possible && !written.is_zero()).then(|| Self {
            written,
            room: scenario.cache.pages().min(written),
            held: Pages::ZERO,
            sent: Pages::ZERO,
            difference: HEADERS + scenario.change,
        })
    }

    /// The sender's pace with what the cache holds now, if so large a share of the pages was never sent: those go whole.
    pub fn pace(&self, sender: &Sender, first_time: Share) -> Sender {
        let whole = first_time.as_f64() + first_time.rest().as_f64() * self.whole().as_f64();
        sender.with_differences(Share::new(whole), self.difference)
    }

    /// Pages were sent again.
    pub fn count(&mut self, sent: Pages) {
        self.sent += sent;
    }

    /// A round has ended: the misses in it are in the cache now.
    pub fn learn(&mut self) {
        let sent = std::mem::take(&mut self.sent);
        self.held = (self.held + sent * self.whole()).min(self.room);
    }

    /// The share of re-sent pages that go as a whole.
    fn whole(&self) -> Share {
        Share::new(self.held / self.written).rest()
    }
}
