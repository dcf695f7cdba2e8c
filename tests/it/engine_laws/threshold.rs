//! The limit of the downtime is kept, and the threshold on record is the one that decided.

use migrascope::migration::{DownCause, EventKind, LINK_PATIENCE, QUANTUM, Round, SOCKET_BUFFER, Sample, WINDOW, wire};
use migrascope::params::StopRule;
use migrascope::scenario::{Scenario, Settings};
use migrascope::trace::LaneTrace;
use migrascope::units::{Bytes, Pages, SimTime};
use proptest::prelude::*;

use super::{any_paused_precopy, lane, scenario};

/// How far an estimate of the bandwidth is usually off: a standard deviation.
const SCATTER: f64 = 0.02;

/// How many times as much as the threshold may be left when a run stops. Estimates scatter, and the more often the queue is
/// looked at, the rarer an estimate may be at which half of all runs have stopped: the last look of the median run is hardly
/// a hundred times rarer than the others.
fn most_above(lane: &LaneTrace) -> f64 {
    let rare = 0.01 / f64::from(lane.metrics.syncs);
    let beyond = |deviations: f64| 0.5 * libm::erfc(deviations * std::f64::consts::FRAC_1_SQRT_2);
    let (mut low, mut high) = (0.0, 10.0);
    while high - low > 1e-3 {
        let middle = 0.5 * (low + high);
        if beyond(middle) > rare {
            low = middle;
        } else {
            high = middle;
        }
    }
    1.0 + SCATTER * high
}

/// The limit in force at a moment: a ramp begins with one step of it and comes to all of it in equal steps.
fn limit_at(scenario: &Scenario, time: SimTime) -> f64 {
    let whole = scenario.downtime.as_s();
    let Some(ramp) = scenario.ramp else {
        return whole;
    };
    let steps = f64::from(ramp.steps);
    // A step that comes at this very moment counts, however it is rounded.
    let passed = (time.as_s() * (1.0 + 1e-9) / ramp.every.as_s()).floor().min(steps);
    let passed = if passed.is_nan() { steps } else { passed };
    whole * (1.0 + (steps - 1.0) * passed / steps) / steps
}

fn moment_of(lane: &LaneTrace, kind: EventKind) -> Option<SimTime> {
    lane.events
        .iter()
        .find(|event| event.kind == kind)
        .map(|event| event.at)
}

/// When a run was stopped because little enough was left, if it was, and nothing happens after that. Before its first
/// window ends a sender knows no bandwidth, and so no threshold, and goes on until nothing is left.
fn stopped_by_the_threshold(scenario: &Scenario, lane: &LaneTrace) -> Option<SimTime> {
    moment_of(lane, EventKind::ThresholdReached)?;
    let paused = moment_of(lane, EventKind::Paused)?;
    let later =
        |event: &migrascope::scenario::TimedEvent| event.at + event.act.length().unwrap_or(LINK_PATIENCE) >= paused;
    let knows = paused > wire::SETUP + WINDOW + QUANTUM + SOCKET_BUFFER / wire::memory_rate(scenario);
    (knows && !scenario.events.iter().any(later)).then_some(paused)
}

/// How long memory may take after the stop.
///
/// What is left is below the threshold: the bandwidth of the last window times the limit in force. The wire carries the
/// same bandwidth afterwards, but for four things. A window counts what the socket took ahead of the wire, at most its
/// buffer once. The estimate scatters. The threshold counts pages, the wire their headers too. And a threshold is
/// reached with a page more or less. Nothing else is missed between two looks at the queue: a look that comes late
/// finds less, not more.
fn most_after_the_stop(scenario: &Scenario, lane: &LaneTrace, paused: SimTime) -> f64 {
    let line = wire::memory_rate(scenario);
    let page = wire::page_stream(Pages::new(1.0));
    let ahead = 1.0 + (SOCKET_BUFFER / line) / WINDOW;
    let headers = page / Pages::new(1.0).bytes();
    limit_at(scenario, paused) * ahead * most_above(lane) * headers + (page / line).as_s()
}

