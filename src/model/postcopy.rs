//! Post-copy: the VM runs at the destination while its memory follows.
//!
//! What is missing is pushed without the cap. A vCPU that touches a missing
//! page waits for it: a round trip, and what is queued ahead of it. The push
//! goes on after the page that was asked for, so the memory that is touched
//! most arrives first.

use super::course::{Course, Load, Stop};
use super::halt::{Fate, Halt};
use super::memory::Absent;
use super::precopy::Precopy;
use super::report::{Cause, DownCause, EventKind, Host, PhaseKind, Power, Recorder, ZoneState};
use super::script::NEVER;
use super::sender::{BUFFER, Sender};
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
pub(super) fn run<R: Recorder>(scenario: &Scenario, run: &mut Precopy<'_>, course: &mut Course<'_, R>) {
    let end = stages(scenario, run, course);
    course.ran_behind();
    match end {
        Ok(()) => course.complete(),
        // Before the switch-over the VM goes on at the source.
        Err(halt) if !course.split => course.stays(halt, true),
        Err(halt @ (Halt::SourceCrash | Halt::DestinationCrash)) => course.halted(halt, Fate::LOST),
        Err(halt) => course.halted(halt, Fate::SPLIT),
    }
}

fn stages<R: Recorder>(scenario: &Scenario, run: &mut Precopy<'_>, course: &mut Course<'_, R>) -> Result<(), Halt> {
    if course.metrics.total.is_zero() {
        open_channel(course);
    }
    run.sync(0.0);
    course.metrics.syncs = course.metrics.syncs.saturating_add(1);
    let zero = run.flow.zero_left;
    if course.records() {
        course.now.zones = run.memory.zone_states(zero, SimTime::ZERO);
        course.now.zero_left = zero;
        course.now.threshold = Bytes::ZERO;
    }
    // A slower line slows stages down; the sender's own pace is that of the whole line, which no mirror shares any more.
    // Compression ends where post-copy begins.
    let shared = run.scenario.link < scenario.link;
    let sender = if wire::is_packed(scenario) {
        Sender::uncompressed(scenario)
    } else if course.script.is_usual() && !shared {
        run.whole_pages
    } else {
        Sender::new(scenario, Share::new(1.0))
    };
    switch_over(scenario, course)?;
    course.behind_since = Some(course.metrics.total);
    let latency = scenario.rtt + BUFFER.min(wire::page_stream(scenario.used_memory().pages())) / sender.line;
    let (classes, count) = run.memory.absent_by_heat();
    let mut hazard: f64 = classes[..count].iter().map(touches_missing).sum();
    for (index, class) in classes[..count].iter().enumerate() {
        let after = (hazard - touches_missing(class)).max(0.0);
        let time = sender.time(class.missing);
        let faults = match class.pattern {
            Some(Pattern::Sequential) => in_order(class, sender.time(Pages::new(1.0)), latency),
            _ => scattered(hazard, after, time, latency),
        };
        hazard = after;
        let touch = next_touch(&classes[index..count]);
        arrive(course, class.zone, class.missing, time, faults, touch)?;
    }
    let written: Pages = classes[..count].iter().map(|class| class.missing).sum();
    let rest = run.memory.dirty() - written - zero;
    arrive(course, count, rest, sender.time(rest), Faults::default(), NEVER)?;
    let placing = (ZERO_PAGE_PLACED * zero.as_f64()).max(wire::zero_stream(zero) / sender.line);
    place_zeros(course, zero, placing)?;
    course.metrics.total += CLOSING;
    course.sample();
    course.event(EventKind::MemoryComplete);
    Ok(())
}

/// The zero pages come last.
fn place_zeros<R: Recorder>(course: &mut Course<'_, R>, zero: Pages, placing: SimTime) -> Result<(), Halt> {
    let (bytes, before) = (wire::zero_stream(zero), course.metrics.traffic[Cause::Pushed]);
    if course.script.is_quiet_until(course.metrics.total + placing) {
        course.now.wire = bytes / placing;
        course.sample();
        course.metrics.traffic[Cause::Pushed] += bytes;
        course.metrics.total += placing;
    } else {
        course.behind(placing, NEVER, |course, done, pace| {
            course.metrics.traffic[Cause::Pushed] = before + bytes * done;
            course.now.zero_left = zero * (1.0 - done);
            course.now.wire = (bytes / placing) * Share::new(pace);
        })?;
    }
    if course.records() {
        course.now.zones.fill(ZoneState::default());
        course.now.zero_left = Pages::ZERO;
        course.now.wire = Rate::ZERO;
    }
    course.sample();
    Ok(())
}

