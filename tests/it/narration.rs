//! The narration: always a sentence, the same one for the whole of a chapter.

use migrascope::model::{EventKind, PhaseKind};
use migrascope::params::{Choice, Lane, Storage, SuspendMode};
use migrascope::scenario::Scenario;
use migrascope::trace::{Trace, simulate};
use migrascope::units::SimTime;
use migrascope::view::format;
use migrascope::view::narration::sentence;
use migrascope::view::steps::event_times;
use proptest::prelude::*;

use crate::scene_cases::{any_lanes, any_scenario, endless, scenario, times};

fn told(trace: &Trace, lane: Lane, kind: PhaseKind) -> String {
    let phase = trace.lane(lane).phases.iter().find(|phase| phase.kind == kind);
    let time = phase.unwrap_or_else(|| panic!("a stage {kind:?}")).start;
    sentence(trace, &[lane], time).text
}

fn last(scenario: &Scenario, lane: Lane) -> String {
    let trace = simulate(scenario);
    sentence(&trace, &[lane], trace.end()).text
}

#[test]
fn numbers_come_from_the_rounds() {
    let trace = simulate(&scenario(|_| {}));
    let live = trace.lane(Lane::Live);
    let first = told(&trace, Lane::Live, PhaseKind::FirstPass);
    assert!(first.starts_with("First pass: all 2.4 GiB in use"), "{first}");
    let second = told(&trace, Lane::Live, PhaseKind::Round(2));
    let size = format::size(live.rounds[1].queued.bytes());
    assert_eq!(
        second,
        format!("Round 2: {size} were written while the first pass was being sent, so they go again.")
    );
    let pause = told(&trace, Lane::Live, PhaseKind::StopAndCopy);
    assert!(
        pause.starts_with("Stop-and-copy: ") && pause.contains("are allowed"),
        "{pause}"
    );
}

#[test]
fn the_pause_of_the_live_lane_comes_first() {
    let trace = simulate(&scenario(|_| {}));
    let live = trace.lane(Lane::Live);
    let paused = live
        .events
        .iter()
        .find(|event| event.kind == EventKind::Paused)
        .expect("a pause");
    assert_eq!(sentence(&trace, Lane::ALL, SimTime::ZERO).lane, Lane::Live);
    assert_eq!(sentence(&trace, Lane::ALL, paused.at).lane, Lane::Live);
    assert!(sentence(&trace, Lane::ALL, paused.at).text.starts_with("Stop-and-copy"));
}

#[test]
fn what_never_converges_is_said_so() {
    let trace = simulate(&endless());
    let rounds = trace.lane(Lane::Live).rounds.len();
    let round = told(&trace, Lane::Live, PhaseKind::Round(50));
    assert!(
        round.starts_with("Rounds ") && round.contains("round after round stays the same size"),
        "{round}"
    );
    let end = last(&endless(), Lane::Live);
    assert!(end.contains("This pre-copy never ends."), "{end}");
    let end_time = trace.end();
    let texts: Vec<String> = (0..=3000)
        .map(|step| sentence(&trace, &[Lane::Live], end_time * (f64::from(step) / 3000.0)).text)
        .collect();
    let changes = texts.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!(rounds > 200 && changes < 30, "{changes} sentences for {rounds} rounds");
}

#[test]
fn the_ends_of_the_three() {
    let scenario = scenario(|settings| settings.storage = Storage::Local);
    let trace = simulate(&scenario);
    for (lane, words) in [
        (Lane::Cold, "its programs started afresh"),
        (Lane::Suspended, "goes on where it was"),
        (Lane::Live, "clients waited"),
    ] {
        let end = last(&scenario, lane);
        let down = format::time(trace.lane(lane).metrics.downtime.total());
        assert!(end.contains(words) && end.contains(&down), "{end}");
    }
    assert!(told(&trace, Lane::Cold, PhaseKind::Disk).contains("20 GiB"));
}

#[test]
fn a_file_is_told_in_two_sentences() {
    let trace = simulate(&scenario(|settings| settings.suspend = SuspendMode::File));
    assert!(told(&trace, Lane::Suspended, PhaseKind::Save).contains("saved to a file"));
    assert!(told(&trace, Lane::Suspended, PhaseKind::Restore).contains("reads the file back"));
}

#[test]
fn no_lanes_are_all_lanes() {
    let trace = simulate(&scenario(|_| {}));
    assert_eq!(
        sentence(&trace, &[], SimTime::s(5.0)),
        sentence(&trace, Lane::ALL, SimTime::s(5.0))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn it_stands_still_between_events(scenario in any_scenario(), lanes in any_lanes()) {
        let trace = simulate(&scenario);
        for lane in trace.lanes() {
            for time in times(lane) {
                let narration = sentence(&trace, &lanes, time);
                prop_assert!(lanes.contains(&narration.lane));
                prop_assert!(narration.text.ends_with('.'), "{}", narration.text);
                let odd = ["NaN", "inf", "without end", "countless"].iter().any(|word| narration.text.contains(word));
                prop_assert!(!odd, "{}", narration.text);
            }
        }
        for pair in event_times(&trace, &lanes).windows(2).take(60) {
            let at = |part: f64| sentence(&trace, &lanes, pair[0] + (pair[1] - pair[0]) * part);
            let told = at(0.05);
            for step in 1..=9 {
                prop_assert_eq!(&at(f64::from(step) / 10.0), &told);
            }
        }
    }
}
