//! The page map: as many cells of a kind as the trace says, no flicker.

use std::collections::HashSet;

use migrascope::migration::{Host, PhaseKind};
use migrascope::params::{Lane, Pattern};
use migrascope::scenario::Suspend;
use migrascope::trace::{LaneTrace, simulate};
use migrascope::units::{Bytes, Pages, Rate, SimTime};
use migrascope::view::pagemap::{Cell, MAX_SIDE, PageMap, page_map, spans};
use proptest::prelude::*;

use crate::scene_cases::{any_scenario, class, endless, hybrid, scenario, times};

const PATTERNS: [Pattern; 2] = [Pattern::Random, Pattern::Sequential];

/// The lane as if all its writes had this pattern.
fn patterned(lane: &LaneTrace, pattern: Pattern) -> LaneTrace {
    let mut lane = lane.clone();
    for zone in &mut lane.zones {
        zone.pattern = zone.pattern.map(|_| pattern);
    }
    lane
}

fn is_copying(lane: &LaneTrace, time: SimTime) -> bool {
    use PhaseKind::{FirstPass, Round, StopAndCopy, Transfer};
    lane.at(time)
        .phase
        .is_some_and(|phase| matches!(phase.kind, FirstPass | Round(_) | StopAndCopy | Transfer))
}

fn share(pages: Pages, all: Pages, cells: usize) -> f64 {
    (pages / all * cells as f64).min(cells as f64)
}

/// In every zone the cells of a kind are its share of pages, rounded.
fn check_counts(lane: &LaneTrace, time: SimTime) {
    let source = page_map(lane, time, Host::Source);
    let destination = page_map(lane, time, Host::Destination);
    let first = lane.rounds.iter().all(|round| time < round.end);
    for ((zone, span), state) in lane.zones.iter().zip(spans(lane)).zip(&lane.at(time).state.zones) {
        let count = |map: &PageMap, cell| map.cells[span.clone()].iter().filter(|&&each| each == cell).count() as f64;
        let queued = share(state.queued, zone.pages, span.len());
        let both = share(state.queued + state.dirty, zone.pages, span.len());
        let kinds = if first || zone.pattern.is_none() {
            let (unsent, dirty) = (count(&source, Cell::Unsent), count(&source, Cell::Dirty));
            assert!(
                (unsent - queued).abs() <= 0.51,
                "{unsent} unsent, not {queued}, at {time:?}"
            );
            assert_eq!(count(&destination, Cell::Absent), unsent);
            assert_eq!(count(&destination, Cell::Dirty), dirty);
            unsent + dirty
        } else {
            assert_eq!(count(&source, Cell::Unsent), 0.0);
            assert_eq!(count(&destination, Cell::Dirty), count(&source, Cell::Dirty));
            count(&source, Cell::Dirty)
        };
        assert!((kinds - both).abs() <= 1.01, "{kinds} to send, not {both}, at {time:?}");
        let here = count(&destination, Cell::Sent) + count(&destination, Cell::Arriving);
        assert_eq!(here, count(&source, Cell::Sent));
    }
}

/// During a round a cell is written at most once after it was sent, and a
/// queue only shrinks; the next round begins with what this one left.
fn check_round(lane: &LaneTrace, start: SimTime, end: SimTime, first: bool) {
    let map = |part: f64| page_map(lane, start + (end - start) * part, Host::Source);
    let mut last = map(0.0);
    let mut turns = vec![0; last.cells.len()];
    for step in 1..30 {
        let next = map(f64::from(step) / 30.0);
        for (cell, turns) in turns.iter_mut().enumerate() {
            let change = (last.cells[cell], next.cells[cell]);
            if change.0 != change.1 {
                *turns += 1;
            }
            let back = first && change.1 == Cell::Sent && change.0 == Cell::Dirty;
            assert!(!back && *turns <= 2, "cell {cell} flickers in step {step}: {change:?}");
        }
        last = next;
    }
}

