//! What QEMU answers to `query-migrate`, and the events that it sends.

use super::{Draft, Format, Here, Kind, Row};
use crate::notice::Problem;
use crate::read::loose::{self, Node};
use crate::record::{Field, Status};
use engine::units::{PAGE_BYTES, SimTime};

pub struct Qmp;

const TOP: &[Row] = &[
    ("total-time", Field::Elapsed, Kind::Ms),
    ("setup-time", Field::Setup, Kind::Ms),
    ("downtime", Field::Downtime, Kind::Ms),
    ("expected-downtime", Field::ExpectedDowntime, Kind::Ms),
    ("cpu-throttle-percentage", Field::Throttle, Kind::Percent),
];

const RAM: &[Row] = &[
    ("total", Field::Memory, Kind::Bytes),
    ("transferred", Field::Sent, Kind::Bytes),
    ("remaining", Field::Left, Kind::Bytes),
    ("dirty-sync-count", Field::Syncs, Kind::Count),
    ("duplicate", Field::Zero, Kind::Pages),
    ("normal-bytes", Field::Whole, Kind::Bytes),
    ("dirty-pages-rate", Field::Dirtied, Kind::PagesPerS),
    ("mbps", Field::Wire, Kind::Mbps),
    ("downtime-bytes", Field::SentStopped, Kind::Bytes),
    ("postcopy-bytes", Field::SentPostcopy, Kind::Bytes),
    ("postcopy-requests", Field::Faults, Kind::Count),
    ("page-size", Field::PageSize, Kind::Bytes),
];

const DISK: &[Row] = &[
    ("total", Field::Disk, Kind::Bytes),
    ("transferred", Field::DiskSent, Kind::Bytes),
];

/// So much may be looked at in vain beside the length of the text, in bytes.
const IN_VAIN: usize = 1 << 20;

impl Format for Qmp {
    fn name(&self) -> &'static str {
        "QMP query-migrate"
    }

    fn specimen(&self) -> &'static str {
        "qmp-7x-completed.json"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        let brace = here.line.find('{')?;
        let (node, end) = value(here, brace, draft)?;
        let offset = here.at + brace;
        let inner = node.get("return").unwrap_or(&node);
        take_event(&node, offset, draft)
            .or_else(|| take_state(inner, offset, draft))
            .or_else(|| take_sample(inner, offset, draft))?;
        Some(end)
    }
}

/// The JSON that begins in a line, and where in the text the rest begins.
pub(super) fn value(here: &Here<'_>, brace: usize, draft: &mut Draft<'_>) -> Option<(Node, usize)> {
    let rest = &here.rest()[brace..];
    // A text full of braces that open nothing would be looked through from each of them to its end.
    if draft.in_vain > here.text.len() + IN_VAIN {
        return None;
    }
    let (node, length, is_cut) = match loose::read(rest) {
        Ok(read) => read,
        Err(looked_at) => {
            draft.in_vain += looked_at;
            return None;
        }
    };
    let offset = here.at + brace;
    if is_cut {
        draft.say(offset..offset + length, Problem::CutOff);
    }
    Some((node, offset + length))
}

/// The words for how a migration stands; of each the usual one first.
const STATUSES: [(&str, Status); 17] = [
    ("setup", Status::Setup),
    ("none", Status::Setup),
    ("wait-unplug", Status::Setup),
    ("active", Status::Active),
    ("colo", Status::Active),
    ("device", Status::Device),
    ("pre-switchover", Status::Device),
    ("postcopy-active", Status::Postcopy),
    ("postcopy-device", Status::Postcopy),
    ("postcopy-paused", Status::Postcopy),
    ("postcopy-recover", Status::Postcopy),
    ("postcopy-recover-setup", Status::Postcopy),
    ("completed", Status::Completed),
    ("cancelled", Status::Cancelled),
    ("cancelling", Status::Cancelled),
    ("failed", Status::Failed),
    ("failing", Status::Failed),
];

/// How a migration stands, by its word.
pub(super) fn status(word: &str) -> Option<Status> {
    let known = STATUSES.iter().find(|(known, _)| *known == word.trim());
    known.map(|(_, status)| *status)
}

