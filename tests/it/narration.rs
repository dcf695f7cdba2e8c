//! The narration: always a sentence, the same one for the whole of a chapter.

use migrascope::migration::{EventKind, PhaseKind, Status};
use migrascope::params::{Choice, Lane, Pattern, Storage};
use migrascope::scenario::{Scenario, Suspend};
use migrascope::trace::{Trace, simulate};
use migrascope::units::{Bytes, Rate, SimTime};
use migrascope::view::format;
use migrascope::view::narration::sentence;
use migrascope::view::steps::event_times;
use proptest::prelude::*;

use crate::scene_cases::{any_lanes, any_scenario, class, endless, endless_rounds, scenario, times};
use migrascope::text::Language;

/// Just so much that a run stops by chance after some hundred rounds.
const HOVERING: Rate = Rate::mib_per_s(232.0);

fn told(trace: &Trace, lane: Lane, kind: PhaseKind) -> String {
    let phase = trace.lane(lane).phases.iter().find(|phase| phase.kind == kind);
    let time = phase.unwrap_or_else(|| panic!("a stage {kind:?}")).start;
    sentence(Language::English, trace, &[lane], time).text
}

fn last(scenario: &Scenario, lane: Lane) -> String {
    let trace = simulate(scenario);
    sentence(Language::English, &trace, &[lane], trace.end()).text
}

#[test]
fn numbers_come_from_the_rounds() {
    let trace = simulate(&scenario(|_| {}));
    let live = trace.lane(Lane::Live);
    let first = told(&trace, Lane::Live, PhaseKind::FirstPass);
    assert!(first.starts_with("First pass: all 2.4 GiB in use"), "{first}");
    let second = told(&trace, Lane::Live, PhaseKind::Round(2));
    let size = format::size(Language::English, live.rounds[1].queued.bytes());
    assert_eq!(
        second,
        format!("Round 2: {size} were written while the first pass was being sent, so they go again.")
    );
    let pause = told(&trace, Lane::Live, PhaseKind::StopAndCopy);
    assert!(
        pause.starts_with("Stop-and-copy: ") && pause.contains("may be left"),
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
    assert_eq!(
        sentence(Language::English, &trace, Lane::ALL, SimTime::ZERO).lane,
        Lane::Live
    );
    assert_eq!(
        sentence(Language::English, &trace, Lane::ALL, paused.at).lane,
        Lane::Live
    );
    assert!(
        sentence(Language::English, &trace, Lane::ALL, paused.at)
            .text
            .starts_with("Stop-and-copy")
    );
}

/// How often the sentence changes on the way, and all of them.
fn sentences(trace: &Trace) -> Vec<String> {
    let end = trace.end();
    let mut texts: Vec<String> = (0..=3000)
        .map(|step| {
            sentence(
                Language::English,
                trace,
                &[Lane::Live],
                end * (f64::from(step) / 3000.0),
            )
            .text
        })
        .collect();
    texts.dedup();
    texts
}

#[test]
fn what_never_converges_is_said_so() {
    let trace = simulate(&endless());
    let live = trace.lane(Lane::Live);
    let merged = live.phases.iter().find_map(|phase| match phase.kind {
        PhaseKind::Rounds(rounds) => Some((phase.kind, rounds)),
        _ => None,
    });
    let (kind, rounds) = merged.expect("rounds told as one");
    let number = rounds.last;
    assert!(number > 1000, "{number}");
    let told = told(&trace, Lane::Live, kind);
    assert!(
        told.starts_with(&format!("Rounds {}: ", format::rounds(Language::English, rounds))),
        "{told}"
    );
    let end = last(&endless(), Lane::Live);
    assert!(end.contains("This pre-copy never ends."), "{end}");
    assert!(
        end.contains(&format!(
            "{} rounds",
            format::count(Language::English, f64::from(number))
        )),
        "{end}"
    );
}

#[test]
fn many_rounds_are_told_in_a_few_sentences() {
    let trace = simulate(&endless_rounds());
    assert!(trace.lane(Lane::Live).rounds.len() > 20);
    let told = sentences(&trace);
    assert!((8..30).contains(&told.len()), "{} sentences", told.len());
    let merged = |text: &&String| text.contains("as fast as the wire carries. Each leaves ");
    assert_eq!(told.iter().filter(merged).count(), 1, "{told:?}");
    let groups = told.iter().filter(|text| text.starts_with("Rounds ") && !merged(text));
    let (mut count, mut slowed) = (0, 0);
    for text in groups {
        count += 1;
        slowed += usize::from(text.contains("slowed down to"));
        assert!(text.contains("round after round stays the same size"), "{text}");
    }
    assert!(count >= 5 && slowed >= 1, "{told:?}");
}

/// A writer that is hardly slower than the wire: its rounds shrink slowly.
#[test]
fn rounds_that_shrink_are_told_so() {
    let drift = scenario(|settings| {
        settings.writes = vec![class(Pattern::Sequential, Bytes::mib(512.0), Rate::mib_per_s(110.0))];
    });
    let told = sentences(&simulate(&drift));
    let groups = told.iter().filter(|text| text.starts_with("Rounds "));
    let shrinking = groups
        .clone()
        .filter(|text| text.contains("a little smaller than the one before"));
    assert!(shrinking.count() >= 3, "{told:?}");
    assert!(told.len() < 40, "{} sentences", told.len());
}

/// Rounds that hover at the threshold: half of all runs have stopped by then.
#[test]
fn rounds_that_end_by_chance_are_told_so() {
    let hovering = scenario(|settings| {
        settings.ram = Bytes::mib(512.0);
        settings.writes = vec![class(Pattern::Random, Bytes::mib(64.0), HOVERING)];
    });
    let trace = simulate(&hovering);
    let live = trace.lane(Lane::Live);
    assert_eq!(live.metrics.status, Status::Completed);
    let rounds = live
        .phases
        .iter()
        .find(|phase| matches!(phase.kind, PhaseKind::Rounds(_)));
    let text = told(&trace, Lane::Live, rounds.expect("rounds told as one").kind);
    assert!(text.contains("by chance"), "{text}");
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
        let down = format::time(Language::English, trace.lane(lane).metrics.downtime.total());
        assert!(end.contains(words) && end.contains(&down), "{end}");
    }
    assert!(told(&trace, Lane::Cold, PhaseKind::Disk).contains("20 GiB"));
}

