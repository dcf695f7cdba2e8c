//! The rules of QEMU's sender, page by page and with dice: what the model's
//! closed forms are the expectation of.
//!
//! It knows nothing of rounds, residues or scatter: a bitmap of dirty pages, a
//! scan that goes round, writers that touch pages, a socket buffer, a clock.
//! The constants are the model's own.

use migrascope::migration::{CLOCK_PAGES, QUANTUM, SOCKET_BUFFER, WINDOW, wire};
use migrascope::params::Pattern;
use migrascope::scenario::{Act, Scenario};
use migrascope::units::{PAGE_BYTES, Pages};

/// The figures of one run.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    pub total_s: f64,
    pub downtime_s: f64,
    pub bytes: f64,
    pub syncs: u32,
}

/// Relative scatter of the bandwidth that the sender measures (what was measured of it).
const ESTIMATE_SCATTER: f64 = 0.02;

/// Random numbers from a seed: splitmix64.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, number: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        ((u128::from(mixed) * number as u128) >> 64) as usize
    }

    /// A normal deviate: twelve even ones.
    fn normal(&mut self) -> f64 {
        const GRAIN: usize = 1 << 30;
        (0..12).map(|_| self.below(GRAIN) as f64 / GRAIN as f64).sum::<f64>() - 6.0
    }
}

/// A write class at work.
struct Writer {
    first: usize,
    pages: usize,
    writes_per_s: f64,
    sequential: bool,
    position: usize,
    written: f64,
}

/// Something that holds from a time to another: what is written more, or what the line carries at most.
struct Spell {
    from: f64,
    to: f64,
    more_writes: f64,
    line: f64,
}

/// QEMU's auto-converge, by its own words: every second hit of a sync that is judged raises it, from 20 % in steps of ten.
struct Throttle {
    on: bool,
    percent: f64,
    hit_before: bool,
    since: f64,
    sent: f64,
    dirtied: f64,
    /// When the clock ticks next, and whether there was a sync since the last tick.
    tick: f64,
    synced: bool,
}

impl Throttle {
    const TICK: f64 = 5.0;

    fn judge(&mut self, now: f64, bytes: f64, fresh: f64) {
        self.synced = true;
        self.dirtied += fresh * PAGE_BYTES;
        if !self.on || now <= self.since + 1.0 {
            return;
        }
        if self.dirtied > (bytes - self.sent) * 0.5 {
            if self.hit_before {
                self.percent = if self.percent == 0.0 {
                    20.0
                } else {
                    (self.percent + 10.0).min(99.0)
                };
            }
            self.hit_before = !self.hit_before;
        }
        (self.since, self.sent, self.dirtied) = (now, bytes, 0.0);
    }
}

struct Source {
    /// Bytes a second.
    line: f64,
    dirty: Vec<bool>,
    remaining: usize,
    scan: usize,
    /// Pages with content; the rest are zero.
    used: usize,
    writers: Vec<Writer>,
    /// What the VM wrote, as time at full speed.
    exposure: f64,
    load: f64,
    spells: Vec<Spell>,
    throttle: Throttle,
    dice: Dice,
    /// Seconds by the sender's clock.
    now: f64,
    /// Bytes in the socket.
    buffered: f64,
    bytes: f64,
}

impl Source {
    fn new(scenario: &Scenario, seed: u64) -> Self {
        let mut dice = Dice(seed);
        let (mut first, mut writers) = (0, Vec::new());
        for class in &scenario.writes {
            let pages = class.region.pages().as_f64() as usize;
            writers.push(Writer {
                first,
                pages,
                writes_per_s: class.rate.pages_per_s(),
                sequential: class.pattern == Pattern::Sequential,
                // Where a writer is when the migration begins is chance.
                position: dice.below(pages),
                written: 0.0,
            });
            first += pages;
        }
        let pages = scenario.ram.pages().as_f64() as usize;
        Self {
            line: wire::line_rate(scenario).as_f64(),
            dirty: vec![true; pages],
            remaining: pages,
            scan: 0,
            used: scenario.used_memory().pages().as_f64() as usize,
            writers,
            exposure: wire::SETUP.as_s(),
            load: scenario.load.as_f64(),
            spells: spells(scenario),
            throttle: Throttle {
                on: scenario.throttle,
                percent: 0.0,
                hit_before: false,
                since: 0.0,
                sent: 0.0,
                dirtied: 0.0,
                tick: Throttle::TICK,
                synced: true,
            },
            dice,
            now: wire::SETUP.as_s(),
            buffered: 0.0,
            bytes: 0.0,
        }
    }

    /// Time passes; the wire empties the socket.
    fn pass(&mut self, seconds: f64) {
        let speed = 1.0 - self.throttle.percent / 100.0;
        let writing = if speed < self.load { speed / self.load } else { 1.0 };
        let more: f64 = self.spells().map(|spell| spell.more_writes).sum();
        self.exposure += seconds * writing * (1.0 + more);
        self.buffered = (self.buffered - seconds * self.line_now()).max(0.0);
        self.now += seconds;
    }

    fn spells(&self) -> impl Iterator<Item = &Spell> {
        self.spells
            .iter()
            .filter(|spell| spell.from <= self.now && self.now < spell.to)
    }

    fn line_now(&self) -> f64 {
        self.spells().map(|spell| spell.line).fold(self.line, f64::min)
    }

