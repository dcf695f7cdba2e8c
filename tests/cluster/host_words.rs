//! What is said of hosts in their picture.

use std::collections::BTreeSet;

use engine::units::SimTime;
use migrascope::link::cluster::presets::STORIES;
use migrascope::text::Language;
use migrascope::view::cluster::plan::{Frame, plan};

use crate::common::run;

/// Beside each other hosts say what they do in every language, and none writes over another.
#[test]
fn what_a_host_does_has_room() {
    let record = run(
        "screen=cluster&hosts=8x16:64GiB:10Gbps&vms=12xweb@h1-h4&do=drain:h1@10s,off:h2@10s,drain:h3@10s,off:h4@10s,on:h2@1min,fail:h5@1min&bootup=1min&powerdown=20s&until=5min",
    );
    let mut told = BTreeSet::new();
    for language in [Language::English, Language::German, Language::Spanish] {
        for (width, second) in [358.0, 560.0, 720.0]
            .into_iter()
            .flat_map(|width| (0..30).map(move |part| (width, part * 10)))
        {
            let frame = Frame {
                width,
                scale: 1.0,
                language,
            };
            let plan = plan(&record, SimTime::s(f64::from(second)), &frame);
            for pair in plan.hosts.windows(2) {
                let Some(note) = &pair[0].note else { continue };
                told.insert(note.clone());
                let long = note.chars().count() as f64 * 0.9 * pair[0].type_size * 0.55;
                let is_beside = pair[1].whole.y == pair[0].whole.y;
                let room = pair[1].whole.x - pair[0].whole.x;
                assert!(!is_beside || long <= room, "{note} at {width}: {long} of {room}");
            }
        }
    }
    assert!(told.len() >= 15, "{told:?}");
}

/// A black block is told to stand still wherever it is drawn: on a phone, too, where name and word have no room beside each other.
#[test]
fn a_vm_that_is_down_is_told_by_a_word() {
    let story = run(&STORIES[0].link.replace("&vs.slots=out:8", ""));
    let (start, end) = story.moves[0]
        .stages
        .iter()
        .find(|stage| !stage.runs)
        .map(|it| (it.start, it.end))
        .expect("it stands still");
    for width in [330.0, 358.0, 560.0, 720.0] {
        let frame = Frame {
            width,
            scale: 1.0,
            language: Language::English,
        };
        let plan = plan(&story, (start + end) * 0.5, &frame);
        let callouts = plan
            .hosts
            .iter()
            .flat_map(|host| &host.callouts)
            .map(|it| it.text.as_str());
        let blocks = plan.hosts.iter().flat_map(|host| &host.blocks);
        let words = blocks.filter_map(|block| block.word.as_deref());
        let told: Vec<&str> = callouts.chain(words).filter(|word| word.contains("down")).collect();
        assert_eq!(told.len(), 1, "{width}: {told:?}");
    }
}
