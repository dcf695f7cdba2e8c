//! Lists of words, with commas between them.

use super::value::{NONE, Remark, ValueError, is_none, parse_choice, tokens};
use super::{Choice, Lane, Param, Part, Value};
use crate::units::written::Echo;
use text::{Language, say};

/// At least one lane, in the order of display.
impl Value for Vec<Lane> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        parse_list(text, remarks)
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(print_list(self.iter().map(|lane| lane.token())))
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(
            language,
            "{0}, with commas between them",
            tokens(Lane::WORDS).join(", ")
        )
    }
}

/// Parts of the page, or `none`.
impl Value for Vec<Part> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        if is_none(text) {
            return Ok(Self::new());
        }
        parse_list(text, remarks)
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(print_list(self.iter().map(|part| part.token())))
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(
            language,
            "{0}, or {1}, with commas between them",
            NONE,
            tokens(Part::WORDS).join(", ")
        )
    }
}

/// A list of words, each once; at least one.
///
/// # Errors
/// None of its words is known; of some, remarks tell.
fn parse_list<C: Choice>(text: &str, remarks: &mut Vec<Remark>) -> Result<Vec<C>, ValueError> {
    let mut list: Vec<C> = Vec::new();
    let mut errors = Vec::new();
    for entry in text.split(',').filter(|entry| !entry.trim().is_empty()) {
        match parse_choice::<C>(entry) {
            Ok(choice) if list.contains(&choice) => remarks.push(Remark::Doubled(Echo::new(entry))),
            Ok(choice) => list.push(choice),
            Err(error) => errors.push(error),
        }
    }
    if list.is_empty() {
        return Err(errors.into_iter().next().unwrap_or(ValueError::Empty));
    }
    remarks.extend(errors.into_iter().map(Remark::LeftOut));
    Ok(list)
}

/// Entries with commas between them, or `none`.
pub(crate) fn print_list<S: AsRef<str>>(entries: impl Iterator<Item = S>) -> String {
    let mut list = String::new();
    for entry in entries {
        if !list.is_empty() {
            list.push(',');
        }
        list.push_str(entry.as_ref());
    }
    if list.is_empty() { NONE.into() } else { list }
}
