//! Every run ends after a bounded number of steps, whatever is written into its link.
//!
//! A loop that never ends tells nobody and cannot be stopped from outside, so each row of cases has a thread of its
//! own; the case that it is at when it falls silent is the one that hangs.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use migrascope::explore::map::{Base, Map};
use migrascope::link;
use migrascope::migration::{Event, Observation, Phase, Recorder, Round, Sample, measure, run};
use migrascope::params::{Choice, Lane};
use migrascope::units::SimTime;
use proptest::prelude::*;

use super::{linked, live, moment, scenario};
use crate::laws_cases::any_precopy;

/// A case takes milliseconds; a map takes seconds on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// What a run may tell at most: far more than it does.
const MOST_TOLD: usize = 5_000_000;
/// A VM that is never done: every step of its limit comes while it runs.
const HOG: &str = "ram=8GiB&used=90%25&writes=random:4GiB@400MiB/s";
/// A limit so small that a calm VM runs through many steps.
const SLOW: &str = "ram=1GiB&used=90%25&writes=random:400MiB@60MiB/s&downtime=500ms";

/// Counts what it is told.
struct Count(usize);

impl Count {
    fn one(&mut self) {
        self.0 += 1;
        assert!(self.0 < MOST_TOLD, "a run that tells {MOST_TOLD} things");
    }
}

impl Recorder for Count {
    fn records(&self) -> bool {
        true
    }
    fn phase(&mut self, _: Phase) {
        self.one();
    }
    fn round(&mut self, _: Round) {
        self.one();
    }
    fn sample(&mut self, _: Sample) {
        self.one();
    }
    fn event(&mut self, _: Event) {
        self.one();
    }
}

/// Does the work of each case; panics with the name of one that does not end.
fn all_end<C: Clone + std::fmt::Debug + Send + 'static>(cases: Vec<C>, work: fn(&C)) {
    let (tell, hear) = channel();
    let worker = thread::spawn(move || {
        for case in cases {
            if tell.send(case.clone()).is_ok() {
                work(&case);
            }
        }
    });
    let mut at = None;
    loop {
        match hear.recv_timeout(PATIENCE) {
            Ok(case) => at = Some(case),
            Err(RecvTimeoutError::Timeout) => panic!("{at:?} does not end"),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    assert!(worker.join().is_ok(), "{at:?} fails");
}

fn measured(text: &str) {
    let _ = live(&scenario(text));
}

fn told((text, observation): &(String, Observation)) {
    // Events that a case cannot have are left out, with a notice.
    let scenario = link::parse(text).0.scenario;
    for &lane in Lane::ALL {
        let alone = measure(&scenario, lane, *observation);
        let recorded = run(&scenario, lane, *observation, &mut Count(0));
        assert_eq!(alone, recorded, "recording changed {text}");
    }
}

fn mapped(text: &str) {
    let _ = Map::whole(Base::of(&scenario(text)));
}

/// 134 ramps once froze whoever opened the link.
#[test]
fn every_ramp_with_one_decimal_ends() {
    let mut cases = Vec::new();
    for steps in 2..=20 {
        for tenths in 1..=300 {
            let every = f64::from(tenths) / 10.0;
            let ramp = format!("ramp={steps}x{every}s");
            cases.extend([ramp.clone(), format!("{HOG}&{ramp}"), format!("{SLOW}&{ramp}")]);
        }
    }
    all_end(cases, |text| measured(text));
}

#[test]
fn every_ramp_in_milliseconds_and_minutes_ends() {
    let mut cases = Vec::new();
    for steps in [2, 3, 5, 7, 10, 12, 15, 19, 20] {
        for number in 1..=120 {
            for every in [
                format!("{number}ms"),
                format!("{}ms", number * 100),
                format!("{}min", f64::from(number) / 10.0),
            ] {
                cases.extend([
                    format!("{HOG}&ramp={steps}x{every}"),
                    format!("{SLOW}&ramp={steps}x{every}"),
                ]);
            }
        }
    }
    all_end(cases, |text| measured(text));
}

#[test]
fn the_ramps_that_once_froze_end() {
    let named = ["7x7.6s", "12x3.8s", "15x1.7s", "20x1.9s"].map(|ramp| format!("ramp={ramp}"));
    all_end(named.to_vec(), |text| measured(text));
}

#[test]
fn every_map_ends() {
    let named = ["ramp=20x700ms", "ramp=7x7.6s", "ramp=12x3.8s&cap=50MiB/s"].map(str::to_owned);
    all_end(named.to_vec(), |text| mapped(text));
}

/// The steps of a limit, with the numbers that people write.
fn ramp() -> impl Strategy<Value = String> {
    (1..=20_u32, 1..600_u32, 0..5_usize).prop_map(|(steps, number, unit)| {
        let tenths = f64::from(number) / 10.0;
        let every = match unit {
            0 => format!("{number}ms"),
            1 => format!("{}ms", number * 100),
            2 => format!("{tenths}min"),
            _ => format!("{tenths}s"),
        };
        format!("&ramp={steps}x{every}")
    })
}

/// Whatever can be written after `at=`, at moments of the run and with the numbers that people write.
fn events() -> impl Strategy<Value = Vec<(usize, f64, f64, f64)>> {
    prop::collection::vec((0..12_usize, 0.0..1.1_f64, 0.0..0.5_f64, 0.01..1.2_f64), 0..6)
}

fn event((kind, at, length, part): (usize, f64, f64, f64), total: f64, link: f64) -> String {
    let (at, length) = (moment(total * at), moment(total * length));
    match kind {
        0 | 1 => format!("hold@{at}+{length}:compliance"),
        2 => format!("hold@{at}+{length}:budget:{}", moment(total * part)),
        3 => format!("resume@{at}"),
        4 => format!("linkdown@{at}+{length}"),
        5 => format!("linkup@{at}"),
        6 | 7 => format!("linkslow@{at}+{length}:{:.1}Mbps", link * part / 1e6),
        8 | 9 => format!("burst@{at}+{length}:{:.1}MiB/s", link * part / 8e6),
        10 => format!("arploss@{at}+{length}"),
        _ => format!("force@{at}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn every_drawn_run_ends(
        settings in any_precopy(), ramp in prop::option::weighted(0.8, ramp()), events in events(),
        look in prop_oneof![
            2 => Just(None), 2 => (0..20_000_u32).prop_map(|tenths| Some(f64::from(tenths) / 10.0)),
            1 => (-3.0..12.0_f64).prop_map(|ten| Some(10.0_f64.powf(ten))),
        ],
    ) {
        let link = settings.link.as_f64() * 8.0;
        let plain = linked(settings);
        let total = live(&scenario(&plain)).total.as_s();
        let mut text = plain + &ramp.unwrap_or_default();
        if !events.is_empty() {
            let mut events = events;
            events.sort_by(|a, b| a.1.total_cmp(&b.1));
            let events: Vec<_> = events.into_iter().map(|raw| event(raw, total, link)).collect();
            text += &format!("&at={}", events.join(","));
        }
        let observation = look.map_or(Observation::Auto, |look| Observation::Until(SimTime::s(look)));
        all_end(vec![(text, observation)], told);
    }
}
