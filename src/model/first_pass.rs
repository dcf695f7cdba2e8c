//! The first pass over memory: used pages, then zero pages, up to the sync
//! that ends it.
//!
//! Zero pages matter in three ways. They take time to scan; their headers
//! fill a slow wire; and on a fast one hardly anything is on the wire while
//! they are scanned, so the bandwidth that the sender has just measured, and
//! with it the threshold, falls far below what the link could do.

use super::functions::floor;
use super::sender::{BUFFER, Flow, QUANTUM, Sender, WINDOW};
use super::{limit, wire};
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, SimTime};

/// How the first pass ended.
#[derive(Clone, Copy)]
pub(super) struct FirstPass {
    pub flow: Flow,
    /// Pages sent, zero pages included.
    pub sent: Pages,
    /// What may be left at the sync that ends the pass.
    pub threshold: Pages,
    /// The same at the next two looks, while the estimate remembers the zero pages.
    pub next_thresholds: Option<[Pages; 2]>,
}

/// Without an estimate of the bandwidth the sender hands over as soon as nothing is left.
const ANY_NUMBER: Pages = Pages::new(1e15);

/// The first pass on a scenario.
pub(super) struct Pass<'a> {
    /// The downtime limit when it ends.
    limit: SimTime,
    sender: &'a Sender,
    used: Pages,
    zero: Pages,
    /// What may be left at the full bandwidth.
    threshold: Pages,
}

impl<'a> Pass<'a> {
    pub fn new(scenario: &Scenario, sender: &'a Sender) -> Self {
        let used = scenario.used_memory().pages();
        let zero = (scenario.ram - scenario.used_memory()).pages();
        let limit = scenario.downtime * limit::share_at(scenario, Self::about(sender, used, zero)).as_f64();
        Self {
            limit,
            sender,
            used,
            zero,
            threshold: Sender::threshold(limit, sender.estimate),
        }
    }

    /// About when it ends.
    fn about(sender: &Sender, used: Pages, zero: Pages) -> SimTime {
        wire::SETUP + sender.stream(used) / sender.estimate + sender.zero_time(zero)
    }

    /// How it ends if nothing interrupts it.
    pub fn end(&self) -> FirstPass {
        if self.sender.capped {
            return self.capped();
        }
        let early = if self.zero < self.threshold {
            self.stopped_in_used_pages()
        } else {
            None
        };
        early.unwrap_or_else(|| self.through_zero_pages())
    }

    /// Where the sender is at a moment before the end.
    pub fn flow_at(&self, now: SimTime) -> Flow {
        let (used, zero) = self.sent_by(now);
        let stream = self.sender.stream(used);
        let scan = self.sender.zero_time(zero);
        let drained = self.sender.line * scan - wire::zero_stream(zero);
        Flow {
            now,
            bytes: stream + wire::zero_stream(zero),
            buffered: if self.sender.capped {
                Bytes::ZERO
            } else {
                BUFFER.min(stream) - drained
            },
            zero_left: self.zero - zero,
            allowance: self.sender.quantum,
            window_start: now,
        }
    }

    /// What the wire has carried at a moment before it has carried all of the pass.
    pub fn carried_by(&self, now: SimTime, end: &Flow) -> Flow {
        let given = self.flow_at(now);
        let carried = if now < end.now {
            given.bytes - given.buffered
        } else {
            // The sender is through with the pass; the wire is not.
            end.bytes - self.sender.line * (end.on_the_wire(self.sender) - now)
        };
        let used = self.sender.stream(self.used).min(carried);
        Flow {
            bytes: carried,
            buffered: Bytes::ZERO,
            zero_left: self.zero - wire::stream_zero_pages(carried - used),
            ..given
        }
    }

    /// All pages.
    pub fn all(&self) -> Pages {
        self.used + self.zero
    }

    /// Used pages that have to wait for the wire: the socket takes the first ones at once.
    fn wired(&self) -> Pages {
        self.used - self.sender.pages_of(BUFFER)
    }

    /// The zero pages fit under the threshold: the queue is seen below it at the end of a quantum of used pages.
    fn stopped_in_used_pages(&self) -> Option<FirstPass> {
        let quantum = self.sender.quantum;
        let ahead = self.sender.pages_of(BUFFER);
        let goal = self.all() - self.threshold - ahead;
        // There is no estimate, and so no threshold, before the first window of two quanta.
        let quanta = (floor(goal / quantum) + 1.0).max(2.0);
        let wired = quantum * quanta;
        (wired <= self.wired()).then(|| {
            let sent = wired + ahead;
            FirstPass {
                flow: Flow {
                    now: wire::SETUP + self.sender.time(wired),
                    bytes: self.sender.stream(sent),
                    buffered: BUFFER,
                    zero_left: self.zero,
                    allowance: Pages::ZERO,
                    window_start: SimTime::ZERO,
                },
                sent,
                threshold: self.threshold,
                next_thresholds: Some([self.threshold; 2]),
            }
        })
    }

