//! Better means are never worse: a faster link, a higher cap, more processors, fewer writes, less memory in use.

use migrascope::link;
use migrascope::migration::{Observation, Round, Status, WINDOW, Why, wire};
use migrascope::params::{Choice, Lane, Method};
use migrascope::scenario::{Scenario, Settings, Used};
use migrascope::trace::simulate_lane;
use migrascope::units::{Pages, Share, SimTime};
use proptest::prelude::*;

use super::{PART, any_usual, hovers, run, scan, small, valid};

/// What one of two neighbours has more of.
type Change = fn(&Settings, f64) -> Option<Settings>;

/// Each takes a scenario and a factor above one, and makes the better neighbour.
const BETTER: [(&str, Change); 6] = [
    ("a faster link", |settings, factor| {
        Some(Settings {
            link: settings.link * factor,
            ..settings.clone()
        })
    }),
    ("a higher cap", |settings, factor| {
        let cap = Some(settings.cap? * factor);
        Some(Settings {
            cap,
            ..settings.clone()
        })
    }),
    ("no cap", |settings, _| {
        settings.cap?;
        Some(Settings {
            cap: None,
            ..settings.clone()
        })
    }),
    ("a faster processor", |settings, factor| {
        let thread = Some(settings.thread? * factor);
        Some(Settings {
            thread,
            ..settings.clone()
        })
    }),
    ("fewer writes", |settings, factor| {
        let mut writes = settings.writes.clone();
        writes.first()?;
        for class in &mut writes {
            class.rate = class.rate * (1.0 / factor);
        }
        Some(Settings {
            writes,
            ..settings.clone()
        })
    }),
    ("less memory in use", |settings, factor| {
        let Used::Share(used) = settings.used else { return None };
        let less = used.as_f64() / factor;
        let regions: f64 = settings.writes.iter().map(|class| class.region / settings.ram).sum();
        // What is written is in use.
        (regions < less && !empty_is_slower(settings)).then(|| Settings {
            used: Used::Share(Share::new(less)),
            ..settings.clone()
        })
    }),
];

/// Whether an empty page takes longer than a full one: on a line faster than the source's scan, or than the microsecond
/// in which the destination of a post-copy places it.
fn empty_is_slower(settings: &Settings) -> bool {
    let one = Pages::new(1.0);
    let empty = if settings.method == Method::Precopy {
        wire::scan(one)
    } else {
        SimTime::s(1e-6)
    };
    wire::page_stream(one) / wire::line_rate(&valid(settings.clone())) < empty
}

/// Whether all that is in use may be left: then the VM is stopped at the first look, and what went before goes again.
fn fits_at_once(scenario: &Scenario) -> bool {
    wire::memory_rate(scenario) * scenario.downtime >= scenario.used_memory()
}

fn is_capped(scenario: &Scenario) -> bool {
    wire::live_rate(scenario) < wire::memory_rate(scenario)
}

/// Whether a sender under a cap may as well have stopped one look earlier or later: it looks once in a window, and what a
/// drain leaves depends on where in a window it ends. The engine follows that to the page, so its spread knows nothing of it.
fn ends_with_a_window(scenario: &Scenario) -> bool {
    let window = wire::live_rate(scenario) * WINDOW / wire::page_stream(Pages::new(1.0));
    let near = |round: &Round| (round.left.as_f64() - round.threshold.as_f64()).abs() <= window;
    is_capped(scenario)
        && simulate_lane(scenario, Lane::Live, Observation::Auto)
            .rounds
            .iter()
            .any(near)
}

/// What got worse with better means, if chance does not explain it.
fn worse(settings: &Settings, better: &Settings, lane: Lane) -> Option<String> {
    let (scenario, better) = (valid(settings.clone()), valid(better.clone()));
    let (before, after) = (run(&scenario, lane), run(&better, lane));
    let undecided = [&before, &after].iter().any(|run| run.outcome.why == Why::NotDecided);
    if undecided || before.status != Status::Completed {
        return None;
    }
    let (mut time, bytes) = small(&better);
    let windows = is_capped(&scenario) != is_capped(&better);
    let switches = is_capped(&better) && better.method != Method::Precopy;
    if windows || switches {
        // A capped sender looks, and obeys, once in a window; another one twice.
        time += WINDOW;
    }
    let bytes = bytes.max(wire::line_rate(&better) * time);
    let sent = |run: &migrascope::migration::Metrics| run.traffic.total();
    let found = if after.status != Status::Completed {
        format!("{:?} instead of completed in {:?}", after.status, before.total)
    } else if after.total > before.total * (1.0 + PART) + time {
        format!("{:?} instead of {:?}", after.total, before.total)
    } else if sent(&after) > sent(&before) * (1.0 + PART) + bytes {
        format!("{:?} sent instead of {:?}", sent(&after), sent(&before))
    } else {
        return None;
    };
    let chance = lane == Lane::Live
        && ([&before, &after].into_iter().any(hovers)
            || [&scenario, &better]
                .into_iter()
                .any(|run| fits_at_once(run) || ends_with_a_window(run)));
    let [one, other] = [&scenario, &better].map(link::print_scenario);
    (!chance).then(|| format!("{lane:?}: {found}\n  from #{one}\n  to   #{other}"))
}

#[test]
fn better_means_are_never_worse() {
    let factor = prop_oneof![1.0..1.05_f64, 1.0..1.5_f64, 1.5..10.0_f64];
    let found = scan(2500, (any_usual(), factor), |(settings, factor)| {
        let mut found = Vec::new();
        for (what, change) in BETTER {
            let better = change(&settings, factor);
            for &lane in Lane::ALL {
                found.extend(
                    better
                        .as_ref()
                        .and_then(|better| worse(&settings, better, lane))
                        .map(|worse| format!("{what}, {worse}")),
                );
            }
        }
        found
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}
