//! The suspended VM: save, move, restore. It is down for all of it, but its
//! programs keep their state.

use super::course::{Course, Load, Stop};
use super::halt::{Fate, Halt};
use super::mirror::Mirror;
use super::report::{Cause, DownCause, EventKind, Host, PhaseKind, Recorder, Zone};
use super::{sender, wire};
use crate::scenario::{Scenario, Suspend};
use crate::units::{Bytes, Pages};

pub(super) fn run<R: Recorder>(scenario: &Scenario, course: &mut Course<'_, R>) {
    let mut saved = false;
    match stages(scenario, course, &mut saved) {
        Ok(()) => course.complete(),
        // The file is complete: whatever happens, the VM can be restored from it.
        Err(halt) if saved => course.halted(halt, Fate::IN_FILE),
        Err(halt) => course.stays(halt, true),
    }
}

/// `saved` tells whether the VM is in a file.
fn stages<R: Recorder>(scenario: &Scenario, course: &mut Course<'_, R>, saved: &mut bool) -> Result<(), Halt> {
    let used = scenario.used_memory().pages();
    let zero = (scenario.ram - scenario.used_memory()).pages();
    let whole = wire::page_stream(used) + wire::zero_stream(zero);
    let memory = wire::page(scenario) * used.as_f64() + wire::zero_stream(zero);
    let line = wire::memory_rate(scenario);
    course.now.disk_left = Mirror::new(scenario).map_or(Bytes::ZERO, |mirror| mirror.left());
    course.lay_out(
        &[Zone {
            pattern: None,
            start: Pages::ZERO,
            pages: used,
        }],
        zero,
    );
    course.event(EventKind::Paused);
    let paused = Stop::paused;
    if let Some(mirror) = Mirror::new(scenario) {
        // Nothing is written any more, so every block goes once.
        let disk = mirror.left();
        let length = disk / wire::line_rate(scenario);
        let (kind, cause, load) = (PhaseKind::Disk, DownCause::Disk, Load::Disk(disk));
        course.stop(paused(kind, cause, length, Host::Source, load))?;
        course.event(EventKind::DiskCopied);
    }
    match scenario.suspend {
        Suspend::Save | Suspend::Hold(_) => {
            let transfer = wire::SETUP + (memory / line).max(wire::scan(zero));
            let load = Load::Memory(Cause::StopAndCopy, memory);
            course.metrics.bound = wire::bound_of_all(scenario);
            course.metrics.buffered = sender::BUFFER.min(memory);
            course.stop(paused(
                PhaseKind::Transfer,
                DownCause::Transfer,
                transfer,
                Host::Source,
                load,
            ))?;
            let (length, load) = (wire::state_time(scenario), Load::State(scenario.device_state));
            course.stop(paused(
                PhaseKind::DeviceState,
                DownCause::DeviceState,
                length,
                Host::Source,
                load,
            ))?;
        }
        Suspend::File => {
            let file = whole + scenario.device_state;
            let length = file / scenario.store;
            let load = Load::Memory(Cause::Saved, file);
            course.stop(paused(PhaseKind::Save, DownCause::Save, length, Host::Source, load))?;
            course.event(EventKind::Saved);
            *saved = true;
            let load = Load::Memory(Cause::ReadBack, file);
            course.stop(paused(
                PhaseKind::Restore,
                DownCause::Restore,
                length,
                Host::Destination,
                load,
            ))?;
        }
    }
    course.event(EventKind::Switchover);
    let kind = PhaseKind::Resume;
    course.stop(paused(
        kind,
        DownCause::Resume,
        wire::RESUME,
        Host::Destination,
        Load::Nothing,
    ))?;
    course.resume();
    course.metrics.syncs = SYNCS;
    Ok(())
}

/// QEMU counts three syncs for a VM that does not run: at the start, at the
/// threshold, and after the stop.
const SYNCS: u32 = 3;
