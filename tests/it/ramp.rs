//! A downtime limit that grows in steps. That no ramp runs for ever is a law of `engine_laws/steps.rs`, and that its limit is kept
//! one of `engine_laws/threshold.rs`.

use migrascope::migration::{Observation, Status, measure};
use migrascope::params::Lane;

use crate::rules::{live, scenario, trace};

/// OpenStack's ramp: one step of the limit at once, all of it after the last step.
#[test]
fn a_ramp_raises_the_downtime_limit_step_by_step() {
    let steady = "writes=random:100MiB@40000MiB/s&downtime=1s";
    // 100 MiB, all dirty at each sync, take 0.89 s: neither a half nor three quarters of the limit will do.
    let lane = trace(&format!("{steady}&ramp=2x60s"));
    assert_eq!(lane.metrics.status, Status::Completed);
    let total = lane.metrics.total.as_s();
    assert!((120.0..123.0).contains(&total), "{total}");
    for round in &lane.rounds {
        let steps = (round.end.as_s() / 60.0).floor().min(2.0);
        let threshold = round.threshold.as_f64() * 4096.0 / 117_685_305.6;
        assert!(threshold <= (0.5 + 0.25 * steps) * (1.0 + 1e-9), "{round:?}");
    }
    // Within a step nothing is different; one step, or no time between them, is no ramp.
    assert_eq!(live(steady), live(&format!("{steady}&ramp=1x10s")));
    assert_eq!(live(steady), live(&format!("{steady}&ramp=7x0s")));
    let easy = live("writes=none&downtime=500ms&ramp=10x75s");
    assert!(easy.downtime.total().as_s() < 0.06, "{:?}", easy.downtime);
    // What never fits never ends, whatever the ramp.
    let hog = measure(
        &scenario("writes=random:1GiB@400MiB/s&ramp=20x1s"),
        Lane::Live,
        Observation::Auto,
    );
    assert_eq!(hog.status, Status::Running);
}
