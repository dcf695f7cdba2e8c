//! How QEMU's sender puts pages on the wire: in quanta between two looks at
//! its clock, or in bursts under a bandwidth cap.

use super::stop_probability::Looks;
use crate::migration::{line, rates};
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// The sender looks at its clock until more than 50 ms have passed, in whole milliseconds.
pub const QUANTUM: SimTime = SimTime::ms(51.0);
/// It looks at its clock every 64 pages.
pub const CLOCK_PAGES: f64 = 64.0;
/// The window of the bandwidth estimate and of the cap.
pub const WINDOW: SimTime = SimTime::ms(100.0);
/// What sockets and queues take ahead of the wire (measured).
pub const BUFFER: Bytes = Bytes::new(1.7e6);
/// Relative scatter of the bandwidth estimate (measured; 1 to 6 % give the same results).
const ESTIMATE_SCATTER: f64 = 0.02;

/// Comparing and encoding a page (measured; 2 to 10 µs give the same results).
const ENCODING: SimTime = SimTime::s(5e-6);

/// The sender's pace on one scenario.
#[derive(Clone, Copy, Debug)]
pub(in crate::migration) struct Sender {
    /// What the wire carries.
    pub line: Rate,
    /// What the sender believes it may use when it estimates the downtime.
    pub estimate: Rate,
    /// Whether a cap below the line makes it send in bursts.
    pub capped: bool,
    /// Pages between two looks at the queue; under a cap those of a window.
    pub quantum: Pages,
    /// Pages that the wire takes until the clock asks for a look: without a cap the quantum.
    pub by_clock: Pages,
    /// A page with content in the stream, on the mean of whole pages and differences.
    page_bytes: Bytes,
    /// Time that it takes.
    page: SimTime,
    /// Time of a zero page: what the scan takes, or the wire.
    zero_page: SimTime,
}

impl Sender {
    /// On a line of which a share is left.
    pub fn new(scenario: &Scenario, share: Share) -> Self {
        let line = (line::line_rate(scenario) * share).min(rates::memory_rate(scenario));
        let page_bytes = rates::page(scenario);
        let cap = rates::live_rate(scenario).min(line);
        // The sender checks after a page, so a window holds one page more than the cap allows.
        let window = page_bytes * ((cap * WINDOW / page_bytes).floor() + 1.0);
        // A cap that lets no less through than the line carries is none.
        let capped = cap < line && window < line * WINDOW;
        let estimate = if capped { cap } else { line };
        let one_zero = Pages::new(1.0);
        let sender = Self {
            line,
            estimate,
            capped,
            quantum: Pages::ZERO,
            by_clock: Pages::ZERO,
            page_bytes,
            page: page_bytes / line,
            zero_page: line::scan(one_zero).max(line::zero_stream(one_zero) / estimate),
        };
        sender.with_own_quantum()
    }

    /// Whether a round that began at another pace goes on as it was planned: a cap gives windows their time whatever the line
    /// is, as long as the sender looks at the same pages of them.
    pub fn goes_on_like(&self, other: &Self) -> bool {
        let same_windows = self.quantum == other.quantum && self.by_clock == other.by_clock;
        self.line == other.line || (self.capped && other.capped && same_windows)
    }

    /// The pace when only a share of pages goes whole, and the others as differences.
    pub fn with_differences(&self, whole: Share, difference: Bytes) -> Self {
        let mix = |one: f64, other: f64| one * whole.as_f64() + other * whole.rest().as_f64();
        let encoded = difference / self.line + ENCODING;
        let mixed = Self {
            page_bytes: Bytes::new(mix(self.page_bytes.as_f64(), difference.as_f64())),
            page: SimTime::s(mix(self.page.as_s(), encoded.as_s())),
            ..*self
        };
        mixed.with_own_quantum()
    }

    /// An even pace at a rate, as other hypervisors than QEMU have it.
    pub fn even(scenario: &Scenario, rate: Rate) -> Self {
        let (one, page_bytes) = (Pages::new(1.0), rates::page(scenario));
        Self {
            line: rates::memory_rate(scenario),
            estimate: rate,
            capped: false,
            quantum: one,
            by_clock: one,
            page_bytes,
            page: page_bytes / rate,
            zero_page: line::scan(one).max(line::zero_stream(one) / rate),
        }
    }

    /// The pace of pages that go as they are, one after the other.
    pub fn uncompressed(scenario: &Scenario) -> Self {
        let (page_bytes, line) = (line::page_stream(Pages::new(1.0)), rates::plain_rate(scenario));
        Self {
            line,
            page_bytes,
            page: page_bytes / line,
            ..Self::even(scenario, line)
        }
    }

    /// The pace when zero pages are bytes like any other.
    pub fn that_scans_for_nothing(self) -> Self {
        Self {
            zero_page: line::zero_stream(Pages::new(1.0)) / self.estimate,
            ..self
        }
    }

    fn with_own_quantum(self) -> Self {
        let by_clock = Pages::new(CLOCK_PAGES * (QUANTUM / self.page / CLOCK_PAGES).ceil() + 1.0);
        let quantum = if self.capped {
            Pages::new((self.estimate * WINDOW / self.page_bytes).floor() + 1.0)
        } else {
            by_clock
        };
        Self {
            quantum,
            by_clock,
            ..self
        }
    }

