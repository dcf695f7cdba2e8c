//! A second run beside the first: `vs.KEY=VALUE` is the first with this key changed.
//!
//! Reader, printer and what is said of it go over the rows of any table, so every screen that has two runs to compare has the
//! same keys.

use super::keys::ScreenKeys;
use super::write::{Difference, changed};
use super::{escape, keys};
use engine::params::{Effect, Param, Parameters};

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
    for row in changed(second, first).filter(|row| can_differ(row)) {
        if !link.is_empty() {
            link.push('&');
        }
        link.push_str(SECOND);
        link.push_str(row.key);
        link.push('=');
        escape::encode(link, row.print(second).as_deref().unwrap_or(DEFAULT));
    }
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
