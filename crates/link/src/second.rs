//! A second run beside the first: `vs.KEY=VALUE` is the first with this key changed.
//!
//! Reader, printer and what is said of it go over the rows of any table, so every screen that has two runs to compare has the
//! same keys.

use super::keys::{self, ScreenKeys};
use super::read::FAMILY_SEPARATOR;
use super::write::{Difference, add_item, changed};
use engine::params::{Effect, Param, Parameters, same_word};

/// What the keys of the second run begin with.
pub const SECOND: &str = "vs.";

/// The value that stands for the default of a key; printed only where no other value says it.
pub const DEFAULT: &str = "default";

/// A key of the second run without what it begins with.
pub(super) fn without_prefix(key: &str) -> Option<&str> {
    let (prefix, rest) = key.split_at_checked(SECOND.len())?;
    prefix.eq_ignore_ascii_case(SECOND).then_some(rest)
}

/// Whether two runs can differ in it: what is only shown is shown alike of both.
pub(super) fn can_differ(param: &Param) -> bool {
    !matches!(param.effect, Effect::Looks(_))
}

/// The key that was probably meant by one that the second run cannot have.
pub(super) fn nearest(screen: &ScreenKeys, key: &str) -> Option<&'static str> {
    let mut plain = key;
    while let Some(rest) = without_prefix(plain) {
        plain = rest;
    }
    let known = keys::find(screen, plain).map(|(_, param)| param);
    known.filter(|param| can_differ(param)).map(|param| param.key)
}

/// Adds to a link what a second run has otherwise than the first, a key for each row of their table that differs.
///
/// ```
/// let (experiment, notices) = link::parse("ram=8GiB&vs.link=10Gbps&vs.ram=16GiB");
/// assert_eq!(notices, []);
/// assert_eq!(link::print(&experiment), "ram=8GiB&vs.ram=16GiB&vs.link=10Gbps");
/// ```
pub fn add_second<P: Parameters>(link: &mut String, first: &P, second: &P) {
    let add = |link: &mut String, key: &str, value: &str| add_item(link, &format!("{SECOND}{key}"), value);
    for row in changed(second, first).filter(|row| can_differ(row)) {
        let [before, after] = [first, second].map(|run| row.print(run));
        let Some(family) = row.family() else {
            add(link, row.key, after.as_deref().unwrap_or(DEFAULT));
            continue;
        };
        let [before, after] = [&before, &after].map(|list| members(list.as_deref().unwrap_or_default()));
        for (name, value) in after.iter().filter(|member| !before.contains(member)) {
            add(link, &format!("{family}{name}"), value);
        }
        for (name, _) in before
            .iter()
            .filter(|(name, _)| after.iter().all(|(other, _)| other != name))
        {
            add(link, &format!("{family}{name}"), DEFAULT);
        }
    }
}

/// The names and values of a family of keys.
fn members(list: &str) -> Vec<(&str, &str)> {
    list.split(FAMILY_SEPARATOR)
        .filter_map(|member| member.split_once('='))
        .collect()
}

/// A family of keys with what a second run says of some of them: the last word on each name counts.
pub(super) fn with_members(first: &str, second: &str) -> String {
    let mut all = members(first);
    for (name, value) in members(second) {
        all.retain(|(other, _)| *other != name);
        if !same_word(value, DEFAULT) {
            all.push((name, value));
        }
    }
    let all: Vec<String> = all.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    all.join(&FAMILY_SEPARATOR.to_string())
}

/// What a second run has otherwise than the first, in the order of their table.
#[must_use]
pub fn changes<P: Parameters>(first: &P, second: &P) -> Vec<Difference> {
    let rows = changed(second, first).filter(|row| can_differ(row));
    rows.map(|row| Difference {
        param: &row.param,
        value: row.print(second).unwrap_or_else(|| DEFAULT.to_owned()),
        default: row.print(first),
    })
    .collect()
}
