//! What each key allows, in words, and the table of keys for the documentation.

use super::event;
use super::quantity;
use super::value::{CLASS_FORM, RAMP_FORM, TIMEOUT_FORM, print_pace, tokens};
use crate::params::{Channels, Compression, Id, Kind, Lane, Method, Param, Part, Pattern, Range, StopRule, Storage};
use crate::params::{TABLE, Theme, TimeoutAction};
use crate::scenario::{Experiment, Pace};
use crate::text::Language;

/// The version of the link language that is printed and read.
pub const VERSION: &str = "1";

/// What stands for the moment of the switch where a link says nothing.
pub(super) const METHODS_MOMENT: &str = "the method's own moment";

/// The parameter that a link calls so, in any case.
pub(super) fn find(key: &str) -> Option<&'static Param> {
    TABLE.iter().find(|param| param.key.eq_ignore_ascii_case(key))
}

/// The key that a link carries for a parameter: `writes` for its parts, too.
pub(super) fn key_of(id: Id) -> &'static str {
    let key = id.param().key;
    key.split_once('.').map_or(key, |(whole, _)| whole)
}

/// Parts of another key; they set the first write class.
pub(super) fn is_part(param: &Param) -> bool {
    param.key.contains('.')
}

/// What a key allows, as the second half of a sentence.
#[must_use]
pub fn allowed(id: Id) -> String {
    match (&id.param().kind, id) {
        (Kind::Quantity(range), Id::Used) => format!("{}, or a size up to the memory", span(range)),
        (Kind::Quantity(range), _) if range.optional => format!("{}, or none", span(range)),
        (Kind::Quantity(range), _) => span(range),
        (Kind::Flag, _) => "on or off".into(),
        (Kind::Choice, _) => words(id).join(", "),
        (Kind::Form, Id::Version) => VERSION.into(),
        (Kind::Form, Id::Writes) => {
            let patterns = tokens::<Pattern>().join(" or ");
            format!("none, or {CLASS_FORM} with commas between them, where PATTERN is {patterns}")
        }
        (Kind::Form, Id::Switch) => format!("start, pass, or a time up to {}", last_moment()),
        (Kind::Form, Id::Ramp) => format!("none, or {RAMP_FORM}"),
        (Kind::Form, Id::Timeout) => {
            let actions = tokens::<TimeoutAction>().join(", ");
            format!(
                "none, or {TIMEOUT_FORM} with a time up to {}, where ACTION is {actions}",
                last_moment()
            )
        }
        (Kind::Form, Id::At) => format!("none, or with commas between them {}", event::forms()),
        (Kind::Form, Id::Suspend) => format!("save, file, or {}", event::SUSPEND_FORM),
        (Kind::Form, Id::Lanes) => format!("{}, with commas between them", words(id).join(", ")),
        (Kind::Form, Id::Speed) => {
            let ends = [Pace::SLOWEST, Pace::FASTEST].map(|factor| print_pace(Pace::Times(factor)));
            format!("cinematic, or a number from {} to {}", ends[0], ends[1])
        }
        (Kind::Form, Id::Hide) => format!("none, or {}, with commas between them", words(id).join(", ")),
        (Kind::Form, _) => "see the description of the language".into(),
    }
}

fn last_moment() -> String {
    let clock = Id::Moment.range();
    quantity::print(clock.unit, clock.max)
}

pub(super) fn span(range: &Range) -> String {
    let [min, max] = [range.min, range.max].map(|end| quantity::print(range.unit, end));
    format!("{min} to {max}")
}

/// The words of a key; none where it has no list of words.
pub(super) fn words(id: Id) -> Vec<&'static str> {
    match id {
        Id::Storage => tokens::<Storage>(),
        Id::Channels => tokens::<Channels>(),
        Id::Compress => tokens::<Compression>(),
        Id::Live => tokens::<Method>(),
        Id::Stop => tokens::<StopRule>(),
        Id::Theme => tokens::<Theme>(),
        Id::Language => tokens::<Language>(),
        Id::Lanes => tokens::<Lane>(),
        Id::Hide => tokens::<Part>(),
        _ => Vec::new(),
    }
}

/// The keys as a Markdown table: key, meaning, values, default.
#[must_use]
pub fn markdown_table() -> String {
    let usual = Experiment::default();
    let mut table = String::from("| key | meaning | values | default |\n| --- | --- | --- | --- |\n");
    for param in TABLE {
        let default = match (param.id, param.range()) {
            (Id::Version, _) => VERSION.into(),
            (Id::Switch, _) => METHODS_MOMENT.into(),
            (_, Some(range)) if is_part(param) => range
                .default
                .map_or_else(String::new, |default| quantity::print(range.unit, default)),
            (id, _) => super::write::value(&usual, id).unwrap_or_default(),
        };
        let default = if default.contains(' ') {
            default
        } else {
            format!("`{default}`")
        };
        table.push_str(&format!(
            "| `{}` | **{}.** {} | {} | {default} |\n",
            param.key,
            param.label.english(),
            param.help.english(),
            allowed(param.id),
        ));
    }
    table
}

/// The key that an unknown one was probably meant to be: one with nearly the
/// same letters, or the one with this label on the page.
pub(super) fn nearest(key: &str) -> Option<&'static str> {
    const LONGEST: usize = 24;
    if key.chars().count() > LONGEST {
        return None;
    }
    let key = key.to_ascii_lowercase();
    let labelled = TABLE
        .iter()
        .find(|param| param.label.english().to_ascii_lowercase() == key.replace(['-', '_'], " "));
    if let Some(param) = labelled {
        return Some(param.key);
    }
    TABLE
        .iter()
        .filter(|param| !is_part(param) && param.key.len() > 1)
        .map(|param| (edits(&key, param.key), param.key))
        .filter(|(edits, known)| *edits <= 2 && *edits * 2 < known.len() && *edits < key.chars().count())
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, known)| known)
}

/// How many letters have to be put in, taken out, exchanged, or swapped with
/// their neighbour to make one word of the other.
fn edits(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let differs = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + differs);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}
