//! Lists of entries with commas between them, each read by itself: one that cannot be read does not spoil the others.

use crate::params::{Remark, ValueError, is_none, print_list};

/// How an entry of a list is written.
pub(super) trait Entry: Sized {
    fn read(text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError>;
    fn print(&self) -> String;
}

/// More entries than this are left out.
pub const MAX_ENTRIES: usize = 64;

pub(super) fn read<E: Entry>(text: &str, separator: char, remarks: &mut Vec<Remark>) -> Result<Vec<E>, ValueError> {
    let (mut list, mut errors) = (Vec::new(), Vec::new());
    if is_none(text) {
        return Ok(list);
    }
    for entry in text.split(separator).map(str::trim).filter(|entry| !entry.is_empty()) {
        match E::read(entry, remarks) {
            Ok(value) => list.push(value),
            Err(error) => errors.push(error),
        }
    }
    if list.is_empty() {
        return Err(errors.into_iter().next().unwrap_or(ValueError::Empty));
    }
    remarks.extend(errors.into_iter().map(Remark::LeftOut));
    Ok(list)
}

pub(super) fn print<E: Entry>(list: &[E]) -> String {
    print_list(list.iter().map(Entry::print))
}
