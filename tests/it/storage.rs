//! A local disk that moves beside a running VM: closed forms, laws, and a block-by-block count.

use migrascope::link::parse;
use migrascope::migration::{Cause, DownCause, EventKind, Metrics, Observation, PhaseKind, Status, measure, wire};
use migrascope::params::Lane;
use migrascope::scenario::Scenario;
use migrascope::trace::{LaneTrace, simulate_lane};
use migrascope::units::{Bytes, SimTime};
use proptest::prelude::*;

use crate::laws_cases::any_scenario;

const VM: &str = "ram=1GiB&disk=4GiB&writes=random:128MiB@20MiB/s&link=500Mbps&storage=local&suspend=save";

fn scenario(more: &str) -> Scenario {
    // What is said again replaces what the VM has.
    let said = |item: &&str| !more.contains(&format!("&{}=", item.split('=').next().unwrap_or_default()));
    let usual: Vec<&str> = VM.split('&').filter(said).collect();
    let (experiment, notices) = parse(&format!("{}{more}", usual.join("&")));
    assert_eq!(notices, []);
    experiment.scenario
}

fn run(more: &str, lane: Lane) -> Metrics {
    measure(&scenario(more), lane, Observation::Auto)
}

fn trace(more: &str) -> LaneTrace {
    simulate_lane(&scenario(more), Lane::Live, Observation::Auto)
}

fn near(one: f64, other: f64, by: f64) -> bool {
    (one - other).abs() <= by
}

#[test]
fn a_disk_that_nobody_writes_adds_its_time_on_the_wire_and_nothing_else() {
    for more in ["", "&live=postcopy", "&live=hybrid", "&stop=textbook", "&cap=20MiB/s"] {
        let local = run(&format!("&disk-writes=0B/s{more}"), Lane::Live);
        let shared = run(&format!("&disk-writes=0B/s{more}&storage=shared"), Lane::Live);
        let scenario = scenario(more);
        let rate = scenario
            .cap
            .map_or(wire::line_rate(&scenario), |cap| cap.min(wire::line_rate(&scenario)));
        let disk = scenario.disk / rate;
        let more_time = (local.total - shared.total).as_s();
        // Closing the mirror takes a round trip.
        assert!(
            near(more_time, (disk + scenario.rtt).as_s(), 1e-6),
            "{more}: {more_time}"
        );
        let longer = local.downtime.total() - shared.downtime.total();
        assert!(near(longer.as_s(), scenario.rtt.as_s(), 1e-9), "{more}: {longer:?}");
        assert_eq!(local.traffic.disk(), scenario.disk, "{more}");
        // Memory begins later, and a later time is rounded to more.
        let [here, there] = [&local, &shared].map(|run| run.traffic.memory().as_f64());
        assert!((here - there).abs() <= 1e-12 * here, "{more}: {here} and {there}");
    }
}

#[test]
fn a_suspended_vm_waits_for_its_disk_and_every_block_goes_once() {
    for mode in ["save", "file"] {
        let local = run(&format!("&suspend={mode}"), Lane::Suspended);
        let shared = run(&format!("&suspend={mode}&storage=shared"), Lane::Suspended);
        let scenario = scenario("");
        let disk = (scenario.disk / wire::line_rate(&scenario)).as_s();
        let longer = (local.downtime.total() - shared.downtime.total()).as_s();
        assert!(near(longer, disk, 1e-6), "{mode}: {longer}");
        assert!(near(local.downtime[DownCause::Disk].as_s(), disk, 1e-6));
        assert_eq!(local.traffic[Cause::Disk], scenario.disk);
        assert_eq!(local.traffic[Cause::DiskResent], Bytes::ZERO);
    }
}

/// Blocks with random numbers: a mirror in the order of addresses that goes round until nothing is dirty.
fn count_blocks(blocks: usize, region: usize, writes: f64, rate: f64, seed: u64) -> (f64, f64) {
    let mut state = seed;
    let mut dice = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut dirty = vec![true; blocks];
    let (mut left, mut sent, mut written, mut at) = (blocks, 0.0, 0.0, 0);
    while left > 0 {
        while !dirty[at] {
            at = (at + 1) % blocks;
        }
        dirty[at] = false;
        left -= 1;
        sent += 1.0;
        while written < sent / rate * writes {
            let block = dice(region);
            left += usize::from(!dirty[block]);
            dirty[block] = true;
            written += 1.0;
        }
    }
    (sent / rate, sent)
}

#[test]
fn a_count_block_by_block_agrees_with_the_expectation() {
    const BLOCK: f64 = 65536.0;
    // Disk, written part, writes as a part of what the line carries.
    for (disk, region, part) in [
        (20_000, 20_000, 0.5),
        (20_000, 3_000, 0.4),
        (20_000, 8_000, 0.7),
        (20_000, 400, 0.3),
    ] {
        let mut scenario = scenario("").into_settings();
        (scenario.disk, scenario.disk_region) = (Bytes::new(disk as f64 * BLOCK), Bytes::new(region as f64 * BLOCK));
        let rate = wire::line_rate(&Scenario::new(scenario.clone()).0);
        scenario.disk_writes = rate * part;
        let lane = simulate_lane(&Scenario::new(scenario).0, Lane::Live, Observation::Auto);
        let mirrored = lane.phases.first().map_or(SimTime::ZERO, |phase| phase.end);
        let blocks_a_second = rate.as_f64() / BLOCK;
        let runs: Vec<(f64, f64)> = (0..9)
            .map(|seed| count_blocks(disk, region, blocks_a_second * part, blocks_a_second, 7 + seed * 1001))
            .collect();
        let mean = runs.iter().map(|run| run.0).sum::<f64>() / runs.len() as f64;
        // The last few blocks are a matter of chance; the expectation drains evenly.
        assert!(
            near(mirrored.as_s() / mean, 1.0, 0.02),
            "{region} {part}: {mirrored:?}, counted {mean}"
        );
    }
}

