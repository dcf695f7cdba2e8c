//! KubeVirt: the log of virt-launcher, and `migrationState` of a VM instance.

use super::{Draft, Format, Here, Kind, Row, labelled, take_marked};
use crate::notice::Problem;
use crate::record::{Field, Status, Tool};
use engine::units::{Quantity, Rate};

pub struct KubeVirt;

const LOG: &[Row] = &[
    ("TimeElapsed:", Field::Elapsed, Kind::Ms),
    ("MemoryProcessed:", Field::Sent, Kind::Mib),
    ("MemoryRemaining:", Field::Left, Kind::Mib),
    ("MemoryTotal:", Field::Memory, Kind::Mib),
    ("Iteration:", Field::Syncs, Kind::Count),
    ("PostcopyRequests:", Field::Faults, Kind::Count),
    ("ConstantPages:", Field::Zero, Kind::Pages),
    ("NormalData:", Field::Whole, Kind::Mib),
    (" ExpectedDowntime:", Field::ExpectedDowntime, Kind::Ms),
    (" Downtime:", Field::Downtime, Kind::Ms),
];

/// Bandwidths of the log: before 2024 a 64th of the true ones.
const RATES: [(&str, Field); 2] = [("MemoryBandwidth:", Field::Wire), ("DirtyRate:", Field::Dirtied)];

/// How much too small a bandwidth was: bytes were divided by 8 instead of multiplied.
const TOO_SMALL: f64 = 64.0;

const STATE: &[Row] = &[
    ("completionTimeoutPerGiB", Field::GiveUpPerGib, Kind::S),
    ("allowAutoConverge", Field::AutoConverge, Kind::Flag),
    ("allowPostCopy", Field::PostcopyAllowed, Kind::Flag),
];

const KNOWN: &[&str] = &[
    "migrationState",
    "sourceNode",
    "targetNode",
    "migrationUid",
    "migrationConfiguration",
    "bandwidthPerMigration",
    "progressTimeout",
    "parallelMigrationsPerCluster",
    "parallelOutboundMigrationsPerNode",
    "unsafeMigrationOverride",
];

impl Format for KubeVirt {
    fn name(&self) -> &'static str {
        "KubeVirt"
    }

    fn tool(&self) -> Tool {
        Tool::KubeVirt
    }

    fn specimen(&self) -> &'static str {
        "kubevirt-launcher.log"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        let is_taken = take_log(here, draft) || take_state(here, draft);
        is_taken.then(|| here.next_line())
    }
}

fn take_log(here: &Here<'_>, draft: &mut Draft<'_>) -> bool {
    if !here.line.contains("Migration info for ") || !here.line.contains("TimeElapsed:") {
        return false;
    }
    draft.moment();
    take_marked(here.line, LOG, draft);
    let is_over = here.line.contains(" Downtime:");
    draft.status(if is_over { Status::Completed } else { Status::Active });
    let true_rate = draft
        .now()
        .size(Field::Sent)
        .zip(draft.now().time(Field::Elapsed))
        .map(|(sent, time)| sent / time);
    let mut factor = 1.0;
    for (mark, field) in RATES {
        let Some((Ok(Quantity::Rate(rate)), part)) = here.after(mark).and_then(|part| Kind::Mbps.take(part)) else {
            continue;
        };
        if let (Field::Wire, Some(true_rate)) = (field, true_rate)
            && is_a_64th(rate, true_rate)
        {
            factor = TOO_SMALL;
            draft.say(here.place(part), Problem::Sixtyfourth);
        }
        draft.figure(field, Ok((rate * factor).into()), here.place(part));
    }
    true
}

/// Whether a printed bandwidth is far below what was sent by time, by about the factor of the mistake.
fn is_a_64th(printed: Rate, sent_by_time: Rate) -> bool {
    let times = sent_by_time.as_f64() / printed.as_f64();
    (TOO_SMALL / 4.0..TOO_SMALL * 4.0).contains(&times)
}

fn take_state(here: &Here<'_>, draft: &mut Draft<'_>) -> bool {
    let Some((label, value)) = labelled(here.line) else {
        return false;
    };
    match label {
        "startTimestamp" => draft.starts(),
        "endTimestamp" => {
            draft.moment();
            if let Some(end) = draft.stamp {
                draft.place_in_time(end);
            }
        }
        "completed" if value.trim() == "true" => draft.status(Status::Completed),
        "failed" if value.trim() == "true" => draft.status(Status::Failed),
        "abortStatus" => draft.status(Status::Cancelled),
        "mode" if matches!(value.trim(), "PreCopy" | "PostCopy") => {}
        "completed" | "failed" if matches!(value.trim(), "true" | "false") => {}
        _ => {
            let row = STATE.iter().find(|(name, ..)| *name == label);
            let is_setting = row.is_some_and(|&(_, field, kind)| draft.take_setting(field, kind, value));
            return is_setting || KNOWN.contains(&label);
        }
    }
    true
}