    /// Capped: pages of a window that go before a look in the middle of it. A window that is full before has none: the
    /// sender looks when it has slept.
    pub fn before_middle(&self) -> Option<Pages> {
        let pages = self.by_clock + self.pages_of(BUFFER);
        (pages < self.quantum).then_some(pages)
    }

    /// Pages with content, as bytes in the stream.
    pub fn stream(&self, pages: Pages) -> Bytes {
        self.page_bytes * pages.as_f64()
    }

    /// Stream bytes, as pages with content.
    pub fn pages_of(&self, bytes: Bytes) -> Pages {
        Pages::new(bytes / self.page_bytes)
    }

    /// Time that pages with content take on the wire.
    pub fn time(&self, pages: Pages) -> SimTime {
        self.page * pages.as_f64()
    }

    /// Time that zero pages take.
    pub fn zero_time(&self, pages: Pages) -> SimTime {
        self.zero_page * pages.as_f64()
    }

    /// Pages with content that go in a span.
    pub fn pages_in(&self, span: SimTime) -> Pages {
        Pages::new(span / self.page)
    }

    /// The least time that pages with content take: a window holds one page more than the cap allows.
    pub fn least_time(&self, pages: Pages) -> SimTime {
        if self.capped {
            WINDOW * (pages / self.quantum)
        } else {
            self.stream(pages) / self.line
        }
    }

    /// Zero pages that go in a span.
    pub fn zero_pages_in(&self, span: SimTime) -> Pages {
        Pages::new(span / self.zero_page)
    }

    /// The wire's own bytes in a span of zero pages.
    pub fn zero_bytes_in(&self, span: SimTime) -> Bytes {
        line::zero_stream(self.zero_pages_in(span))
    }

    /// Whether zero pages are found more slowly than the wire would carry them.
    pub fn scan_is_slower(&self) -> bool {
        let one = Pages::new(1.0);
        line::scan(one) > line::zero_stream(one) / self.line
    }

    /// How long a quantum takes on the wire.
    pub fn quantum_time(&self) -> SimTime {
        self.time(self.quantum)
    }

    /// The most that goes faster than the rate.
    pub fn most_ahead(&self) -> Pages {
        if self.capped {
            self.quantum
        } else {
            self.pages_of(BUFFER)
        }
    }

    /// How much a threshold jitters with the estimate of the bandwidth; a
    /// capped sender sends the same in every window.
    pub fn jitter(&self, threshold: Pages) -> Pages {
        if self.capped {
            Pages::ZERO
        } else {
            threshold * ESTIMATE_SCATTER
        }
    }
}

/// Capped: a window from a moment on, as pages that go and the time by which they have.
struct Window {
    start: SimTime,
    /// Where the sender looks before the window is full; its end, if it does not.
    middle: (Pages, SimTime),
    end: (Pages, SimTime),
}

impl Window {
    fn new(start: SimTime, sender: &Sender) -> Self {
        let end = (sender.quantum, start + WINDOW);
        let middle = sender
            .before_middle()
            .map(|pages| (pages, start + sender.time(sender.by_clock)));
        Self {
            start,
            middle: middle.unwrap_or(end),
            end,
        }
    }

    /// When so many pages have gone. Between looks there is only the mean of runs that stop at different ones.
    fn time_of(&self, pages: Pages) -> SimTime {
        let between = |from: (Pages, SimTime), to: (Pages, SimTime)| {
            from.1 + (to.1 - from.1) * ((pages - from.0) / (to.0 - from.0)).min(1.0)
        };
        if pages < self.middle.0 {
            between((Pages::ZERO, self.start), self.middle)
        } else {
            between(self.middle, self.end)
        }
    }

    /// Whether the look in the middle is the nearest.
    fn is_in_the_middle(&self, pages: Pages) -> bool {
        let (middle, end) = (self.middle.0, self.end.0);
        middle < end && pages > middle * 0.5 && pages < (middle + end) * 0.5
    }
}

/// Where the sender is, by its own clock.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::migration) struct Flow {
    pub now: SimTime,
    /// Stream bytes given to the socket.
    pub bytes: Bytes,
    /// What of them the wire has not taken yet.
    pub buffered: Bytes,
    /// Zero pages still to be scanned.
    pub zero_left: Pages,
    /// Capped: pages still allowed in the current window.
    pub allowance: Pages,
    /// Capped: when the current window began.
    pub window_start: SimTime,
    /// Pages that the wire takes until the clock asks for a look at the queue, but for what the socket takes at once. A
    /// window that is full before is looked at when it is over.
    pub to_look: Pages,
}

impl Flow {
    /// Before the first byte.
    pub fn start(now: SimTime, zero: Pages) -> Self {
        Self {
            now,
            zero_left: zero,
            ..Self::default()
        }
    }

    /// Pages that the socket takes at once.
    fn ahead(&self, sender: &Sender) -> Pages {
        Pages::new((BUFFER - self.buffered) / sender.page_bytes)
    }

