//! Auto-converge: slowing the VM down until it converges.

use crate::units::{Bytes, Pages, Share, SimTime};

/// Syncs closer to the last judgement than this are not judged.
const JUDGED_AFTER: SimTime = SimTime::s(1.0);
/// More dirty than this share of what was sent is a hit.
const TOLERATED: f64 = 0.5;
/// The first step, in percent.
const FIRST: f64 = 20.0;
/// Each further step.
const STEP: f64 = 10.0;
/// The VM is never stopped by throttling alone.
const MOST: f64 = 99.0;

/// QEMU 7.2's rule: judged at a sync more than a second after the last
/// judgement; every second hit starts or raises the throttle.
#[derive(Clone, Copy, Default)]
pub(super) struct Throttle {
    on: bool,
    percent: f64,
    hit_before: bool,
    since: SimTime,
    sent: Bytes,
    dirtied: Pages,
}

impl Throttle {
    pub fn new(on: bool) -> Self {
        Self { on, ..Self::default() }
    }

    /// Judges at a sync: the time, all bytes sent so far, pages that became dirty since the last sync.
    pub fn judge(&mut self, now: SimTime, sent: Bytes, dirtied: Pages) {
        self.dirtied += dirtied;
        if !self.on || now <= self.since + JUDGED_AFTER {
            return;
        }
        if self.dirtied.bytes() > (sent - self.sent) * TOLERATED {
            if self.hit_before {
                self.percent = if self.percent == 0.0 {
                    FIRST
                } else {
                    (self.percent + STEP).min(MOST)
                };
            }
            self.hit_before = !self.hit_before;
        }
        (self.since, self.sent, self.dirtied) = (now, sent, Pages::ZERO);
    }

    /// Whether rounds can still change because of it.
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// How much of its time the VM is kept from running.
    pub fn strength(&self) -> Share {
        Share::percent(self.percent)
    }

    /// The speed at which the VM runs.
    pub fn speed(&self) -> Share {
        self.strength().rest()
    }
}
