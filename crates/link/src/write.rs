//! An experiment as a link.

use std::sync::LazyLock;

use super::page::Page;
use super::read::FAMILY_SEPARATOR;
use super::second::add_second;
use super::{Experiment, escape};
use crate::display::Display;
use engine::params::{Param, Parameters, Row};
use engine::scenario::{Scenario, Settings};

/// The canonical link of an experiment, without `#`: keys in the order of the
/// table, and only what differs from the defaults. Empty for the default.
///
/// Reading it gives the experiment back. Where a [`Display`] or a [`Page`] says what no link can say (no lanes, a lane twice,
/// hidden parts in another order), or the second run is the first, the nearest that a link can say is printed.
///
/// ```
/// let (experiment, _) = link::parse("?link=1000Mbps&ram=8192MiB&downtime=0.5s");
/// assert_eq!(link::print(&experiment), "ram=8GiB&downtime=500ms");
/// ```
#[must_use]
pub fn print(experiment: &Experiment) -> String {
    let mut link = String::new();
    add_items(&mut link, &*experiment.scenario, &*SETTINGS);
    if let Some(second) = &experiment.second {
        add_second::<Settings>(&mut link, &experiment.scenario, second);
    }
    add_items(&mut link, &experiment.display.tidy(), &*DISPLAY);
    add_items(&mut link, &experiment.page.tidy(), &*PAGE);
    link
}

/// Adds to a link what differs from the defaults of a table.
pub fn add<P: Parameters + Default>(link: &mut String, parameters: &P) {
    add_items(link, parameters, &P::default());
}

fn add_items<P: Parameters>(link: &mut String, parameters: &P, usual: &P) {
    for row in changed(parameters, usual) {
        let Some(value) = row.print(parameters) else { continue };
        match row.family() {
            None => add_item(link, row.key, &value),
            Some(family) => {
                let members = value
                    .split(FAMILY_SEPARATOR)
                    .filter_map(|member| member.split_once('='));
                for (name, value) in members {
                    add_item(link, &format!("{family}{name}"), value);
                }
            }
        }
    }
}

pub(super) fn add_item(link: &mut String, key: &str, value: &str) {
    if !link.is_empty() {
        link.push('&');
    }
    link.push_str(key);
    link.push('=');
    escape::encode(link, value);
}

/// The rows to print. They are compared first: printing a value takes a hundred times as long.
pub(super) fn changed<P: Parameters>(parameters: &P, usual: &P) -> impl Iterator<Item = &'static Row<P>> {
    let rows = P::table().iter().filter(|row| !row.is_part());
    rows.filter(move |row| !row.value.same(parameters, usual))
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
static DISPLAY: LazyLock<Display> = LazyLock::new(Display::default);
static PAGE: LazyLock<Page> = LazyLock::new(Page::default);

/// A parameter that does not have its default value, or not that of another run.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Which.
    pub param: &'static Param,
    /// Its value, as a link says it before escaping.
    pub value: String,
    /// Its default, or what the first of two runs has; `None` if a link cannot say it.
    pub default: Option<String>,
}

/// What differs from the defaults in the first run, in the order of the tables.
///
/// ```
/// let (experiment, _) = link::parse("downtime=500ms&ram=8GiB");
/// let differences = link::differences(&experiment);
/// let said: Vec<_> = differences.iter().map(|d| (d.param.key, d.value.as_str())).collect();
/// assert_eq!(said, [("ram", "8GiB"), ("downtime", "500ms")]);
/// ```
#[must_use]
pub fn differences(experiment: &Experiment) -> Vec<Difference> {
    let mut found = Vec::new();
    add_differences(&mut found, &*experiment.scenario, &*SETTINGS);
    add_differences(&mut found, &experiment.display.tidy(), &*DISPLAY);
    add_differences(&mut found, &experiment.page.tidy(), &*PAGE);
    found
}

fn add_differences<P: Parameters>(found: &mut Vec<Difference>, parameters: &P, usual: &P) {
    for row in changed(parameters, usual) {
        if let Some(value) = row.print(parameters) {
            let (param, default) = (&row.param, row.print(usual));
            found.push(Difference { param, value, default });
        }
    }
}

/// The canonical link of a scenario, shown as usual.
#[must_use]
pub fn print_scenario(scenario: &Scenario) -> String {
    print(&Experiment {
        scenario: scenario.clone(),
        ..Experiment::default()
    })
}
