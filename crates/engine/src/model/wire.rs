//! The wire: how much of the line carries data, and what a page costs on it.

use super::precopy::rules::Rule;
use super::report::{Cause, Metrics};
use crate::params::Compression;
use crate::scenario::Scenario;
use crate::units::{Bytes, PAGE_BYTES, Pages, Rate, SimTime};

/// Payload of an Ethernet frame at MTU 1500 with TCP timestamps, over the
/// frame with preamble, gap and checksum.
const PAYLOAD_SHARE: f64 = 1448.0 / 1538.0;
/// A page in the stream: its content and an 8-byte header.
const PAGE_ON_WIRE: f64 = PAGE_BYTES + 8.0;
/// A zero page in the stream: header and fill byte.
const ZERO_PAGE_ON_WIRE: f64 = 9.0;
/// What one processor compresses in a second. zstd: QEMU's own test (54 GB in 20 s with eight threads at 810 % of a
/// processor); zlib: as much slower as zstd's published benchmarks say (105 against 510 MB/s).
const ZSTD: Rate = Rate::mib_per_s(340.0);
const ZLIB: Rate = Rate::mib_per_s(70.0);

/// What holds memory back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The line between the hosts.
    Line,
    /// The bandwidth cap.
    Cap,
    /// The processors of the sending threads.
    Processor,
    /// The search for zero pages.
    Scan,
}

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

/// How a page gets smaller.
#[derive(Clone, Copy)]
struct Packing {
    /// A page in the stream.
    page: Bytes,
    /// What a processor packs in a second.
    thread: Rate,
}

fn packing(scenario: &Scenario) -> Option<Packing> {
    if !Rule::of(scenario).compresses {
        return None;
    }
    let thread = match scenario.compress {
        Compression::None => return None,
        Compression::Zlib => ZLIB,
        Compression::Zstd => ZSTD,
    };
    let header = PAGE_ON_WIRE - PAGE_BYTES;
    let page = Bytes::new(header + PAGE_BYTES * scenario.ratio.as_f64());
    Some(Packing { page, thread })
}

/// Whether pages of a pre-copy get smaller.
#[must_use]
pub(super) fn is_packed(scenario: &Scenario) -> bool {
    packing(scenario).is_some()
}

/// A page with content in the stream of memory.
#[must_use]
pub(super) fn page(scenario: &Scenario) -> Bytes {
    packing(scenario).map_or(page_stream(Pages::new(1.0)), |packing| packing.page)
}

/// What memory can go at: the line, or what the sending threads manage.
#[must_use]
pub fn memory_rate(scenario: &Scenario) -> Rate {
    let line = line_rate(scenario);
    match packing(scenario) {
        None => plain_rate(scenario),
        Some(Packing { page, thread }) => {
            let thread = scenario.thread.map_or(thread, |most| most.min(thread));
            // Threads count what goes in, the line what comes out.
            (thread * scenario.channels.as_f64() * (page / page_stream(Pages::new(1.0)))).min(line)
        }
    }
}

/// The same for pages that go as they are.
#[must_use]
pub(super) fn plain_rate(scenario: &Scenario) -> Rate {
    let line = line_rate(scenario);
    scenario
        .thread
        .map_or(line, |thread| (thread * scenario.channels.as_f64()).min(line))
}

/// What a migration may use while the VM runs: the same, or the cap below it.
#[must_use]
pub fn live_rate(scenario: &Scenario) -> Rate {
    let most = memory_rate(scenario);
    scenario.cap.map_or(most, |cap| cap.min(most))
}

/// The pages that this is, without their headers.
#[must_use]
pub fn page_rate(scenario: &Scenario) -> Rate {
    live_rate(scenario) * (PAGE_BYTES / PAGE_ON_WIRE)
}

/// What holds memory back while the VM runs.
#[must_use]
pub(super) fn bound(scenario: &Scenario) -> Bound {
    if scenario.cap.is_some_and(|cap| cap < memory_rate(scenario)) {
        Bound::Cap
    } else {
        bound_of_all(scenario)
    }
}

/// What holds memory back while the VM stands still and no cap counts.
#[must_use]
pub(super) fn bound_of_all(scenario: &Scenario) -> Bound {
    if memory_rate(scenario) < line_rate(scenario) {
        Bound::Processor
    } else {
        Bound::Line
    }
}

/// What held memory back, in the end: the search for zero pages, if it took longer than all that was sent.
#[must_use]
pub(super) fn bound_in_the_end(scenario: &Scenario, figures: &Metrics) -> Bound {
    let traffic = &figures.traffic;
    let streamed = traffic[Cause::FirstPass] + traffic[Cause::Resent] + traffic[Cause::StopAndCopy];
    let zero = (scenario.ram - scenario.used_memory()).pages();
    let scans = !streamed.is_zero() && !Rule::of(scenario).is_series();
    if scans && scan(zero) > streamed / live_rate(scenario) {
        Bound::Scan
    } else {
        figures.bound
    }
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
