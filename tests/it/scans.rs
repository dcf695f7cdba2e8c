//! Scans for sense: thousands of drawn scenarios, each beside neighbours along one parameter, and at drawn moments.
//!
//! `PROPTEST_CASES` asks for more of them, and for others each time, or those of `PROPTEST_RNG_SEED`.

mod figures;
mod neighbours;
mod story;

use migrascope::migration::{Effort, Metrics, Observation, Verdict, measure_with, wire};
use migrascope::params::Lane;
use migrascope::scenario::{Scenario, Settings};
use migrascope::units::{Bytes, SimTime};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::laws_cases::any_precopy;

/// Long enough for whatever ends.
const FOR_EVER: Observation = Observation::Until(SimTime::s(1e7));
/// So many rounds decide whether a run ends.
const ROUNDS: Effort = Effort {
    rounds: 20_000,
    every_round: false,
};

/// Less than this part of a figure does not count.
const PART: f64 = 0.005;

/// What a law finds wrong in so many drawn cases, or as many as the environment asks for.
fn scan<S: Strategy>(usual: u32, draws: S, mut law: impl FnMut(S::Value) -> Vec<String>) -> Vec<String> {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let mut runner = match asked {
        Some(_) => TestRunner::new(Config::default()),
        None => TestRunner::deterministic(),
    };
    (0..asked.unwrap_or(usual))
        .flat_map(|_| law(draws.new_tree(&mut runner).expect("any draw will do").current()))
        .collect()
}

fn run(scenario: &Scenario, lane: Lane) -> Metrics {
    measure_with(scenario, lane, FOR_EVER, ROUNDS)
}

/// Whether chance decides when a run ends: early and late runs differ by as much as counts.
fn hovers(run: &Metrics) -> bool {
    let spread = run.spread();
    let differ = match (spread.early, spread.late) {
        (Some(early), Some(late)) => late.total > early.total * (1.0 + PART),
        (early, late) => early.is_some() || late.is_some(),
    };
    differ || run.verdict() == Verdict::Hovers
}

/// What a rate carries in a time, or the time itself: differences below do not count.
fn small(scenario: &Scenario) -> (SimTime, Bytes) {
    let time = SimTime::ms(5.0);
    (time, wire::line_rate(scenario) * time)
}

fn valid(settings: Settings) -> Scenario {
    Scenario::new(settings).0
}

/// Events as a link writes them, at parts of a run.
fn events() -> impl Strategy<Value = Vec<(usize, f64, f64)>> {
    prop::collection::vec((0..9_usize, 0.0..1.1_f64, 0.0..0.5_f64), 0..3)
}

/// A link with these events in a run of that length.
fn with_events(link: &str, events: &[(usize, f64, f64)], total: SimTime) -> String {
    let mut events = events.to_vec();
    events.sort_by(|a, b| a.1.total_cmp(&b.1));
    let moment = |seconds: f64| format!("{:.0}ms", (seconds * 1000.0).min(1e9));
    let texts: Vec<String> = events
        .iter()
        .map(|&(kind, at, length)| {
            let (at, length) = (moment(total.as_s() * at), moment(total.as_s() * length));
            match kind {
                0 => format!("hold@{at}%2B{length}:compliance"),
                1 => format!("linkdown@{at}%2B{length}"),
                2 => format!("linkslow@{at}%2B{length}:100Mbps"),
                3 => format!("burst@{at}%2B{length}:100MiB/s"),
                4 => format!("cancel@{at}"),
                5 => format!("force@{at}"),
                6 => format!("srccrash@{at}"),
                7 => format!("dstcrash@{at}"),
                _ => format!("linkdown@{at}"),
            }
        })
        .collect();
    if texts.is_empty() {
        link.to_owned()
    } else {
        format!("{link}&at={}", texts.join(","))
    }
}

/// A pre-copy, a hybrid or a post-copy that people could meet.
fn any_usual() -> impl Strategy<Value = Settings> {
    use migrascope::params::{Choice, Method};
    use migrascope::scenario::Suspend;
    let more = (0..4_usize, any::<bool>(), prop::option::weighted(0.2, 0.05..1.5_f64));
    (any_precopy(), more).prop_map(|(settings, (method, local, thread))| Settings {
        method: Method::ALL[method % 3],
        // A hold comes at its time: what it finds has no order.
        suspend: if local { Suspend::Save } else { Suspend::File },
        storage: if local && method == 0 {
            migrascope::params::Storage::Local
        } else {
            migrascope::params::Storage::Shared
        },
        thread: thread.map(|part| settings.link * part),
        ..settings
    })
}
