//! A change that changes nothing changes nothing, and nothing that lies before a change depends on it.

use migrascope::migration::{Event, Observation, Phase, Round, Sample, Status, WINDOW, measure, wire};
use migrascope::params::Lane;
use migrascope::scenario::{Act, Scenario, Settings, TimedEvent};
use migrascope::trace::{LaneTrace, simulate_lane};
use migrascope::units::{PAGE_BYTES, SimTime};
use proptest::prelude::*;

use super::{figures, linked, live, moment, ramp, scenario};
use crate::laws_cases::any_precopy;

/// Figures that differ by less are the same: a part, and milliseconds or a page.
///
/// Where in a quantum (51 ms) a drain is seen to end scatters; from near, its mean is a sum, and from far a smoothed
/// saw-tooth, which differ by some per cent of a quantum.
const PART: f64 = 0.001;
/// What rounds send of which none can be the last is the mean of 32 of them. Where they come in turns of several, as under a
/// cap, the turns that this cuts off may be off by a fourth of a round.
const PART_WITHOUT_END: f64 = 0.01;
const SMALL_S: f64 = 0.003;
const PART_OF_SPREAD: f64 = 0.1;

fn with(scenario: &Scenario, events: Vec<TimedEvent>) -> Scenario {
    let settings = scenario.clone().into_settings();
    Scenario::new(Settings { events, ..settings }).0
}

/// Long enough for the end of a run that ends, and the same for both runs.
fn observation(plain: &Scenario) -> Observation {
    let run = live(plain);
    Observation::Until(match run.status {
        Status::Running => run.total,
        _ => run.total * 4.0 + SimTime::s(10.0),
    })
}

/// What another run says differently.
fn difference(plain: &Scenario, other: &Scenario) -> Result<(), String> {
    let observation = observation(plain);
    let [one, two] = [plain, other].map(|scenario| measure(scenario, Lane::Live, observation));
    let names = ["total", "downtime", "outage", "bytes"];
    // Under a cap a queue may end with a window to the last page: one more or less is a matter of rounding.
    let window = plain.cap.map_or(SimTime::ZERO, |_| WINDOW);
    // Where chance spreads the ends of runs, the moment at which half of them have ended is as much less sharp.
    let spread = one.spread();
    let ends = spread.early.zip(spread.late);
    let width = ends.map_or(0.0, |(early, late)| (late.total - early.total).as_s());
    // A drain that is seen to end later sends as much more.
    let time = SMALL_S + window.as_s() + PART_OF_SPREAD * width;
    let bytes = wire::live_rate(plain) * SimTime::s(time);
    let small = [time, time, time, PAGE_BYTES + bytes.as_f64()];
    for (index, (before, after)) in figures(&one).into_iter().zip(figures(&two)).enumerate() {
        let part = if one.status == Status::Running {
            PART_WITHOUT_END
        } else {
            PART
        };
        if (before - after).abs() > part * before.max(after) + small[index] {
            return Err(format!("{}: {before} became {after}", names[index]));
        }
    }
    if one.status == two.status {
        Ok(())
    } else {
        Err(format!("{:?} became {:?}", one.status, two.status))
    }
}

fn changes_nothing(plain: &str, event: &str) {
    let before = scenario(plain);
    let after = scenario(&format!("{plain}&at={event}"));
    assert_eq!(difference(&before, &after), Ok(()), "#{plain} and {event}");
}

#[test]
fn a_link_that_is_hardly_slower_changes_nothing() {
    for event in [
        "linkslow@1s:9999Mbps",
        "linkslow@1s+2s:9999Mbps",
        "linkslow@2500ms:9999Mbps",
    ] {
        changes_nothing("link=10Gbps&ram=8GiB&used=30%25&writes=random:200MiB@50MiB/s", event);
    }
}

#[test]
fn a_burst_of_nothing_changes_nothing() {
    for event in [
        "burst@1s+1s:0B/s",
        "burst@1s:0B/s",
        "burst@0s:0B/s",
        "burst@1s+500ms:0B/s,burst@2s+1s:0B/s",
    ] {
        changes_nothing("ram=8GiB&link=10Gbps", event);
        changes_nothing("#", event);
    }
}

#[test]
fn what_lasts_for_no_time_changes_nothing() {
    for event in [
        "hold@1s+0s:compliance",
        "linkdown@1s+0s",
        "linkslow@1s+0s:1Mbps",
        "burst@1s+0s:1GiB/s",
    ] {
        changes_nothing("ram=8GiB&link=10Gbps", event);
        changes_nothing("#", event);
    }
}

