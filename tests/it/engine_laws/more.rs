//! More to do is never faster, more to do it with never slower.
//!
//! Nothing is written here, or hardly anything, so that no chance decides: a run that hovers at its threshold may well
//! be luckier with more to do.

use migrascope::link;
use migrascope::migration::{Metrics, Observation, QUANTUM, Status, WINDOW, measure, wire};
use migrascope::params::{Choice, Lane};
use migrascope::scenario::{Scenario, Settings, Suspend, Used};
use migrascope::units::{Pages, Rate, Share, SimTime};
use proptest::prelude::*;

use super::scenario;
use crate::laws_cases::any_precopy;

const PART: f64 = 0.005;
const SMALL: SimTime = SimTime::ms(5.0);
/// A run with more syncs hovers.
const FEW_SYNCS: u32 = 12;

fn run(scenario: &Scenario, lane: Lane) -> Metrics {
    measure(scenario, lane, Observation::Until(SimTime::s(1e9)))
}

/// One with more to do beside one with less; so much does not count.
fn is_no_faster(more: &Scenario, less: &Scenario, lane: Lane, small: SimTime) -> Result<(), String> {
    let [more, less] = [more, less].map(|scenario| run(scenario, lane));
    let completed = [&more, &less]
        .iter()
        .all(|run| run.status == Status::Completed && run.syncs <= FEW_SYNCS);
    let (slow, quick) = (more.total.as_s(), less.total.as_s());
    if !completed || slow >= quick * (1.0 - PART) - small.as_s() {
        Ok(())
    } else {
        Err(format!("{lane:?}: {slow} s with more to do, {quick} s with less"))
    }
}

/// Each of a row has more to do than the one after it.
fn never_slower(texts: &[String]) {
    for pair in texts.windows(2) {
        let faster = is_no_faster(&scenario(&pair[0]), &scenario(&pair[1]), Lane::Live, SMALL);
        assert_eq!(faster, Ok(()), "{} and {}", pair[0], pair[1]);
    }
}

/// Once 2.06, 3.30 and 2.96 s.
#[test]
fn a_higher_cap_is_never_slower() {
    for used in [10, 35, 80] {
        let base = format!("ram=16GiB&used={used}%25&link=10Gbps");
        let caps = [
            100, 150, 200, 300, 400, 500, 600, 700, 800, 850, 870, 880, 890, 900, 920, 950, 1000, 1050, 1100, 1110,
            1121, 1122, 1123, 1200,
        ];
        let mut texts: Vec<_> = caps.map(|cap| format!("{base}&cap={cap}MiB/s")).to_vec();
        texts.push(base);
        never_slower(&texts);
    }
}

/// Once 3.18 and 3.03 s.
#[test]
fn more_memory_in_use_is_never_faster() {
    let used = [60, 50, 40, 35, 33, 32, 31, 30, 29, 28, 20, 10, 0];
    for link in ["1Gbps", "10Gbps", "21Gbps", "40Gbps"] {
        for downtime in ["30ms", "300ms", "1s", "4.9s"] {
            let text = |used| format!("ram=16GiB&used={used}%25&writes=none&link={link}&downtime={downtime}");
            never_slower(&used.map(text));
        }
    }
}

/// A VM that is hardly written, by so much of the line.
fn calm(settings: Settings, part: f64, suspend: bool) -> Settings {
    let Settings { link, .. } = settings;
    let mut writes = settings.writes;
    writes.truncate(1);
    for class in &mut writes {
        class.rate = link * part;
    }
    if part == 0.0 {
        writes.clear();
    }
    let suspend = if suspend { Suspend::Save } else { Suspend::File };
    Settings {
        writes,
        suspend,
        ..settings
    }
}

fn light() -> impl Strategy<Value = f64> {
    prop_oneof![2 => Just(0.0), 1 => 0.0..0.01_f64]
}

fn check(more: Settings, less: Settings) -> Result<(), TestCaseError> {
    let [more, less] = [more, less].map(|settings| Scenario::new(settings).0);
    // A sender that fills its window at once sleeps for the rest of it, and looks then. One that is as slow as its line looks
    // in the middle: so does the simulator of `seeded`.
    let window = more.cap.or(less.cap).map_or(SimTime::ZERO, |_| WINDOW - QUANTUM);
    for &lane in Lane::ALL {
        let lawful = is_no_faster(&more, &less, lane, SMALL + window);
        let [more, less] = [&more, &less].map(link::print_scenario);
        prop_assert!(lawful.is_ok(), "{lawful:?}\nmore #{more}\nless #{less}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn drawn_memory(settings in any_precopy(), part in light(), parts in (0.0..1.0_f64, 0.0..1.0_f64), suspend: bool) {
        let settings = calm(settings, part, suspend);
        let used = |part: f64| Used::Share(Share::new(part));
        let (most, least) = (parts.0.max(parts.1), parts.0.min(parts.1));
        // On a line faster than the scan an empty page takes longer than a full one.
        let one = Pages::new(1.0);
        let line = wire::line_rate(&Scenario::new(settings.clone()).0);
        prop_assume!(wire::page_stream(one) / line > wire::scan(one));
        // What is written is in use.
        let region = settings.writes.first().map_or(0.0, |class| class.region / settings.ram);
        prop_assume!(region <= least);
        check(Settings { used: used(most), ..settings.clone() }, Settings { used: used(least), ..settings })?;
    }

    #[test]
    fn drawn_cap(settings in any_precopy(), part in light(), parts in (0.02..1.2_f64, 0.02..1.2_f64), suspend: bool) {
        let settings = calm(settings, part, suspend);
        let cap = |part: f64| Some(settings.link * part);
        let (low, high) = (cap(parts.0.min(parts.1)), cap(parts.0.max(parts.1)));
        check(Settings { cap: low, ..settings.clone() }, Settings { cap: high, ..settings })?;
    }

    #[test]
    fn drawn_link(settings in any_precopy(), part in light(), faster in 1.0..3.0_f64, suspend: bool) {
        let settings = calm(settings, part, suspend);
        let link: Rate = settings.link * faster;
        check(settings.clone(), Settings { link, ..settings })?;
    }
}
