//! Lane, chart, map and sentence tell one story: the amounts that they name at a moment are the same figure, and what is
//! told of an end is told alike.

use migrascope::migration::{Cause, EventKind, Host, PhaseKind, Power, Status};
use migrascope::text::Language;
use migrascope::trace::{LaneTrace, Trace, simulate};
use migrascope::units::{Bytes, SimTime};
use migrascope::view::charts::{self, memory_at};
use migrascope::view::narration::chapters;
use migrascope::view::pagemap::{Cell, page_map};
use migrascope::view::results::{ranking, results};
use migrascope::view::scene::scene;
use migrascope::view::{format, transcript};
use proptest::prelude::*;

use crate::scene_cases::{any_scenario, times};

const ENGLISH: Language = Language::English;

pub fn trace_of(link: &str) -> Trace {
    simulate(&migrascope::link::parse(link).0.scenario)
}

fn size(bytes: Bytes) -> String {
    format::size(ENGLISH, bytes)
}

/// Whether memory is on its way in a stage.
const fn sends(kind: PhaseKind) -> bool {
    matches!(
        kind,
        PhaseKind::FirstPass
            | PhaseKind::Round(_)
            | PhaseKind::Rounds(_)
            | PhaseKind::StopAndCopy
            | PhaseKind::PostCopy
            | PhaseKind::Transfer
    )
}

/// What lane, chart and map say of what is still to send.
fn agree(trace: &Trace, lane: &LaneTrace, time: SimTime) -> Result<(), TestCaseError> {
    let moment = lane.at(time);
    let Some(phase) = moment.phase.filter(|phase| sends(phase.kind)) else {
        return Ok(());
    };
    let left = moment.state.memory_left();
    let shown = scene(ENGLISH, lane, time);
    prop_assert_eq!(&shown.source.lines[0], &format!("{} left", size(left)), "at {:?}", time);
    let chart = memory_at(ENGLISH, trace, &[lane.lane], time);
    let sends_any = lane.samples.iter().any(|sample| !sample.memory_left().is_zero());
    prop_assert!(
        !sends_any || chart.ends_with(&format!("{} to send", size(left))),
        "{}",
        chart
    );
    // A cell stands for some pages, and each zone has whole cells of its own.
    let map = page_map(lane, time, Host::Destination);
    let behind: usize = [Cell::Dirty, Cell::Missing]
        .into_iter()
        .map(|cell| map.count(cell))
        .sum();
    let used = page_map(lane, time, Host::Source);
    let zeros = used.count(Cell::Zero);
    let there: usize = [Cell::Sent, Cell::Arriving]
        .into_iter()
        .map(|cell| map.count(cell))
        .sum();
    let all: f64 = lane.zones.iter().map(|zone| zone.pages.as_f64()).sum();
    let cells = (map.cells.len() - zeros) as f64;
    let missing = cells - there as f64;
    let told = (left / migrascope::units::Pages::new(all).bytes()).min(1.0) * cells;
    let grain = 2.0 * lane.zones.len() as f64 + 2.0;
    let crowded = map.cells.len() < 64 || lane.zones.iter().any(|zone| zone.pages / lane.memory < 2.0 / cells);
    prop_assert!(
        crowded || (missing - told).abs() <= grain.max(cells * 0.02),
        "{:?} at {:?}: {} of {} cells, told {} ({} behind)",
        phase.kind,
        time,
        missing,
        cells,
        told,
        behind
    );
    Ok(())
}

/// The sum that a stop is told as, and what happens then.
fn stop_adds_up(lane: &LaneTrace) -> Result<(), TestCaseError> {
    let Some(stop) = lane.phases.iter().find(|phase| phase.kind == PhaseKind::StopAndCopy) else {
        return Ok(());
    };
    let reached = lane
        .events
        .iter()
        .find(|event| event.kind == EventKind::ThresholdReached);
    let (Some(reached), Some(round)) = (reached, lane.rounds.last()) else {
        return Ok(());
    };
    let left = lane.at(stop.start).state.memory_left();
    let told = chapters(ENGLISH, lane);
    let (_, text) = told
        .iter()
        .rev()
        .find(|(start, _)| *start <= stop.start)
        .expect("something is told before");
    let allowed = size(round.threshold.bytes());
    prop_assert!(text.contains(&format!("{} are left", size(left))), "{}", text);
    prop_assert!(text.contains(&format!("at most {allowed}")), "{}", text);
    if let Some(parts) = round.allowed {
        let product = parts.bandwidth * parts.limit;
        prop_assert!((product / round.threshold.bytes() - 1.0).abs() < 1e-9);
        prop_assert!(text.contains(&format::rate(ENGLISH, parts.bandwidth)), "{}", text);
    }
    prop_assert!(
        left.as_f64() <= round.threshold.bytes().as_f64() * 1.1 + 4096.0,
        "{} left, {} allowed",
        size(left),
        allowed
    );
    let excused = text.contains("scatters");
    prop_assert!(
        left <= round.threshold.bytes() || excused || size(left) == allowed,
        "{}",
        text
    );
    // All of what is left goes while the VM stands still.
    prop_assert!(reached.at <= stop.start && lane.at(stop.end).state.memory_left() < Bytes::new(1.0));
    if lane.metrics.status == Status::Completed {
        let sent = lane.metrics.traffic[Cause::StopAndCopy];
        prop_assert!(
            sent.as_f64() >= left.as_f64() * 0.999,
            "{} left, {} sent",
            size(left),
            size(sent)
        );
    }
    let pause: SimTime = lane
        .phases
        .iter()
        .filter(|phase| phase.power != Power::Running)
        .map(|phase| phase.end - phase.start)
        .sum();
    let limit = round.allowed.map(|allowed| allowed.limit);
    if let Some(limit) = limit.filter(|&limit| pause > limit * 1.02 && pause == lane.metrics.downtime.total()) {
        let named = text.contains("That is more than the limit")
            || format::time(ENGLISH, pause) == format::time(ENGLISH, limit);
        prop_assert!(named, "{:?} under {:?}: {}", pause, limit, text);
    }
    Ok(())
}

