//! Auto-converge: a VM that is slowed down until its writes fit.

use migrascope::migration::{PhaseKind, Status};
use migrascope::trace::LaneTrace;

use crate::rules::{live, near, trace};

/// Throttling goes on until the writes fit; without it the same VM never moves.
#[test]
fn auto_converge_makes_a_hog_move() {
    let link = "ram=2GiB&writes=random:512MiB@150MiB/s";
    assert_eq!(live(link).status, Status::Running);
    let throttled = live(&format!("{link}&throttle=on"));
    assert_eq!(throttled.status, Status::Completed);
    // Slower than the link by then: 150 MiB/s have to fall below 112 MiB/s.
    assert!(throttled.throttle_max.as_f64() > 0.25 && throttled.throttle_max.as_f64() <= 0.99);
}

/// Newer QEMU syncs at a tick of five seconds if there was no sync since the last tick.
#[test]
fn newer_qemu_throttles_within_a_long_round() {
    let hog = "ram=64GiB&used=100%&writes=random:32GiB@2GiB/s&link=10Gbps&throttle=on";
    let (newer, older) = (trace(hog), trace(&format!("{hog}&stop=qemu-7.2")));
    for round in newer.rounds.iter().skip(1) {
        let ticks = (round.end - round.start).as_s() / 5.0;
        assert!(ticks <= 2.001, "{round:?}");
    }
    let long = |lane: &LaneTrace| {
        lane.rounds
            .iter()
            .skip(1)
            .filter(|round| (round.end - round.start).as_s() > 11.0)
            .count()
    };
    assert_eq!(long(&newer), 0);
    assert!(long(&older) > 0);
    assert!(newer.metrics.total < older.metrics.total);
    // The first pass is never interrupted.
    assert_eq!(newer.phases[0], older.phases[0]);
    assert_eq!(newer.phases[0].kind, PhaseKind::FirstPass);
    // Without auto-converge both are the same.
    assert_eq!(
        live("writes=random:1GiB@90MiB/s"),
        live("writes=random:1GiB@90MiB/s&stop=qemu-7.2")
    );
}

/// A VM that needs a tenth of its time for its writes gets them done at any
/// throttling up to 90 %, so a link that cannot carry them is not helped before.
#[test]
fn a_throttled_vm_with_time_to_spare_catches_up() {
    let base = "writes=random:512MiB@100MiB/s&stop=qemu-7.2";
    let (off, spare) = (live(base), live(&format!("{base}&throttle=on&load=0%")));
    near(spare.total.as_s(), off.total.as_s(), 1e-3, "total");
    near(
        spare.traffic.memory().as_f64(),
        off.traffic.memory().as_f64(),
        1e-3,
        "bytes",
    );
    let hog = "writes=random:1GiB@200MiB/s&throttle=on";
    let [busy, idle] = ["", "&load=10%"].map(|load| live(&format!("{hog}{load}")));
    assert!(busy.throttle_max.as_f64() < 0.85, "{:?}", busy.throttle_max);
    assert!(idle.throttle_max.as_f64() > 0.9, "{:?}", idle.throttle_max);
    assert!(idle.total > busy.total);
}
