//! A scan that leaves out pages which were written again before their turn:
//! they go in the next round. The faster a class is written, and the later the
//! scan comes to it, the fewer of its pages it sends.

use super::memory::{Memory, Stretch};
use crate::migration::functions;
use crate::units::{Pages, SimTime};

/// How far a scan came.
pub(in crate::migration) struct Scan {
    /// Pages with content that it passed, and those that it sent.
    pub passed: Pages,
    pub sent: Pages,
}

impl Scan {
    /// It has not begun.
    pub const NOTHING: Self = Self {
        passed: Pages::ZERO,
        sent: Pages::ZERO,
    };
}

impl Memory {
    /// A scan over the dirty pages in address order, for at most so long. It
    /// begins some time after the last sync and takes a time for each page
    /// that it sends. Zero pages come at the end and do not count.
    pub fn scan_past_the_written(&self, begin: SimTime, zero: Pages, page: SimTime, most: SimTime) -> Scan {
        let (begin, page, most) = (begin.as_s(), page.as_s(), most.as_s());
        let (mut spent, mut passed) = (0.0_f64, 0.0_f64);
        let stretches = self.stretches();
        for (index, stretch) in stretches.iter().enumerate() {
            let last = index + 1 == stretches.len();
            let dirty = (stretch.dirty() - if last { zero.as_f64() } else { 0.0 }).max(0.0);
            let time = stretch.scan_time(begin + spent, dirty, page);
            if spent + time > most {
                passed += stretch.passed_in(begin + spent, most - spent, page).min(dirty);
                spent = most;
                break;
            }
            spent += time;
            passed += dirty;
        }
        Scan {
            passed: Pages::new(passed),
            sent: Pages::new((spent / page).min(passed)),
        }
    }
}

impl Stretch {
    /// How long the scan of this many pages takes from a time after the sync
    /// on. A page is still clean with probability e^(−λt) or 1 − λt, so the
    /// scan passes the faster over the stretch the later it is.
    fn scan_time(&self, from: f64, dirty: f64, page: f64) -> f64 {
        let pace = self.pace;
        if dirty <= 0.0 {
            0.0
        } else if pace <= 0.0 {
            dirty * page
        } else if self.sequential {
            (1.0 - pace * from).max(0.0) * functions::reached(pace * dirty * page) / pace
        } else {
            functions::ln_1p(pace * dirty * page * functions::exp(-pace * from)) / pace
        }
    }

    /// The pages that the scan passes in a span: the inverse of the above.
    fn passed_in(&self, from: f64, span: f64, page: f64) -> f64 {
        let pace = self.pace;
        if pace <= 0.0 {
            span / page
        } else if self.sequential {
            -libm::log1p(-pace * span / (1.0 - pace * from)) / (pace * page)
        } else {
            libm::expm1(pace * span) * libm::exp(pace * from) / (pace * page)
        }
    }
}
