//! What each key allows, in words, and the table of keys for the documentation.

use super::event;
use super::quantity;
use super::value::{CLASS_FORM, RAMP_FORM, TIMEOUT_FORM, print_pace, tokens};
use crate::params::{Channels, Compression, Id, Kind, Lane, Method, Param, Part, Pattern, Range, StopRule, Storage};
use crate::params::{TABLE, Theme, TimeoutAction};
use crate::scenario::{Experiment, Pace};
use crate::text::{Language, Text};
use crate::{say, text, word};

/// The version of the link language that is printed and read.
pub const VERSION: &str = "1";

/// What stands for the moment of the switch where a link says nothing.
pub(super) const METHODS_MOMENT: Text = text!("the method's own moment");

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
pub fn allowed(language: Language, id: Id) -> String {
    let listed = || words(id).join(", ");
    match (&id.param().kind, id) {
        (Kind::Quantity(range), Id::Used) => say!(language, "{0}, or a size up to the memory", span(language, range)),
        (Kind::Quantity(range), _) if range.optional => {
            say!(language, "{0}, or none", span(language, range))
        }
        (Kind::Quantity(range), _) => span(language, range),
        (Kind::Flag, _) => word!(language, "on or off").into(),
        (Kind::Choice, _) => listed(),
        (Kind::Form, Id::Version) => VERSION.into(),
        (Kind::Form, Id::Writes) => say!(
            language,
            "none, or {0} with commas between them, where PATTERN is {1}",
            CLASS_FORM.get(language),
            tokens::<Pattern>().join(word!(language, " or "))
        ),
        (Kind::Form, Id::Switch) => say!(language, "start, pass, or a time up to {0}", last_moment()),
        (Kind::Form, Id::Ramp) => say!(language, "none, or {0}", RAMP_FORM.get(language)),
        (Kind::Form, Id::Timeout) => say!(
            language,
            "none, or {0} with a time up to {1}, where ACTION is {2}",
            TIMEOUT_FORM.get(language),
            last_moment(),
            tokens::<TimeoutAction>().join(", ")
        ),
        (Kind::Form, Id::At) => say!(
            language,
            "none, or with commas between them {0}",
            event::forms(language)
        ),
        (Kind::Form, Id::Suspend) => {
            say!(language, "save, file, or {0}", event::SUSPEND_FORM.get(language))
        }
        (Kind::Form, Id::Lanes) => {
            say!(language, "{0}, with commas between them", listed())
        }
        (Kind::Form, Id::Speed) => {
            let [slowest, fastest] = [Pace::SLOWEST, Pace::FASTEST].map(|factor| print_pace(Pace::Times(factor)));
            say!(language, "cinematic, or a number from {0} to {1}", slowest, fastest)
        }
        (Kind::Form, Id::Hide) => say!(language, "none, or {0}, with commas between them", listed()),
        (Kind::Form, _) => word!(language, "see the description of the language").into(),
    }
}

fn last_moment() -> String {
    let clock = Id::Moment.range();
    quantity::print(clock.unit, clock.max)
}

pub(super) fn span(language: Language, range: &Range) -> String {
    let [min, max] = [range.min, range.max].map(|end| quantity::print(range.unit, end));
    say!(language, "{0} to {1}", min, max)
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
            (Id::Switch, _) => METHODS_MOMENT.english().into(),
            (Id::Language, _) => "the reader's own".into(),
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
            allowed(Language::English, param.id),
        ));
    }
    table
}

/// The key that an unknown one was probably meant to be: one with nearly the
/// same letters, or the one with this label on the page, in any of its languages.
pub(super) fn nearest(key: &str) -> Option<&'static str> {
    const LONGEST: usize = 24;
    if key.chars().count() > LONGEST {
        return None;
    }
    let key = key.to_ascii_lowercase();
    let name = key.replace(['-', '_'], " ");
    let labelled = TABLE.iter().find(|param| {
        Language::ALL
            .into_iter()
            .any(|language| param.label.get(language).eq_ignore_ascii_case(&name))
    });
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