    /// Sends the next dirty page in address order; false if there is none.
    fn send_one(&mut self) -> bool {
        if self.remaining == 0 {
            return false;
        }
        while !self.dirty[self.scan] {
            self.scan = (self.scan + 1) % self.dirty.len();
        }
        self.dirty[self.scan] = false;
        self.remaining -= 1;
        let one = Pages::new(1.0);
        let bytes = if self.scan < self.used {
            wire::page_stream(one).as_f64()
        } else {
            self.pass(wire::scan(one).as_s());
            wire::zero_stream(one).as_f64()
        };
        let over = self.buffered + bytes - SOCKET_BUFFER.as_f64();
        if over > 0.0 {
            self.pass(over / self.line_now());
        }
        self.buffered += bytes;
        self.bytes += bytes;
        true
    }

    /// Every page touched since the last sync is dirty, sent meanwhile or not.
    fn sync(&mut self) {
        let before = self.remaining;
        for writer in &mut self.writers {
            let until = (writer.writes_per_s * self.exposure).floor();
            while writer.written < until {
                let offset = if writer.sequential {
                    writer.position
                } else {
                    self.dice.below(writer.pages)
                };
                writer.position = (writer.position + 1) % writer.pages;
                writer.written += 1.0;
                let page = writer.first + offset;
                self.remaining += usize::from(!self.dirty[page]);
                self.dirty[page] = true;
            }
        }
        let fresh = (self.remaining - before) as f64;
        self.throttle.judge(self.now, self.bytes, fresh);
    }

    /// The clock of auto-converge asks for a sync if there was none since it ticked last.
    fn tick(&mut self) -> bool {
        let ticks = self.throttle.on && self.now >= self.throttle.tick;
        let forces = ticks && !self.throttle.synced;
        if ticks {
            self.throttle.tick += Throttle::TICK;
            self.throttle.synced = false;
        }
        if forces {
            self.sync();
        }
        forces
    }

    /// What would be left to send, in bytes of memory.
    fn pending(&self) -> f64 {
        self.remaining as f64 * PAGE_BYTES
    }
}

/// One run of a pre-copy; `None` if it has not ended by `until` seconds.
pub fn migrate(scenario: &Scenario, seed: u64, until: f64) -> Option<Outcome> {
    let mut source = Source::new(scenario, seed);
    let cap = scenario
        .cap
        .filter(|_| wire::live_rate(scenario) < wire::line_rate(scenario));
    let allowed = cap.map_or(f64::INFINITY, |cap| (cap * WINDOW).as_f64());
    let (quantum, window) = (QUANTUM.as_s(), WINDOW.as_s());
    let (mut window_start, mut window_bytes) = (source.now, 0.0);
    let (mut threshold, mut syncs) = (0.0, 1);
    loop {
        if source.tick() {
            syncs += 1;
        }
        if source.pending() < threshold {
            source.sync();
            syncs += 1;
            if source.remaining == 0 || source.pending() < threshold {
                return Some(stop(scenario, source, syncs + 1));
            }
        }
        if source.now > until {
            return None;
        }
        // Send until the clock, the cap or the end of the queue says so.
        let (start, mut sent) = (source.now, 0_u32);
        let mut full = source.bytes - window_bytes > allowed;
        while !full && source.send_one() {
            if f64::from(sent) % CLOCK_PAGES == 0.0 && source.now - start >= quantum {
                break;
            }
            sent += 1;
            full = source.bytes - window_bytes > allowed;
        }
        if full {
            source.pass((window_start + window - source.now).max(0.0));
        }
        if source.now - window_start >= window - 1e-9 {
            let bandwidth = (source.bytes - window_bytes) / (source.now - window_start);
            let jitter = if cap.is_some() {
                0.0
            } else {
                ESTIMATE_SCATTER * source.dice.normal()
            };
            threshold = bandwidth * (1.0 + jitter) * limit(scenario, source.now);
            window_start = source.now;
            window_bytes = source.bytes;
        }
    }
}

/// The downtime limit at a time, which a ramp raises.
fn limit(scenario: &Scenario, now: f64) -> f64 {
    let full = scenario.downtime.as_s();
    scenario.ramp.map_or(full, |ramp| {
        let steps = f64::from(ramp.steps);
        let raises = (now / ramp.every.as_s()).floor().min(steps);
        full * (1.0 + (steps - 1.0) * raises / steps) / steps
    })
}

fn spells(scenario: &Scenario) -> Vec<Spell> {
    let usual: f64 = scenario.writes.iter().map(|class| class.rate.as_f64()).sum();
    let spell = |event: &migrascope::scenario::TimedEvent| {
        let (more_writes, line) = match event.act {
            Act::Burst { rate, .. } => (rate.as_f64() / usual, f64::INFINITY),
            Act::LinkSlow { rate, .. } => {
                let share = rate.as_f64() / scenario.link.as_f64();
                (0.0, (wire::line_rate(scenario).as_f64() * share).min(f64::INFINITY))
            }
            other => unreachable!("no case here has {other:?}"),
        };
        let from = event.at.as_s();
        let length = event.act.length().map_or(f64::INFINITY, |length| length.as_s());
        Spell {
            from,
            to: from + length,
            more_writes,
            line,
        }
    };
    scenario.events.iter().map(spell).collect()
}

/// The VM stands still and the rest goes without the cap. Times are those of
/// the destination, as the model tells them: the pause counts from when the
/// wire has carried what was sent before.
fn stop(scenario: &Scenario, mut source: Source, syncs: u32) -> Outcome {
    let paused = source.now + source.buffered / source.line;
    while source.send_one() {}
    let arrived = source.now + source.buffered / source.line;
    let downtime = arrived - paused + (wire::state_time(scenario) + wire::RESUME).as_s();
    Outcome {
        total_s: paused + downtime,
        downtime_s: downtime,
        bytes: source.bytes,
        syncs,
    }
}
