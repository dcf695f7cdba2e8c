//! The steps of a talk.

use migrascope::link::parse;
use migrascope::link::presets::PRESETS;
use migrascope::params::{Choice, Lane};
use migrascope::text::Language;
use migrascope::trace::{Trace, simulate};
use migrascope::units::SimTime;
use migrascope::view::narration::{Narration, sentence};
use migrascope::view::pace::Story;
use migrascope::view::scene::{Scene, scene};
use migrascope::view::steps::{after, before, chosen};

/// What the audience sees and reads at a moment.
fn seen(trace: &Trace, lanes: &[Lane], time: SimTime) -> (Vec<Scene>, Narration) {
    let scenes = trace.of(lanes).map(|lane| scene(Language::English, lane, time));
    (scenes.collect(), sentence(Language::English, trace, lanes, time))
}

fn steps(link: &str) -> (Trace, Vec<Lane>, Vec<SimTime>) {
    let (experiment, _) = parse(link);
    let (trace, lanes) = (simulate(&experiment.scenario), experiment.display.lanes);
    let steps = chosen(&trace, &lanes, &Story::new(&trace, &lanes));
    (trace, lanes, steps)
}

#[test]
fn every_story_is_told_in_five_to_eight_steps_each_with_a_picture_and_a_sentence_of_its_own() {
    for preset in PRESETS {
        let name = preset.name.english();
        let (trace, lanes, steps) = steps(preset.link);
        assert!((5..=8).contains(&steps.len()), "{name}: {} steps", steps.len());
        let end = trace.of(&lanes).map(|lane| lane.end()).max();
        assert_eq!(steps.last().copied(), end, "{name} is told to its end");
        for pair in steps.windows(2) {
            assert!(pair[0] < pair[1], "{name}: {pair:?}");
            let [(earlier, said_before), (later, said)] = [pair[0], pair[1]].map(|time| seen(&trace, &lanes, time));
            assert_ne!(earlier, later, "{name}: the same picture at {pair:?}");
            assert_ne!(said_before, said, "{name}: the same sentence at {pair:?}");
        }
    }
}

#[test]
fn what_matters_most_is_among_the_steps() {
    let told = |link: &str| {
        let (trace, lanes, steps) = steps(link);
        let all = steps
            .into_iter()
            .map(|time| sentence(Language::English, &trace, &lanes, time));
        all.map(|told| told.name.to_owned() + ": " + &told.text)
            .collect::<Vec<_>>()
            .join("\n")
    };
    for preset in PRESETS {
        println!("{}\n{}\n", preset.name.english(), told(preset.link));
    }
    let all_kinds = told("suspend=save");
    for part in ["Cold: ", "Saved: ", "Live: ", "Saved: Done", "Cold: Done"] {
        assert!(all_kinds.contains(part), "{part} in {all_kinds}");
    }
    let link_fails =
        told("ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s&live=postcopy&suspend=save&at=linkdown@10s+45s");
    assert!(link_fails.contains("Live: The link is down"), "{link_fails}");
}

#[test]
fn a_remote_goes_from_step_to_step_and_back() {
    let (_, _, steps) = steps("suspend=save");
    let mut there = Vec::new();
    let mut now = SimTime::ZERO;
    while let Some(next) = after(&steps, now) {
        there.push(next);
        now = next;
    }
    assert_eq!(there, steps);
    let mut back = vec![now];
    while let Some(earlier) = before(&steps, now) {
        back.push(earlier);
        now = earlier;
    }
    back.reverse();
    assert_eq!(back, steps);
    assert_eq!(before(&steps, SimTime::ZERO), None);
}

#[test]
fn the_clock_skips_what_is_nothing_but_waiting() {
    let whole = |link: &str| {
        let (experiment, _) = parse(link);
        let trace = simulate(&experiment.scenario);
        (Story::new(&trace, Lane::ALL), trace)
    };
    for length in ["1min", "30min", "1d", "7d"] {
        let link = format!("suspend=hold:compliance@12s+{length}");
        let (story, trace) = whole(&link);
        let released = trace
            .lane(Lane::Suspended)
            .events
            .iter()
            .find(|event| event.kind == migrascope::migration::EventKind::Released);
        let end = released.expect("the hold ends").at;
        // Cold has booted by then, and live has moved.
        let alone = SimTime::s(60.0);
        if end > alone {
            let wait = story.story_at(end) - story.story_at(alone);
            assert!(wait.as_s() <= 2.0, "{link}: {} s of watching nothing", wait.as_s());
        }
        assert!(story.length().as_s() > 20.0, "{link}: all the rest has its time");
    }
}
