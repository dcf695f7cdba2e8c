//! What each story teaches is so.

use crate::common::asked;
use engine::cluster::settings::PolicyName;
use engine::cluster::{Curve, Detail, HostState, Record, at, simulate};
use engine::units::{Share, SimTime};
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

#[test]
fn guards_end_the_ping_pong() {
    let (rash, guarded) = both("Ping-pong");
    assert_eq!((rash.figures.moved, rash.figures.ping_pongs), (58, 23));
    assert_eq!((guarded.figures.moved, guarded.figures.ping_pongs), (8, 0));
}

#[test]
fn two_moves_make_a_hole() {
    let (as_it_is, moved) = both("Tetris");
    let big = as_it_is.vms.len() - 1;
    let runs = |record: &Record| at(&record.vms[big], record.until).is_some_and(|place| place.runs);
    let free: f64 = as_it_is
        .cluster
        .hosts
        .iter()
        .zip(&as_it_is.hosts)
        .map(|(host, course)| (host.room - at(&course.load, SimTime::ZERO).expect("it has a load").resident).as_f64())
        .sum();
    assert_eq!((free / f64::from(1 << 30)).round(), 88.0);
    assert!(!runs(&as_it_is) && runs(&moved));
    assert_eq!(moved.figures.moved, 2);
}

#[test]
fn a_batch_waits_for_its_slowest() {
    let (batches, queue) = both("Batches");
    let ratio = drain(&batches).expect("empty") / drain(&queue).expect("empty");
    assert!((2.5..3.5).contains(&ratio), "{ratio}");
}

#[test]
fn who_is_packed_has_no_room_for_a_failure() {
    let (packed, spread) = both("N+1");
    assert_eq!((packed.figures.down_at_end, spread.figures.down_at_end), (0, 0));
    let [packed, spread] = [&packed, &spread].map(|record| record.figures.worst_down.as_s());
    assert!(packed > 270.0 && (85.0..100.0).contains(&spread), "{packed} {spread}");
}

#[test]
fn what_is_saved_depends_on_the_curve() {
    let asked = asked(story("The desktop myth").link);
    for (mut run, saved) in [(asked.first, 14.0), (asked.second.expect("there is one"), 9.0)] {
        let power = simulate(&run.possible().0, Detail::Figures).figures.energy.kwh();
        run.cluster.policy = PolicyName::None;
        let none = simulate(&run.possible().0, Detail::Figures).figures.energy.kwh();
        assert_eq!((100.0 * (1.0 - power / none)).round(), saved);
    }
    let idle = |curve: Curve| (100.0 * curve.watts(Share::ZERO) / curve.watts(Share::new(1.0))).round();
    assert_eq!(
        (idle(Curve::parse("g4").expect("known")), idle(Curve::X3550)),
        (74.0, 27.0)
    );
}
