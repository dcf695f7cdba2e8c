//! Laws in single cases: closed forms from the textbook, timeouts, corners.

use migrascope::link;
use migrascope::migration::{Cause, EventKind, Host, Metrics, Observation, PhaseKind, Power, Status, measure};
use migrascope::params::{Lane, Reason};
use migrascope::scenario::Scenario;
use migrascope::trace::{LaneTrace, simulate_lane};
use migrascope::units::SimTime;

use crate::laws::zones_hold_what_fits;

/// A VM that a 1-Gbit/s link can never move while it runs.
const HOG: &str = "ram=8GiB&used=90%&writes=random:4GiB@400MiB/s";

fn scenario(text: &str) -> Scenario {
    let (experiment, notices) = link::parse(text);
    assert_eq!(notices, [], "{text}");
    experiment.scenario
}

fn run(text: &str, lane: Lane) -> Metrics {
    measure(&scenario(text), lane, Observation::Auto)
}

fn trace(text: &str) -> LaneTrace {
    simulate_lane(&scenario(text), Lane::Live, Observation::Auto)
}

fn equal(seconds: SimTime, expected: f64) {
    let seconds = seconds.as_s();
    assert!(
        (seconds - expected).abs() <= 1e-9 * expected,
        "{seconds} is not {expected}"
    );
}

/// Payload bytes a second of a line of so many bits a second.
fn payload(bits_per_s: f64) -> f64 {
    bits_per_s / 8.0 * 1448.0 / 1538.0
}

/// Pages of 4096 bytes with a header of 8 each, and zero pages of 9 bytes.
fn stream(used_mib: f64, zero_mib: f64) -> f64 {
    used_mib * 256.0 * 4104.0 + zero_mib * 256.0 * 9.0
}

/// Setup 3 ms; device state of 300 KiB and a round trip of 0.2 ms; hand-over 2 ms.
fn around(rate: f64) -> f64 {
    0.003 + 300.0 * 1024.0 / rate + 0.0002 + 0.002
}

#[test]
fn an_idle_precopy_takes_what_its_memory_takes() {
    for (mib, gbit) in [(1024.0, 1.0), (4096.0, 10.0), (300.0, 0.1)] {
        let link = format!("ram={mib}MiB&used=100%&writes=none&link={gbit}Gbps");
        let metrics = run(&link, Lane::Live);
        let rate = payload(gbit * 1e9);
        equal(metrics.total, stream(mib, 0.0) / rate + around(rate));
        // The first pass, the rest that fits into the downtime limit, and nothing twice.
        assert!(metrics.downtime.total().as_s() < 0.3 + around(rate), "{link}");
    }
}

/// On a slow wire the headers of zero pages fill it, so scanning costs nothing of its own.
#[test]
fn an_idle_precopy_with_zero_pages_on_a_slow_wire() {
    let metrics = run("ram=1GiB&used=50%&writes=none&link=50Mbps", Lane::Live);
    let rate = payload(50e6);
    equal(metrics.total, stream(512.0, 512.0) / rate + around(rate));
}

#[test]
fn a_suspended_vm_is_down_for_all_of_its_memory() {
    let metrics = run("ram=4GiB&used=60%&writes=none&suspend=save", Lane::Suspended);
    let rate = payload(1e9);
    let (used, zero) = (0.6 * 4096.0, 0.4 * 4096.0);
    // The thread that sends finds the zero pages after it, while the wire carries the 1.7 MB that the socket holds.
    let scan = zero * 256.0 / 2.7e6 - 1.7e6 / rate;
    equal(metrics.total, stream(used, 0.0) / rate + scan + around(rate));
    assert_eq!(metrics.downtime.total(), metrics.total);
    let file = run(
        "ram=4GiB&used=100%&suspend=file&store=100MiB/s&state=0",
        Lane::Suspended,
    );
    // Written and read back, each at 100 MiB/s, and the hand-over.
    equal(
        file.total,
        2.0 * stream(4096.0, 0.0) / (100.0 * 1024.0 * 1024.0) + 0.002,
    );
}

#[test]
fn a_cold_migration_moves_the_disk_if_it_is_local() {
    let rate = payload(1e9);
    // Shut down, 64 KiB of configuration, a round trip, half a second to define, boot.
    let fixed = 20.0 + 64.0 * 1024.0 / rate + 0.0002 + 0.5 + 35.0;
    equal(run("", Lane::Cold).total, fixed);
    let local = run("storage=local&disk=20GiB", Lane::Cold);
    equal(local.total, fixed + 20.0 * 1024.0_f64.powi(3) / rate);
    assert_eq!(local.downtime.total(), local.total);
}

