//! Auto-converge: slowing the VM down until it converges.

use super::rules::{Rule, SlowsDown};
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, Share, SimTime};

/// Syncs closer to the last judgement than this are not judged.
const JUDGED_AFTER: SimTime = SimTime::s(1.0);
/// More dirty than this share of what was sent is a hit.
const TOLERATED: f64 = 0.5;
/// How often newer QEMU looks whether there was a sync.
const TICK: SimTime = SimTime::s(5.0);
/// The first step, in percent.
const FIRST: f64 = 20.0;
/// Each further step.
const STEP: f64 = 10.0;
/// The VM is never stopped by throttling alone.
const MOST: f64 = 99.0;

/// QEMU's rule: judged at a sync more than a second after the last
/// judgement; every second hit starts or raises the throttle.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Throttle {
    on: bool,
    /// When the pre-copy began.
    began: SimTime,
    /// Whether a sync is forced when a round takes long.
    ticks: bool,
    /// The share of its time that the VM needs for its writes.
    load: Share,
    percent: f64,
    hit_before: bool,
    /// Whether the last judgement found too much dirty, or there was none.
    in_doubt: bool,
    /// When the stretch that is judged next began, and the one that was judged last.
    since: SimTime,
    judged_from: SimTime,
    sent: Bytes,
    dirtied: Pages,
}

impl Throttle {
    /// Of a pre-copy that begins now; off where the hypervisor cannot do it.
    pub fn new(scenario: &Scenario, began: SimTime) -> Self {
        let can = Rule::of(scenario).slows_down;
        Self {
            on: scenario.throttle && can != SlowsDown::Never,
            ticks: can == SlowsDown::AtSyncsAndTicks,
            began,
            since: began,
            load: scenario.load,
            in_doubt: true,
            ..Self::default()
        }
    }

    /// When a round that began with a sync is interrupted by another one: a
    /// clock that ticks from the start of the migration on forces it if there
    /// was none since the last tick.
    pub fn forced_sync(&self, synced: SimTime) -> Option<SimTime> {
        (self.on && self.ticks).then(|| self.began + TICK * (((synced - self.began) / TICK).ceil() + 1.0))
    }

    /// Judges at a sync: the time, all bytes sent so far, pages that became dirty since the last sync.
    pub fn judge(&mut self, now: SimTime, sent: Bytes, dirtied: Pages) {
        self.dirtied += dirtied;
        if !self.on || now <= self.since + JUDGED_AFTER {
            return;
        }
        self.in_doubt = self.dirtied.bytes() > (sent - self.sent) * TOLERATED;
        if self.in_doubt {
            if self.hit_before {
                self.percent = if self.percent == 0.0 {
                    FIRST
                } else {
                    (self.percent + STEP).min(MOST)
                };
            }
            self.hit_before = !self.hit_before;
        }
        (self.judged_from, self.since) = (self.since, now);
        (self.sent, self.dirtied) = (sent, Pages::ZERO);
    }

    /// Whether the VM runs at full speed and nothing will change that.
    pub fn is_off(&self) -> bool {
        !self.on
    }

    /// Whether rounds that have been alike since a time can still change because of it: nothing but such rounds has been
    /// judged then, and was in order.
    pub fn may_change(&self, since: SimTime) -> bool {
        self.on && self.percent < MOST && (self.in_doubt || self.judged_from < since)
    }

    /// How much of its time the VM is kept from running.
    pub fn strength(&self) -> Share {
        Share::percent(self.percent)
    }

    /// The part of its writes that the VM gets done: all, as long as it has time for them.
    pub fn writing(&self) -> Share {
        let speed = self.speed();
        if speed < self.load {
            Share::new(speed / self.load)
        } else {
            Share::new(1.0)
        }
    }

    /// The speed at which the VM runs.
    pub fn speed(&self) -> Share {
        self.strength().rest()
    }
}
