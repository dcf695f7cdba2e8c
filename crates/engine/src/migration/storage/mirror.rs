//! A local disk on its way beside a running VM, as libvirt's
//! `--copy-storage-all` moves it: every block once in the order of addresses,
//! then what was written meanwhile, until both sides are the same. From then
//! on the mirror follows the writes, next to the migration of memory, until
//! the VM is stopped.
//!
//! A block that is written before its turn goes once; the mirror clears its
//! log of writes block by block. Blocks are so many that they are counted as
//! bytes.

use crate::params::Storage;
use crate::scenario::Scenario;
use crate::units::{Bytes, Rate, SimTime};

/// The grain of the log of writes. Less than a block is on its way and not behind.
pub(super) const BLOCK: Bytes = Bytes::kib(64.0);

/// How far the mirror has come.
#[derive(Clone, Copy, Debug)]
pub(in crate::migration) struct Mirror {
    disk: Bytes,
    /// The beginning of the disk, which is written to at random.
    region: Bytes,
    pub(super) writes: Rate,
    /// Blocks that went for the first time.
    pub copied: Bytes,
    /// Blocks that were written after that and have to go again.
    pub dirty: Bytes,
    /// All that went again.
    pub again: Bytes,
}

impl Mirror {
    /// The mirror of a scenario; `None` where the disk stays where it is.
    pub fn new(scenario: &Scenario) -> Option<Self> {
        let moves = scenario.storage == Storage::Local && !scenario.disk.is_zero();
        moves.then(|| Self {
            disk: scenario.disk,
            region: scenario.disk_region.min(scenario.disk),
            writes: scenario.disk_writes,
            copied: Bytes::ZERO,
            dirty: Bytes::ZERO,
            again: Bytes::ZERO,
        })
    }

    /// Blocks that have not arrived as they are now.
    pub fn left(&self) -> Bytes {
        self.disk - self.copied + self.dirty
    }

    /// Blocks that never went.
    pub fn uncopied(&self) -> Bytes {
        self.disk - self.copied
    }

    /// Whether both sides are the same.
    pub fn is_in_sync(&self) -> bool {
        self.copied >= self.disk && self.dirty.is_zero()
    }

    /// Until the end of a stretch that goes on in one way: the first copy as far as the disk is written, the rest of
    /// it, and what goes again. For ever where writes outrun the mirror.
    pub fn goal(&self, rate: Rate) -> SimTime {
        if self.copied < self.disk {
            (self.corner() - self.copied) / rate
        } else {
            self.catching_up(rate)
        }
    }

    fn corner(&self) -> Bytes {
        if self.copied < self.region {
            self.region
        } else {
            self.disk
        }
    }

    /// Until nothing is left to go again.
    fn catching_up(&self, rate: Rate) -> SimTime {
        let (heat, dirty) = (self.heat(), self.dirty.as_f64());
        if dirty == 0.0 {
            return SimTime::ZERO;
        }
        // Dirty blocks tend to what writes and mirror leave between them; below nothing it is reached in time.
        let surplus = rate.as_f64() - self.writes.as_f64();
        if surplus <= 0.0 {
            return SimTime::s(f64::INFINITY);
        }
        SimTime::s(libm::log1p(dirty * heat / surplus) / heat)
    }

    /// How often each block of the region is written, in writes a second.
    fn heat(&self) -> f64 {
        self.writes.as_f64() / self.region.as_f64().max(1.0)
    }

    /// The mirror after a span at a rate, no longer than to its [`Mirror::goal`].
    pub fn after(&self, span: SimTime, rate: Rate) -> Self {
        let mut later = *self;
        let sent = rate * span;
        if self.copied < self.disk {
            later.copied = (self.copied + sent).min(self.disk);
            later.dirty = self.written_behind(span, sent);
        } else {
            later.again = self.again + sent;
            later.dirty = self.left_behind(span, rate);
        }
        later
    }

    /// The same at the end of the stretch, to the last bit.
    pub fn at_goal(&self, rate: Rate) -> Self {
        let mut later = self.after(self.goal(rate), rate);
        if self.copied < self.disk {
            later.copied = self.corner();
        } else {
            later.dirty = Bytes::ZERO;
        }
        later
    }

    /// A moment before the end of a stretch, which has seen no more than the end: moments late in a long run are
    /// rounded to more than a mirror needs for its last bytes.
    pub fn before(&self, end: &Self) -> Self {
        Self {
            copied: self.copied.min(end.copied),
            again: self.again.min(end.again),
            ..*self
        }
    }

    /// Dirty blocks behind the first copy: d' = h·(c − d), where c is what is copied of the region.
    fn written_behind(&self, span: SimTime, sent: Bytes) -> Bytes {
        let passed = self.heat() * span.as_s();
        if passed == 0.0 {
            return self.dirty;
        }
        let hit = -libm::expm1(-passed);
        let before = self.copied.min(self.region).as_f64();
        // Blocks that come in evenly are hit by less the later they come.
        let fresh = if self.copied < self.region {
            sent.as_f64() * (1.0 - hit / passed)
        } else {
            0.0
        };
        let dirty = self.dirty.as_f64() + (before - self.dirty.as_f64()).max(0.0) * hit + fresh;
        Bytes::new(dirty).min(self.region)
    }

    /// Dirty blocks while some of them go again: d' = h·(W − d) − s.
    fn left_behind(&self, span: SimTime, rate: Rate) -> Bytes {
        let heat = self.heat();
        let gone = -libm::expm1(-heat * span.as_s());
        if gone == 0.0 {
            return self.dirty - rate * span;
        }
        let limit = self.region.as_f64() - rate.as_f64() / heat;
        let dirty = self.dirty.as_f64();
        Bytes::new(dirty + (limit - dirty) * gone).min(self.region)
    }
}
