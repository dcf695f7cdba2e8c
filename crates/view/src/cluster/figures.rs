//! The figures of a cluster as a table. Names end in their unit.

use engine::cluster::{DrainFigures, End, Record};
use engine::params::Lane;
use engine::units::SimTime;

use super::host;
use crate::export::table::{Cell, Field};

/// All figures of a run.
#[must_use]
pub fn fields(record: &Record) -> Vec<Field> {
    use Cell::{Count, Number, Word};
    let figures = &record.figures;
    let time = |time: SimTime| Number(time.as_s());
    let yes = |yes: bool| Word(if yes { "yes" } else { "no" }.into());
    let count = |number: u32| Count(number.into());
    let moved = |kind: Lane| {
        let ended = record
            .moves
            .iter()
            .filter(|one| one.kind == kind && one.outcome == End::Moved);
        Count(ended.count() as u64)
    };
    vec![
        ("drain_s", figures.drained().map_or(Cell::Nothing, time)),
        ("moved", count(figures.moved)),
        ("moved_live", moved(Lane::Live)),
        ("moved_suspended", moved(Lane::Suspended)),
        ("moved_cold", moved(Lane::Cold)),
        ("failed", count(figures.failed)),
        ("lost", count(figures.lost)),
        ("restarted", count(figures.restarted)),
        ("down_at_end", count(figures.down_at_end)),
        ("unfinished", count(figures.unfinished)),
        ("waiting", count(figures.waiting)),
        ("left_behind", count(figures.left_behind())),
        ("down_vm_s", time(figures.down)),
        ("worst_down_s", time(figures.worst_down)),
        ("outage_vm_s", time(figures.outage)),
        ("fault_blocked_s", time(figures.blocked)),
        ("starved_vm_s", time(figures.starved)),
        ("worst_starved_s", time(figures.worst_starved)),
        ("bytes_sent", Number(figures.sent.as_f64())),
        ("resent_share", Number(figures.resent_share())),
        ("mean_wait_s", time(figures.mean_wait)),
        ("worst_wait_s", time(figures.worst_wait)),
        ("most_at_once", count(figures.most_at_once)),
        ("imbalance_before", Number(figures.imbalance_before)),
        ("imbalance_after", Number(figures.imbalance_after)),
        ("looks", count(figures.looks)),
        ("decisions", count(figures.decisions)),
        ("ping_pongs", count(figures.ping_pongs)),
        ("host_hours_on", Number(figures.host_time.as_s() / 3600.0)),
        ("energy_kwh", Number(figures.energy.kwh())),
        ("switching_kwh", Number(figures.switching.kwh())),
        ("moving_kwh", Number(figures.moving.kwh())),
        ("otf_share", Number(figures.otf.as_f64())),
        ("pdm_share", Number(figures.pdm.as_f64())),
        ("slav_share", Number(figures.slav().as_f64())),
        ("esv", Number(figures.esv())),
        ("spare_before", yes(figures.spare_before)),
        ("spare_after", yes(figures.spare_after)),
        ("last_s", time(record.last)),
        ("until_s", time(record.until)),
    ]
}

/// One drain.
#[must_use]
pub fn drain(drain: &DrainFigures) -> Vec<Field> {
    let time = |time: SimTime| Cell::Number(time.as_s());
    let met = drain
        .deadline
        .map(|deadline| drain.empty.is_some_and(|empty| empty <= deadline));
    let early = drain.deadline.zip(drain.empty);
    let early = early.filter(|(deadline, empty)| empty <= deadline);
    vec![
        ("host", Cell::Word(host(drain.host).into())),
        ("asked_s", time(drain.asked)),
        ("empty_s", drain.empty.map_or(Cell::Nothing, time)),
        (
            "took_s",
            drain.empty.map_or(Cell::Nothing, |empty| time(empty - drain.asked)),
        ),
        ("deadline_s", drain.deadline.map_or(Cell::Nothing, time)),
        (
            "deadline_met",
            met.map_or(Cell::Nothing, |met| Cell::Word(if met { "yes" } else { "no" }.into())),
        ),
        (
            "early_s",
            early.map_or(Cell::Nothing, |(deadline, empty)| time(deadline - empty)),
        ),
        ("had", Cell::Count(drain.had.into())),
        ("left_behind", Cell::Count(drain.left_behind.into())),
    ]
}
