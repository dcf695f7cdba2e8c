//! What each story teaches is so.

use crate::common::asked;
use engine::cluster::{Detail, HostState, Record, simulate};
use engine::units::SimTime;
use migrascope::link;
use migrascope::link::cluster::presets::{STORIES, Story};

fn story(name: &str) -> &'static Story {
    STORIES
        .iter()
        .find(|story| story.name.english() == name)
        .expect("there is such a story")
}

fn both(name: &str) -> (Record, Record) {
    let asked = asked(story(name).link);
    let [first, second] = [Some(asked.first), asked.second].map(|run| run.expect("there are two runs").possible().0);
    (simulate(&first, Detail::All), simulate(&second, Detail::All))
}

fn drain(record: &Record) -> Option<f64> {
    let ends: Option<Vec<f64>> = record
        .figures
        .drains
        .iter()
        .map(|drain| drain.empty.map(SimTime::as_s))
        .collect();
    Some(ends?.into_iter().fold(0.0, f64::max) - record.figures.drains.first()?.asked.as_s())
}

#[test]
fn links_are_canonical_and_short() {
    assert!(STORIES.len() >= 12);
    for story in STORIES {
        assert_eq!(
            link::cluster::print(&asked(story.link)),
            story.link,
            "{}",
            story.name.english()
        );
        assert!(story.link.len() < 500);
    }
}

#[test]
fn the_alarm_saves_who_is_quick() {
    let (slow, fast) = both("The alarm");
    assert_eq!((slow.figures.moved, slow.figures.lost), (4, 6));
    assert_eq!((fast.figures.moved, fast.figures.lost), (10, 0));
}

#[test]
fn a_short_crowd_passes_by() {
    let (long, short) = both("Hot spot");
    assert!(long.figures.moved > 0);
    assert_eq!(short.figures.moved, 0);
}

#[test]
fn the_night_needs_fewer_hosts() {
    let (power, none) = both("Night shift");
    assert!(power.figures.host_time < none.figures.host_time * 0.9);
    assert!(power.figures.energy.kwh() < none.figures.energy.kwh() * 0.95);
    let off = |record: &Record| {
        record
            .hosts
            .iter()
            .any(|host| host.state.iter().any(|step| step.value == HostState::Off))
    };
    assert!(off(&power) && !off(&none));
}

#[test]
fn one_by_one_arrives_and_all_at_once_never() {
    let (serial, parallel) = both("One by one or all at once");
    let seconds = drain(&serial).expect("it is empty");
    assert!((seconds - 389.0).abs() < 1.0, "{seconds}");
    assert_eq!((parallel.figures.moved, parallel.figures.unfinished), (0, 8));
    assert!(parallel.figures.sent > serial.figures.sent * 2.0);
}

#[test]
fn several_streams_fill_a_wide_line() {
    let (serial, parallel) = both("When parallel wins");
    assert!(drain(&parallel).expect("empty") < drain(&serial).expect("empty") / 5.0);
}

#[test]
fn the_order_decides_who_is_saved() {
    let (given, easy) = both("The right order");
    assert_eq!((given.figures.moved, easy.figures.moved), (0, 5));
}

#[test]
fn without_an_alarm_memory_is_gone() {
    let (with, without) = both("Without an alarm");
    assert_eq!(
        (with.figures.lost, with.figures.restarted, with.figures.down_at_end),
        (10, 10, 0)
    );
    assert_eq!((without.figures.restarted, without.figures.down_at_end), (0, 10));
    assert!(with.figures.worst_down >= SimTime::s(90.0) && with.figures.worst_down < SimTime::s(100.0));
}

#[test]
fn a_post_copy_needs_both_hosts() {
    let (precopy, postcopy) = both("Post-copy under fire");
    assert_eq!(precopy.figures.lost, 0);
    assert_eq!(postcopy.figures.lost, 4);
}

#[test]
fn a_swap_needs_a_third_host() {
    let (two, three) = both("Two full hosts");
    assert_eq!((two.figures.moved, two.figures.waiting), (0, 2));
    assert_eq!((three.figures.moved, three.figures.waiting), (3, 0));
}

#[test]
fn four_hosts_are_bound_by_one_uplink() {
    let (narrow, wide) = both("The rack uplink");
    let bound = narrow
        .moves
        .iter()
        .flat_map(|one| &one.rates)
        .filter_map(|step| step.value.bound);
    let names: Vec<String> = bound.map(|link| narrow.links[link as usize].name.to_string()).collect();
    assert!(names.iter().any(|name| name == "r1.out"), "{names:?}");
    assert!(drain(&narrow).expect("empty") > 2.0 * drain(&wide).expect("empty"));
}

#[test]
fn hosts_that_are_done_come_first() {
    let (packed, done) = both("Rolling upgrade");
    let moves = |record: &Record| f64::from(record.figures.moved) / 24.0;
    assert!(
        moves(&done) < 1.3 && moves(&packed) > moves(&done) + 0.2,
        "{} {}",
        moves(&packed),
        moves(&done)
    );
}

#[test]
fn a_cap_can_cost_everything() {
    let (capped, free) = both("The careful cap");
    assert_eq!(capped.figures.moved, 0);
    assert_eq!(free.figures.moved, 6);
    let line = capped.links[0].capacity[0].value;
    assert!(capped.links[0].used.iter().all(|step| step.value < line * 0.15));
}

#[test]
fn shutting_down_beats_what_never_arrives() {
    let (live, cold) = both("Cold is fine");
    assert_eq!((live.figures.moved, cold.figures.moved), (0, 8));
}
