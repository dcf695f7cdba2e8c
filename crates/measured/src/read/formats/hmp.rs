//! `info migrate` of QEMU's monitor, in its layouts from 2.x to today.

use super::{Draft, Format, Here, Kind, Row, labelled, qmp, take_marked, take_row};
use crate::record::{Field, Status};

pub struct Hmp;

const ROWS: &[Row] = &[
    ("total time", Field::Elapsed, Kind::Ms),
    ("expected downtime", Field::ExpectedDowntime, Kind::Ms),
    ("downtime", Field::Downtime, Kind::Ms),
    ("setup", Field::Setup, Kind::Ms),
    ("transferred ram", Field::Sent, Kind::Kib),
    ("throughput", Field::Wire, Kind::Mbps),
    ("remaining ram", Field::Left, Kind::Kib),
    ("total ram", Field::Memory, Kind::Kib),
    ("duplicate", Field::Zero, Kind::Pages),
    ("normal bytes", Field::Whole, Kind::Kib),
    ("dirty sync count", Field::Syncs, Kind::Count),
    ("page size", Field::PageSize, Kind::Kib),
    ("dirty pages rate", Field::Dirtied, Kind::PagesPerS),
    ("downtime ram", Field::SentStopped, Kind::Kib),
    ("postcopy ram", Field::SentPostcopy, Kind::Kib),
    ("postcopy request count", Field::Faults, Kind::Count),
    ("vfio device transferred", Field::DeviceState, Kind::Kib),
    ("xbzrle cache miss rate", Field::CacheMiss, Kind::Part),
    ("cpu throttle percentage", Field::Throttle, Kind::Percent),
];

/// Lines of the same output that say nothing for a migration, or something that another line says too.
const KNOWN: &[&str] = &[
    "globals",
    "store-global-state",
    "only-migratable",
    "send-configuration",
    "send-section-footer",
    "decompress-error-check",
    "clear-bitmap-shift",
    "skipped",
    "normal",
    "multifd bytes",
    "cache size",
    "xbzrle transferred",
    "xbzrle pages",
    "xbzrle cache miss",
    "xbzrle overflow",
    "xbzrle encoding rate",
    "pages-per-second",
    "precopy ram",
    "RAM info",
];

/// The compact layout of 10.1 and later: several figures a line, sizes in KiB.
const COMPACT: &[(&str, &[Row])] = &[
    (
        "Time (ms)",
        &[
            ("total=", Field::Elapsed, Kind::Ms),
            ("setup=", Field::Setup, Kind::Ms),
            ("exp_down=", Field::ExpectedDowntime, Kind::Ms),
            (" down=", Field::Downtime, Kind::Ms),
        ],
    ),
    ("Throughput (Mbps)", &[(":", Field::Wire, Kind::Mbps)]),
    (
        "Sizes",
        &[
            ("pagesize=", Field::PageSize, Kind::Kib),
            (" total=", Field::Memory, Kind::Kib),
        ],
    ),
    (
        "transferred=",
        &[
            ("transferred=", Field::Sent, Kind::Kib),
            ("remain=", Field::Left, Kind::Kib),
        ],
    ),
    ("precopy=", &[("postcopy=", Field::SentPostcopy, Kind::Kib)]),
    ("Pages", &[("zero=", Field::Zero, Kind::Pages)]),
    (
        "Others",
        &[
            ("dirty_syncs=", Field::Syncs, Kind::Count),
            ("dirty_pages_rate=", Field::Dirtied, Kind::PagesPerS),
            ("postcopy_req=", Field::Faults, Kind::Count),
        ],
    ),
];

/// How it stands, in front of a reason: `failed (Unable to write to socket)`.
fn status(value: &str) -> Option<Status> {
    qmp::status(value.split_once('(').map_or(value, |(word, _)| word))
}

impl Format for Hmp {
    fn name(&self) -> &'static str {
        "HMP info migrate"
    }

    fn specimen(&self) -> &'static str {
        "hmp-2x-xbzrle-active.txt"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        let line = here.line.trim();
        let (label, value) = labelled(here.line).unwrap_or((line, ""));
        let is_status = matches!(label, "Migration status" | "Status");
        if let Some(status) = Some(value).filter(|_| is_status).and_then(status) {
            draft.moment();
            draft.status(status);
            return Some(here.next_line());
        }
        if label == "capabilities" {
            super::qemu_settings::take_flags(value, draft);
            return Some(here.next_line());
        }
        if line.starts_with("(qemu) info migrate") && !line.contains('_') {
            draft.moment();
            return Some(here.next_line());
        }
        let is_taken = take_row(here, ROWS, draft)
            || KNOWN.contains(&label)
            || COMPACT.iter().any(|(start, marks)| {
                line.starts_with(start) && line.contains(['=', '(']) && take_marked(here.line, marks, draft) > 0
            });
        is_taken.then(|| here.next_line())
    }
}
