//! What holds for every scenario that a link can express.

use migrascope::link::{parse, print_scenario};
use migrascope::migration::{EventKind, Metrics, Observation, Round, Status, measure, wire};
use migrascope::params::{Choice, Compression, Lane, Method, Pattern, StopRule};
use migrascope::scenario::{Scenario, Settings, Switch};
use migrascope::trace::{LaneTrace, simulate_lane};
use migrascope::units::{Bytes, Rate, Share, SimTime};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::laws_cases::{any_precopy, any_scenario};

/// Sums of many terms agree to this part; each term is rounded to one in 4.5e15.
const ROUNDING: f64 = 1e-9;
/// Rounds that the record keeps one by one, a hundred entries for each of the ten times that their number may double,
/// and a few stages around them.
const MOST_PHASES: usize = 200 + 100 * 10 + 10;
/// Two stretches of at most 17 samples in a round that is looked at closely.
const SAMPLES_A_ROUND: usize = 2 * 17;
const MOST_SAMPLES: usize = MOST_PHASES * SAMPLES_A_ROUND;

/// Slow links give times beyond what a test of millions of steps could wait
/// for; a run has to end all the same.
pub fn observation() -> impl Strategy<Value = Observation> {
    prop_oneof![
        3 => Just(Observation::Auto),
        1 => (-3.0..12.0_f64).prop_map(|ten| Observation::Until(SimTime::s(10.0_f64.powf(ten)))),
    ]
}

fn live(scenario: &Scenario) -> Metrics {
    measure(scenario, Lane::Live, Observation::Auto)
}

fn below(a: f64, b: f64) -> bool {
    a <= b * (1.0 + ROUNDING) + ROUNDING
}

fn near(a: f64, b: f64, part: f64) -> bool {
    (a - b).abs() <= part * a.abs().max(b.abs())
}

/// Stages follow each other without gaps and fill the time; all is in order.
/// Events and a limit that is raised cut a run into pieces.
pub fn in_order(lane: &LaneTrace, pieces: usize) -> Result<(), TestCaseError> {
    let total = lane.metrics.total;
    prop_assert_eq!(lane.phases.first().map_or(total, |phase| phase.start), SimTime::ZERO);
    prop_assert_eq!(lane.phases.last().map_or(total, |phase| phase.end), total);
    prop_assert!(lane.phases.iter().all(|phase| phase.start < phase.end));
    prop_assert!(lane.phases.windows(2).all(|pair| pair[0].end == pair[1].start));
    let sum: f64 = lane.phases.iter().map(|phase| (phase.end - phase.start).as_s()).sum();
    prop_assert!(near(sum, total.as_s(), ROUNDING), "{} of {:?}", sum, total);
    prop_assert!(lane.samples.len() >= 2);
    prop_assert!(lane.samples.windows(2).all(|pair| pair[0].at <= pair[1].at));
    prop_assert!(lane.samples.iter().all(|sample| sample.at <= total));
    prop_assert!(lane.events.windows(2).all(|pair| pair[0].at <= pair[1].at));
    prop_assert!(lane.rounds.windows(2).all(|pair| pair[0].end <= pair[1].start));
    // The count of rounds ends where its type does.
    let counted = |pair: &[Round]| pair[0].number < pair[1].number || pair[1].number == u32::MAX;
    prop_assert!(lane.rounds.windows(2).all(counted));
    let (phases, samples) = (MOST_PHASES * pieces, MOST_SAMPLES * pieces);
    prop_assert!(
        lane.phases.len() <= phases && lane.samples.len() <= samples,
        "{} phases",
        lane.phases.len()
    );
    Ok(())
}

/// How often the downtime limit is raised.
pub fn limit_steps(scenario: &Scenario) -> usize {
    scenario.ramp.map_or(0, |ramp| ramp.steps as usize)
}

