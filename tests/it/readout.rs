//! Whatever can be pointed at says what the trace says.

use std::collections::HashSet;

use migrascope::migration::Host;
use migrascope::params::{Choice, Lane};
use migrascope::scenario::Scenario;
use migrascope::text::Language;
use migrascope::trace::{Trace, simulate};
use migrascope::units::SimTime;
use migrascope::view::charts::{self, Frame};
use migrascope::view::key::{Mark, key};
use migrascope::view::labels::{Labelled, Role};
use migrascope::view::pagemap::{Cell, cell_tip, page_map};
use migrascope::view::palette::Scheme;
use migrascope::view::{format, kinds, timeline};

use crate::charts_layout::{CHARTS, scenarios};

const FRAME: Frame = Frame {
    width: 320,
    height: 160,
    scheme: Scheme::Light,
    language: Language::English,
};

fn traces() -> impl Iterator<Item = (&'static str, Trace)> {
    scenarios()
        .into_iter()
        .map(|(name, settings)| (name, simulate(&Scenario::new(settings).0)))
}

#[test]
fn every_cause_can_be_pointed_at_with_its_value() {
    for (name, trace) in traces() {
        let (downtime, traffic) = (
            charts::downtime(&trace, Lane::ALL, &FRAME).spots,
            charts::traffic(&trace, Lane::ALL, &FRAME).spots,
        );
        for lane in trace.migrations() {
            let tells = |spots: &[charts::Spot], start: String, value: String| {
                spots
                    .iter()
                    .any(|spot| spot.lane == lane.lane && spot.tip.starts_with(&start) && spot.tip.contains(&value))
            };
            let start = |label: &str| format!("{}, {label}: ", kinds::name(Language::English, lane));
            for (cause, time) in lane.metrics.downtime.iter().filter(|(_, time)| !time.is_zero()) {
                assert!(
                    tells(
                        &downtime,
                        start(&cause.label(Language::English)),
                        format::time(Language::English, time)
                    ),
                    "{name} {cause:?}"
                );
            }
            for (cause, bytes) in lane.metrics.traffic.iter().filter(|(_, bytes)| !bytes.is_zero()) {
                assert!(
                    tells(
                        &traffic,
                        start(&cause.label(Language::English)),
                        format::size(Language::English, bytes)
                    ),
                    "{name} {cause:?}"
                );
            }
        }
    }
}

#[test]
fn spots_lie_inside_their_chart() {
    for (name, trace) in traces() {
        for (chart, make) in CHARTS {
            for spot in make(&trace, Lane::ALL, &FRAME).spots {
                let numbers: Vec<f64> = spot
                    .path
                    .split(|letter: char| letter.is_alphabetic() || letter == ' ')
                    .filter_map(|number| number.parse().ok())
                    .collect();
                assert!(!numbers.is_empty(), "{name} {chart}: {}", spot.path);
                assert!(
                    numbers.iter().all(|number| (-1.001..=1.001).contains(number)),
                    "{name} {chart}: {}",
                    spot.path
                );
            }
        }
    }
}

#[test]
fn a_moment_is_read_off_the_trace() {
    let trace = simulate(&Scenario::default());
    let time = SimTime::s(12.0);
    let live = trace.lane(Lane::Live).at(time).state;
    let memory = charts::memory_at(Language::English, &trace, Lane::ALL, time);
    assert!(memory.starts_with(&format::clock(Language::English, time)));
    assert!(
        memory.contains(&format!(
            "Live: {} to send",
            format::size(Language::English, live.memory_left())
        )),
        "{memory}"
    );
    assert!(!memory.contains("Cold"), "it sends no memory: {memory}");
    let speeds = charts::speeds_at(Language::English, &trace, Lane::ALL, time);
    assert!(
        speeds.contains(&format!(
            "Live: VM 100 %, wire {}",
            format::rate(Language::English, live.wire)
        )),
        "{speeds}"
    );
    assert!(speeds.contains("Cold: VM shutting down, wire 0 B/s"), "{speeds}");
}

#[test]
fn a_cell_tells_how_much_is_like_it() {
    let trace = simulate(&Scenario::default());
    let lane = trace.lane(Lane::Live);
    let map = page_map(lane, SimTime::s(12.0), Host::Source);
    for cell in [Cell::Unsent, Cell::Sent, Cell::Dirty, Cell::Zero] {
        let index = map
            .cells
            .iter()
            .position(|&other| other == cell)
            .expect("there are some");
        let tip = cell_tip(Language::English, &map, lane.memory, index);
        let like = lane.memory.bytes() * (map.count(cell) as f64 / map.cells.len() as f64);
        assert!(tip.contains(cell.name(Language::English)), "{tip}");
        assert!(
            tip.contains(&format::size(Language::English, like)),
            "{tip} not {}",
            format::size(Language::English, like)
        );
    }
    assert_eq!(cell_tip(Language::English, &map, lane.memory, map.cells.len()), "");
}

#[test]
fn the_key_has_every_colour_of_the_bars() {
    for (name, trace) in traces() {
        let marks = key(Language::English, &trace, Lane::ALL);
        let names: HashSet<_> = marks.iter().map(|&(_, name)| name).collect();
        assert_eq!(names.len(), marks.len(), "{name}: one name for each");
        let known = |role: Role| marks.iter().any(|&(mark, _)| mark == Mark::Role(role));
        let rows = timeline::timeline(Language::English, &trace, Lane::ALL).lanes;
        for bar in rows.iter().flat_map(|row| &row.bars) {
            assert!(known(bar.role), "{name}: {:?} of {}", bar.role, bar.label);
        }
    }
}