    /// The used pages end inside a quantum; zero pages follow in its rest and in quanta of their own.
    fn through_zero_pages(&self) -> FirstPass {
        let sender = self.sender;
        let (wired, quantum) = (self.wired(), sender.quantum);
        let full_quanta = floor(wired / quantum);
        let in_last = sender.time(wired - quantum * full_quanta);
        let first_zero = sender.zero_pages_in(QUANTUM - in_last);
        let zero_quantum = sender.zero_pages_in(QUANTUM);
        let left = self.zero - first_zero;
        // After the first quantum of zero pages the estimate is still the wire's; then it is the scan's.
        let scan_threshold = Sender::threshold(self.limit, sender.zero_bytes_in(QUANTUM) / QUANTUM);
        let more = if left < self.threshold {
            0.0
        } else {
            floor((left - scan_threshold.min(self.threshold)) / zero_quantum) + 1.0
        };
        let reach = first_zero + zero_quantum * more;
        let scanned = reach.min(self.zero);
        // A scan that ends inside its quantum does not complete a window of two quanta.
        let quanta = full_quanta + 1.0 + more - if reach > self.zero { 1.0 } else { 0.0 };
        let boundary = 2.0 * floor(quanta / 2.0);
        let scan = sender.zero_time(scanned);
        let drained = sender.line * scan - sender.zero_bytes_in(scan);
        let buffered = BUFFER.min(self.sender.stream(self.used)) - drained;
        let threshold = if boundary > 0.0 {
            self.window_threshold(boundary - 2.0, sender.quantum_time() * 2.0, Bytes::ZERO)
        } else {
            ANY_NUMBER
        };
        // The window that is open at the sync ends one or two quanta into the next round.
        let open = sender.time(wired) + scan - sender.quantum_time() * boundary;
        let refill = BUFFER - buffered;
        let next = |quanta: f64| {
            let more = self.sender.stream(quantum * quanta) + refill;
            let seen = self.stream_since(boundary, open) + more;
            Sender::threshold(self.limit, seen / (open + sender.quantum_time() * quanta))
        };
        let next_thresholds = if open + sender.quantum_time() >= WINDOW {
            [next(1.0); 2]
        } else {
            [threshold, next(2.0)]
        };
        FirstPass {
            flow: Flow {
                now: wire::SETUP + sender.time(wired) + scan,
                bytes: self.sender.stream(self.used) + wire::zero_stream(scanned),
                buffered,
                zero_left: self.zero - scanned,
                allowance: Pages::ZERO,
                window_start: SimTime::ZERO,
            },
            sent: self.used + scanned,
            threshold,
            next_thresholds: Some(next_thresholds),
        }
    }

    /// What went on the wire in a span that began after this many quanta.
    fn stream_since(&self, quanta: f64, span: SimTime) -> Bytes {
        let used = (self.wired() - self.sender.quantum * quanta).min(self.sender.pages_in(span));
        self.sender.stream(used) + self.sender.zero_bytes_in(span - self.sender.time(used))
    }

    fn window_threshold(&self, quanta: f64, span: SimTime, more: Bytes) -> Pages {
        Sender::threshold(self.limit, (self.stream_since(quanta, span) + more) / span)
    }

    fn capped(&self) -> FirstPass {
        let sender = self.sender;
        let per_window = self.sender.stream(sender.quantum);
        if self.zero < self.threshold {
            // The queue is looked at once a window.
            let windows =
                (floor((self.all() - self.threshold) / sender.quantum) + 1.0).min(floor(self.used / sender.quantum));
            let sent = sender.quantum * windows;
            if sent + self.threshold > self.all() {
                return self.ended_capped(windows, SimTime::ZERO, sent, self.sender.stream(sent), Bytes::ZERO);
            }
        }
        let bytes = self.sender.stream(self.used) + wire::zero_stream(self.zero);
        let windows = floor(bytes / per_window);
        let in_window = bytes - per_window * windows;
        let scanned = wire::stream_zero_pages(in_window).min(self.zero);
        let burst = ((in_window - BUFFER) / sender.line).max(wire::scan(scanned));
        // A scan longer than the window goes on in the next ones.
        let passed = floor(burst / WINDOW);
        let in_window = if passed > 0.0 { Bytes::ZERO } else { in_window };
        self.ended_capped(windows + passed, burst - WINDOW * passed, self.all(), bytes, in_window)
    }

    fn ended_capped(&self, windows: f64, burst: SimTime, sent: Pages, bytes: Bytes, in_window: Bytes) -> FirstPass {
        let window_start = wire::SETUP + WINDOW * windows;
        FirstPass {
            flow: Flow {
                now: window_start + burst,
                bytes,
                buffered: in_window.min(BUFFER),
                zero_left: self.all() - sent.max(self.used),
                allowance: self.sender.quantum - self.sender.pages_of(in_window),
                window_start,
            },
            sent,
            threshold: self.threshold,
            next_thresholds: None,
        }
    }

    /// Used and zero pages sent by a time of the sender's clock.
    fn sent_by(&self, time: SimTime) -> (Pages, Pages) {
        let span = time - wire::SETUP;
        if self.sender.capped {
            let stream = self.sender.estimate * span;
            let used = self.sender.pages_of(stream).min(self.used);
            let zero = wire::stream_zero_pages(stream - self.sender.stream(used)).min(self.zero);
            return (used, zero);
        }
        let used = (self.sender.pages_of(BUFFER) + self.sender.pages_in(span)).min(self.used);
        let spare = span - self.sender.time(self.wired());
        (used, self.sender.zero_pages_in(spare).min(self.zero))
    }
}
