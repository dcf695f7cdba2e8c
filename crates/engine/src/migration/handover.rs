//! The handover of a running VM: it is stopped, the rest follows, its device state moves, and it resumes.

use super::precopy::rules::Rule;
use super::precopy::sender::BUFFER;
use super::report::{Cause, DownCause, EventKind, Host, PhaseKind};
use super::stop::{Load, Stop};
use super::{line, rates};
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, SimTime};

/// What is sent while the VM stands still.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handover {
    /// Of a local disk: blocks that never went, and blocks that have to go again.
    pub disk: Option<(Bytes, Bytes)>,
    /// The rest of memory, as stream bytes, and how long it takes; nothing before a post-copy.
    pub memory: Option<(Bytes, SimTime)>,
}

impl Handover {
    /// Its stages.
    pub fn stops(&self, scenario: &Scenario) -> [Option<Stop>; 5] {
        let line = line::line_rate(scenario);
        let disk = Stop::paused(PhaseKind::Disk, DownCause::Disk, Host::Source);
        let first_copy = self.disk.filter(|(rest, _)| !rest.is_zero()).map(|(rest, _)| Stop {
            length: rest / line,
            load: Load::Disk(rest),
            ..disk
        });
        // The VM stands still, so nothing is written any more: the mirror sends what is left and is closed.
        let last_blocks = self.disk.map(|(_, dirty)| Stop {
            length: dirty / line + scenario.rtt,
            load: Load::Blocks(dirty),
            after: Some(EventKind::DiskCopied),
            ..disk
        });
        let memory = self.memory.map(|(bytes, length)| Stop {
            length,
            load: Load::Memory(Cause::StopAndCopy, bytes),
            ..Stop::paused(PhaseKind::StopAndCopy, DownCause::FinalCopy, Host::Source)
        });
        [
            first_copy,
            last_blocks,
            memory,
            Some(device_state(scenario)),
            Some(resume()),
        ]
    }
}

/// Device state arrives and is acknowledged.
pub(super) fn device_state(scenario: &Scenario) -> Stop {
    Stop {
        length: line::state_time(scenario),
        load: Load::State(scenario.device_state),
        ..Stop::paused(PhaseKind::DeviceState, DownCause::DeviceState, Host::Source)
    }
}

/// Control passes to the destination, and the vCPUs go on.
pub(super) fn resume() -> Stop {
    Stop {
        length: line::RESUME,
        before: Some(EventKind::Switchover),
        ..Stop::paused(PhaseKind::Resume, DownCause::Resume, Host::Destination)
    }
}

/// How long the pages of the last round take: content and zero pages one after the other, for one thread sends and scans.
/// To a formula there is one rate, and zero pages are bytes.
pub(super) fn last_round(scenario: &Scenario, used: Bytes, zero: Pages) -> SimTime {
    let rule = Rule::of(scenario);
    if rule.is_series() {
        return (used + line::zero_stream(zero)) / rates::live_rate(scenario);
    }
    let socket = if rule.looks_at_the_queue() { BUFFER } else { Bytes::ZERO };
    line::sent_then_scanned(used, zero, rates::memory_rate(scenario), socket)
}
