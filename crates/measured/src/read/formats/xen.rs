//! Xen's old `xc_save`, as xend logged it.

use super::{Draft, Format, Here, Kind};
use crate::record::{Field, Status, Tool};
use engine::units::{Bytes, Quantity, SimTime};

pub struct Xen;

impl Format for Xen {
    fn name(&self) -> &'static str {
        "Xen xc_save"
    }

    fn tool(&self) -> Tool {
        Tool::Xen
    }

    fn specimen(&self) -> &'static str {
        "xend-xc_save.txt"
    }

    fn take(&self, here: &Here<'_>, draft: &mut Draft<'_>) -> Option<usize> {
        if here.line.contains("Saving memory pages: iter") {
            return Some(here.next_line());
        }
        let (before, part) = here.line.split_once(": sent ")?;
        let number = before.split_whitespace().last()?;
        let is_pass = part.contains(", skipped ") && number.parse::<u32>().is_ok();
        is_pass.then(|| take_pass(here, number, part, draft))?;
        Some(here.next_line())
    }
}

/// A pass: what it sent, how long it took, and how many pages were found written at its end.
fn take_pass(here: &Here<'_>, number: &str, part: &str, draft: &mut Draft<'_>) {
    let behind = |mark: &str| part.find(mark).map(|at| &part[at + mark.len()..]);
    let sent = value::<Bytes>(Kind::Pages, part);
    let time = behind("delta ").and_then(|part| value::<SimTime>(Kind::Ms, part));
    let (sent_before, time_before) = (draft.last::<Bytes>(Field::Sent), draft.last::<SimTime>(Field::Elapsed));
    draft.moment();
    let is_last = part.contains("Start last iteration");
    draft.status(if is_last { Status::Device } else { Status::Active });
    if let Some((sent, written)) = sent {
        let all = sent_before.unwrap_or_default() + sent;
        draft.figure(Field::Sent, Ok(all.into()), here.place(written));
    }
    if let Some((time, written)) = time {
        let elapsed = time_before.unwrap_or_default() + time;
        draft.figure(Field::Elapsed, Ok(elapsed.into()), here.place(written));
    }
    // The sync that ends a pass is one more than its number.
    if let Ok(pass) = number.parse::<u32>() {
        let syncs = Kind::Count.of(f64::from(pass) + if is_last { 0.0 } else { 1.0 });
        draft.figure(Field::Syncs, syncs, here.place(number));
    }
    let dirty = behind("dirtied ")
        .and_then(|part| part.split_once("Mb/s "))
        .map(|(_, pages)| pages);
    if let Some(pages) = dirty {
        draft.take(Field::Left, Kind::Pages, pages);
    }
}

/// A figure at the beginning of a part of the line, and what of it that is.
fn value<Q: TryFrom<Quantity>>(kind: Kind, part: &str) -> Option<(Q, &str)> {
    let (value, written) = kind.take(part)?;
    Some((Q::try_from(value.ok()?).ok()?, written))
}
