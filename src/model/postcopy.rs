//! Post-copy: the VM runs at the destination while its memory follows.
//!
//! What is missing is pushed without the cap. A vCPU that touches a missing
//! page waits for it: a round trip, and what is queued ahead of it. The push
//! goes on after the page that was asked for, so the memory that is touched
//! most arrives first.

use super::course::{Course, Load, Stop};
use super::memory::Absent;
use super::precopy::Precopy;
use super::report::{Cause, DownCause, EventKind, Host, Metrics, PhaseKind, Power, Recorder, Status, ZoneState};
use super::sender::BUFFER;
use super::wire;
use crate::params::Pattern;
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// The destination places a zero page with one system call (measured).
const ZERO_PAGE_PLACED: SimTime = SimTime::s(1e-6);
/// Until the destination's last word has closed the migration (measured).
const CLOSING: SimTime = SimTime::ms(10.0);
/// Pages in one write of the sender: 64 pieces, a header and a page each.
const BATCH: f64 = 32.0;

/// Faults and the time that they block a vCPU.
#[derive(Clone, Copy, Default)]
struct Faults {
    number: f64,
    blocked: SimTime,
}

/// From the command to switch on; the sender has not yet learned what was written since the last sync.
pub(super) fn run<R: Recorder>(scenario: &Scenario, mut run: Precopy<'_>, mut course: Course<'_, R>) -> Metrics {
    if course.metrics.total.is_zero() {
        open_channel(&mut course);
    }
    run.sync(0.0);
    course.metrics.syncs = course.metrics.syncs.saturating_add(1);
    let zero = run.flow.zero_left;
    if R::RECORDS {
        course.now.zones = run.memory.zone_states(zero, SimTime::ZERO);
        course.now.zero_left = zero;
        course.now.threshold = Bytes::ZERO;
    }
    switch_over(scenario, &mut course);
    let start = course.metrics.total;
    let latency = scenario.rtt + BUFFER.min(wire::page_stream(scenario.used_memory().pages())) / run.whole_pages.line;
    let (classes, count) = run.memory.absent_by_heat();
    let mut hazard: f64 = classes[..count].iter().map(touches_missing).sum();
    for class in &classes[..count] {
        let after = (hazard - touches_missing(class)).max(0.0);
        let time = run.whole_pages.time(class.missing);
        let faults = match class.pattern {
            Some(Pattern::Sequential) => in_order(class, run.whole_pages.time(Pages::new(1.0)), latency),
            _ => scattered(hazard, after, time, latency),
        };
        hazard = after;
        arrive(&mut course, class.zone, class.missing, time, faults);
    }
    let written: Pages = classes[..count].iter().map(|class| class.missing).sum();
    let rest = run.memory.dirty() - written - zero;
    arrive(&mut course, count, rest, run.whole_pages.time(rest), Faults::default());
    let placing = (ZERO_PAGE_PLACED * zero.as_f64()).max(wire::zero_stream(zero) / run.whole_pages.line);
    course.now.wire = wire::zero_stream(zero) / placing;
    course.sample();
    course.metrics.traffic[Cause::Pushed] += wire::zero_stream(zero);
    course.metrics.total += placing;
    if R::RECORDS {
        course.now.zones.fill(ZoneState::default());
        course.now.zero_left = Pages::ZERO;
        course.now.wire = Rate::ZERO;
    }
    course.sample();
    course.metrics.total += CLOSING;
    course.sample();
    course.phase(PhaseKind::PostCopy, start, Power::Running, Host::Destination);
    course.event(EventKind::MemoryComplete);
    course.end(Status::Completed)
}

fn open_channel<R: Recorder>(course: &mut Course<'_, R>) {
    course.sample();
    course.metrics.total = wire::SETUP;
    course.sample();
    course.phase(PhaseKind::Setup, SimTime::ZERO, Power::Running, Host::Source);
}

/// The VM stands still while its device state moves.
fn switch_over<R: Recorder>(scenario: &Scenario, course: &mut Course<'_, R>) {
    course.event(EventKind::Paused);
    let paused = |kind, cause, length, host, load| Stop {
        kind,
        cause,
        length,
        power: Power::Paused,
        host,
        load,
    };
    let (length, load) = (wire::state_time(scenario), Load::State(scenario.device_state));
    course.stop(paused(
        PhaseKind::DeviceState,
        DownCause::DeviceState,
        length,
        Host::Source,
        load,
    ));
    course.event(EventKind::Switchover);
    let resume = paused(
        PhaseKind::Resume,
        DownCause::Resume,
        wire::RESUME,
        Host::Destination,
        Load::Nothing,
    );
    course.stop(resume);
    course.resume();
}

/// Touches of missing pages a second, if the vCPU never waited.
fn touches_missing(class: &Absent) -> f64 {
    match class.pattern {
        Some(Pattern::Random) => class.writes * (class.missing / class.pages),
        _ => 0.0,
    }
}

/// A zone's missing pages arrive while the vCPU waits for some of them.
fn arrive<R: Recorder>(course: &mut Course<'_, R>, zone: usize, missing: Pages, time: SimTime, faults: Faults) {
    let number = Pages::new(faults.number).min(missing);
    if R::RECORDS {
        course.now.speed = Share::new(faults.blocked / time).rest();
        course.now.wire = wire::page_stream(missing) / time;
    }
    course.sample();
    course.metrics.page_faults += number;
    course.metrics.fault_blocked += faults.blocked;
    course.metrics.traffic[Cause::OnDemand] += wire::page_stream(number);
    course.metrics.traffic[Cause::Pushed] += wire::page_stream(missing - number);
    course.metrics.total += time;
    if R::RECORDS {
        course.now.zones[zone] = ZoneState::default();
        course.now.speed = Share::new(1.0);
    }
    course.sample();
}

/// Faults while the rate of touches on missing pages falls evenly from
/// `before` to `after` within a time: the integral of h/(1 + h·L), because the
/// vCPU stands still for the latency L at each.
fn scattered(before: f64, after: f64, time: SimTime, latency: SimTime) -> Faults {
    let wait = latency.as_s();
    let fall = (before - after) * wait;
    let number = if fall < 1e-4 {
        let mean = 0.5 * (before + after);
        time.as_s() * mean / (1.0 + mean * wait)
    } else {
        time / latency * (1.0 - libm::log((1.0 + before * wait) / (1.0 + after * wait)) / fall)
    };
    Faults {
        number,
        blocked: latency * number,
    }
}

/// A sequential writer faults once when it is among the missing pages; from
/// there the push runs ahead of it. If it is faster than the wire it meets
/// the end of every batch.
fn in_order(class: &Absent, page: SimTime, latency: SimTime) -> Faults {
    if class.writes == 0.0 {
        return Faults::default();
    }
    let once = class.missing / class.pages;
    let behind = page - SimTime::s(1.0 / class.writes);
    let batches = if behind.is_zero() {
        0.0
    } else {
        class.missing.as_f64() / BATCH
    };
    Faults {
        number: once + batches,
        blocked: latency * once + behind * class.missing.as_f64(),
    }
}