/// What a round is said to send is what lane and chart show when it begins.
fn rounds_name_what_is_shown(lane: &LaneTrace) -> Result<(), TestCaseError> {
    for (start, text) in chapters(ENGLISH, lane) {
        let Some(phase) = lane.at(start).phase else { continue };
        match phase.kind {
            PhaseKind::Round(_) | PhaseKind::PostCopy => {
                let left = size(lane.at(start).state.memory_left());
                prop_assert!(text.contains(&left), "{} at {:?}: {}", left, start, text);
            }
            PhaseKind::Rounds(range) => {
                let round = lane
                    .rounds
                    .iter()
                    .find(|round| round.number == range.last)
                    .expect("its record");
                let merged = round.merged.expect("they are told together");
                for amount in [merged.least, merged.most, round.threshold] {
                    prop_assert!(text.contains(&size(amount.bytes())), "{}", text);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Events that may come in any of the scenarios.
const EVENTS: [&str; 8] = [
    "",
    "at=hold@5s%2B20s",
    "at=linkdown@3s%2B5s",
    "at=linkslow@4s%2B20s:100Mbps",
    "at=burst@6s%2B5s:200MiB/s",
    "at=force@8s",
    "at=cancel@9s",
    "at=dstcrash@7s",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn amounts_are_the_same_everywhere(scenario in any_scenario()) {
        let trace = simulate(&scenario);
        for lane in trace.migrations().iter() {
            for time in times(lane) {
                agree(&trace, lane, time)?;
            }
            rounds_name_what_is_shown(lane)?;
            stop_adds_up(lane)?;
        }
    }

    #[test]
    fn amounts_are_the_same_when_something_happens(
        event in prop::sample::select(&EVENTS[..]),
        (rate, region) in (1.0..400.0_f64, 16.0..3000.0_f64),
        live in prop::sample::select(&["", "&live=postcopy", "&live=hybrid", "&throttle=on"][..]),
    ) {
        let link = format!("#ram=4GiB&writes=random:{region:.0}MiB@{rate:.0}MiB/s&{event}{live}");
        let trace = trace_of(&link);
        for lane in trace.migrations().iter() {
            for time in times(lane) {
                agree(&trace, lane, time)?;
            }
            rounds_name_what_is_shown(lane)?;
            stop_adds_up(lane)?;
            one_word(&trace, lane)?;
        }
    }
}

/// What the end of a lane is called in its figures, under its name, in the log and in the comparison.
fn one_word(trace: &Trace, lane: &LaneTrace) -> Result<(), TestCaseError> {
    let figures = results(ENGLISH, lane);
    let subtitle = scene(ENGLISH, lane, lane.end()).subtitle;
    let log = transcript::transcript(ENGLISH, trace, &[lane.lane]);
    let last = &log.last().expect("something is told").text;
    let compared = ranking(ENGLISH, trace, &[lane.lane]);
    let words: (&[&str], &[&str]) = match figures.headline.as_str() {
        "" => (&["done", "announcing itself"], &["Done: "]),
        "VM lost" => (&["VM lost"], &["The VM is lost"]),
        "never ends" => (&["never ends"], &["never ends", "never catches up"]),
        "still on hold" => (&["still on hold"], &["still suspended"]),
        "hovers" => (&["hovers"], &["It hovers"]),
        "not finished" => (&["not finished"], &["Not finished"]),
        "not decided" => (&["not decided"], &["Not decided"]),
        failed if failed.starts_with("failed") => (&["failed", "waiting to be recovered"], &["Failed"]),
        given_up if given_up.starts_with("given up") => (&["given up"], &["Cancelled", "Gave up", "Given up"]),
        other => panic!("{other}"),
    };
    prop_assert!(
        words.0.contains(&subtitle.as_str()),
        "{} is {}",
        figures.headline,
        subtitle
    );
    prop_assert!(
        words.1.iter().any(|word| last.contains(word)),
        "{} is {}",
        figures.headline,
        last
    );
    if !figures.headline.is_empty() {
        prop_assert!(
            compared.to_lowercase().contains(&figures.status.to_lowercase()),
            "{}",
            compared
        );
        let chart = charts::downtime(
            trace,
            &[lane.lane],
            &charts::Frame {
                width: 400,
                height: 200,
                scheme: migrascope::view::palette::Scheme::Light,
                language: ENGLISH,
            },
        );
        prop_assert!(
            chart.summary.contains(&subtitle) || subtitle == "announcing itself",
            "{}",
            chart.summary
        );
    }
    Ok(())
}
