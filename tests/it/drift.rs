//! Queues that shrink slowly, against a geometric series; and a cap that holds whatever comes between.

use migrascope::link;
use migrascope::migration::{Metrics, Observation, PhaseKind, Status, measure, wire};
use migrascope::params::Lane;
use migrascope::scenario::Scenario;
use migrascope::trace::simulate_lane;
use migrascope::units::{Rate, SimTime};

fn scenario(text: &str) -> Scenario {
    let (experiment, notices) = link::parse(text);
    assert_eq!(notices, [], "{text}");
    experiment.scenario
}

/// When a writer that goes through its region in order, a little slower than the wire, is caught: within so many seconds.
///
/// The wire carries *w* pages a second, the writer makes *v* dirty. A round drains the queue *Q* to a residue *R* below
/// the threshold and takes (*Q* − *R*)/*w*, in which (*Q* − *R*)·*v*/*w* pages become dirty beside the residue: in each
/// second the queue shrinks by *w* − *v*, however long the rounds are. The last one begins within a quantum of *R*. In
/// the first round after the pass the writer comes round to what is left, so it adds nothing.
fn caught(s: &Scenario, region: f64, v: f64) -> (f64, f64) {
    let line = wire::line_rate(s).as_f64();
    let w = line / 4104.0;
    let quantum = 64.0 * (w * 0.051 / 64.0).ceil() + 1.0;
    let threshold = line * s.downtime.as_s() / 4096.0;
    let residue = threshold - quantum / 2.0;
    let (used, all) = (s.used_memory().as_f64() / 4096.0, s.ram.as_f64() / 4096.0);
    let pass = 0.003 + used / w + (all - used) / 2.7e6;
    let first = (region - residue) / w;
    let queue = first * v - residue;
    let last = (residue + s.device_state.as_f64() / 4104.0) / w + 0.002;
    let drift = w - v;
    (pass + first + queue / drift + last, 0.3 + 1.5 * quantum / drift)
}

#[test]
fn a_queue_that_shrinks_slowly_is_followed_to_its_end() {
    for (mib, rate) in [
        (512.0, 90.0),
        (512.0, 100.0),
        (512.0, 105.0),
        (512.0, 110.0),
        (512.0, 111.0),
        (256.0, 110.0),
    ] {
        let text = format!("writes=sequential:{mib}MiB@{rate}MiB/s");
        let s = scenario(&text);
        let (seconds, about) = caught(&s, mib * 256.0, rate * 256.0);
        let run = measure(&s, Lane::Live, Observation::Auto);
        let total = run.total.as_s();
        assert_eq!(run.status, Status::Completed, "{text}: {total} s, expected {seconds}");
        assert!(
            (total - seconds).abs() < about,
            "{text}: {total} s, not {seconds} ± {about}"
        );
        let down = run.downtime.total().as_s();
        // The limit, two per cent by which the bandwidth is taken for larger, and 5 ms of device state.
        assert!(
            (0.24..0.3115).contains(&down),
            "{text}: down for {down} s at a limit of 0.3 s"
        );
    }
}

#[test]
fn the_default_drift_takes_four_minutes() {
    // 113,100 pages at 28,676 − 28,160 a second, after a pass of 22.1 s and a round of 4.3 s.
    let run = measure(
        &scenario("writes=sequential:512MiB@110MiB/s"),
        Lane::Live,
        Observation::Auto,
    );
    assert_eq!(run.status, Status::Completed);
    assert!((run.total.as_s() - 243.5).abs() < 3.0, "{:?}", run.total);
}