#[test]
fn a_longer_shutdown_is_that_much_more_downtime() {
    let [short, long] = ["shutdown=5s", "shutdown=65s"].map(|link| run(link, Lane::Cold).downtime.total());
    equal(long - short, 60.0);
}

#[test]
fn a_timeout_that_gives_up_leaves_the_vm_where_it_was() {
    let lane = trace(&format!("{HOG}&timeout=2min:abort"));
    assert_eq!(lane.metrics.status, Status::Cancelled);
    // The sender hears of it at its next look at the queue, within a tenth of a second.
    let total = lane.metrics.total.as_s();
    assert!((120.0..120.1).contains(&total), "{total}");
    assert!(lane.metrics.downtime.total().is_zero() && lane.metrics.outage.is_zero());
    let after = lane.at(lane.end() + SimTime::s(1.0));
    assert_eq!((after.power, after.host), (Power::Running, Host::Source));
    assert!(!lane.events.iter().any(|event| event.kind == EventKind::Switchover));
}

#[test]
fn a_timeout_that_insists_stops_the_vm_there() {
    for (action, down) in [("force", 10.0..80.0), ("postcopy", 0.0..0.1)] {
        let lane = trace(&format!("{HOG}&timeout=100s:{action}"));
        assert_eq!(lane.metrics.status, Status::Completed, "{action}");
        let time_of = |kind| {
            lane.events
                .iter()
                .find(|event| event.kind == kind)
                .map(|event| event.at)
        };
        let (struck, paused) = (time_of(EventKind::TimedOut), time_of(EventKind::Paused));
        assert!(struck.is_some() && struck == paused, "{action}: {struck:?}, {paused:?}");
        let at = paused.unwrap_or_default().as_s();
        assert!((100.0..100.1).contains(&at), "{action}: {at}");
        let downtime = lane.metrics.downtime.total().as_s();
        assert!(down.contains(&downtime), "{action}: {downtime}");
        let after = lane.at(lane.end() + SimTime::s(1.0));
        assert_eq!((after.power, after.host), (Power::Running, Host::Destination));
    }
}

#[test]
fn a_timeout_after_the_end_changes_nothing() {
    let plain = run("", Lane::Live);
    for action in ["abort", "force", "postcopy"] {
        assert_eq!(run(&format!("timeout=10min:{action}"), Lane::Live), plain, "{action}");
    }
}

#[test]
fn what_never_converges_is_watched_to_the_limit() {
    let metrics = run(HOG, Lane::Live);
    assert_eq!((metrics.status, metrics.total.as_s()), (Status::Running, 600.0));
    assert!(metrics.downtime.total().is_zero());
    for limit in [1.0, 61.0, 3600.0, 1e9] {
        let limit = SimTime::s(limit);
        let metrics = measure(&scenario(HOG), Lane::Live, Observation::Until(limit));
        assert_eq!((metrics.status, metrics.total), (Status::Running, limit));
        // The wire is full all the time.
        let sent = metrics.traffic.memory().as_f64();
        let carried = payload(1e9) * (limit.as_s() - 0.003);
        assert!((sent / carried - 1.0).abs() < 0.01, "{sent} of {carried} in {limit:?}");
    }
    // A slow link is given the time of four passes.
    let metrics = run("ram=8GiB&used=90%&writes=random:4GiB@400MiB/s&link=100Mbps", Lane::Live);
    assert_eq!(metrics.status, Status::Running);
    equal(metrics.total, 4.0 * 8.0 * 1024.0_f64.powi(3) / payload(100e6));
}

/// Corners in which a division by zero or an endless loop would show.
#[test]
fn corners_end() {
    let corners = [
        ("writes=none", Status::Completed),
        ("used=0%&writes=none", Status::Completed),
        ("used=0%&writes=none&link=10kbps", Status::Completed),
        ("used=100%&writes=none", Status::Completed),
        ("downtime=0&writes=none", Status::Completed),
        ("downtime=0&writes=random:512MiB@400MiB/s", Status::Running),
        ("writes=random:512MiB@0", Status::Completed),
        ("writes=random:4KiB@1TiB/s", Status::Completed),
        (
            "ram=4MiB&used=100%&writes=random:4MiB@1TiB/s&downtime=2000s",
            Status::Completed,
        ),
        ("ram=16TiB&link=10kbps&writes=none", Status::Completed),
        (
            "ram=16TiB&used=100%&link=1Tbps&writes=random:16TiB@1TiB/s",
            Status::Running,
        ),
        ("link=10kbps&live=postcopy&rtt=10s", Status::Completed),
        ("cap=1KiB/s&writes=none", Status::Completed),
        ("state=0&rtt=0", Status::Completed),
        ("live=hybrid&switch=0", Status::Completed),
        ("live=postcopy&switch=1h", Status::Completed),
        ("timeout=0:force", Status::Completed),
        ("timeout=0:abort", Status::Cancelled),
    ];
    for (link, status) in corners {
        assert_eq!(run(link, Lane::Live).status, status, "{link}");
    }
}