/// Bytes only grow, cause by cause, from nothing to what the figures say.
pub fn bytes_grow(scenario: &Scenario, lane: &LaneTrace) -> Result<(), TestCaseError> {
    // Zero pages that were sent are the difference of two counts of all memory.
    let counts = lane.memory.bytes() * 1e-15;
    for pair in lane.samples.windows(2) {
        for ((cause, before), (_, after)) in pair[0].sent.iter().zip(pair[1].sent.iter()) {
            let grows = below(before.as_f64(), (after + counts).as_f64());
            prop_assert!(grows, "{:?} at {:?}: {:?}, {:?}", cause, pair[1].at, before, after);
        }
    }
    // What the wire is shown to carry is what gets sent.
    for pair in lane.samples.windows(2) {
        let carried = pair[0].wire * (pair[1].at - pair[0].at);
        let (before, after) = (pair[0].sent.total(), pair[1].sent.total());
        let off = ((after - before).as_f64() - carried.as_f64()).abs();
        // All are differences: of bytes and of times as large as the run's, and zero pages are told from others by
        // counting all memory. A late moment is rounded to more than a fast line needs for a page.
        let at_once = most_on_the_wire(scenario) * pair[1].at * 1e-15;
        let large = lane.metrics.traffic.total().as_f64() + (pair[0].wire * lane.metrics.total).as_f64();
        let rounding = large * 1e-12 + (at_once + counts).as_f64() + ROUNDING;
        prop_assert!(off <= rounding, "{} B between {:?} and {:?}", off, pair[0], pair[1]);
    }
    let last = lane.samples.last().map(|sample| sample.sent).unwrap_or_default();
    for ((cause, sampled), (_, told)) in last.iter().zip(lane.metrics.traffic.iter()) {
        let same = near(sampled.as_f64(), told.as_f64(), ROUNDING) || sampled.max(told) - sampled.min(told) <= counts;
        prop_assert!(same, "{:?}: {:?} sampled, {:?} in the figures", cause, sampled, told);
    }
    Ok(())
}

/// Shared storage carries a saved VM, the line everything else.
fn most_on_the_wire(scenario: &Scenario) -> Rate {
    wire::line_rate(scenario).max(scenario.store)
}

/// At any time no zone holds more pages than it has.
pub fn zones_hold_what_fits(scenario: &Scenario, lane: &LaneTrace) -> Result<(), TestCaseError> {
    let ends = (0..=200).map(|step| lane.end() * (f64::from(step) / 180.0));
    let few = lane.samples.len().div_ceil(200).max(1);
    let sampled = lane.samples.iter().step_by(few).map(|sample| sample.at);
    for time in ends.chain(sampled).chain([SimTime::s(f64::INFINITY)]) {
        let state = lane.at(time).state;
        prop_assert_eq!(state.zones.len(), lane.zones.len());
        for (zone, held) in lane.zones.iter().zip(&state.zones) {
            let held = held.queued + held.dirty;
            // Counts of a zone are differences of counts of all memory.
            let fits = below(held.as_f64(), (zone.pages + lane.memory * 1e-14).as_f64());
            prop_assert!(fits, "{:?} holds {:?} at {:?}", zone, held, time);
        }
        prop_assert!(below(state.memory_left().as_f64(), lane.memory.bytes().as_f64()));
        let (wire, line) = (state.wire.as_f64(), most_on_the_wire(scenario).as_f64());
        // A rate is bytes over a difference of two times, each rounded to 1e-16 of its value.
        let next = lane.samples.partition_point(|sample| sample.at <= time);
        let (stage, span) = match (lane.samples.get(next.saturating_sub(1)), lane.samples.get(next)) {
            // A rate over less than a nanosecond is rounding.
            (Some(from), Some(to)) if (to.at - from.at).as_s() < 1e-9 => continue,
            (Some(from), Some(to)) => ((to.at - from.at) / to.at, to.at - from.at),
            _ => (1.0, SimTime::s(f64::INFINITY)),
        };
        // Used pages are a difference of counts of all memory: some of 2 KB in 256 TiB are rounding.
        let counts = lane.memory.bytes() * f64::EPSILON / span;
        let most = line * (1.0 + 1e-7 + 1e-14 / stage) + counts.as_f64();
        prop_assert!(below(wire, most), "{} on a line of {} at {:?}", wire, line, time);
    }
    Ok(())
}

/// The VM was down no longer than clients waited, and clients no longer than all took.
fn times_fit(lane: &LaneTrace) -> Result<(), TestCaseError> {
    let Metrics {
        total,
        downtime,
        outage,
        status,
        ..
    } = lane.metrics;
    let (total, down, outage) = (total.as_s(), downtime.total().as_s(), outage.as_s());
    prop_assert!(total.is_finite() && below(down, total));
    if status == Status::Completed {
        prop_assert!(down <= outage);
        prop_assert!(below(outage, total + wire::announcement().as_s()));
        prop_assert!(lane.events.iter().any(|event| event.kind == EventKind::Reachable));
    }
    Ok(())
}

