//! The keys of all tables: which is meant, and what the documentation says of them.

use std::sync::LazyLock;

use super::head::Head;
use super::learning::Learning;
use super::measuring::{self, Measuring};
use super::page::Page;
use crate::display::Display;
use engine::params::{Param, Parameters, Row, ScreenName, Settings};
use text::Language;

/// The keys of a screen.
#[derive(Clone, Copy, Debug)]
pub struct ScreenKeys {
    /// Which.
    pub screen: ScreenName,
    /// The parameters of its tables, in the order of canonical links.
    pub params: fn() -> &'static [&'static Param],
}

/// The keys of the Lab.
pub const LAB: ScreenKeys = ScreenKeys {
    screen: ScreenName::Lab,
    params: || &LAB_PARAMS,
};

static LAB_PARAMS: LazyLock<Vec<&'static Param>> = LazyLock::new(|| {
    let measured = measuring::Id::Record.param();
    params::<Settings>()
        .chain(params::<Display>())
        .chain([measured])
        .collect()
});

/// The parameters of one table.
pub fn params<P: Parameters>() -> impl Iterator<Item = &'static Param> {
    P::table().iter().map(|row| &row.param)
}

/// All parameters that a link to this screen can have, in the order of canonical links.
fn all(screen: &ScreenKeys) -> impl Iterator<Item = &'static Param> {
    let own = (screen.params)().iter().copied();
    params::<Head>().chain(own).chain(params::<Page>())
}

/// The parameter that a link to this screen calls so, in any case, and its place among all.
pub(super) fn find(screen: &ScreenKeys, key: &str) -> Option<(usize, &'static Param)> {
    let mut all = all(screen).enumerate();
    all.find(|(_, param)| match param.family() {
        Some(_) => name_in(param, key).is_some(),
        None => param.key.eq_ignore_ascii_case(key),
    })
}

/// The name in a key of a family: `db` in `class.db`.
pub(super) fn name_in<'a>(param: &Param, key: &'a str) -> Option<&'a str> {
    let family = param.family()?;
    let (start, name) = key.split_at_checked(family.len())?;
    (start.eq_ignore_ascii_case(family) && !name.is_empty()).then_some(name)
}

/// The key that a link carries for a parameter: `writes` for its parts, too.
pub(super) fn key_of(param: &Param) -> &'static str {
    match param.key.split_once('.') {
        Some((whole, _)) if param.is_part() => whole,
        _ => param.key,
    }
}

const TABLE_HEAD: &str = "| key | meaning | values | default |\n| --- | --- | --- | --- |\n";

/// The keys of one table in Markdown.
pub(super) fn table_of<P: Parameters>(usual: &P) -> String {
    let mut table = String::from(TABLE_HEAD);
    add_rows(&mut table, usual);
    table
}

/// The keys as a Markdown table: key, meaning, values, default.
#[must_use]
pub fn markdown_table() -> String {
    let mut table = String::from(TABLE_HEAD);
    add_rows(&mut table, &Head::default());
    add_rows(&mut table, &Settings::default());
    add_rows(&mut table, &Display::default());
    add_rows(&mut table, &Learning::default());
    add_rows(&mut table, &Measuring::default());
    add_rows(&mut table, &Page::default());
    table
}

fn add_rows<P: Parameters>(table: &mut String, usual: &P) {
    for row in P::table() {
        table.push_str(&format!(
            "| `{}` | **{}.** {} | {} | {} |\n",
            row.key,
            row.label.english(),
            row.help.english(),
            row.allowed(Language::English),
            default(row, usual),
        ));
    }
}

fn default<P: Parameters>(row: &Row<P>, usual: &P) -> String {
    match row.unsaid {
        Some(unsaid) => unsaid.english().into(),
        None => format!("`{}`", row.print(usual).unwrap_or_default()),
    }
}

/// The key that an unknown one was probably meant to be: one with nearly the
/// same letters, or the one with this label on the page, in any of its languages.
pub(super) fn nearest(screen: &ScreenKeys, key: &str) -> Option<&'static str> {
    const LONGEST: usize = 24;
    if key.chars().count() > LONGEST {
        return None;
    }
    let key = key.to_ascii_lowercase();
    let name = key.replace(['-', '_'], " ");
    let labelled = all(screen).find(|param| {
        Language::ALL
            .into_iter()
            .any(|language| param.label.get(language).eq_ignore_ascii_case(&name))
    });
    if let Some(param) = labelled {
        return Some(param.key);
    }
    all(screen)
        .filter(|param| !param.is_part() && param.key.len() > 1)
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