/// How long the VM runs until it touches a missing page, on the mean.
fn next_touch(classes: &[Absent]) -> SimTime {
    let touches: f64 = classes
        .iter()
        .map(|class| class.writes * (class.missing / class.pages))
        .sum();
    if touches > 0.0 {
        SimTime::s(1.0 / touches)
    } else {
        NEVER
    }
}

fn open_channel<R: Recorder>(course: &mut Course<'_, R>) {
    course.sample();
    course.metrics.total = wire::SETUP;
    course.sample();
    course.phase(PhaseKind::Setup, SimTime::ZERO, Power::Running, Host::Source);
}

/// The VM stands still while its device state moves.
fn switch_over<R: Recorder>(scenario: &Scenario, course: &mut Course<'_, R>) -> Result<(), Halt> {
    course.event(EventKind::Paused);
    course.last_blocks(scenario)?;
    let paused = Stop::paused;
    let (length, load) = (wire::state_time(scenario), Load::State(scenario.device_state));
    course.stop(paused(
        PhaseKind::DeviceState,
        DownCause::DeviceState,
        length,
        Host::Source,
        load,
    ))?;
    course.event(EventKind::Switchover);
    course.split = true;
    let resume = paused(
        PhaseKind::Resume,
        DownCause::Resume,
        wire::RESUME,
        Host::Destination,
        Load::Nothing,
    );
    course.stop(resume)?;
    course.resume();
    Ok(())
}

/// Touches of missing pages a second, if the vCPU never waited.
fn touches_missing(class: &Absent) -> f64 {
    match class.pattern {
        Some(Pattern::Random) => class.writes * (class.missing / class.pages),
        _ => 0.0,
    }
}

/// A zone's missing pages arrive while the vCPU waits for some of them.
fn arrive<R: Recorder>(
    course: &mut Course<'_, R>,
    zone: usize,
    missing: Pages,
    time: SimTime,
    faults: Faults,
    touch: SimTime,
) -> Result<(), Halt> {
    let number = Pages::new(faults.number).min(missing);
    if !course.script.is_quiet_until(course.metrics.total + time) {
        return arrive_in_pieces(
            course,
            zone,
            missing,
            time,
            Faults {
                number: number.as_f64(),
                ..faults
            },
            touch,
        );
    }
    if course.records() {
        course.now.speed = Share::new(faults.blocked / time).rest();
        course.now.wire = wire::page_stream(missing) / time;
    }
    course.sample();
    course.metrics.page_faults += number;
    course.metrics.fault_blocked += faults.blocked;
    course.metrics.traffic[Cause::OnDemand] += wire::page_stream(number);
    course.metrics.traffic[Cause::Pushed] += wire::page_stream(missing - number);
    course.metrics.total += time;
    if course.records() {
        course.now.zones[zone] = ZoneState::default();
        course.now.speed = Share::new(1.0);
    }
    course.sample();
    Ok(())
}

/// The same when events cut it; on a slower line the vCPU waits longer for each page.
fn arrive_in_pieces<R: Recorder>(
    course: &mut Course<'_, R>,
    zone: usize,
    missing: Pages,
    time: SimTime,
    faults: Faults,
    touch: SimTime,
) -> Result<(), Halt> {
    let before = course.metrics;
    let number = Pages::new(faults.number);
    let (mut waited, mut last) = (SimTime::ZERO, 0.0);
    course.behind(time, touch, |course, done, pace| {
        let metrics = &mut course.metrics;
        metrics.page_faults = before.page_faults + number * done;
        waited += faults.blocked * ((done - last) / pace);
        last = done;
        metrics.fault_blocked = before.fault_blocked + waited;
        metrics.traffic[Cause::OnDemand] = before.traffic[Cause::OnDemand] + wire::page_stream(number * done);
        metrics.traffic[Cause::Pushed] = before.traffic[Cause::Pushed] + wire::page_stream((missing - number) * done);
        if course.records() {
            course.now.zones[zone].queued = missing * (1.0 - done);
            course.now.speed = Share::new(faults.blocked / time).rest();
            course.now.wire = (wire::page_stream(missing) / time) * Share::new(pace);
        }
    })?;
    if course.records() {
        course.now.zones[zone] = ZoneState::default();
        course.now.speed = Share::new(1.0);
    }
    course.sample();
    Ok(())
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