/// The usual word for how a migration stands.
pub(crate) fn word(status: Status) -> Option<&'static str> {
    let known = STATUSES.iter().find(|(_, known)| *known == status);
    known.map(|(word, _)| *word)
}

/// The state of a migration: one moment.
pub(super) fn take_state(state: &Node, offset: usize, draft: &mut Draft<'_>) -> Option<()> {
    let status = status(state.get("status")?.text()?)?;
    let ram = state.get("ram");
    if ram.is_none() && state.get("total-time").is_none() && state.members().len() > 3 {
        return None;
    }
    draft.moment();
    draft.status(status);
    // A monitor that is asked before the first page has nothing to tell.
    if let Some(ram) = ram {
        let page = ram.get("page-size").and_then(Node::number).unwrap_or(PAGE_BYTES);
        take_members(ram, RAM, page, offset, draft);
    }
    take_members(state, TOP, PAGE_BYTES, offset, draft);
    if let Some(disk) = state.get("disk") {
        take_members(disk, DISK, PAGE_BYTES, offset, draft);
    }
    if let Some(vfio) = state.get("vfio") {
        let row = ("transferred", Field::DeviceState, Kind::Bytes);
        take_members(vfio, &[row], PAGE_BYTES, offset, draft);
    }
    if let Some(cache) = state.get("xbzrle-cache") {
        let row = ("cache-miss-rate", Field::CacheMiss, Kind::Part);
        take_members(cache, &[row], PAGE_BYTES, offset, draft);
    }
    Some(())
}

pub(super) fn take_members(node: &Node, rows: &[Row], page: f64, offset: usize, draft: &mut Draft<'_>) {
    for &(key, field, kind) in rows {
        let Some((number, member)) = node.get(key).and_then(|member| Some((member.number()?, member))) else {
            continue;
        };
        let pages = matches!(kind, Kind::Pages | Kind::PagesPerS);
        let number = if pages { number * page / PAGE_BYTES } else { number };
        let place = member.place.start + offset..member.place.end + offset;
        draft.figure(field, kind.of(number), place);
    }
}

/// What `query-dirty-rate` answers: MiB a second, by pages that were sampled for so many seconds. It holds for the whole migration.
fn take_sample(node: &Node, offset: usize, draft: &mut Draft<'_>) -> Option<()> {
    const MIB: f64 = 1_048_576.0;
    let [rate, time] = [node.get("dirty-rate")?, node.get("calc-time")?];
    if node.get("status")?.text()? != "measured" {
        return None;
    }
    let place = |node: &Node| node.place.start + offset..node.place.end + offset;
    draft.set(Field::Sampled, Kind::BytesPerS.of(rate.number()? * MIB), place(rate));
    draft.set(Field::SampledFor, Kind::S.of(time.number()?), place(time));
    Some(())
}

/// An event of QEMU's monitor.
fn take_event(node: &Node, offset: usize, draft: &mut Draft<'_>) -> Option<()> {
    let event = node.get("event")?.text()?;
    let time = node.get("timestamp")?;
    let seconds = time.get("seconds")?.number()? + time.get("microseconds")?.number()? / 1e6;
    draft.stamp = Some(SimTime::s(seconds));
    let data = node.get("data");
    let place = node.place.start + offset..node.place.end + offset;
    match event {
        "MIGRATION" => {
            let status = status(data?.get("status")?.text()?)?;
            if status == Status::Setup {
                draft.starts();
            }
            draft.moment();
            draft.status(status);
        }
        "MIGRATION_PASS" => {
            let pass = data?.get("pass")?;
            draft.moment();
            draft.status(Status::Active);
            draft.figure(Field::Syncs, Kind::Count.of(pass.number()?), place);
        }
        "STOP" => draft.stopped = draft.stamp,
        // The destination's, or the source's after a failure.
        "RESUME" => {
            if let (Some(stopped), Some(now)) = (draft.stopped.take(), draft.stamp) {
                draft.figure(Field::Downtime, Ok((now - stopped).into()), place);
            }
        }
        _ => return None,
    }
    Some(())
}