/// All memory has gone, and no fault was for a page that had been there.
fn memory_has_gone(scenario: &Scenario, metrics: &Metrics) -> Result<(), TestCaseError> {
    use migrascope::migration::Cause::{OnDemand, Pushed};
    let sent = metrics.traffic.memory();
    let used = wire::page_stream(scenario.used_memory().pages());
    let zero = wire::zero_stream((scenario.ram - scenario.used_memory()).pages());
    // Packed, a page is smaller; its header is not.
    let packs = scenario.compress != Compression::None && matches!(scenario.stop, StopRule::Qemu | StopRule::Qemu72);
    let least = if packs {
        used * ((8.0 + 4096.0 * scenario.ratio.as_f64()) / 4104.0)
    } else {
        used
    };
    if metrics.status == Status::Completed {
        prop_assert!(
            below((least + zero).as_f64(), sent.as_f64()),
            "{:?} of {:?}",
            sent,
            least
        );
    }
    let fetched = metrics.traffic[OnDemand];
    prop_assert!(near(
        fetched.as_f64(),
        wire::page_stream(metrics.page_faults).as_f64(),
        ROUNDING
    ));
    let missing = wire::stream_pages(fetched + metrics.traffic[Pushed]);
    prop_assert!(below(metrics.page_faults.as_f64(), missing.as_f64()));
    let most = match scenario.switch_moment() {
        Some(Switch::Start) => used,
        Some(Switch::Pass) => used * 2.0,
        _ => return Ok(()),
    };
    let at_most = below(sent.as_f64(), (most + zero).as_f64());
    prop_assert!(at_most, "{:?} sent of {:?} and {:?}", sent, used, zero);
    Ok(())
}

proptest! {
    // A failure tells its link, so no file has to keep it.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn every_run_is_lawful(scenario in any_scenario(), observation in observation()) {
        let link = print_scenario(&scenario);
        prop_assert_eq!(&parse(&link).0.scenario, &scenario, "{}", link);
        for &lane in Lane::ALL {
            let trace = simulate_lane(&scenario, lane, observation);
            let told = |error| TestCaseError::fail(format!("{lane:?} of #{link}\n{observation:?}\n{error}"));
            prop_assert_eq!(trace.metrics, measure(&scenario, lane, observation), "recording changed {}", link);
            in_order(&trace, 1 + limit_steps(&scenario)).map_err(told)?;
            bytes_grow(&scenario, &trace).map_err(told)?;
            zones_hold_what_fits(&scenario, &trace).map_err(told)?;
            times_fit(&trace).map_err(told)?;
            if lane == Lane::Live {
                memory_has_gone(&scenario, &trace.metrics).map_err(told)?;
            } else {
                prop_assert_eq!(trace.metrics.status, Status::Completed);
            }
        }
    }

    /// The limit allows a part of all memory, so that the first look may come before the first pass is through.
    #[test]
    fn no_zone_holds_more_than_it_has_after_an_early_look(settings in any_precopy(), part in 0.02..1.0_f64) {
        let scenario = Scenario::new(settings).0;
        let limit = scenario.used_memory() / wire::live_rate(&scenario) * part;
        let settings = Settings { downtime: limit, ..scenario.into_settings() };
        let scenario = Scenario::new(settings).0;
        let lane = simulate_lane(&scenario, Lane::Live, Observation::Auto);
        let told = |error| TestCaseError::fail(format!("#{}\n{error}", print_scenario(&scenario)));
        zones_hold_what_fits(&scenario, &lane).map_err(told)?;
    }

    #[test]
    fn observing_longer_changes_nothing_that_has_ended(scenario in any_scenario()) {
        let metrics = live(&scenario);
        if metrics.status != Status::Running {
            let longer = Observation::Until(metrics.total * 2.0 + SimTime::s(1e4));
            let (mut seen, mut longer) = (metrics, measure(&scenario, Lane::Live, longer));
            if metrics.ended_share() < Share::new(1.0) {
                // Of the runs that chance makes longer, more have ended by then.
                prop_assert!(metrics.ended_share() <= longer.ended_share(), "{}", print_scenario(&scenario));
                (seen.spread, longer.spread) = (None, None);
            }
            prop_assert_eq!(seen, longer, "{}", print_scenario(&scenario));
        }
    }

    #[test]
    fn a_faster_link_makes_nobody_slower_who_stands_still(scenario in any_scenario(), factor in 1.0..100.0_f64) {
        let settings = scenario.clone().into_settings();
        let faster = Scenario::new(Settings { link: settings.link * factor, ..settings }).0;
        for lane in [Lane::Cold, Lane::Suspended] {
            let [slow, fast] = [&scenario, &faster].map(|one| measure(one, lane, Observation::Auto).total.as_s());
            prop_assert!(below(fast, slow), "{:?} of {}: {} and {}", lane, print_scenario(&scenario), slow, fast);
        }
    }

    #[test]
    fn plain_post_copy_sends_each_page_once(scenario in any_scenario()) {
        // Where writes to the disk outrun its mirror, memory never begins to move.
        let settings = Settings { disk_writes: Rate::ZERO, ..scenario.into_settings() };
        let settings = Settings { method: Method::Postcopy, switch: None, timeout: None, until: None, ..settings };
        let scenario = Scenario::new(settings).0;
        let metrics = live(&scenario);
        prop_assert_eq!(metrics.status, Status::Completed);
        let used = scenario.used_memory().pages();
        let once = wire::page_stream(used) + wire::zero_stream((scenario.ram - scenario.used_memory()).pages());
        prop_assert!(near(metrics.traffic.memory().as_f64(), once.as_f64(), ROUNDING), "{}", print_scenario(&scenario));
    }

    #[test]
    fn the_pages_of_a_round_add_up(settings in any_precopy()) {
        let scenario = Scenario::new(settings).0;
        let trace = simulate_lane(&scenario, Lane::Live, Observation::Auto);
        for pair in trace.rounds.windows(2).filter(|pair| pair[1].merged.is_none()) {
            let link = print_scenario(&scenario);
            prop_assert!(below(pair[1].sent.as_f64(), pair[1].queued.as_f64()), "{}", link);
            prop_assert_eq!(pair[0].end, pair[1].start, "{}", link);
            let span = (pair[1].end - pair[1].start).as_s();
            let most: f64 = scenario.writes.iter().map(|class| class.rate.pages_per_s()).sum();
            // A round's writes are learned of by the sender's clock, which runs ahead by what its socket holds.
            let ahead = (migrascope::migration::SOCKET_BUFFER / wire::line_rate(&scenario)).as_s();
            prop_assert!(below(pair[1].dirtied.as_f64(), most * (span + ahead)), "{}: {:?}", link, pair[1]);
        }
    }
}

