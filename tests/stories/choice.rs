//! When to choose which kind: what the runs of the stories say of it.

use migrascope::link::parse;
use migrascope::link::presets::PRESETS;
use migrascope::params::Lane;
use migrascope::text::Language;
use migrascope::trace::{Trace, simulate};
use migrascope::view::choice::{Choice, choices};
use migrascope::view::verdict;

const ENGLISH: Language = Language::English;

fn run(link: &str) -> (Trace, Vec<Lane>) {
    let (experiment, _) = parse(link);
    (simulate(&experiment.scenario), experiment.display.lanes)
}

fn told(link: &str) -> Vec<Choice> {
    let (trace, lanes) = run(link);
    choices(ENGLISH, &trace, &lanes)
}

fn when(link: &str, lane: Lane) -> String {
    let all = told(link).into_iter();
    all.map(|choice| (choice.lane, choice.when))
        .find(|(told, _)| *told == lane)
        .expect("the lane is shown")
        .1
}

#[test]
fn a_figure_has_one_best_and_one_worst_kind_and_what_has_not_moved_is_no_choice() {
    for preset in PRESETS {
        let (trace, lanes) = run(preset.link);
        let all = choices(ENGLISH, &trace, &lanes);
        assert_eq!(
            all.len(),
            if lanes.len() < 2 { 0 } else { lanes.len() },
            "{}",
            preset.name.english()
        );
        let with = |start: &str| {
            all.iter()
                .flat_map(|choice| choice.good.iter().chain(&choice.bad))
                .filter(|said| said.starts_with(start))
                .count()
        };
        for figure in [
            "stops the VM for the shortest",
            "stops the VM for the longest",
            "is over the soonest",
            "takes the longest",
            "sends the least",
            "sends the most",
        ] {
            assert!(with(figure) <= 1, "{}: {figure}", preset.name.english());
        }
        for choice in &all {
            let moved = verdict::has_moved(trace.lane(choice.lane));
            assert_eq!(
                choice.when.starts_with("Not here: "),
                !moved,
                "{}: {choice:?}",
                preset.name.english()
            );
        }
    }
}

#[test]
fn the_first_story_names_a_case_for_each_kind() {
    let all = told("suspend=save");
    let starts = [
        "The VM may be off for 55.5 s",
        "The VM may stand still for 22.1 s",
        "The VM must go on running: it stops for 0.29 s. It writes less than the wire carries",
    ];
    assert_eq!(all.len(), starts.len());
    for (choice, start) in all.iter().zip(starts) {
        assert!(choice.when.starts_with(start), "{choice:?}");
        assert!(
            !choice.good.is_empty() && !choice.bad.is_empty(),
            "each is best at something, and has its price: {choice:?}"
        );
    }
    assert!(
        all[0]
            .bad
            .iter()
            .any(|said| said.starts_with("what was in memory is gone")),
        "{all:?}"
    );
}

#[test]
fn where_the_wire_is_too_slow_live_is_no_choice_and_where_live_costs_nothing_a_saved_vm_is_hardly_one() {
    let hog = when(
        "suspend=save&ram=16GiB&used=50%25&writes=random:2GiB@300MiB/s",
        Lane::Live,
    );
    assert!(
        hog.starts_with("Not here: it never ends") && hog.contains("the write rate decides"),
        "{hog}"
    );
    let idle = when("suspend=save&writes=none", Lane::Suspended);
    assert!(idle.starts_with("Hardly here: live is over as soon"), "{idle}");
    let held = when("suspend=hold:compliance@5s+1min", Lane::Suspended);
    assert!(
        held.starts_with("Somebody must check or decide first: the migration waits for 1 min"),
        "{held}"
    );
}

#[test]
fn one_kind_alone_is_no_choice() {
    assert!(told("lanes=live").is_empty());
}