/// Rounds that take all dirty pages leave no residue: *D* shrinks to *rD* until it fits into the downtime limit.
#[test]
fn whole_rounds_that_shrink_slowly_are_followed_to_their_end() {
    for rate in [90.0, 105.0, 110.0] {
        let text = format!("stop=cloud-hypervisor&writes=sequential:512MiB@{rate}MiB/s");
        let s = scenario(&text);
        let line = wire::line_rate(&s).as_f64();
        let (w, v) = (line / 4104.0, rate * 256.0);
        let (used, all) = (s.used_memory().as_f64() / 4096.0, s.ram.as_f64() / 4096.0);
        let fits = line * 0.3 / 4104.0;
        let rounds = ((fits / 131_072.0).ln() / (v / w).ln()).ceil();
        let rest = 131_072.0 * (v / w).powf(rounds);
        let seconds = 0.003 + used / w + (all - used) / 2.7e6 + (131_072.0 - rest) / (w - v) + rest / w;
        let run = measure(&s, Lane::Live, Observation::Auto);
        let total = run.total.as_s();
        assert_eq!(run.status, Status::Completed, "{text}");
        assert!((total - seconds).abs() < 0.1, "{text}: {total} s, not {seconds}");
        // The first pass, the rounds, and the last one while the VM stands still; each ends with a sync, and one begins.
        assert_eq!(f64::from(run.syncs), rounds + 3.0, "{text}");
    }
}

/// A limit that grows while nothing else changes grows in the record too.
#[test]
fn the_record_shows_a_limit_that_grows_while_rounds_repeat() {
    let s = scenario("writes=random:1GiB@400MiB/s&ramp=10x30s");
    let trace = simulate_lane(&s, Lane::Live, Observation::Auto);
    // A stretch and three rounds before it for each limit.
    assert!(trace.phases.len() <= 11 * 4, "{}", trace.phases.len());
    let full = (wire::live_rate(&s) * s.downtime).as_f64();
    for (seconds, tenths) in [(45.0, 1.9), (105.0, 3.7), (290.0, 9.1), (400.0, 10.0)] {
        let shown = trace.at(SimTime::s(seconds)).state.threshold.as_f64();
        assert!(
            (shown / full - tenths / 10.0).abs() < 1e-9,
            "{shown} of {full} at {seconds} s"
        );
    }
}

/// What a phase sent, as a rate.
fn rates(text: &str) -> Vec<(PhaseKind, Rate)> {
    let trace = simulate_lane(&scenario(text), Lane::Live, Observation::Auto);
    let rounds = trace
        .phases
        .iter()
        .filter(|phase| matches!(phase.kind, PhaseKind::FirstPass | PhaseKind::Round(_)));
    let sent = |at| trace.at(at).state.sent.total();
    let rate = |phase: &migrascope::migration::Phase| (sent(phase.end) - sent(phase.start)) / (phase.end - phase.start);
    rounds.map(|phase| (phase.kind, rate(phase))).collect()
}

/// A first pass that was cut is followed by rounds under the same cap.
#[test]
fn a_cap_holds_after_a_hold() {
    for event in [
        "",
        "&at=hold@5s+10s:compliance",
        "&at=linkdown@20s+5s",
        "&at=hold@140s+10s:compliance",
    ] {
        let text = format!("cap=20MiB/s{event}");
        let rates = rates(&text);
        assert!(rates.len() > 3, "{text}");
        for (kind, rate) in rates {
            // A window takes a page more than the cap, and each round begins one.
            let most = Rate::mib_per_s(20.0) * 1.03;
            assert!(rate < most, "{text}: {kind:?} at {rate:?}");
        }
    }
}

/// Figures do not depend on who listens: the record of a slow drift says the same.
#[test]
fn a_record_of_a_drift_ends_where_the_figures_do() {
    for text in [
        "writes=sequential:512MiB@110MiB/s",
        "writes=sequential:512MiB@110MiB/s&ramp=10x30s",
    ] {
        let s = scenario(text);
        let (trace, figures): (_, Metrics) = (
            simulate_lane(&s, Lane::Live, Observation::Auto),
            measure(&s, Lane::Live, Observation::Auto),
        );
        assert_eq!(trace.metrics, figures, "{text}");
        assert_eq!(
            trace.phases.last().map(|phase| phase.end),
            Some(figures.total),
            "{text}"
        );
    }
}
