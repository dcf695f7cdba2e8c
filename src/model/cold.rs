//! Cold migration: shut down, copy, define, boot. No memory is sent.

use super::course::{Course, Load, Stop};
use super::halt::{Fate, Halt};
use super::report::{DownCause, EventKind, Host, PhaseKind, Power, Recorder, Zone, ZoneState};
use super::wire;
use crate::params::Storage;
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, SimTime};

/// A VM's configuration: a description of a few kilobytes and its firmware variables.
const CONFIGURATION: Bytes = Bytes::kib(64.0);
/// Defining a VM on a host: parsing its description, preparing its resources.
const DEFINITION: SimTime = SimTime::ms(500.0);

pub(super) fn run<R: Recorder>(scenario: &Scenario, course: &mut Course<'_, R>) {
    match stages(scenario, course) {
        Ok(()) => course.complete(),
        Err(halt) => halted(scenario, course, halt),
    }
}

/// The disk at the source is intact, so the guest boots there again, unless its host is dead.
fn halted<R: Recorder>(scenario: &Scenario, course: &mut Course<'_, R>, halt: Halt) {
    if matches!(halt, Halt::SourceCrash | Halt::LookedAway) {
        return course.halted(halt, Fate::AT_SOURCE);
    }
    if halt == Halt::LinkBroken {
        course.event(EventKind::ConnectionLost);
    }
    course.script.close();
    course.whole(Stop {
        kind: PhaseKind::Boot,
        cause: DownCause::Boot,
        length: scenario.boot,
        power: Power::Booting,
        host: Host::Source,
        load: Load::Nothing,
    });
    course.stays(halt, true);
}

fn stages<R: Recorder>(scenario: &Scenario, course: &mut Course<'_, R>) -> Result<(), Halt> {
    let line = wire::line_rate(scenario);
    let disk = match scenario.storage {
        Storage::Shared => Bytes::ZERO,
        Storage::Local => scenario.disk,
    };
    if course.records() {
        // Memory is there to be seen, but none of it has to be sent.
        let used = Zone {
            pattern: None,
            start: Pages::ZERO,
            pages: scenario.used_memory().pages(),
        };
        course.lay_out(&[used], Pages::ZERO);
        course.now.zones.fill(ZoneState::default());
    }
    course.now.disk_left = disk;
    let off = |kind, cause, length, host, load| Stop {
        kind,
        cause,
        length,
        power: Power::Off,
        host,
        load,
    };
    course.stop(Stop {
        kind: PhaseKind::Shutdown,
        cause: DownCause::Shutdown,
        length: scenario.shutdown,
        power: Power::ShuttingDown,
        host: Host::Source,
        load: Load::Nothing,
    })?;
    course.event(EventKind::PoweredOff);
    course.stop(off(
        PhaseKind::Configuration,
        DownCause::Configuration,
        CONFIGURATION / line + scenario.rtt,
        Host::Source,
        Load::State(CONFIGURATION),
    ))?;
    if !disk.is_zero() {
        course.stop(off(
            PhaseKind::Disk,
            DownCause::Disk,
            disk / line,
            Host::Source,
            Load::Disk(disk),
        ))?;
        course.event(EventKind::DiskCopied);
    }
    course.event(EventKind::Switchover);
    course.stop(off(
        PhaseKind::Definition,
        DownCause::Configuration,
        DEFINITION,
        Host::Destination,
        Load::Nothing,
    ))?;
    course.stop(Stop {
        kind: PhaseKind::Boot,
        cause: DownCause::Boot,
        length: scenario.boot,
        power: Power::Booting,
        host: Host::Destination,
        load: Load::Nothing,
    })?;
    course.resume();
    Ok(())
}
