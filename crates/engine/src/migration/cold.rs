//! Cold migration: shut down, copy, define, boot. No memory is sent.

use super::line;
use super::report::{DownCause, EventKind, Host, PhaseKind, Power};
use super::stop::{Load, Stop};
use crate::params::Storage;
use crate::scenario::Scenario;
use crate::units::{Bytes, SimTime};

/// A VM's configuration: a description of a few kilobytes and its firmware variables.
const CONFIGURATION: Bytes = Bytes::kib(64.0);
/// Defining a VM on a host: parsing its description, preparing its resources.
const DEFINITION: SimTime = SimTime::ms(500.0);

/// What is copied of the disk.
pub(super) fn disk(scenario: &Scenario) -> Bytes {
    match scenario.storage {
        Storage::Shared => Bytes::ZERO,
        Storage::Local => scenario.disk,
    }
}

/// The stages of a cold migration.
pub(super) fn stops(scenario: &Scenario) -> [Option<Stop>; 5] {
    let line = line::line_rate(scenario);
    let disk = disk(scenario);
    let off = Stop {
        power: Power::Off,
        ..Stop::paused(PhaseKind::Configuration, DownCause::Configuration, Host::Source)
    };
    [
        Some(Stop {
            kind: PhaseKind::Shutdown,
            cause: DownCause::Shutdown,
            length: scenario.shutdown,
            power: Power::ShuttingDown,
            after: Some(EventKind::PoweredOff),
            ..off
        }),
        Some(Stop {
            length: CONFIGURATION / line + scenario.rtt,
            load: Load::State(CONFIGURATION),
            ..off
        }),
        (!disk.is_zero()).then_some(Stop {
            kind: PhaseKind::Disk,
            cause: DownCause::Disk,
            length: disk / line,
            load: Load::Disk(disk),
            after: Some(EventKind::DiskCopied),
            ..off
        }),
        Some(Stop {
            kind: PhaseKind::Definition,
            length: DEFINITION,
            host: Host::Destination,
            before: Some(EventKind::Switchover),
            ..off
        }),
        Some(boot(scenario, Host::Destination)),
    ]
}

/// A migration that broke off: the disk at the source is intact, so the guest boots there again.
pub(super) fn back_at_the_source(scenario: &Scenario) -> Stop {
    boot(scenario, Host::Source)
}

fn boot(scenario: &Scenario, host: Host) -> Stop {
    Stop {
        length: scenario.boot,
        power: Power::Booting,
        ..Stop::paused(PhaseKind::Boot, DownCause::Boot, host)
    }
}
