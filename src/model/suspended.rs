//! The suspended VM: save, move, restore. It is down for all of it, but its
//! programs keep their state.

use super::course::{Course, Load, Stop};
use super::report::{Cause, DownCause, EventKind, Host, Metrics, PhaseKind, Power, Recorder, Status, Zone};
use super::{sender, wire};
use crate::scenario::{Scenario, Suspend};
use crate::units::Pages;

pub(super) fn run(scenario: &Scenario, recorder: &mut impl Recorder) -> Metrics {
    let used = scenario.used_memory().pages();
    let zero = (scenario.ram - scenario.used_memory()).pages();
    let memory = wire::page_stream(used) + wire::zero_stream(zero);
    let line = wire::line_rate(scenario);
    let mut course = Course::new(recorder);
    course.lay_out(
        &[Zone {
            pattern: None,
            start: Pages::ZERO,
            pages: used,
        }],
        zero,
    );
    course.event(EventKind::Paused);
    let paused = |kind, cause, length, host, load| Stop {
        kind,
        cause,
        length,
        power: Power::Paused,
        host,
        load,
    };
    match scenario.suspend {
        Suspend::Save | Suspend::Hold(_) => {
            let transfer = wire::SETUP + (memory / line).max(wire::scan(zero));
            let load = Load::Memory(Cause::StopAndCopy, memory);
            course.metrics.buffered = sender::BUFFER.min(memory);
            course.stop(paused(
                PhaseKind::Transfer,
                DownCause::Transfer,
                transfer,
                Host::Source,
                load,
            ));
            let (length, load) = (wire::state_time(scenario), Load::State(scenario.device_state));
            course.stop(paused(
                PhaseKind::DeviceState,
                DownCause::DeviceState,
                length,
                Host::Source,
                load,
            ));
        }
        Suspend::File => {
            let file = memory + scenario.device_state;
            let length = file / scenario.store;
            let load = Load::Memory(Cause::Saved, file);
            course.stop(paused(PhaseKind::Save, DownCause::Save, length, Host::Source, load));
            course.event(EventKind::Saved);
            let load = Load::Memory(Cause::ReadBack, file);
            course.stop(paused(
                PhaseKind::Restore,
                DownCause::Restore,
                length,
                Host::Destination,
                load,
            ));
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
    ));
    course.resume();
    course.metrics.syncs = SYNCS;
    course.end(Status::Completed)
}

/// QEMU counts three syncs for a VM that does not run: at the start, at the
/// threshold, and after the stop.
const SYNCS: u32 = 3;
