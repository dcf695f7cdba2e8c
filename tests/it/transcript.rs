//! The run as text: complete, in order, and the same sentences as the narration.

use migrascope::params::{Choice, Lane};
use migrascope::text::Language;
use migrascope::trace::simulate;
use migrascope::view::narration::sentence;
use migrascope::view::transcript::{Line, current, transcript};
use proptest::prelude::*;

use crate::scene_cases::{any_lanes, any_scenario};

proptest! {
    #[test]
    fn it_is_in_order_and_tells_every_event(scenario in any_scenario(), lanes in any_lanes()) {
        let trace = simulate(&scenario);
        let lines = transcript(Language::English, &trace, &lanes);
        prop_assert!(lines.is_sorted_by(|a, b| a.at <= b.at));
        for &lane in &lanes {
            let told: Vec<&Line> = lines.iter().filter(|line| line.lane == lane).collect();
            for event in &trace.lane(lane).events {
                let near = |line: &&&Line| (line.at.as_s() - event.at.as_s()).abs() <= 1e-6;
                prop_assert!(told.iter().find(near).is_some(), "{:?} {:?}", lane, event);
            }
            prop_assert!(!told.is_empty());
        }
    }

    #[test]
    fn at_the_beginning_of_a_chapter_the_narration_says_the_same(scenario in any_scenario(), lane in 0..3_usize) {
        let lane = Lane::ALL[lane];
        let trace = simulate(&scenario);
        let lines = transcript(Language::English, &trace, &[lane]);
        let last = lines.last().expect("something always happens");
        prop_assert_eq!(&sentence(Language::English, &trace, &[lane], trace.lane(lane).end().max(last.at)).text, &last.text);
        prop_assert_eq!(current(&lines, last.at), Some(lines.len() - 1));
    }
}
