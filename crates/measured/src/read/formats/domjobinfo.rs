//! `virsh domjobinfo`, while a migration goes on and `--completed`.

use super::{Draft, Format, Here, Kind, Row, labelled, take_row};
use crate::notice::Problem;
use crate::record::{Field, Status};

pub struct DomJobInfo;

const ROWS: &[Row] = &[
    ("Time elapsed", Field::Elapsed, Kind::Ms),
    ("Memory processed", Field::Sent, Kind::Size),
    ("Memory remaining", Field::Left, Kind::Size),
    ("Memory total", Field::Memory, Kind::Size),
    ("Memory bandwidth", Field::Wire, Kind::Rate),
    ("File processed", Field::DiskSent, Kind::Size),
    ("File total", Field::Disk, Kind::Size),
    ("Dirty rate", Field::Dirtied, Kind::PagesPerS),
    ("Page size", Field::PageSize, Kind::Bytes),
    ("Iteration", Field::Syncs, Kind::Count),
    ("Postcopy requests", Field::Faults, Kind::Count),
    ("Constant pages", Field::Zero, Kind::Pages),
    ("Normal data", Field::Whole, Kind::Size),
    ("Expected downtime", Field::ExpectedDowntime, Kind::Ms),
    ("Total downtime", Field::Downtime, Kind::Ms),
    ("Setup time", Field::Setup, Kind::Ms),
    ("Auto converge throttle", Field::Throttle, Kind::Percent),
];

/// Lines that another one says more exactly, or that change nothing here.
const KNOWN: &[&str] = &[
    "Operation",
    "Time elapsed w/o network",
    "Time remaining",
    "Data processed",
    "Data remaining",
    "Data total",
    "File remaining",
    "File bandwidth",
    "Memory postcopy requests",
    "Normal pages",
    "Downtime w/o network",
    "Compression cache",
    "Compressed data",
    "Compressed pages",
    "Compression cache misses",
    "Compression overflows",
];

/// Units that stand behind a figure of this output.
const UNITS: [&str; 9] = ["ms", "B", "KiB", "MiB", "GiB", "TiB", "MiB/s", "pages/s", "bytes"];

impl Format for DomJobInfo {
    fn name(&self) -> &'static str {
        "virsh domjobinfo"
    }

    fn specimen(&self) -> &'static str {
        "domjobinfo-active.txt"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        let (label, value) = labelled(here.line)?;
        if label == "Job type" {
            let status = match value.trim() {
                "Completed" => Status::Completed,
                "Failed" => Status::Failed,
                "Cancelled" => Status::Cancelled,
                "Unbounded" | "Bounded" => Status::Active,
                _ => return None,
            };
            draft.moment();
            draft.status(status);
            return Some(here.next_line());
        }
        if take_row(here, ROWS, draft) || KNOWN.contains(&label) {
            return Some(here.next_line());
        }
        if is_translated(label, value) && draft.now().all().is_empty() {
            draft.say(here.place(label), Problem::Translated(label.to_owned()));
        }
        None
    }
}

/// A label that is not English before what only this output prints: a padded figure with its unit.
fn is_translated(label: &str, value: &str) -> bool {
    let padded = value.starts_with("  ");
    let words: Vec<&str> = value.split_whitespace().collect();
    let figure = matches!(words.as_slice(), [number, unit]
        if number.starts_with(|c: char| c.is_ascii_digit()) && UNITS.contains(unit));
    padded && figure && (4..60).contains(&label.len()) && label.chars().any(char::is_alphabetic)
}