/// A random class and its two halves. Where the scan stops inside the class
/// the halves know better where its clean pages are, and the scatter of the
/// next round differs a little; near the threshold that can decide a round.
/// So nearly all runs agree, and the few others do so roughly. In runs of
/// more than 64 rounds such a difference multiplies: they are left out.
#[test]
fn half_a_random_class_and_the_other_half_are_the_whole() {
    let mut runner = TestRunner::deterministic();
    let (mut compared, mut equal, mut close) = (0, 0, 0);
    while compared < 1000 {
        let tree = (any_precopy(), 0..3_usize)
            .new_tree(&mut runner)
            .expect("a strategy without filters");
        let (settings, method) = tree.current();
        let whole = Scenario::new(Settings {
            method: Method::ALL[method],
            ..settings
        })
        .0;
        let (one, two) = (live(&whole), live(&halved(&whole)));
        // Half of the least region there is, 4 KiB, is no region.
        if one.syncs >= 64 || whole.writes.iter().any(|class| class.region < Bytes::kib(8.0)) {
            continue;
        }
        compared += 1;
        let differ = [
            (one.total.as_s(), two.total.as_s()),
            (one.traffic.total().as_f64(), two.traffic.total().as_f64()),
            (one.page_faults.as_f64(), two.page_faults.as_f64()),
        ];
        let within = |part: f64| differ.iter().all(|&(a, b)| near(a, b, part));
        equal += u32::from(within(1e-6));
        close += u32::from(within(1e-3));
    }
    println!("{equal} equal, {close} close");
    assert!(equal >= 950 && close >= 990, "{equal} equal, {close} close");
}

fn halved(scenario: &Scenario) -> Scenario {
    let settings = scenario.clone().into_settings();
    let halves = settings.writes.iter().flat_map(|class| {
        let mut half = *class;
        (half.region, half.rate) = (class.region * 0.5, class.rate * 0.5);
        if class.pattern == Pattern::Random {
            vec![half, half]
        } else {
            vec![*class]
        }
    });
    Scenario::new(Settings {
        writes: halves.collect(),
        ..settings
    })
    .0
}
