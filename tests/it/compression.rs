//! Compressed pages over several channels: bound by the line or by the processors.

use migrascope::link::parse;
use migrascope::migration::{Bound, Cause, Metrics, Observation, Status, measure, wire};
use migrascope::params::Lane;
use migrascope::scenario::Scenario;
use migrascope::units::{Bytes, Pages};

const VM: &str = "ram=4GiB&used=50%25&writes=none&suspend=save";

fn scenario(more: &str) -> Scenario {
    let (experiment, notices) = parse(&format!("{VM}{more}"));
    assert_eq!(notices, []);
    experiment.scenario
}

fn run(more: &str, lane: Lane) -> Metrics {
    measure(&scenario(more), lane, Observation::Auto)
}

fn near(one: f64, other: f64, by: f64) -> bool {
    (one / other - 1.0).abs() <= by
}

/// Header and packed content of the used pages, and zero pages as ever.
fn packed(scenario: &Scenario, ratio: f64) -> Bytes {
    let used = scenario.used_memory().pages();
    let zero = (scenario.ram - scenario.used_memory()).pages();
    Bytes::new(used.as_f64() * (8.0 + 4096.0 * ratio)) + wire::zero_stream(zero)
}

#[test]
fn on_a_slow_link_bytes_and_time_shrink_with_the_pages() {
    for more in ["", "&ratio=50%25", "&compress=zlib&link=100Mbps"] {
        let compress = if more.contains("compress") {
            ""
        } else {
            "&compress=zstd"
        };
        let (with, without) = (scenario(&format!("{more}{compress}")), scenario(more));
        let ratio = with.ratio.as_f64();
        for lane in [Lane::Suspended, Lane::Live] {
            let metrics = measure(&with, lane, Observation::Auto);
            let expected = packed(&with, ratio);
            assert!(
                near(metrics.traffic.memory().as_f64(), expected.as_f64(), 1e-9),
                "{more} {lane:?}"
            );
            assert_eq!(metrics.bound, Bound::Line, "{more}");
            let plain = measure(&without, lane, Observation::Auto);
            assert!(
                more.contains("zlib") || metrics.total.as_s() < plain.total.as_s() * (ratio + 0.05),
                "{more} {lane:?}"
            );
        }
    }
}

#[test]
fn on_a_fast_link_the_processors_decide_until_there_are_enough() {
    let at = |channels: u32| {
        run(
            &format!("&link=25Gbps&compress=zstd&channels={channels}"),
            Lane::Suspended,
        )
    };
    let [one, two, sixteen] = [1, 2, 16].map(at);
    assert_eq!((one.bound, two.bound), (Bound::Processor, Bound::Processor));
    // Two gibibytes at 340 MiB/s and thread; a page of the stream has a header of eight bytes.
    let pages = scenario("").used_memory().pages();
    let alone = wire::page_stream(pages).as_f64() / (340.0 * 1_048_576.0);
    // The thread that sends finds the zero pages after it.
    let scan = wire::scan(scenario("").ram.pages() - pages).as_s();
    assert!(near(one.total.as_s(), alone + scan, 0.01), "{:?} {alone}", one.total);
    assert!(near(two.total.as_s(), alone / 2.0 + scan, 0.02), "{:?}", two.total);
    assert_eq!(sixteen.bound, Bound::Processor);
    let plain = run("&link=25Gbps", Lane::Suspended);
    assert!(
        one.total > plain.total,
        "compression costs time where the link is not the limit"
    );
    assert!(run("&link=25Gbps&compress=zlib", Lane::Suspended).total > one.total);
    // A thread that sends less than it could pack.
    let slow = run("&compress=zstd&link=25Gbps&thread=100MiB/s", Lane::Suspended);
    let [slow, fast] = [slow, one].map(|run| run.total.as_s() - scan);
    assert!(near(slow / fast, 3.4, 0.01), "{slow} {fast}");
}

#[test]
fn what_shrinks_nothing_changes_nothing_but_the_processors_limit() {
    let plain = run("&link=1Gbps", Lane::Live);
    let same = run("&link=1Gbps&compress=zstd&ratio=100%25", Lane::Live);
    assert_eq!(plain, same);
    // Compression is QEMU's.
    for stop in ["textbook", "clark", "xen"] {
        let [with, without] = ["&compress=zstd", ""].map(|more| run(&format!("&stop={stop}{more}"), Lane::Live));
        assert_eq!(with, without, "{stop}");
    }
}

#[test]
fn post_copy_sends_whole_pages() {
    let whole = wire::page_stream(scenario("").used_memory().pages());
    for more in ["", "&link=25Gbps&channels=8"] {
        let metrics = run(&format!("&live=postcopy&compress=zstd{more}"), Lane::Live);
        let sent = metrics.traffic[Cause::Pushed] + metrics.traffic[Cause::OnDemand];
        assert!(sent >= whole && metrics.status == Status::Completed, "{more}");
        assert_eq!(metrics.total, run(&format!("&live=postcopy{more}"), Lane::Live).total);
    }
}

#[test]
fn a_hog_that_no_link_follows_converges_packed() {
    let hog = |more: &str| {
        let mut settings = scenario(more).into_settings();
        settings.writes = parse("writes=random:1GiB@150MiB/s").0.scenario.into_settings().writes;
        measure(&Scenario::new(settings).0, Lane::Live, Observation::Auto)
    };
    assert_eq!(hog("").status, Status::Running);
    let packed = hog("&compress=zstd");
    assert_eq!(packed.status, Status::Completed);
    assert!(packed.traffic.memory() > Bytes::ZERO && packed.traffic[Cause::Resent] > Pages::new(1.0).bytes());
}