#[test]
fn cells_are_shares_of_memory() {
    let lane = hybrid();
    assert_eq!(spans(&lane).collect::<Vec<_>>(), [0..256, 256..512]);
    let map = page_map(&lane, SimTime::s(3.0), Host::Source);
    assert_eq!((map.side, map.cells.len()), (MAX_SIDE, MAX_SIDE * MAX_SIDE));
    assert_eq!((map.count(Cell::Unsent), map.count(Cell::Zero)), (128, 512));
    assert_eq!((map.count(Cell::Dirty), map.count(Cell::Sent)), (64, 256 - 64 + 128));
    let there = page_map(&lane, SimTime::s(3.0), Host::Destination);
    assert_eq!((there.count(Cell::Absent), there.count(Cell::Dirty)), (128 + 256, 64));
    assert!(there.count(Cell::Arriving) > 0);
}

#[test]
fn a_small_machine_has_a_small_map() {
    let mut lane = hybrid();
    lane.memory = Pages::new(100.0);
    assert_eq!(page_map(&lane, SimTime::ZERO, Host::Source).side, 10);
    lane.memory = Pages::ZERO;
    assert_eq!(page_map(&lane, SimTime::ZERO, Host::Source).cells.len(), 1);
}

#[test]
fn post_copy_misses_what_was_written_again() {
    let lane = hybrid();
    let before = page_map(&lane, SimTime::s(3.999_999), Host::Destination);
    let pause = page_map(&lane, SimTime::s(4.005), Host::Destination);
    let after = page_map(&lane, SimTime::s(4.01), Host::Destination);
    let cells = |map: &PageMap, cell| -> Vec<usize> {
        (0..map.cells.len()).filter(|&index| map.cells[index] == cell).collect()
    };
    assert_eq!(cells(&before, Cell::Dirty).len(), 128);
    assert_eq!(cells(&before, Cell::Dirty), cells(&pause, Cell::Dirty));
    assert_eq!(cells(&before, Cell::Dirty), cells(&after, Cell::Missing));
    let half = page_map(&lane, SimTime::s(4.51), Host::Destination);
    assert_eq!((half.count(Cell::Missing), half.count(Cell::Absent)), (64, 0));
    assert_eq!(page_map(&lane, SimTime::s(4.51), Host::Source).count(Cell::Unsent), 64);
    let end = page_map(&lane, SimTime::s(6.0), Host::Destination);
    assert_eq!((end.count(Cell::Sent), end.count(Cell::Zero)), (512, 512));
    assert_eq!(page_map(&lane, SimTime::s(6.0), Host::Source).count(Cell::Absent), 1024);
}

#[test]
fn cold_loses_its_memory_and_starts_afresh() {
    let trace = simulate(&scenario(|_| {}));
    let lane = trace.lane(Lane::Cold);
    let at = |kind| {
        lane.phases
            .iter()
            .find(|phase| phase.kind == kind)
            .expect("a cold stage")
            .start
    };
    let (off, boot) = (at(PhaseKind::Configuration), at(PhaseKind::Boot));
    let map = |time, host| page_map(lane, time, host);
    assert_eq!(map(SimTime::ZERO, Host::Source).count(Cell::Off), 0);
    assert!(map(off, Host::Source).count(Cell::Off) > 0);
    assert_eq!(map(off, Host::Destination).count(Cell::Absent), 1024);
    assert!(map(boot, Host::Destination).count(Cell::Unsent) > 0);
    assert_eq!(map(lane.end(), Host::Source).count(Cell::Absent), 1024);
    for time in times(lane) {
        for host in [Host::Source, Host::Destination] {
            let map = map(time, host);
            assert_eq!(map.count(Cell::Sent) + map.count(Cell::Dirty), 0, "no memory is sent");
        }
    }
}