#[test]
fn a_mirror_that_writes_outrun_never_lets_memory_begin() {
    let lane = trace("&disk-writes=100MiB/s");
    assert_eq!(lane.metrics.status, Status::Running);
    assert!(lane.phases.iter().all(|phase| phase.kind == PhaseKind::Mirror));
    assert_eq!(lane.metrics.traffic.memory(), Bytes::ZERO);
    let again = run("&disk-writes=100MiB/s&timeout=2min:force", Lane::Live);
    assert_eq!(again.status, Status::Completed);
    assert!(again.downtime[DownCause::Disk] > SimTime::s(1.0));
    let given_up = run("&disk-writes=100MiB/s&timeout=2min:abort", Lane::Live);
    assert_eq!(
        (given_up.status, given_up.total),
        (Status::Cancelled, SimTime::s(120.0))
    );
}

#[test]
fn beside_memory_the_mirror_gets_what_is_written_or_half_of_the_line() {
    let slow = run("&disk-writes=10MiB/s", Lane::Live);
    assert!(slow.downtime[DownCause::Disk] < SimTime::ms(1.0), "in step");
    // 40 MiB/s are more than half of the line: blocks pile up beside memory, and the VM waits for them.
    let fast = run("&disk-writes=40MiB/s", Lane::Live);
    assert_eq!(fast.status, Status::Completed);
    assert!(fast.downtime[DownCause::Disk] > SimTime::s(1.0), "{:?}", fast.downtime);
}

#[test]
fn the_trace_tells_when_the_disk_is_in_sync_and_when_it_is_there() {
    let lane = trace("&disk-writes=5MiB/s");
    let at = |kind| {
        lane.events
            .iter()
            .find(|event| event.kind == kind)
            .map(|event| event.at)
    };
    let (in_sync, there) = (at(EventKind::DiskInSync), at(EventKind::DiskCopied));
    let (Some(in_sync), Some(there), Some(paused)) = (in_sync, there, at(EventKind::Paused)) else {
        panic!("not all told: {:?}", lane.events);
    };
    assert!(in_sync < paused && paused < there);
    assert_eq!(lane.phases[0].kind, PhaseKind::Mirror);
    assert_eq!((lane.phases[0].start, lane.phases[0].end), (SimTime::ZERO, in_sync));
    assert_eq!(lane.at(SimTime::ZERO).state.disk_left, scenario("").disk);
    assert_eq!(lane.at(there).state.disk_left, Bytes::ZERO);
    // A hold in the mirror: the VM runs on, and what it writes goes again.
    let held = trace("&disk-writes=5MiB/s&at=hold@20s+30s");
    assert!(held.metrics.downtime.total() < SimTime::s(1.0));
    assert_eq!(held.metrics.outcome.held, SimTime::s(30.0));
    assert!(held.metrics.traffic[Cause::DiskResent] > lane.metrics.traffic[Cause::DiskResent]);
    // A hold beside memory: the mirror is held too and catches up afterwards.
    let later = trace(&format!("&disk-writes=5MiB/s&at=hold@{}s+30s", in_sync.as_s() + 2.0));
    assert_eq!(later.metrics.status, Status::Completed);
    assert_eq!(later.metrics.outcome.held, SimTime::s(30.0));
}

#[test]
fn conditions_that_began_in_the_mirror_go_on_beside_memory() {
    let slow = trace("&disk-writes=0B/s&at=linkslow@10s:250Mbps");
    let whole = trace("&disk-writes=0B/s&link=250Mbps");
    let first = |lane: &LaneTrace| {
        let pass = lane.phases.iter().find(|phase| phase.kind == PhaseKind::FirstPass);
        pass.map_or(0.0, |pass| (pass.end - pass.start).as_s())
    };
    assert!(
        near(first(&slow) / first(&whole), 1.0, 0.02),
        "{} {}",
        first(&slow),
        first(&whole)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 3000 }))]

    #[test]
    fn a_disk_that_moved_has_been_sent(scenario in any_scenario()) {
        let mut settings = scenario.into_settings();
        settings.storage = migrascope::params::Storage::Local;
        let scenario = Scenario::new(settings).0;
        for lane in [Lane::Cold, Lane::Suspended, Lane::Live] {
            let metrics = measure(&scenario, lane, Observation::Auto);
            let sent = metrics.traffic[Cause::Disk];
            prop_assert!(sent.as_f64() <= scenario.disk.as_f64() * (1.0 + 1e-9));
            if metrics.status == Status::Completed {
                prop_assert!(near(sent / scenario.disk, 1.0, 1e-9) || scenario.disk.is_zero(), "{:?}: {:?}", lane, sent);
            }
        }
    }
}
