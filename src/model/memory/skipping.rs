//! A scan that leaves out pages which were written again before their turn:
//! they go in the next round. The faster a class is written, and the later the
//! scan comes to it, the fewer of its pages it sends.

use super::{Memory, Stretch};
use crate::units::{Pages, SimTime};

impl Memory {
    /// The pages with content that a scan in address order sends. It begins
    /// this long after the last sync and takes a time for each page that it
    /// sends. Zero pages come at the end.
    pub fn sent_past_the_written(&self, begin: SimTime, zero: Pages, page: SimTime) -> Pages {
        let (begin, page) = (begin.as_s(), page.as_s());
        let mut now = begin;
        for (index, stretch) in self.stretches[..self.count].iter().enumerate() {
            let last = index + 1 == self.count;
            let dirty = stretch.dirty() - if last { zero.as_f64() } else { 0.0 };
            now += stretch.scan_time(now, dirty.max(0.0), page);
        }
        Pages::new((now - begin) / page)
    }
}

impl Stretch {
    /// How long the scan of this many pages takes from a time after the sync
    /// on. A page is still clean with probability e^(−λt) or 1 − μt, so the
    /// scan passes the faster over the stretch the later it is.
    fn scan_time(&self, from: f64, dirty: f64, page: f64) -> f64 {
        let pace = self.writes / self.pages;
        if dirty <= 0.0 {
            0.0
        } else if pace <= 0.0 || pace.is_nan() {
            dirty * page
        } else if self.sequential {
            (1.0 - pace * from).max(0.0) * -libm::expm1(-pace * dirty * page) / pace
        } else {
            libm::log1p(pace * dirty * page * libm::exp(-pace * from)) / pace
        }
    }
}
