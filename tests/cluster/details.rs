//! Small things that are easy to get wrong: steps of demand, who is kept apart when a host has died, what counts as missed.

use crate::common::{cluster, near, run};
use engine::cluster::{Cluster, Detail, Obstacle, Record, STEP, Said, Trace, at, simulate};
use engine::params::Settings;
use engine::units::{Bytes, Rate, SimTime};
use view::export::table::Cell;

/// Demand changes with its slot of five minutes: a step between two is there at the next.
#[test]
fn a_step_comes_with_its_slot() {
    for (step, from) in [("5min", 300.0), ("7min", 600.0), ("1h", 3600.0)] {
        let record = run(&format!(
            "screen=cluster&hosts=1x16:64GiB:10Gbps&class.a=4:8GiB:50%:step-25%-75%-{step}:none&vms=1xa@h1&until=2h"
        ));
        let wanted: Vec<(f64, f64)> = record.hosts[0]
            .load
            .iter()
            .map(|step| (step.at.as_s(), step.value.wanted))
            .collect();
        assert_eq!(wanted, [(0.0, 1.0), (from, 3.0)], "{step}");
    }
}

/// One VM of a class that is kept apart finds no host without another: it stays down, and the log says why.
#[test]
fn who_is_kept_apart_is_not_started_beside_another() {
    let record = run(
        "screen=cluster&hosts=3x16:64GiB:10Gbps&class.a=2:8GiB:50%:flat-10%:none:apart&vms=3xa@h1-h3,2xidle@h1&ha=on&do=fail:h1@1min",
    );
    assert_eq!(
        (
            record.figures.lost,
            record.figures.restarted,
            record.figures.down_at_end
        ),
        (3, 2, 1)
    );
    let told = record.log.iter().any(|entry| {
        entry.said
            == Said::NoPlace {
                vm: 0,
                obstacle: Obstacle::Apart,
            }
    });
    assert!(told, "the log says that it is kept apart");
}

/// When the host is back, what was kept apart is started there.
#[test]
fn who_is_kept_apart_is_started_when_there_is_a_host_without_another() {
    let record = run(
        "screen=cluster&hosts=3x16:64GiB:10Gbps&class.a=2:8GiB:50%:flat-10%:none:apart&vms=3xa@h1-h3&ha=on&do=fail:h1@1min,on:h1@10min",
    );
    assert_eq!((record.figures.restarted, record.figures.down_at_end), (1, 0));
    let there = |vm: usize| at(&record.vms[vm], record.until).expect("it has a course").host;
    let mut hosts = [there(0), there(1), there(2)];
    hosts.sort();
    assert_eq!(hosts, [Some(0), Some(1), Some(2)]);
}

/// Two VMs move to a host that has too little for what is there: what they miss meanwhile counts.
const MOVES: &str =
    "vms=6xa@h1,2xb@h2&class.b=8:8GiB:50%:flat-100%:none&do=move:a1:h2@1min,move:a2:h2@1min&slots=none&until=20min";

fn missed(record: &Record) -> f64 {
    assert_eq!(record.figures.moved, 2);
    let missed = record.figures.pdm.as_f64();
    assert!(missed > 0.0);
    missed
}

/// Two hosts whose VMs want so many per cent.
fn class(load: u32) -> String {
    format!("screen=cluster&hosts=2x10:64GiB:10Gbps&class.a=4:8GiB:50%:flat-{load}%:random-256MiB@20MiB/s&{MOVES}")
}

#[test]
fn what_a_crowd_wants_and_does_not_get_is_missed() {
    let crowd = run(&class(20).replace("&slots", ",crowd:a@0s+20min:x3&slots"));
    let plain = run(&class(60));
    near(missed(&crowd), missed(&plain), 1e-9, "three times a fifth");
    near(
        crowd.figures.starved.as_s(),
        plain.figures.starved.as_s(),
        1e-9,
        "three times a fifth",
    );
}

#[test]
fn what_a_trace_wants_and_does_not_get_is_missed() {
    let plain = run(&class(60));
    let mut traced: Cluster = cluster(&class(5));
    // A file for each VM, in the order of their names: six want 60 %, two all they have.
    let trace = |percent: &str| Trace::read(percent).expect("a percentage");
    traced.traces = (0..8).map(|vm| trace(if vm < 6 { "60" } else { "100" })).collect();
    let traced = simulate(&traced, Detail::All);
    near(missed(&traced), missed(&plain), 1e-9, "what the traces say");
    near(
        traced.figures.starved.as_s(),
        plain.figures.starved.as_s(),
        1e-9,
        "what the traces say",
    );
}

#[test]
fn traces_go_on_by_their_slots() {
    let trace = Trace::read("10\n20\n\n30\n").expect("three percentages");
    let percent = |slot: f64| (trace.at(STEP * slot).as_f64() * 100.0).round();
    assert_eq!(
        [0.0, 0.99, 1.0, 2.5, 3.0, 4.0].map(percent),
        [10.0, 10.0, 20.0, 30.0, 10.0, 20.0]
    );
}

