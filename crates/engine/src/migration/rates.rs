//! What memory goes at: the line, a cap below it, or what the sending threads manage.

use super::causes::Bound;
use super::line::{PAGE_ON_WIRE, line_rate, page_stream};
use super::precopy::rules::Rule;
use crate::params::Compression;
use crate::scenario::Scenario;
use crate::units::{Bytes, PAGE_BYTES, Pages, Rate};

/// What one processor compresses in a second. zstd: QEMU's own test (54 GB in 20 s with eight threads at 810 % of a
/// processor); zlib: as much slower as zstd's published benchmarks say (105 against 510 MB/s).
const ZSTD: Rate = Rate::mib_per_s(340.0);
const ZLIB: Rate = Rate::mib_per_s(70.0);

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
