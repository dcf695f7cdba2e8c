//! The suspended VM: save, move, restore. It is down for all of it, but its programs keep their state.

use super::precopy::sender::BUFFER;
use super::report::{Cause, DownCause, EventKind, Host, PhaseKind};
use super::stop::{Load, Stop};
use super::storage::mirror::Mirror;
use super::{handover, line, rates};
use crate::scenario::{Scenario, Suspend};
use crate::units::{Bytes, Pages};

/// QEMU counts three syncs for a VM that does not run: at the start, at the threshold, and after the stop.
pub(super) const SYNCS: u32 = 3;

/// The disk that moves; nothing is written any more, so every block goes once.
pub(super) fn disk(scenario: &Scenario) -> Bytes {
    Mirror::new(scenario).map_or(Bytes::ZERO, |mirror| mirror.left())
}

/// Used memory and zero pages.
fn pages(scenario: &Scenario) -> (Pages, Pages) {
    let used = scenario.used_memory();
    (used.pages(), (scenario.ram - used).pages())
}

/// Memory as it goes over the wire.
fn stream(scenario: &Scenario) -> Bytes {
    let (used, zero) = pages(scenario);
    rates::page(scenario) * used.as_f64() + line::zero_stream(zero)
}

/// What the sender's socket holds when all memory has been given to it: the wire drains it during the scan of zero pages.
pub(super) fn buffered(scenario: &Scenario) -> Bytes {
    let (used, zero) = pages(scenario);
    let content = rates::page(scenario) * used.as_f64();
    let drained = rates::memory_rate(scenario) * line::scan(zero) - line::zero_stream(zero);
    BUFFER.min(content) - drained
}

/// The stages of a suspended VM that moves.
pub(super) fn stops(scenario: &Scenario) -> [Option<Stop>; 4] {
    let disk = disk(scenario);
    let copy = (!disk.is_zero()).then_some(Stop {
        length: disk / line::line_rate(scenario),
        load: Load::Disk(disk),
        after: Some(EventKind::DiskCopied),
        ..Stop::paused(PhaseKind::Disk, DownCause::Disk, Host::Source)
    });
    let [there, back] = match scenario.suspend {
        Suspend::Save | Suspend::Hold(_) => streamed(scenario),
        Suspend::File => through_a_file(scenario),
    };
    [copy, Some(there), Some(back), Some(handover::resume())]
}

fn streamed(scenario: &Scenario) -> [Stop; 2] {
    let (used, zero) = pages(scenario);
    let content = rates::page(scenario) * used.as_f64();
    let memory = Stop {
        length: line::SETUP + line::sent_then_scanned(content, zero, rates::memory_rate(scenario), BUFFER),
        load: Load::Memory(Cause::StopAndCopy, stream(scenario)),
        ..Stop::paused(PhaseKind::Transfer, DownCause::Transfer, Host::Source)
    };
    [memory, handover::device_state(scenario)]
}

/// A file holds whole pages.
fn through_a_file(scenario: &Scenario) -> [Stop; 2] {
    let (used, zero) = pages(scenario);
    let file = line::page_stream(used) + line::zero_stream(zero) + scenario.device_state;
    let length = file / scenario.store;
    let save = Stop {
        length,
        load: Load::Memory(Cause::Saved, file),
        after: Some(EventKind::Saved),
        ..Stop::paused(PhaseKind::Save, DownCause::Save, Host::Source)
    };
    let restore = Stop {
        length,
        load: Load::Memory(Cause::ReadBack, file),
        ..Stop::paused(PhaseKind::Restore, DownCause::Restore, Host::Destination)
    };
    [save, restore]
}
