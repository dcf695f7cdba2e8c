//! What holds for every scenario with every event at every time.

use migrascope::link::{parse, print_scenario};
use migrascope::migration::{DownCause, Metrics, Observation, PhaseKind, Primary, Status, measure};
use migrascope::params::{Choice, Lane, Reason};
use migrascope::scenario::{Act, Hold, Scenario, Settings, Suspend, TimedEvent, TimedHold};
use migrascope::trace::{LaneTrace, simulate_lane};
use migrascope::units::{Rate, SimTime};
use proptest::prelude::*;

use crate::laws::{bytes_grow, in_order, limit_steps, observation, zones_hold_what_fits};
use crate::laws_cases::any_scenario;

/// Times relative to the length of a migration, where things happen, and now and then far from it.
fn moment() -> impl Strategy<Value = f64> {
    prop_oneof![10 => 0.0..1.2_f64, 1 => Just(0.0), 1 => 0.0..1e6_f64, 2 => (-9.0..0.0_f64).prop_map(f64::exp2)]
}

fn length() -> impl Strategy<Value = Option<f64>> {
    prop::option::weighted(0.8, moment())
}

/// A kind of event, its time, its lengths and its rate, all relative.
type Raw = (usize, f64, Option<f64>, Option<f64>, f64);

fn raw_events() -> impl Strategy<Value = Vec<Raw>> {
    prop::collection::vec(
        (
            0..11_usize,
            moment(),
            length(),
            prop::option::weighted(0.2, moment()),
            0.001..2.0_f64,
        ),
        0..8,
    )
}

fn act(raw: Raw, span: SimTime, link: Rate) -> TimedEvent {
    let (kind, at, length, give_up, rate) = raw;
    let (length, give_up) = (length.map(|part| span * part), give_up.map(|part| span * part));
    let reason = Reason::ALL[(rate * 1000.0) as usize % Reason::ALL.len()];
    let rate = link * rate;
    let act = match kind {
        0 | 1 => Act::Hold(Hold {
            reason,
            length,
            give_up,
        }),
        2 => Act::Resume,
        3 => Act::LinkDown { length },
        4 => Act::LinkUp,
        5 => Act::LinkSlow { rate, length },
        6 => Act::Burst { rate, length },
        7 => Act::Force,
        8 => Act::AnnouncementLoss { length },
        9 => Act::Cancel,
        _ if at < 0.5 => Act::SourceCrash,
        _ => Act::DestinationCrash,
    };
    TimedEvent { at: span * at, act }
}

prop_compose! {
    /// Any scenario with events.
    pub(crate) fn eventful()(
        plain in any_scenario(), raw in raw_events(), own in prop::option::of((moment(), length(), prop::option::of(moment()))),
        lane in 0..3_usize,
    ) -> Scenario {
        let span = measure(&plain, Lane::ALL[lane], Observation::Auto).total;
        let mut settings = plain.into_settings();
        settings.events = raw.into_iter().map(|raw| act(raw, span, settings.link)).collect();
        if let Some((at, length, give_up)) = own {
            let hold = Hold { reason: Reason::Bandwidth, length: length.map(|part| span * part), give_up: give_up.map(|part| span * part) };
            settings.suspend = Suspend::Hold(TimedHold { at: span * at, hold });
        }
        Scenario::new(settings).0
    }
}

fn held(lane: &LaneTrace) -> SimTime {
    let phases = lane
        .phases
        .iter()
        .filter(|phase| matches!(phase.kind, PhaseKind::Held(_)));
    phases.map(|phase| phase.end - phase.start).sum()
}

/// What is said of the VM agrees with itself.
fn fate_is_possible(metrics: &Metrics) -> Result<(), TestCaseError> {
    let outcome = metrics.outcome;
    let total = metrics.total;
    match metrics.status {
        _ if let Some(crash) = outcome.crash_after => prop_assert!(outcome.lost && crash.at >= total),
        Status::Completed => prop_assert!(outcome.up && !outcome.lost && outcome.primary == Primary::Destination),
        Status::Cancelled => prop_assert!(!outcome.lost && outcome.primary != Primary::Destination),
        Status::Failed => prop_assert!(outcome.lost != outcome.recoverable),
        Status::Running => prop_assert!(!outcome.lost),
    }
    prop_assert!(outcome.lost == (outcome.primary == Primary::Nowhere));
    prop_assert!(!(outcome.lost && outcome.up));
    prop_assert!(outcome.held <= metrics.total * (1.0 + 1e-9));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn every_eventful_run_is_lawful(scenario in eventful(), observation in observation()) {
        let link = print_scenario(&scenario);
        prop_assert_eq!(&parse(&link).0.scenario, &scenario, "{}", link);
        for &lane in Lane::ALL {
            let trace = simulate_lane(&scenario, lane, observation);
            let told = |error| TestCaseError::fail(format!("{lane:?} of #{link}\n{observation:?}\n{error}"));
            prop_assert_eq!(trace.metrics, measure(&scenario, lane, observation), "recording changed {}", link);
            in_order(&trace, 3 + 2 * scenario.events.len() + limit_steps(&scenario)).map_err(told)?;
            bytes_grow(&scenario, &trace).map_err(told)?;
            zones_hold_what_fits(&scenario, &trace).map_err(told)?;
            fate_is_possible(&trace.metrics).map_err(told)?;
            let (down, total) = (trace.metrics.downtime.total().as_s(), trace.metrics.total.as_s());
            prop_assert!(down <= total * (1.0 + 1e-9) && total.is_finite(), "{}", link);
            prop_assert!(down <= trace.metrics.outage.as_s(), "{}", link);
            prop_assert!(held(&trace).as_s() <= trace.metrics.outcome.held.as_s() * (1.0 + 1e-9) + 1e-9, "{}", link);
        }
    }

    #[test]
    fn a_hold_adds_its_length_to_a_vm_that_is_down(scenario in any_scenario(), at in 0.0..0.999_f64, length in 0.0..1e5_f64) {
        for lane in [Lane::Cold, Lane::Suspended] {
            let plain = measure(&scenario, lane, Observation::Auto);
            let hold = Hold { reason: Reason::Budget, length: Some(SimTime::s(length)), give_up: None };
            let event = TimedEvent { at: plain.total * at, act: Act::Hold(hold) };
            let held = Scenario::new(Settings { events: vec![event], ..scenario.clone().into_settings() }).0;
            let longer = measure(&held, lane, Observation::Auto);
            let (added, all) = (longer.downtime.total().as_s() - plain.downtime.total().as_s(), longer.total.as_s());
            prop_assert!((added - length).abs() <= all * 1e-9, "{} and {}: {}", added, length, print_scenario(&held));
            prop_assert!((longer.downtime[DownCause::Held].as_s() - length).abs() <= all * 1e-9);
            prop_assert_eq!(longer.status, Status::Completed);
            prop_assert_eq!(longer.outcome.had_effect(0), length > 0.0, "{}", print_scenario(&held));
        }
    }
}