/// A cap slows the migration down while the VM runs, and not the pause.
#[test]
fn a_cap_is_lifted_for_the_pause() {
    let open = trace("ram=2GiB&writes=random:64MiB@10MiB/s");
    let capped = trace("ram=2GiB&writes=random:64MiB@10MiB/s&cap=20MiB/s");
    assert!(capped.metrics.total > open.metrics.total * 3.0);
    // 300 ms at the cap are 6 MiB, which the line carries in a sixth of the time.
    assert!(
        capped.metrics.downtime.total().as_s() < 0.1,
        "{:?}",
        capped.metrics.downtime.total()
    );
}

/// Post-copy knows no delta compression: what is missing goes as whole pages.
#[test]
fn differences_end_with_the_precopy() {
    let lane = trace(&format!("{HOG}&delta=on&cache=1GiB&timeout=100s:postcopy"));
    let after = lane
        .phases
        .iter()
        .find(|phase| phase.kind == PhaseKind::PostCopy)
        .expect("a post-copy");
    let traffic = &lane.metrics.traffic;
    let bytes = (traffic[Cause::Pushed] + traffic[Cause::OnDemand]).as_f64();
    let length = (after.end - after.start).as_s();
    assert!(bytes > 1e9 && length >= bytes / payload(1e9), "{bytes} in {length}");
}

/// A hold that begins as another one ends is told with its own reason, not with that of the last.
#[test]
fn holds_one_after_the_other_keep_their_reasons() {
    for link in ["at=hold@5s+5s:compliance", "at=hold@5s+5s:compliance&storage=local"] {
        let lane = simulate_lane(&scenario(link), Lane::Suspended, Observation::Auto);
        let held = lane.phases.iter().filter_map(|phase| match phase.kind {
            PhaseKind::Held(reason) => Some((reason, phase.start.as_s(), phase.end.as_s())),
            _ => None,
        });
        assert_eq!(
            held.collect::<Vec<_>>(),
            [(Reason::Compliance, 5.0, 10.0), (Reason::Bandwidth, 10.0, 70.0)],
            "{link}"
        );
    }
}

/// A VM runs on while its migration is held, so a burst that begins and ends in a hold is written and sent.
#[test]
fn a_burst_during_a_hold_is_written() {
    let vm = "ram=4GiB&writes=random:1GiB@1MiB/s";
    for wait in ["hold@15s+30s:compliance", "linkdown@15s+20s"] {
        let bytes = |events: &str| run(&format!("{vm}&at={events}"), Lane::Live).traffic.total().as_f64();
        let quiet = bytes(wait);
        let burst = bytes(&format!("{wait},burst@20s+5s:200MiB/s"));
        // Five seconds of 200 MiB/s hit most of a gigabyte.
        let more = (burst - quiet) / f64::from(1 << 20);
        assert!((550.0..750.0).contains(&more), "{wait}: {more} MiB");
        // One that goes on into the hold for a second writes no more than that.
        let longer = bytes(&format!("burst@12s+4s:200MiB/s,{wait}"));
        let in_time = bytes(&format!("burst@12s+3s:200MiB/s,{wait}"));
        assert!(
            longer > in_time && longer - in_time < 210.0 * f64::from(1 << 20),
            "{wait}"
        );
    }
}

/// A sender that looks before its first pass is through sends zero pages in its second round, between pages of other zones;
/// what is written in order behind the scan of a pass that was held is behind it.
#[test]
fn no_zone_holds_more_than_it_has_after_an_early_look_or_a_hold() {
    for text in [
        "ram=85MiB&used=76%&writes=random:15MiB@186MiB/s,sequential:2.4MiB@412MiB/s,sequential:30MiB@18MiB/s\
         &link=10Gbps&cap=444MB/s&downtime=127ms",
        "ram=4.727711194257348GiB&used=82.00874659594826%&writes=random:1.286004795420977GB@36.53546482363789MB/s\
         &link=1.7212359051259315Gbps&cap=123.67292751314956MiB/s&downtime=11.361481385956846s",
        "ram=53GiB&used=14.87%&writes=random:750MiB@1B/s,sequential:7.14GiB@600GB/s&link=486Gbps&cap=608MB/s\
         &live=postcopy&switch=pass&downtime=3.38s&at=hold@5.9s+850h:transfer",
    ] {
        let fits = zones_hold_what_fits(&scenario(text), &trace(text)).map_err(|error| error.to_string());
        assert_eq!(fits, Ok(()), "{text}");
    }
}
