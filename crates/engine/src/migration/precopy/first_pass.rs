//! The first pass over memory: used pages, then zero pages, up to the sync
//! that ends it. Times count from its first page.
//!
//! Zero pages matter in three ways. They take time to scan; their headers
//! fill a slow wire; and on a fast one hardly anything is on the wire while
//! they are scanned, so the bandwidth that the sender has just measured, and
//! with it the threshold, falls far below what the link could do.

use super::downtime_limit::threshold;
use super::sender::{BUFFER, Flow, QUANTUM, Sender, WINDOW};
use super::stop_probability::Looks;
use crate::migration::line;
use crate::units::{Bytes, Pages, SimTime};

/// How the first pass ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstPass {
    pub flow: Flow,
    /// Pages sent, zero pages included.
    pub sent: Pages,
    /// What may be left at the sync that ends the pass.
    pub threshold: Pages,
    /// The same at the next two looks, while the estimate remembers the zero pages.
    pub next_thresholds: Option<[Pages; 2]>,
}

/// What a pass has to send, in the order of the scan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub used: Pages,
    pub zero: Pages,
    /// Pages behind the scan that were found written after a hold: it comes to them when it begins again.
    pub behind: Pages,
    /// Whether it was waited for: what was known of the bandwidth is known.
    pub goes_on: bool,
}

/// The first pass on a scenario.
pub(super) struct Pass<'a> {
    /// The downtime limit when it ends, and from when on it holds.
    limit: SimTime,
    from: SimTime,
    sender: &'a Sender,
    used: Pages,
    zero: Pages,
    behind: Pages,
    /// What may be left at the full bandwidth.
    threshold: Pages,
    /// What may be left before a bandwidth is known: the sender hands over as soon as it has come to the end.
    unknown: Pages,
}

impl<'a> Pass<'a> {
    /// `limit` is the downtime limit when it ends, which holds from a moment of the pass on.
    pub fn new(sender: &'a Sender, way: &Way, limit: SimTime, from: SimTime) -> Self {
        let threshold = threshold(limit, sender.estimate);
        let Way {
            used,
            zero,
            behind,
            goes_on,
        } = *way;
        Self {
            limit,
            from,
            sender,
            used,
            zero,
            behind,
            threshold,
            unknown: if goes_on { threshold } else { used + zero + behind },
        }
    }

