//! Every figure is a number, and none is negative.

use migrascope::link;
use migrascope::migration::Observation;
use migrascope::params::{Choice, Lane};
use migrascope::trace::{LaneTrace, simulate_lane};
use migrascope::view::export::table::{Cell, columns, figures, row, splits};

use super::{any_usual, events, run, scan, valid, with_events};
use crate::laws_cases::any_scenario;

/// The figures and the course of a lane, as they are exported.
fn odd(lane: &LaneTrace) -> Vec<String> {
    let mut numbers: Vec<(String, f64)> = Vec::new();
    let mut add = |name: &str, cell: &Cell| match cell {
        Cell::Number(number) => numbers.push((name.to_owned(), *number)),
        Cell::Count(_) | Cell::Word(_) | Cell::Nothing => {}
    };
    for (name, cell) in figures(lane.lane, &lane.metrics) {
        add(name, &cell);
    }
    let names = columns(lane.zones.len());
    for sample in &lane.samples {
        for (name, cell) in names.iter().zip(row(lane, sample)) {
            add(name, &cell);
        }
    }
    for (_, parts) in splits(&lane.metrics) {
        numbers.extend(parts.into_iter().map(|(name, number)| (name.to_owned(), number)));
    }
    numbers.retain(|(_, number)| !number.is_finite() || *number < 0.0);
    numbers
        .into_iter()
        .map(|(name, number)| format!("{name}: {number}"))
        .collect()
}

fn odd_figures(text: &str) -> Vec<String> {
    let scenario = link::parse(text).0.scenario;
    Lane::ALL
        .iter()
        .flat_map(|&lane| odd(&simulate_lane(&scenario, lane, Observation::Auto)))
        .map(|odd| format!("#{text}\n  {odd}"))
        .collect()
}

#[test]
fn every_figure_is_a_number_that_is_not_negative() {
    let mut found = scan(150, any_scenario(), |scenario| {
        odd_figures(&link::print_scenario(&scenario))
    });
    found.extend(scan(250, (any_usual(), events()), |(settings, events)| {
        let scenario = valid(settings);
        let total = run(&scenario, Lane::Live).total;
        odd_figures(&with_events(&link::print_scenario(&scenario), &events, total))
    }));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
