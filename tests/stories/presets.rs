//! What every story has: two sentences, and something to try that makes a difference.

use std::collections::HashSet;

use migrascope::link::presets::{FIRST, PRESETS, first_visit};
use migrascope::link::{Experiment, parse, print};
use migrascope::migration::{Metrics, Observation, measure};
use migrascope::params::Lane;
use migrascope::scenario::Suspend;

fn figures(of: &Experiment) -> Vec<Metrics> {
    let lanes = &of.display.lanes;
    lanes
        .iter()
        .map(|&lane| measure(&of.scenario, lane, Observation::Auto))
        .collect()
}

#[test]
fn what_a_story_suggests_is_another_experiment() {
    for preset in PRESETS {
        let name = preset.name.english();
        let here = parse(preset.link).0;
        assert!(!preset.tries.is_empty(), "{name}");
        let mut seen = HashSet::from([preset.link]);
        for next in preset.tries {
            let (there, notices) = parse(next.link);
            assert_eq!(notices, [], "{name}");
            assert_eq!(print(&there), next.link, "{name}");
            assert_ne!(
                figures(&here),
                figures(&there),
                "{name}, {}: there is something to see",
                next.label.english()
            );
            assert_eq!(here.display, there.display, "{name}: the same lanes");
            assert!(seen.insert(next.link), "{name}: {} twice", next.link);
        }
    }
}

#[test]
fn stories_speak_no_link_language() {
    for preset in PRESETS {
        let labels = preset.tries.iter().map(|next| next.label);
        for text in [preset.name, preset.story].into_iter().chain(labels) {
            let text = text.english();
            assert!(!text.contains(['=', '&', '#', '@']), "{text}");
        }
    }
}

#[test]
fn suspended_is_a_saved_vm_where_a_story_is_not_about_holds() {
    let about_holds = ["Compliance hold", "Held or failed?"];
    for preset in PRESETS {
        let (experiment, _) = parse(preset.link);
        let shown = experiment.display.lanes.contains(&Lane::Suspended);
        let saved = experiment.scenario.suspend == Suspend::Save;
        let name = preset.name.english();
        assert!(saved || !shown || about_holds.contains(&name), "{name}");
    }
}

#[test]
fn a_page_without_an_address_says_what_it_opens() {
    assert_eq!(FIRST, &PRESETS[0]);
    assert!(
        !FIRST.link.is_empty(),
        "an empty link is the published one, and keeps its hold"
    );
    let opened = migrascope::state::lab::Lab::open(&first_visit());
    assert!(opened.hides(), "a first visit guesses first");
    let first = migrascope::link::parse(FIRST.link).0.scenario;
    assert_eq!(opened.scenario, first, "and sees the same story");
}