    /// How it ends if nothing interrupts it.
    pub fn end(&self) -> FirstPass {
        if self.sender.capped {
            return self.capped();
        }
        let early = if self.zero + self.behind < self.threshold {
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
        let drained = self.sender.line * scan - line::zero_stream(zero);
        Flow {
            now,
            bytes: stream + line::zero_stream(zero),
            buffered: if self.sender.capped {
                Bytes::ZERO
            } else {
                BUFFER.min(stream) - drained
            },
            zero_left: self.zero - zero,
            allowance: self.sender.quantum,
            window_start: now,
            to_look: self.sender.by_clock,
        }
    }

    /// All pages.
    fn all(&self) -> Pages {
        self.used + self.zero + self.behind
    }

    /// How many looks, one after each span, are over when the limit begins to hold.
    fn looks_before(&self, first: SimTime, span: SimTime) -> f64 {
        ((self.from - first) / span).ceil()
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
        let quanta = ((goal / quantum).floor() + 1.0).max(2.0);
        let quanta = quanta.max(self.looks_before(SimTime::ZERO, self.sender.quantum_time()));
        let wired = quantum * quanta;
        (wired <= self.wired()).then(|| {
            let sent = wired + ahead;
            FirstPass {
                flow: Flow {
                    now: self.sender.time(wired),
                    bytes: self.sender.stream(sent),
                    buffered: BUFFER,
                    zero_left: self.zero,
                    to_look: self.sender.by_clock,
                    ..Flow::default()
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
        let full_quanta = (wired / quantum).floor();
        let in_last = sender.time(wired - quantum * full_quanta);
        let first_zero = sender.zero_pages_in(QUANTUM - in_last);
        let zero_quantum = sender.zero_pages_in(QUANTUM);
        let left = self.zero - first_zero + self.behind;
        // After the first quantum of zero pages the estimate is still the wire's; then it is the scan's.
        let scan_threshold = threshold(self.limit, sender.zero_bytes_in(QUANTUM) / QUANTUM);
        let more = if left < self.threshold {
            0.0
        } else {
            ((left - scan_threshold.min(self.threshold)) / zero_quantum).floor() + 1.0
        };
        let more = more.max(self.looks_before(sender.time(wired) + sender.zero_time(first_zero), QUANTUM));
        let reach = first_zero + zero_quantum * more;
        let scanned = reach.min(self.zero);
        // A scan that ends inside its quantum does not complete a window of two quanta.
        let quanta = full_quanta + 1.0 + more - if reach > self.zero { 1.0 } else { 0.0 };
        let boundary = 2.0 * (quanta / 2.0).floor();
        let scan = sender.zero_time(scanned);
        let drained = sender.line * scan - sender.zero_bytes_in(scan);
        let buffered = BUFFER.min(self.sender.stream(self.used)) - drained;
        let at_the_sync = if boundary > 0.0 {
            self.window_threshold(boundary - 2.0, sender.quantum_time() * 2.0, Bytes::ZERO)
        } else {
            self.unknown
        };
        // The window that is open at the sync ends one or two quanta into the next round.
        let open = sender.time(wired) + scan - sender.quantum_time() * boundary;
        let refill = BUFFER - buffered;
        let next = |quanta: f64| {
            let more = self.sender.stream(quantum * quanta) + refill;
            let seen = self.stream_since(boundary, open) + more;
            threshold(self.limit, seen / (open + sender.quantum_time() * quanta))
        };
        let next_thresholds = if open + sender.quantum_time() >= WINDOW {
            [next(1.0); 2]
        } else {
            [at_the_sync, next(2.0)]
        };
        FirstPass {
            flow: Flow {
                now: sender.time(wired) + scan,
                bytes: self.sender.stream(self.used) + line::zero_stream(scanned),
                buffered,
                zero_left: self.zero - scanned,
                to_look: self.sender.by_clock,
                ..Flow::default()
            },
            sent: self.used + scanned,
            threshold: at_the_sync,
            next_thresholds: Some(next_thresholds),
        }
    }

    /// What went on the wire in a span that began after this many quanta.
    fn stream_since(&self, quanta: f64, span: SimTime) -> Bytes {
        let used = (self.wired() - self.sender.quantum * quanta).min(self.sender.pages_in(span));
        self.sender.stream(used) + self.sender.zero_bytes_in(span - self.sender.time(used))
    }

    fn window_threshold(&self, quanta: f64, span: SimTime, more: Bytes) -> Pages {
        threshold(self.limit, (self.stream_since(quanta, span) + more) / span)
    }

    fn capped(&self) -> FirstPass {
        if self.zero + self.behind < self.threshold
            && let Some(early) = self.stopped_in_used_windows()
        {
            return early;
        }
        let cap = self.sender.estimate;
        // Where the cap holds zero pages back, and not the scan, all bytes are alike.
        if line::zero_stream(self.zero) / cap > line::scan(self.zero) {
            self.through_windows_of_bytes()
        } else {
            self.through_windows_and_scan()
        }
    }

    /// The zero pages fit under the threshold: the queue is seen below it among used pages, in the middle of a window or at
    /// its end.
    fn stopped_in_used_windows(&self) -> Option<FirstPass> {
        let sender = self.sender;
        let quantum = sender.quantum;
        let middle = sender.before_middle().unwrap_or(quantum);
        // There is no estimate, and so no threshold, before the first window is over.
        let looks = Looks {
            first: quantum,
            then: [middle, quantum - middle],
        };
        let looks = looks.after(quantum * self.looks_before(SimTime::ZERO, WINDOW));
        let sent = looks.after(self.all() - self.threshold).first;
        let windows = ((sent + Pages::new(0.5)) / quantum).floor();
        let in_the_middle = sent > quantum * windows + middle * 0.5;
        let (now, buffered) = if in_the_middle {
            (WINDOW * windows + sender.time(sender.by_clock), BUFFER)
        } else {
            (WINDOW * windows, Bytes::ZERO)
        };
        (sent <= self.used && sent + self.threshold > self.all()).then(|| FirstPass {
            flow: Flow {
                now,
                bytes: sender.stream(sent),
                buffered,
                zero_left: self.zero,
                allowance: quantum - if in_the_middle { middle } else { Pages::ZERO },
                window_start: WINDOW * windows,
                to_look: sender.by_clock,
            },
            sent,
            threshold: self.threshold,
            next_thresholds: None,
        })
    }

    fn through_windows_of_bytes(&self) -> FirstPass {
        let sender = self.sender;
        let per_window = sender.stream(sender.quantum);
        let bytes = sender.stream(self.used) + line::zero_stream(self.zero);
        let windows = (bytes / per_window).floor();
        let in_window = bytes - per_window * windows;
        let scanned = line::stream_zero_pages(in_window).min(self.zero);
        let burst = ((in_window - BUFFER) / sender.line).max(line::scan(scanned));
        FirstPass {
            flow: Flow {
                now: WINDOW * windows + burst,
                bytes,
                buffered: in_window.min(BUFFER),
                zero_left: Pages::ZERO,
                allowance: sender.quantum - sender.pages_of(in_window),
                window_start: WINDOW * windows,
                to_look: sender.by_clock,
            },
            sent: self.used + self.zero,
            threshold: self.threshold,
            next_thresholds: None,
        }
    }

    /// Zero pages count nine bytes against a window, so most of them are found in windows that are never full: those close
    /// when the sender comes back from two quanta, and hold no more than the scan finds.
    fn through_windows_and_scan(&self) -> FirstPass {
        let sender = self.sender;
        let per_window = sender.estimate * WINDOW;
        let scan_window = QUANTUM * 2.0;
        let windows = (self.used / sender.quantum).floor();
        let used_in_last = sender.stream(self.used - sender.quantum * windows);
        let burst = (used_in_last - BUFFER) / sender.line;
        let until_full = Pages::new((line::stream_zero_pages(per_window - used_in_last).as_f64()).floor() + 1.0);
        let fills = until_full < self.zero && burst + sender.zero_time(until_full) < scan_window;
        let in_last = if fills { until_full } else { self.zero };
        let last = burst + sender.zero_time(in_last);
        let last = if fills { last.max(WINDOW) } else { last };
        let after = sender.zero_time(self.zero - in_last);
        let now = WINDOW * windows + last + after;
        let scan = sender.zero_time(self.zero);
        let held = BUFFER.min(if used_in_last.is_zero() {
            sender.stream(self.used)
        } else {
            used_in_last
        });
        let buffered = held - (sender.line * scan - line::zero_stream(self.zero));
        // The windows of the scan: how many are complete, how old the open one is, and what it holds.
        let since = if fills { after } else { last };
        // One that is old enough is over as well when the queue is empty.
        let complete = ((since + scan_window - WINDOW) / scan_window).floor();
        let age = since - scan_window * complete;
        let first_bytes = if fills { Bytes::ZERO } else { used_in_last };
        let in_open = if complete > 0.0 {
            sender.zero_bytes_in(age)
        } else {
            first_bytes + line::zero_stream(if fills { self.zero - in_last } else { self.zero })
        };
        let at_the_sync = if complete >= 2.0 {
            threshold(self.limit, sender.zero_bytes_in(scan_window) / scan_window)
        } else if complete >= 1.0 {
            let zeros = sender.zero_bytes_in(if fills { scan_window } else { scan_window - burst });
            threshold(self.limit, (first_bytes + zeros) / scan_window)
        } else if windows + f64::from(u8::from(fills)) >= 1.0 {
            self.threshold
        } else {
            self.unknown
        };
        // The window that is open at the sync ends when it is full, or when the sender comes back after a quantum.
        let refill = BUFFER - buffered;
        let room = per_window - in_open;
        let filling = (room - refill) / sender.line;
        let looks_before = filling >= QUANTUM && age + QUANTUM < WINDOW;
        let (closes, more) = if filling < QUANTUM || looks_before {
            (filling.max(WINDOW - age), room)
        } else {
            (QUANTUM, refill + sender.line * QUANTUM)
        };
        let next = threshold(self.limit, (in_open + more) / (age + closes));
        let next_thresholds = if looks_before {
            [at_the_sync, next]
        } else if sender.before_middle().is_some() {
            [next; 2]
        } else {
            [next, self.threshold]
        };
        FirstPass {
            flow: Flow {
                now,
                bytes: sender.stream(self.used) + line::zero_stream(self.zero),
                buffered,
                zero_left: Pages::ZERO,
                allowance: sender.pages_of(more),
                window_start: now + closes - WINDOW,
                to_look: sender.by_clock,
            },
            sent: self.used + self.zero,
            threshold: at_the_sync,
            next_thresholds: Some(next_thresholds),
        }
    }

    /// Used and zero pages sent in a span of the sender's clock.
    fn sent_by(&self, span: SimTime) -> (Pages, Pages) {
        if self.sender.capped {
            let stream = self.sender.estimate * span;
            let used = self.sender.pages_of(stream).min(self.used);
            let spare = stream - self.sender.stream(used);
            let zero = line::stream_zero_pages(spare).min(self.sender.zero_pages_in(spare / self.sender.estimate));
            return (used, zero.min(self.zero));
        }
        let used = (self.sender.pages_of(BUFFER) + self.sender.pages_in(span)).min(self.used);
        let spare = span - self.sender.time(self.wired());
        (used, self.sender.zero_pages_in(spare).min(self.zero))
    }
}