/// The VM that sends least is taken first, by what its class says of how it migrates.
#[test]
fn the_order_by_traffic_goes_by_how_a_class_migrates() {
    let text = "screen=cluster&hosts=2x8:64GiB:10Gbps&class.a=4:8GiB:50%:flat-100%:random-1GiB@200MiB/s&class.b=4:8GiB:50%:flat-100%:random-1GiB@210MiB/s&vms=1xa@h1,1xb@h1&policy=thresholds&select=traffic&overload=75%&until=10min";
    let first = |cluster: &Cluster| {
        let record = simulate(cluster, Detail::Figures);
        let one = record.moves.first().expect("the host has too much to do");
        record.cluster.vm_name(one.vm as usize).to_string()
    };
    let plain = cluster(text);
    assert_eq!(first(&plain), "a1");
    // A line a tenth as fast for this class: it sends far more again.
    let mut own = plain.clone();
    let thread = Some(Rate::bytes_per_s(Bytes::mib(260.0).as_f64()));
    own.own_migration.push((
        0,
        Settings {
            thread,
            ..own.migration.clone()
        },
    ));
    assert_eq!(first(&own), "b1");
}

/// Nothing that is written down after the end, and nothing before the beginning.
#[test]
fn a_record_stays_within_its_time() {
    let record = run("screen=cluster&vms=8xweb@h1&do=drain:h1@10s&until=20s");
    let end = SimTime::s(20.0);
    assert_eq!(record.until, end);
    assert!(record.log.iter().all(|entry| entry.at <= end));
    assert!(record.moves.iter().all(|one| one.end <= end));
    assert!(record.figures.unfinished > 0);
}

/// What an event adds at the very beginning is started by it, and was not there before.
#[test]
fn what_is_added_at_once_is_not_there_before() {
    let record =
        run("screen=cluster&hosts=3x4:50GiB:1Gbps&vms=1xweb&do=add:2xweb@0s,drain:h2@0s&slots=out:1&until=30min");
    assert!(record.moves.is_empty(), "nobody was on h2: {:?}", record.moves);
    let started = record
        .log
        .iter()
        .filter(|entry| matches!(entry.said, Said::Restarted { .. }));
    assert_eq!(started.count(), 2);
    let resident: Bytes = record
        .at(record.until)
        .hosts
        .iter()
        .map(|(_, load)| load.resident)
        .sum();
    assert_eq!(resident, record.cluster.class(0).ram * 3.0);
}

/// The guest boots at the destination when the source dies: its migration goes on, and it is not started a second time.
#[test]
fn a_cold_migration_that_needs_its_source_no_more_survives_it() {
    let record = run(
        "screen=cluster&hosts=3x4:34GiB:1Gbps&vms=2xidle@h3&by=cold&do=drain:h3@55s,fail:h3@80s&slots=out:1&ha=on&until=30min",
    );
    assert_eq!(record.moves.len(), 1);
    assert_eq!(
        (record.figures.moved, record.figures.lost, record.figures.restarted),
        (1, 1, 1),
        "the other one went down with h3"
    );
    let resident = |host: usize| {
        at(&record.hosts[host].load, record.until)
            .expect("since the beginning")
            .resident
    };
    assert_eq!(resident(0) + resident(1), record.cluster.class(0).ram * 2.0);
    assert!(resident(2).is_zero());
}

/// A migration that was cut off has sent less than memory in use, and none of it again.
#[test]
fn what_was_never_sent_once_is_not_sent_again() {
    let record = run("screen=cluster&hosts=2x16:64GiB:1Gbps&vms=2xdb@h1&do=drain:h1@10s,fail:h2@15s&until=5min");
    assert_eq!((record.figures.moved, record.figures.failed), (0, 1));
    assert!(record.figures.resent_share() == 0.0 && !record.figures.sent.is_zero());
    let record = run("screen=cluster&hosts=2x16:64GiB:1Gbps&vms=2xdb@h1&do=drain:h1@10s&until=5min");
    let figures = &record.figures;
    near(
        figures.resent_share(),
        figures.sent / figures.memory - 1.0,
        1e-3,
        "a share of memory in use, but for device state",
    );
}

/// A deadline is met by a time, or missed by VMs.
#[test]
fn a_deadline_is_met_early_or_missed_by_vms() {
    let cell = |lead: &str, name: &str| {
        let record = run(&format!(
            "screen=cluster&hosts=3x16:64GiB:10Gbps&vms=2xidle@h1&do=alarm:h1@10s+{lead}&until=10min"
        ));
        let drain = record.figures.drains.first().expect("an alarm drains");
        let fields = view::cluster::figures::drain(drain);
        let found = fields.into_iter().find(|(column, _)| *column == name);
        let took = drain.empty.map(|empty| (empty - drain.asked).as_s());
        (found.expect("a column").1, took)
    };
    let (Cell::Number(early), Some(took)) = cell("2min", "early_s") else {
        panic!("two idle VMs leave within two minutes");
    };
    near(
        early + took,
        120.0,
        1e-9,
        "what it took and what was left are the lead time",
    );
    assert!(matches!(cell("1s", "early_s"), (Cell::Nothing, None)));
    assert!(matches!(cell("1s", "left_behind"), (Cell::Count(left), None) if left > 0));
}

/// A host that is not there has no room either, but that is not what keeps a VM.
#[test]
fn where_no_other_host_is_up_nobody_speaks_of_room() {
    let waits = |more: &str| {
        let record = run(&format!(
            "screen=cluster&hosts=2x16:64GiB:10Gbps&vms=1xidle@h1{more}&until=10min"
        ));
        let found = record.log.iter().find_map(|entry| match entry.said {
            Said::Waits { obstacle, .. } => Some(obstacle),
            _ => None,
        });
        found.expect("it waits")
    };
    assert_eq!(waits("&do=fail:h2@1s,drain:h1@10s"), Obstacle::NoHost);
    assert_eq!(
        waits(",15xidle@h2&class.idle=1:4GiB:50%:flat-1%:none&do=drain:h1@10s"),
        Obstacle::NoRoom
    );
}
