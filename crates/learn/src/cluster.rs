//! The figures of a cluster that a lesson can name: those of the command line, without the unit in their name.

use crate::expression::Value;
use engine::cluster::Record;
use engine::migration::Status;
use engine::params::Unit;
use view::cluster::figures::fields;
use view::export::Word as _;
use view::export::table::Cell;

/// How everything that was ordered ended.
const STATUS: &str = "status";

/// The names, each with the column that it is and the unit of that.
const FIGURES: &[(&str, &str, Option<Unit>)] = &[
    ("drain", "drain_s", Some(Unit::Time)),
    ("moved", "moved", None),
    ("moved_live", "moved_live", None),
    ("moved_suspended", "moved_suspended", None),
    ("moved_cold", "moved_cold", None),
    ("failed", "failed", None),
    ("lost", "lost", None),
    ("restarted", "restarted", None),
    ("down_at_end", "down_at_end", None),
    ("unfinished", "unfinished", None),
    ("waiting", "waiting", None),
    ("left_behind", "left_behind", None),
    ("down", "down_vm_s", Some(Unit::Time)),
    ("worst_down", "worst_down_s", Some(Unit::Time)),
    ("outage", "outage_vm_s", Some(Unit::Time)),
    ("blocked", "fault_blocked_s", Some(Unit::Time)),
    ("starved", "starved_vm_s", Some(Unit::Time)),
    ("worst_starved", "worst_starved_s", Some(Unit::Time)),
    ("sent", "bytes_sent", Some(Unit::Size)),
    ("resent", "resent_share", Some(Unit::Share)),
    ("wait", "mean_wait_s", Some(Unit::Time)),
    ("worst_wait", "worst_wait_s", Some(Unit::Time)),
    ("most_at_once", "most_at_once", None),
    ("imbalance_before", "imbalance_before", None),
    ("imbalance_after", "imbalance_after", None),
    ("looks", "looks", None),
    ("decisions", "decisions", None),
    ("ping_pongs", "ping_pongs", None),
    ("host_hours", "host_hours_on", None),
    ("energy_kwh", "energy_kwh", None),
    ("switching_kwh", "switching_kwh", None),
    ("moving_kwh", "moving_kwh", None),
    ("otf", "otf_share", Some(Unit::Share)),
    ("pdm", "pdm_share", Some(Unit::Share)),
    ("slav", "slav_share", Some(Unit::Share)),
    ("esv", "esv", None),
    ("spare_before", "spare_before", None),
    ("spare_after", "spare_after", None),
    ("last", "last_s", Some(Unit::Time)),
    ("until", "until_s", Some(Unit::Time)),
];

/// A figure of a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure(&'static str);

/// The names of all figures.
pub fn names() -> impl Iterator<Item = &'static str> {
    [STATUS].into_iter().chain(FIGURES.iter().map(|(name, ..)| *name))
}

impl Figure {
    /// The figure of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        names().find(|known| *known == name).map(Self)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// What it is in a run; `None` where that has none, such as the time of a drain that never ends.
    #[must_use]
    pub fn of(self, record: &Record) -> Option<Value> {
        if self.0 == STATUS {
            return Some(Value::Word(status(record).word().to_owned()));
        }
        let (_, column, unit) = FIGURES.iter().find(|(name, ..)| *name == self.0)?;
        let (_, cell) = fields(record).into_iter().find(|(name, _)| name == column)?;
        Some(match (cell, unit) {
            (Cell::Number(number), Some(unit)) => Value::Quantity(unit.of(number)),
            (Cell::Number(number), None) => Value::Number(number),
            (Cell::Count(count), _) => Value::Number(count as f64),
            (Cell::Word(word), _) => Value::Word(word.into_owned()),
            (Cell::Nothing, _) => return None,
        })
    }
}

/// Completed once nothing moves or waits any more and what was to be emptied is empty.
fn status(record: &Record) -> Status {
    let figures = &record.figures;
    let emptied = figures.drains.is_empty() || figures.drained().is_some();
    if emptied && figures.unfinished == 0 && figures.waiting == 0 {
        Status::Completed
    } else {
        Status::Running
    }
}