    /// Pages that go before the sender looks at the queue again.
    pub fn before_look(&self, sender: &Sender) -> Pages {
        let by_clock = self.to_look + self.ahead(sender);
        if sender.capped {
            by_clock.min(self.allowance)
        } else {
            by_clock
        }
    }

    /// The looks to come.
    pub fn looks(&self, sender: &Sender) -> Looks {
        let first = self.before_look(sender);
        let then = match sender.before_middle().filter(|_| sender.capped) {
            Some(middle) if first < self.allowance => [sender.quantum - middle, middle],
            Some(middle) => [middle, sender.quantum - middle],
            None => [sender.quantum; 2],
        };
        Looks { first, then }
    }

    /// The same moment by the wire's clock: when all that was given to the
    /// socket has left it.
    pub fn on_the_wire(&self, sender: &Sender) -> SimTime {
        self.now + self.buffered / sender.line
    }

    /// Sends pages out of a queue, some of them zero pages.
    pub fn send(&mut self, sender: &Sender, pages: Pages, zero: Pages, queue: Pages) {
        let costly = pages - zero;
        if sender.capped {
            let earliest = self.on_the_wire(sender) + sender.stream(costly) / sender.line;
            let scanned = self.now + sender.zero_time(zero);
            // A window counts bytes, of which a zero page has nine.
            let counted = costly + sender.pages_of(line::zero_stream(zero));
            self.send_in_bursts(sender, counted, pages >= queue);
            // A window that began with a long scan may leave the wire too little time for its burst; the scan takes its own.
            let late = (earliest - self.on_the_wire(sender)).max(scanned - self.now);
            self.now += late;
            self.window_start += late;
        } else {
            self.now += sender.time(costly - self.ahead(sender)) + sender.zero_time(zero);
            self.buffered = BUFFER.min(self.buffered + sender.stream(costly));
        }
        self.zero_left = self.zero_left - zero;
        self.bytes += sender.stream(costly) + line::zero_stream(zero);
    }

    /// It is interrupted at a time, when so many pages have gone: how often it looked at the queue meanwhile. The socket
    /// takes again at once what it holds now.
    pub fn interrupt(&mut self, sender: &Sender, at: SimTime, pages: Pages, bytes: Bytes) -> f64 {
        let looks = if sender.capped {
            self.interrupt_bursts(sender, pages, bytes)
        } else {
            let before_look = self.before_look(sender);
            let passed = pages + sender.most_ahead();
            let looks = ((passed - before_look) / sender.quantum).ceil();
            self.to_look = before_look + sender.quantum * looks - passed;
            looks
        };
        (self.now, self.buffered) = (at, Bytes::ZERO);
        self.bytes += bytes;
        looks
    }

    /// Looks are counted by what has gone: bursts are told as an even flow, which may be ahead of the clock. Zero pages take
    /// hardly anything of a window.
    fn interrupt_bursts(&mut self, sender: &Sender, pages: Pages, bytes: Bytes) -> f64 {
        let looks = ((pages - self.allowance) / sender.quantum).ceil();
        self.allowance = self.allowance + sender.quantum * looks - pages;
        let free = (pages - sender.pages_of(bytes)) / sender.quantum;
        self.window_start = self.window_start + WINDOW * looks - WINDOW * free;
        let in_window = sender.quantum - self.allowance;
        self.to_look = match sender.before_middle() {
            Some(middle) if in_window < middle => sender.by_clock - in_window,
            _ => sender.quantum,
        };
        looks
    }

    /// The sender fills its window at once and sleeps for the rest of it; when the queue ends within a window it need not
    /// sleep.
    fn send_in_bursts(&mut self, sender: &Sender, pages: Pages, drained: bool) {
        let mut window = self.window(sender);
        let mut in_window = pages;
        if pages > self.allowance {
            let more = pages - self.allowance;
            let whole = (more / sender.quantum).floor();
            in_window = more - sender.quantum * whole;
            (self.window_start, self.buffered) = (window.end.1 + WINDOW * whole, Bytes::ZERO);
            window = Window::new(self.window_start, sender);
        }
        if drained {
            self.now = window.start + sender.time(in_window - self.ahead(sender));
            self.allowance = window.end.0 - in_window;
            self.buffered = BUFFER.min(self.buffered + sender.stream(in_window));
            return;
        }
        self.now = window.time_of(in_window);
        if window.is_in_the_middle(in_window) {
            self.allowance = window.end.0 - window.middle.0;
            self.window_start = self.now + (window.end.1 - window.middle.1) - WINDOW;
            self.buffered = BUFFER;
        } else {
            (self.allowance, self.window_start, self.buffered) = (sender.quantum, self.now, Bytes::ZERO);
        }
    }

    /// The window that is open.
    fn window(&self, sender: &Sender) -> Window {
        let end = (self.allowance, self.now.max(self.window_start + WINDOW));
        let pages = self.before_look(sender);
        let middle = (pages, (self.now + sender.time(pages - self.ahead(sender))).min(end.1));
        Window {
            start: self.now,
            middle: if pages < self.allowance { middle } else { end },
            end,
        }
    }
}
