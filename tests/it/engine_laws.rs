//! Laws of the engine, each of which found a bug: a run ends, stops when its limit allows, records what decided, does
//! not change where nothing changes, sends everything once, and is no faster with more to do.

mod everything;
mod more;
mod record;
mod steps;
mod threshold;
mod unchanged;

use migrascope::link;
use migrascope::migration::{Metrics, Observation, measure};
use migrascope::params::Lane;
use migrascope::scenario::{Scenario, Settings};
use migrascope::trace::{LaneTrace, simulate_lane};
use proptest::prelude::*;

use crate::laws_cases::any_precopy;

fn scenario(text: &str) -> Scenario {
    let (experiment, notices) = link::parse(text);
    assert_eq!(notices, [], "{text}");
    experiment.scenario
}

fn live(scenario: &Scenario) -> Metrics {
    measure(scenario, Lane::Live, Observation::Auto)
}

fn lane(scenario: &Scenario) -> LaneTrace {
    simulate_lane(scenario, Lane::Live, Observation::Auto)
}

/// Seconds of a run, of its downtime, of its outage, and the bytes it sent.
fn figures(metrics: &Metrics) -> [f64; 4] {
    [
        metrics.total.as_s(),
        metrics.downtime.total().as_s(),
        metrics.outage.as_s(),
        metrics.traffic.total().as_f64(),
    ]
}

/// A moment as people write it: tenths of a second, milliseconds of short ones.
fn moment(seconds: f64) -> String {
    if seconds >= 2.0 {
        format!("{:.1}s", seconds)
    } else {
        format!("{:.0}ms", seconds * 1000.0)
    }
}

/// The steps of a limit, at quarters of a second: `steps.rs` has all others.
fn ramp() -> impl Strategy<Value = String> {
    (1..=20_u32, 1..400_u32).prop_map(|(steps, quarters)| format!("&ramp={steps}x{}ms", quarters * 250))
}

/// A hold or a broken link at a part of a run, for a part of it.
fn pause(kind: usize, at: f64, length: f64) -> String {
    if kind == 0 {
        format!("linkdown@{}+{}", moment(at), moment(length.min(25.0)))
    } else {
        format!("hold@{}+{}:compliance", moment(at), moment(length))
    }
}

fn linked(settings: Settings) -> String {
    link::print_scenario(&Scenario::new(settings).0)
}

prop_compose! {
    /// A pre-copy with a ramp and pauses, as a link.
    fn any_paused_precopy()(
        settings in any_precopy(),
        ramp in prop::option::weighted(0.7, ramp()),
        pauses in prop::collection::vec((0..3_usize, 0.0..1.0_f64, 0.0..0.5_f64), 0..3),
    ) -> String {
        let scenario = Scenario::new(settings).0;
        let total = live(&scenario).total.as_s();
        let mut text = link::print_scenario(&scenario) + &ramp.unwrap_or_default();
        if !pauses.is_empty() {
            let mut at: Vec<_> = pauses.iter().map(|&(kind, at, length)| (at, kind, length)).collect();
            at.sort_by(|a, b| a.0.total_cmp(&b.0));
            let events: Vec<_> = at.iter().map(|&(at, kind, length)| pause(kind, total * at, total * length)).collect();
            text += &format!("&at={}", events.join(","));
        }
        // What cannot be is left out.
        link::print_scenario(&link::parse(&text).0.scenario)
    }
}
