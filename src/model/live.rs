//! Live migration: pre-copy, and what may follow it.

use super::course::{Course, Load, Stop};
use super::memory::Memory;
use super::precopy::{Ending, Precopy, Until};
use super::report::{Cause, DownCause, EventKind, Host, Metrics, PhaseKind, Power, Recorder, Status};
use super::{postcopy, rules, wire};
use crate::params::TimeoutAction;
use crate::scenario::{Scenario, Switch};
use crate::units::{Pages, SimTime};

/// What ends a pre-copy that has not ended by itself.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    LookAway,
    Switch,
    TimeOut(TimeoutAction),
}

pub(super) fn run<R: Recorder>(scenario: &Scenario, limit: SimTime, recorder: &mut R) -> Metrics {
    let mut course = Course::new(recorder);
    if R::RECORDS {
        course.lay_out(
            &Memory::zones(scenario),
            (scenario.ram - scenario.used_memory()).pages(),
        );
    }
    let switch = scenario.switch_moment();
    let (time, then) = first_interruption(scenario, switch, limit);
    let until = if then == Then::LookAway {
        Until::Observed(time)
    } else {
        Until::Commanded(time)
    };
    let mut precopy = Precopy::new(scenario, until);
    if switch == Some(Switch::Start) {
        return postcopy::run(scenario, precopy, course);
    }
    let ending = match precopy.first_pass(&mut course) {
        Some(ending) => ending,
        None if switch == Some(Switch::Pass) => return postcopy::run(scenario, precopy, course),
        None => precopy.rounds(&mut course),
    };
    match ending {
        Ending::Converged { rest } => {
            course.event(EventKind::ThresholdReached);
            stop_and_copy(scenario, &precopy, rest, course)
        }
        Ending::RuledOut { rest } => {
            course.event(EventKind::RuleStopped);
            stop_and_copy(scenario, &precopy, rest, course)
        }
        Ending::Interrupted => interrupted(scenario, precopy, then, course),
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

fn interrupted<R: Recorder>(
    scenario: &Scenario,
    mut precopy: Precopy<'_>,
    then: Then,
    mut course: Course<'_, R>,
) -> Metrics {
    match then {
        Then::LookAway => {
            course.event(EventKind::ObservationEnded);
            return course.end(Status::Running);
        }
        Then::Switch => {}
        Then::TimeOut(action) => {
            course.event(EventKind::TimedOut);
            match action {
                TimeoutAction::Abort => return course.end(Status::Cancelled),
                TimeoutAction::Force => {
                    precopy.sync(0.0);
                    let rest = precopy.memory.dirty();
                    return stop_and_copy(scenario, &precopy, rest, course);
                }
                TimeoutAction::Postcopy => {}
            }
        }
    }
    postcopy::run(scenario, precopy, course)
}

/// The VM stands still while the rest follows without the cap.
fn stop_and_copy<R: Recorder>(
    scenario: &Scenario,
    precopy: &Precopy<'_>,
    rest: Pages,
    mut course: Course<'_, R>,
) -> Metrics {
    course.event(EventKind::Paused);
    course.metrics.syncs = course.metrics.syncs.saturating_add(1);
    course.metrics.buffered = precopy.flow.buffered;
    let zero = precopy.flow.zero_left.min(rest);
    let bytes = precopy.sender.stream(rest - zero) + wire::zero_stream(zero);
    if R::RECORDS {
        course.now.zones = precopy.memory.zone_states(zero, SimTime::ZERO);
        // The run that stops has a little less to send than the mean of all, and a textbook knows no limit.
        let share = ((rest - zero) / (precopy.memory.dirty() - zero)).min(1.0);
        for zone in &mut course.now.zones {
            zone.queued = zone.queued * share;
        }
    }
    let paused = |kind, cause, length, load, host| Stop {
        kind,
        cause,
        length,
        power: Power::Paused,
        host,
        load,
    };
    let length = rules::last_round(scenario, bytes, zero);
    let load = Load::Memory(Cause::StopAndCopy, bytes);
    course.stop(paused(
        PhaseKind::StopAndCopy,
        DownCause::FinalCopy,
        length,
        load,
        Host::Source,
    ));
    let (length, load) = (wire::state_time(scenario), Load::State(scenario.device_state));
    course.stop(paused(
        PhaseKind::DeviceState,
        DownCause::DeviceState,
        length,
        load,
        Host::Source,
    ));
    course.event(EventKind::Switchover);
    let resume = paused(
        PhaseKind::Resume,
        DownCause::Resume,
        wire::RESUME,
        Load::Nothing,
        Host::Destination,
    );
    course.stop(resume);
    course.resume();
    course.end(Status::Completed)
}