fn keeps_its_limit(scenario: &Scenario) -> Result<(), String> {
    let lane = lane(scenario);
    let Some(paused) = stopped_by_the_threshold(scenario, &lane) else {
        return Ok(());
    };
    let copied = lane.metrics.downtime[DownCause::FinalCopy].as_s();
    let most = most_after_the_stop(scenario, &lane, paused);
    if copied <= most {
        Ok(())
    } else {
        Err(format!(
            "stopped at {paused:?} for {copied} s of memory, {most} s allowed"
        ))
    }
}

/// After a hold in the first pass the ramp was once forgotten.
#[test]
fn a_ramp_holds_after_a_pause_in_the_first_pass() {
    let base = "ramp=10x300s&writes=random:20MiB@40MiB/s";
    for events in [
        "",
        "&at=hold@5s+1s:compliance",
        "&at=linkdown@5s+1s",
        "&at=hold@1s+1s:budget,hold@4s+2s:budget",
    ] {
        let text = format!("{base}{events}");
        assert_eq!(keeps_its_limit(&scenario(&text)), Ok(()), "{text}");
    }
}

/// The moments at the end of a round: the next round begins at the same time.
fn sampled<'a>(lane: &'a LaneTrace, round: &Round) -> impl Iterator<Item = &'a Sample> {
    let end = round.end;
    lane.samples.iter().filter(move |sample| sample.at == end)
}

fn near(one: Bytes, other: Bytes) -> bool {
    let page = Pages::new(1.0).bytes().as_f64();
    (one.as_f64() - other.as_f64()).abs() <= page + 1e-9 * one.as_f64().max(other.as_f64())
}

/// A run that stopped because little enough was left has no more left than its record allows.
fn stops_below_what_is_recorded(scenario: &Scenario) -> Result<(), String> {
    let lane = lane(scenario);
    let Some(paused) = stopped_by_the_threshold(scenario, &lane) else {
        return Ok(());
    };
    let of_the_stop = |sample: &&Sample| sample.at <= paused && sample.speed.as_f64() > 0.0;
    let last = lane
        .samples
        .iter()
        .rev()
        .find(of_the_stop)
        .ok_or("no sample before the stop")?;
    let first_after = lane
        .samples
        .iter()
        .find(|sample| sample.at >= paused && sample.speed.as_f64() == 0.0);
    let stopped = first_after.ok_or("no sample after the stop")?;
    let left = stopped.memory_left() + stopped.zero_left.bytes();
    if left <= last.threshold * most_above(&lane) || near(left, last.threshold) {
        Ok(())
    } else {
        Err(format!("{left:?} left at {paused:?}, {:?} on record", last.threshold))
    }
}

/// Lane and rounds tell the same threshold at the end of each round.
fn rounds_and_samples_agree(scenario: &Scenario) -> Result<(), String> {
    let lane = lane(scenario);
    for round in &lane.rounds {
        let told = round.threshold.bytes();
        if !sampled(&lane, round).any(|sample| near(sample.threshold, told)) {
            let shown: Vec<_> = sampled(&lane, round).map(|sample| sample.threshold).collect();
            return Err(format!(
                "round {} ended with {told:?}, the lane shows {shown:?}",
                round.number
            ));
        }
    }
    Ok(())
}

/// Rules with a threshold of their own have one for all of a run.
fn never_changes(scenario: &Scenario) -> Result<(), String> {
    let lane = lane(scenario);
    let end = moment_of(&lane, EventKind::Paused).unwrap_or(lane.metrics.total);
    let first = lane.samples.first().ok_or("no sample")?.threshold;
    let sampled = lane
        .samples
        .iter()
        .filter(|sample| sample.at < end)
        .map(|sample| (sample.at, sample.threshold));
    let rounds = lane.rounds.iter().map(|round| (round.end, round.threshold.bytes()));
    for (at, threshold) in sampled.chain(rounds) {
        if !near(threshold, first) {
            return Err(format!("{first:?} at first, {threshold:?} at {at:?}"));
        }
    }
    Ok(())
}

/// After a hold the record once showed QEMU's threshold.
#[test]
fn xens_threshold_is_fifty_pages_after_a_hold_too() {
    for rule in ["xen", "xen-legacy", "clark"] {
        for events in [
            "",
            "&at=hold@5s+5s:compliance",
            "&at=linkdown@5s+5s",
            "&at=burst@5s+5s:1MiB/s",
        ] {
            let text = format!("stop={rule}{events}");
            assert_eq!(never_changes(&scenario(&text)), Ok(()), "{text}");
            let first = lane(&scenario(&text)).samples.first().map(|sample| sample.threshold);
            if rule != "clark" {
                assert_eq!(first, Some(Pages::new(50.0).bytes()), "{text}");
            }
        }
    }
}