#[test]
fn a_file_is_written_before_it_is_read() {
    let trace = simulate(&scenario(|settings| settings.suspend = Suspend::File));
    let lane = trace.lane(Lane::Suspended);
    let at = |kind| {
        *lane
            .phases
            .iter()
            .find(|phase| phase.kind == kind)
            .expect("a stage through a file")
    };
    let (save, restore) = (at(PhaseKind::Save), at(PhaseKind::Restore));
    let middle = |phase: migrascope::migration::Phase| phase.start + (phase.end - phase.start) * 0.5;
    let saving = page_map(lane, middle(save), Host::Source);
    // Zero pages come last and take a moment, so used memory is a little more than half way.
    let ahead = saving.count(Cell::Sent).checked_sub(saving.count(Cell::Unsent));
    assert!(ahead.is_some_and(|ahead| ahead <= saving.cells.len() / 50), "{ahead:?}");
    assert_eq!(
        page_map(lane, middle(save), Host::Destination).count(Cell::Absent),
        1024
    );
    assert_eq!(
        page_map(lane, middle(restore), Host::Destination).count(Cell::Absent),
        512
    );
    assert!(page_map(lane, middle(restore), Host::Source).count(Cell::Off) > 0);
}

#[test]
fn sequential_writes_are_a_moving_window() {
    let lane = simulate(&scenario(|settings| {
        settings.writes = vec![class(Pattern::Sequential, Bytes::gib(1.0), Rate::mib_per_s(20.0))];
    }));
    let lane = lane.lane(Lane::Live);
    let round = lane.rounds[1];
    let middle = round.start + (round.end - round.start) * 0.5;
    let map = page_map(lane, middle, Host::Source);
    let edges = map
        .cells
        .windows(2)
        .filter(|pair| (pair[0] == Cell::Dirty) != (pair[1] == Cell::Dirty))
        .count();
    assert!(edges <= 4, "a queue and a window, not {edges} edges");
}

#[test]
fn the_queue_of_a_round_is_what_the_last_one_left_dirty() {
    for scenario in [scenario(|_| {}), endless()] {
        let trace = simulate(&scenario);
        let lane = trace.lane(Lane::Live);
        for pattern in PATTERNS {
            let lane = patterned(lane, pattern);
            for round in lane.rounds.iter().take(20) {
                if lane.at(round.end).phase.is_none() {
                    continue;
                }
                let hair = SimTime::s((round.end - round.start).as_s() * 1e-7);
                let dirty = |time| -> HashSet<usize> {
                    let map = page_map(&lane, time, Host::Source);
                    (0..map.cells.len())
                        .filter(|&cell| map.cells[cell] == Cell::Dirty)
                        .collect()
                };
                let (before, after) = (dirty(round.end - hair), dirty(round.end));
                assert!(
                    before.symmetric_difference(&after).count() <= 1,
                    "round {}",
                    round.number
                );
            }
        }
    }
}

#[test]
fn a_sync_with_a_residue_moves_no_cell() {
    let mut lane = hybrid();
    let part = |part: f64| lane.memory * part;
    let (residue, dirty) = (part(0.03), part(0.125));
    lane.samples[1].zones[0].queued = residue;
    lane.samples[2].zones[0].queued = residue;
    lane.samples[3].zones[0].queued = residue + dirty;
    lane.samples[4].zones[0].queued = residue + dirty;
    let to_send = |time| -> HashSet<usize> {
        let map = page_map(&lane, time, Host::Source);
        let waits = |cell: &usize| matches!(map.cells[*cell], Cell::Dirty | Cell::Unsent);
        (0..256).filter(waits).collect()
    };
    let (before, after) = (to_send(SimTime::s(3.999_999_9)), to_send(SimTime::s(4.0)));
    assert!(before.len() >= 158 && before.symmetric_difference(&after).count() <= 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn counts_and_order(scenario in any_scenario()) {
        let trace = simulate(&scenario);
        for lane in trace.migrations() {
            let scattered = patterned(lane, Pattern::Random);
            for time in times(lane) {
                for host in [Host::Source, Host::Destination] {
                    let map = page_map(lane, time, host);
                    prop_assert_eq!(map.cells.len(), map.side * map.side);
                    prop_assert_eq!(&map, &page_map(lane, time, host));
                }
                if is_copying(lane, time) {
                    check_counts(lane, time);
                    check_counts(&scattered, time);
                }
            }
            for (index, round) in lane.rounds.iter().take(3).enumerate() {
                check_round(lane, round.start, round.end, index == 0);
                check_round(&scattered, round.start, round.end, index == 0);
            }
        }
    }
}
