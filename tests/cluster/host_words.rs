//! What is said of hosts in their picture.

use std::collections::BTreeSet;

use engine::units::SimTime;
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