#[test]
fn a_run_with_a_hold_stops_below_the_threshold_on_record() {
    for text in [
        "#",
        "ram=8GiB&link=10Gbps",
        "ramp=10x300s&writes=random:20MiB@40MiB/s",
        "ramp=10x300s&writes=random:20MiB@40MiB/s&at=hold@5s+1s:compliance",
        "ram=16GiB&used=10%25&link=10Gbps",
        "ram=16GiB&used=10%25&link=10Gbps&cap=880MiB/s",
    ] {
        let scenario = scenario(text);
        assert_eq!(stops_below_what_is_recorded(&scenario), Ok(()), "{text}");
        assert_eq!(rounds_and_samples_agree(&scenario), Ok(()), "{text}");
    }
}

/// A stage that takes no time at all is told too, and a limit that is raised after the last look does not count before.
#[test]
fn limits_that_are_raised_are_in_force_when_they_are() {
    let waited = "ram=16MiB&used=4.27620285521224%25&writes=random:231.3131790126745KiB@59.39738076448423KiB/s\
                  &link=10Mbps&downtime=32.863967125098835ms&ramp=8x1.25s&at=hold@329ms+387ms:compliance,linkdown@860ms+295ms";
    assert_eq!(rounds_and_samples_agree(&scenario(waited)), Ok(()));
    let capped = "ram=339.710882701526MB&used=44.60962883757987%25&writes=random:20.88606070532143MiB@1.1346641154400476GiB/s,\
                  random:19071.97055544356KiB@621.0231920902104MiB/s,sequential:70.17836791748684MiB@1610255.80700306KiB/s\
                  &link=30.269756184046886Gbps&cap=2.776068319249996GB/s&downtime=124.71605832715864ms&ramp=11x3.25s\
                  &at=linkdown@29ms+41ms,hold@49ms+32ms:compliance";
    assert_eq!(keeps_its_limit(&scenario(capped)), Ok(()));
}

const QEMUS: [StopRule; 2] = [StopRule::Qemu, StopRule::Qemu72];
const OTHERS: [StopRule; 3] = [StopRule::Xen, StopRule::XenLegacy, StopRule::Clark];
/// Rules whose threshold follows the bandwidth.
const MEASURED: [StopRule; 3] = [StopRule::Qemu, StopRule::Qemu72, StopRule::CloudHypervisor];

fn with(text: &str, rule: StopRule) -> Scenario {
    let settings = migrascope::link::parse(text).0.scenario.into_settings();
    Scenario::new(Settings { stop: rule, ..settings }).0
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn memory_after_the_stop_takes_no_longer_than_the_limit(
        text in any_paused_precopy(), rule in proptest::sample::select(&QEMUS[..]),
    ) {
        let scenario = with(&text, rule);
        // On a line faster than the scan zero pages left take longer than others.
        let one = Pages::new(1.0);
        prop_assume!(wire::scan(one) < wire::page_stream(one) / wire::memory_rate(&scenario));
        let kept = keeps_its_limit(&scenario);
        prop_assert!(kept.is_ok(), "{kept:?}: {}", text);
    }

    #[test]
    fn a_run_stops_below_the_threshold_on_record(
        text in any_paused_precopy(), rule in proptest::sample::select(&MEASURED[..]),
    ) {
        let kept = stops_below_what_is_recorded(&with(&text, rule));
        prop_assert!(kept.is_ok(), "{kept:?}: {}", text);
    }

    #[test]
    fn rounds_and_samples_tell_one_threshold(text in any_paused_precopy(), rule in proptest::sample::select(&QEMUS[..])) {
        let kept = rounds_and_samples_agree(&with(&text, rule));
        prop_assert!(kept.is_ok(), "{kept:?}: {}", text);
    }

    #[test]
    fn other_rules_keep_their_threshold(text in any_paused_precopy(), rule in proptest::sample::select(&OTHERS[..])) {
        let kept = never_changes(&with(&text, rule));
        prop_assert!(kept.is_ok(), "{kept:?}: {} {rule:?}", text);
    }
}
