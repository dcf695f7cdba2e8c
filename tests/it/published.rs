//! Results that others published, as far as the engine speaks of them.

use migrascope::link;
use migrascope::migration::{Metrics, Observation, PhaseKind, Status, measure};
use migrascope::params::Lane;
use migrascope::scenario::Scenario;
use migrascope::trace::simulate;
use migrascope::units::Rate;

/// What a page adds to its 4096 bytes on the stream: 8 bytes of header.
/// Published arithmetic knows no headers, so results may be longer by this much.
const HEADERS: f64 = 8.0 / 4096.0;
/// Opening the channel, handing over, one round trip: the engine's fixed costs.
const FIXED_S: f64 = 0.006;

/// A link whose payload, not its line rate, is this many bytes a second.
fn link_that_carries(bytes_per_s: f64) -> String {
    format!("{}bps", bytes_per_s * 8.0 * 1538.0 / 1448.0)
}

fn scenario(text: &str) -> Scenario {
    let (experiment, notices) = link::parse(text);
    assert_eq!(notices, [], "{text}");
    experiment.scenario
}

fn run(text: &str, lane: Lane) -> Metrics {
    let metrics = measure(&scenario(text), lane, Observation::Auto);
    assert_eq!(metrics.status, Status::Completed, "{text}");
    metrics
}

/// Not shorter than published, and longer by headers and fixed costs at most.
fn as_published(seconds: f64, published: f64) {
    let most = published * (1.0 + HEADERS) + FIXED_S;
    assert!(
        (published..=most).contains(&seconds),
        "{seconds} s, published {published} s"
    );
}

/// Course exercise: 1024 GB at 16 MB/s without live migration take 65,536 s,
/// and the VM is down for all of it.
#[test]
fn the_course_exercise() {
    let rate = Rate::mib_per_s(16.0).as_f64();
    let link = format!(
        "ram=1TiB&used=100%&writes=none&state=0&suspend=save&link={}",
        link_that_carries(rate)
    );
    let metrics = run(&link, Lane::Suspended);
    as_published(metrics.total.as_s(), 65_536.0);
    assert_eq!(metrics.downtime.total(), metrics.total);
}

/// NSDI'05: a VM of 512 MB, stopped and copied.
#[test]
fn stop_and_copy_halves_with_each_doubling_of_the_link() {
    for (mbit_per_s, published) in [(128.0, 32.0), (256.0, 16.0), (512.0, 8.0)] {
        let link = format!(
            "ram=512MB&used=100%&writes=none&state=0&suspend=save&link={}",
            link_that_carries(mbit_per_s * 1e6 / 8.0)
        );
        as_published(run(&link, Lane::Suspended).downtime.total().as_s(), published);
    }
}

/// Course exercise: two equal migrations on one link take twice as long each.
#[test]
fn half_the_link_takes_twice_as_long() {
    for lane in [Lane::Suspended, Lane::Live] {
        let of = |link: &str| {
            let link = format!("ram=8GiB&used=100%&writes=none&state=0&suspend=save&link={link}");
            run(&link, lane).total.as_s()
        };
        let (alone, shared) = (of("1Gbps"), of("500Mbps"));
        // Fixed costs do not double.
        assert!(
            (shared - 2.0 * alone).abs() <= FIXED_S,
            "{lane:?}: {shared} and {alone}"
        );
    }
}

/// NSDI'05, static web server: 776 MB in the first pass of 62 s at
/// 100 Mbit/s. The rest of that run follows a stop rule of its own, and its
/// writes were not published, so only the first pass is compared.
#[test]
fn the_first_pass_of_the_static_web_server() {
    let link = format!(
        "ram=800MB&used=776MB&writes=random:10MB@100kB/s&link={}",
        link_that_carries(100e6 / 8.0)
    );
    let trace = simulate(&scenario(&link));
    let live = trace.lane(Lane::Live);
    let first = live
        .phases
        .iter()
        .find(|phase| phase.kind == PhaseKind::FirstPass)
        .expect("a first pass");
    let length = (first.end - first.start).as_s();
    // Published in whole seconds; a pass ends when less than a downtime limit's worth is left.
    assert!((61.5..=62.5).contains(&length), "{length}");
    assert!(
        live.metrics.total.as_s() < 71.8,
        "the published run did not stop earlier"
    );
}
