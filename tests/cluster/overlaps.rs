//! What overlaps in time: of crowds and of slow links the one that came last counts, and its end brings back the one before.

use engine::cluster::{Said, Step, at};
use engine::units::{Rate, SimTime};
use migrascope::link::cluster::parse;

use super::common::{near, run};

#[test]
fn the_crowd_that_came_last_counts() {
    let one_host = "screen=cluster&hosts=1x16:64GiB:10Gbps&vms=2xweb@h1&until=5min";
    let record = run(&format!("{one_host}&do=crowd:web@10s+100s:x3,crowd:web@20s+20s:x2"));
    let said: Vec<(f64, f64)> = record
        .log
        .iter()
        .filter_map(|entry| match entry.said {
            Said::Crowd(_, times) => Some((entry.at.as_s(), times)),
            _ => None,
        })
        .collect();
    assert_eq!(said, [(10.0, 3.0), (20.0, 2.0), (40.0, 3.0), (110.0, 1.0)]);
    let wanted = |s: f64| {
        at(&record.hosts[0].load, SimTime::s(s))
            .expect("since the beginning")
            .wanted
    };
    let calm = wanted(5.0);
    for (s, times) in [(15.0, 3.0), (30.0, 2.0), (50.0, 3.0), (120.0, 1.0)] {
        near(wanted(s), calm * times, 1e-12, "cores that are wanted");
    }
}

#[test]
fn the_slow_link_that_came_last_counts() {
    let two_hosts = "screen=cluster&hosts=2x16:64GiB:10Gbps&vms=1xweb@h1&until=5min";
    let record = run(&format!(
        "{two_hosts}&do=link:h1@20s+20s:100Mbps,link:h1@10s+100s:1Gbps"
    ));
    let slow = record
        .links
        .iter()
        .find(|link| link.capacity.len() > 1)
        .expect("one is slower for a time");
    let whole = slow.capacity[0].value;
    let percent = |step: &Step<Rate>| (step.at.as_s(), (100.0 * (step.value / whole)).round());
    let steps: Vec<(f64, f64)> = slow.capacity.iter().map(percent).collect();
    assert_eq!(
        steps,
        [(0.0, 100.0), (10.0, 10.0), (20.0, 1.0), (40.0, 10.0), (110.0, 100.0)]
    );
}

#[test]
fn a_link_that_is_slowed_down_for_good_stays_so_after_a_slower_time() {
    let two_hosts = "screen=cluster&hosts=2x16:64GiB:10Gbps&vms=1xweb@h1&until=5min";
    let record = run(&format!("{two_hosts}&do=link:h1@10s:1Gbps,link:h1@20s+20s:down"));
    let slow = record
        .links
        .iter()
        .find(|link| link.capacity.len() > 1)
        .expect("one is slower");
    let last = slow.capacity.last().expect("it has a course");
    assert_eq!((last.at.as_s(), last.value), (40.0, slow.capacity[1].value));
}

#[test]
fn a_notice_names_the_key_that_says_it() {
    for (text, key) in [
        ("vms=4xweb@h99", "vms"),
        ("vms=4xnobody", "vms"),
        ("do=drain:h77@1s", "do"),
        ("do=crowd:nobody@1s+1s:x3", "do"),
        ("do=add:2xnobody@1s", "do"),
        ("vs.vms=4xnobody", "vs.vms"),
        ("vs.at=abort@1s", "vs.at"),
    ] {
        let (_, notices) = parse(&format!("screen=cluster&{text}"));
        let keys: Vec<&str> = notices.iter().map(|notice| notice.key()).collect();
        assert_eq!(keys, [key], "{text}");
    }
}
