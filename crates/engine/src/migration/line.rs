//! The line: how much of it carries data, and what a page costs on it.

use crate::scenario::Scenario;
use crate::units::{Bytes, PAGE_BYTES, Pages, Rate, SimTime};

/// Payload of an Ethernet frame at MTU 1500 with TCP timestamps, over the
/// frame with preamble, gap and checksum.
const PAYLOAD_SHARE: f64 = 1448.0 / 1538.0;
/// A page in the stream: its content and an 8-byte header.
pub(super) const PAGE_ON_WIRE: f64 = PAGE_BYTES + 8.0;
/// A zero page in the stream: header and fill byte.
const ZERO_PAGE_ON_WIRE: f64 = 9.0;

/// What the line carries at best.
#[must_use]
pub fn line_rate(scenario: &Scenario) -> Rate {
    payload(scenario.link)
}

/// What a line carries of data.
#[must_use]
pub(crate) fn payload(line: Rate) -> Rate {
    line * PAYLOAD_SHARE
}

/// Pages with content, as bytes in the stream.
#[must_use]
pub fn page_stream(pages: Pages) -> Bytes {
    Bytes::new(pages.as_f64() * PAGE_ON_WIRE)
}

/// Stream bytes, as pages with content.
#[must_use]
pub fn stream_pages(bytes: Bytes) -> Pages {
    Pages::new(bytes.as_f64() / PAGE_ON_WIRE)
}

/// Stream bytes, as zero pages.
#[must_use]
pub fn stream_zero_pages(bytes: Bytes) -> Pages {
    Pages::new(bytes.as_f64() / ZERO_PAGE_ON_WIRE)
}

/// Zero pages, as bytes in the stream.
#[must_use]
pub fn zero_stream(pages: Pages) -> Bytes {
    Bytes::new(pages.as_f64() * ZERO_PAGE_ON_WIRE)
}

/// Opening the channel and registering memory, before the first page.
pub const SETUP: SimTime = SimTime::ms(3.0);
/// Handing over and starting the vCPUs.
pub const RESUME: SimTime = SimTime::ms(2.0);
/// Zero pages that the sender recognises in a second (measured).
const SCAN_PAGES_PER_S: f64 = 2.7e6;

/// Time to find that pages are zero.
#[must_use]
pub fn scan(zero: Pages) -> SimTime {
    SimTime::s(zero.as_f64() / SCAN_PAGES_PER_S)
}

/// Time for pages with content, as bytes, and zero pages at a rate: one thread sends the ones and then finds the others,
/// while the wire still carries what the socket holds of the first.
#[must_use]
pub(super) fn sent_then_scanned(used: Bytes, zero: Pages, rate: Rate, socket: Bytes) -> SimTime {
    used / rate + (scan(zero) - socket.min(used) / rate).max(zero_stream(zero) / rate)
}

/// Time for device state to arrive and be acknowledged.
#[must_use]
pub fn state_time(scenario: &Scenario) -> SimTime {
    scenario.device_state / line_rate(scenario) + scenario.rtt
}

/// How fast something goes that has a rate of its own, compared with that, where a part of the line is left.
#[must_use]
pub(super) fn pace_of(rate: Rate, line: f64, scenario: &Scenario) -> f64 {
    let whole = line_rate(scenario);
    if rate < whole {
        (line * (whole / rate)).min(1.0)
    } else {
        line
    }
}

/// Time from the resume until the first announcement reaches the switches.
#[must_use]
pub fn announcement() -> SimTime {
    SimTime::ms(50.0)
}