/// What an announcement does comes after the migration.
#[test]
fn announcements_that_nobody_makes_are_not_lost() {
    changes_nothing("ram=8GiB&link=10Gbps", "arploss@1s+1s");
    changes_nothing("#", "arploss@1s+1s");
}

/// Events that change nothing at all, or so little that no digit of a figure shows it.
fn nothing(kind: usize, at: SimTime, length: SimTime, scenario: &Scenario) -> Act {
    let barely = 1.0 - 1e-12;
    let length = Some(length);
    match kind {
        0 => Act::LinkSlow {
            rate: scenario.link * barely,
            length,
        },
        1 => Act::LinkSlow {
            rate: scenario.link * barely,
            length: None,
        },
        2 => Act::Burst {
            rate: scenario.link * 0.0,
            length,
        },
        3 => Act::LinkDown {
            length: Some(SimTime::ZERO),
        },
        _ => Act::AnnouncementLoss {
            length: length.map(|length| length.min(at)),
        },
    }
}

/// The part of a record that was over before a moment.
fn before(lane: &LaneTrace, end: SimTime) -> (Vec<Phase>, Vec<Round>, Vec<&Sample>, Vec<Event>) {
    (
        lane.phases.iter().filter(|phase| phase.end <= end).copied().collect(),
        lane.rounds.iter().filter(|round| round.end <= end).copied().collect(),
        lane.samples.iter().filter(|sample| sample.at < end).collect(),
        lane.events.iter().filter(|event| event.at < end).copied().collect(),
    )
}

/// Whether two runs, one of which changes at a moment, are the same to the bit up to the stage in which it does.
fn alike_before(plain: &Scenario, changed: &Scenario, at: SimTime) -> Result<(), String> {
    let observation = observation(plain);
    let [plain, changed] = [plain, changed].map(|scenario| simulate_lane(scenario, Lane::Live, observation));
    let stage = plain.phases.iter().rev().find(|phase| phase.start <= at);
    let end = stage.map_or(SimTime::ZERO, |phase| phase.start);
    let (one, two) = (before(&plain, end), before(&changed, end));
    if one.0 != two.0 {
        return Err(format!("stages before {end:?}"));
    }
    if one.1 != two.1 {
        let differs = one.1.iter().zip(&two.1).find(|(one, two)| one != two);
        return Err(format!("rounds before {end:?}: {differs:?}"));
    }
    if one.2 != two.2 {
        let differs = one.2.iter().zip(&two.2).find(|(one, two)| one != two);
        return Err(format!("samples before {end:?}: {differs:?}"));
    }
    if one.3 != two.3 {
        return Err(format!("events before {end:?}"));
    }
    Ok(())
}

fn any_act(kind: usize, length: SimTime, part: f64, scenario: &Scenario) -> String {
    let length = moment(length.as_s());
    let rate = scenario.link * part;
    match kind {
        0 => format!("+{length}:compliance"),
        1 => format!("+{length}"),
        2 => format!("+{length}:{:.0}bps", rate.as_f64() * 8.0),
        _ => String::new(),
    }
}

const WORDS: [&str; 5] = ["hold", "linkdown", "linkslow", "cancel", "force"];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn nothing_changes_nothing(
        settings in any_precopy(), kind in 0..5_usize, at in 0.0..1.0_f64, length in 0.0..0.5_f64,
    ) {
        let text = linked(settings);
        let plain = scenario(&text);
        let total = live(&plain).total;
        let (at, length) = (total * at, total * length);
        let act = nothing(kind, at, length, &plain);
        // Announcements are made at the end.
        let at = if matches!(act, Act::AnnouncementLoss { .. }) { at * 0.4 } else { at };
        let same = difference(&plain, &with(&plain, vec![TimedEvent { at, act }]));
        prop_assert!(same.is_ok(), "{same:?}: #{text} and {act:?} at {at:?}");
    }

    #[test]
    fn what_lies_before_a_change_does_not_depend_on_it(
        settings in any_precopy(), ramp in prop::option::of(ramp()), kind in 0..5_usize, at in 0.0..1.0_f64,
        (length, part) in (0.001..0.5_f64, 0.05..0.9_f64),
    ) {
        let text = linked(settings) + &ramp.unwrap_or_default();
        let plain = scenario(&text);
        let total = live(&plain).total;
        let act = any_act(kind, total * length, part, &plain);
        let event = format!("{}@{}{act}", WORDS[kind], moment(total.as_s() * at));
        let changed = scenario(&format!("{text}&at={event}"));
        let at = changed.events.first().map_or(SimTime::ZERO, |event| event.at);
        let same = alike_before(&plain, &changed, at);
        prop_assert!(same.is_ok(), "{same:?}: #{text}&at={event}");
    }
}
