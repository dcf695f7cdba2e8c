//! Live migration: pre-copy, and what may follow it.

use super::course::{Course, Load, Stop};
use super::disk::Ended;
use super::halt::Halt;
use super::memory::Memory;
use super::mirror::Mirror;
use super::precopy::{Ending, Precopy, Until};
use super::report::{Cause, DownCause, EventKind, Host, PhaseKind, Recorder};
use super::script::Script;
use super::{postcopy, rules, wire};
use crate::params::TimeoutAction;
use crate::scenario::{Scenario, Switch};
use crate::units::{Pages, SimTime};

/// What ends a pre-copy that has not ended by itself.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    LookAway,
    Event,
    Switch,
    TimeOut(TimeoutAction),
}

pub(super) fn run<R: Recorder>(scenario: &Scenario, course: &mut Course<'_, R>) {
    course.metrics.bound = wire::bound(scenario);
    if course.records() {
        course.lay_out(
            &Memory::zones(scenario),
            (scenario.ram - scenario.used_memory()).pages(),
        );
    }
    let Some(mirror) = Mirror::new(scenario) else {
        return memory(scenario, scenario, course);
    };
    match course.mirror(scenario, mirror) {
        Ended::InSync(beside) => {
            let rest = scenario.after(course.metrics.total, beside.rest_of_the_line(1.0));
            course.begin_anew(beside);
            memory(scenario, &rest, course);
        }
        Ended::Forced => {
            let precopy = Precopy::new(scenario, Until::Observed(course.script.limit));
            stop_and_copy(scenario, &precopy, precopy.memory.dirty(), course);
        }
        Ended::Halted(halt) => course.stays(halt, false),
    }
}

/// Memory moves. A mirror beside it leaves it a part of the line, as `scenario` has it, until the VM is stopped:
/// from then on it is `whole`.
fn memory<R: Recorder>(whole: &Scenario, scenario: &Scenario, course: &mut Course<'_, R>) {
    let switch = scenario.switch_moment();
    let (mut until, mut then) = next_interruption(scenario, &course.script);
    if !course.script.is_usual() {
        (until, then) = (Until::Observed(SimTime::ZERO), Then::Event);
    }
    let mut precopy = Precopy::new(scenario, until);
    precopy.one_pass = switch == Some(Switch::Pass);
    if switch == Some(Switch::Start) {
        return postcopy::run(whole, &mut precopy, course);
    }
    let mut ending = match precopy.first_pass(course) {
        Some(ending) => ending,
        None if precopy.one_pass => return postcopy::run(whole, &mut precopy, course),
        None => precopy.rounds(course),
    };
    loop {
        match ending {
            Ending::Converged { rest } => {
                course.event(EventKind::ThresholdReached);
                return stop_and_copy(whole, &precopy, rest, course);
            }
            Ending::RuledOut { rest } => {
                course.event(EventKind::RuleStopped);
                return stop_and_copy(whole, &precopy, rest, course);
            }
            Ending::PassDone => return postcopy::run(whole, &mut precopy, course),
            Ending::Interrupted if then == Then::Event => match precopy.interrupted(course) {
                Ok(()) => {
                    (until, then) = next_interruption(scenario, &course.script);
                    precopy.until = until;
                    ending = precopy.rounds(course);
                }
                Err(Halt::Forced) => {
                    let rest = precopy.all_that_is_left(course);
                    return stop_and_copy(whole, &precopy, rest, course);
                }
                Err(halt) => return course.stays(halt, false),
            },
            Ending::Interrupted => return interrupted(whole, &mut precopy, then, course),
        }
    }
}

/// What comes first: an event, a timeout, the switch, or the end of the observation.
fn next_interruption(scenario: &Scenario, script: &Script) -> (Until, Then) {
    let (time, then) = first_interruption(scenario, scenario.switch_moment(), script.limit);
    if script.next() <= time {
        (Until::Observed(script.next()), Then::Event)
    } else if then == Then::LookAway {
        (Until::Observed(time), then)
    } else {
        (Until::Commanded(time), then)
    }
}

fn first_interruption(scenario: &Scenario, switch: Option<Switch>, limit: SimTime) -> (SimTime, Then) {
    let mut first = (limit, Then::LookAway);
    if let Some(timeout) = scenario
        .timeout
        .or(rules::timeout(scenario))
        .filter(|timeout| timeout.after < first.0)
    {
        first = (timeout.after, Then::TimeOut(timeout.action));
    }
    match switch {
        Some(Switch::At(time)) if time <= first.0 => (time, Then::Switch),
        _ => first,
    }
}

fn interrupted<R: Recorder>(scenario: &Scenario, precopy: &mut Precopy<'_>, then: Then, course: &mut Course<'_, R>) {
    match then {
        Then::LookAway => return course.stays(Halt::LookedAway, false),
        Then::Switch | Then::Event => {}
        Then::TimeOut(action) => {
            course.event(EventKind::TimedOut);
            match action {
                TimeoutAction::Abort => return course.stays(Halt::TimedOut, false),
                TimeoutAction::Force => {
                    precopy.sync(0.0);
                    let rest = precopy.memory.dirty();
                    return stop_and_copy(scenario, precopy, rest, course);
                }
                TimeoutAction::Postcopy => {}
            }
        }
    }
    postcopy::run(scenario, precopy, course);
}

/// The VM stands still while the rest follows without the cap.
fn stop_and_copy<R: Recorder>(scenario: &Scenario, precopy: &Precopy<'_>, rest: Pages, course: &mut Course<'_, R>) {
    match last_stages(scenario, precopy, rest, course) {
        Ok(()) => course.complete(),
        Err(halt) => course.stays(halt, true),
    }
}

fn last_stages<R: Recorder>(
    scenario: &Scenario,
    precopy: &Precopy<'_>,
    rest: Pages,
    course: &mut Course<'_, R>,
) -> Result<(), Halt> {
    course.event(EventKind::Paused);
    course.last_blocks(scenario)?;
    course.metrics.syncs = course.metrics.syncs.saturating_add(1);
    course.metrics.buffered = precopy.flow.buffered;
    let zero = precopy.flow.zero_left.min(rest);
    let bytes = precopy.sender.stream(rest - zero) + wire::zero_stream(zero);
    if course.records() {
        course.now.zones = precopy.memory.zone_states(zero, SimTime::ZERO);
        // The run that stops has a little less to send than the mean of all, and a textbook knows no limit.
        let share = ((rest - zero) / (precopy.memory.dirty() - zero)).min(1.0);
        for zone in &mut course.now.zones {
            zone.queued = zone.queued * share;
        }
    }
    let paused = Stop::paused;
    let length = rules::last_round(scenario, bytes, zero);
    let load = Load::Memory(Cause::StopAndCopy, bytes);
    course.stop(paused(
        PhaseKind::StopAndCopy,
        DownCause::FinalCopy,
        length,
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
    course.event(EventKind::Switchover);
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