#[test]
fn a_file_is_told_in_two_sentences() {
    let trace = simulate(&scenario(|settings| settings.suspend = Suspend::File));
    assert!(told(&trace, Lane::Suspended, PhaseKind::Save).contains("saved to a file"));
    assert!(told(&trace, Lane::Suspended, PhaseKind::Restore).contains("reads the file back"));
}

#[test]
fn no_lanes_are_all_lanes() {
    let trace = simulate(&scenario(|_| {}));
    assert_eq!(
        sentence(Language::English, &trace, &[], SimTime::s(5.0)),
        sentence(Language::English, &trace, Lane::ALL, SimTime::s(5.0))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn it_stands_still_between_events(scenario in any_scenario(), lanes in any_lanes()) {
        let trace = simulate(&scenario);
        for lane in trace.migrations() {
            for time in times(lane) {
                let narration = sentence(Language::English, &trace, &lanes, time);
                prop_assert!(lanes.contains(&narration.lane));
                prop_assert!(narration.text.ends_with('.'), "{}", narration.text);
                let odd = ["NaN", "inf", "without end", "countless"].iter().any(|word| narration.text.contains(word));
                prop_assert!(!odd, "{}", narration.text);
            }
        }
        for pair in event_times(&trace, &lanes).windows(2).take(60) {
            let at = |part: f64| sentence(Language::English, &trace, &lanes, pair[0] + (pair[1] - pair[0]) * part);
            let told = at(0.05);
            for step in 1..=9 {
                prop_assert_eq!(&at(f64::from(step) / 10.0), &told);
            }
        }
    }
}
