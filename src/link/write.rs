//! An experiment as a link.

use std::sync::LazyLock;

use super::{Experiment, escape};
use crate::display::Display;
use crate::params::{Param, Parameters};
use crate::scenario::{Scenario, Settings};

/// The canonical link of an experiment, without `#`: keys in the order of the
/// table, and only what differs from the defaults. Empty for the default.
///
/// Reading it gives the experiment back. Where a [`Display`] says what no
/// link can say (no lanes, a lane twice, hidden parts in another order), the
/// nearest that a link can say is printed.
#[must_use]
pub fn print(experiment: &Experiment) -> String {
    let mut link = String::new();
    for Difference { param, value, .. } in differences(experiment) {
        if !link.is_empty() {
            link.push('&');
        }
        link.push_str(param.key);
        link.push('=');
        link.push_str(&escape::encode(&value));
    }
    link
}

/// A parameter that does not have its default value.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Which.
    pub param: &'static Param,
    /// Its value, as a link says it before escaping.
    pub value: String,
    /// Its default, if a link can say it.
    pub default: Option<String>,
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
static DISPLAY: LazyLock<Display> = LazyLock::new(Display::default);

/// What differs from the defaults, in the order of the tables.
#[must_use]
pub fn differences(experiment: &Experiment) -> Vec<Difference> {
    let mut found = Vec::new();
    add_differences(&mut found, &*experiment.scenario, &*SETTINGS);
    add_differences(&mut found, &experiment.display.tidy(), &*DISPLAY);
    found
}

/// Only what differs is printed: printing takes a hundred times as long as comparing.
fn add_differences<P: Parameters>(found: &mut Vec<Difference>, parameters: &P, usual: &P) {
    for row in P::table() {
        if row.is_part() || row.value.same(parameters, usual) {
            continue;
        }
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
        display: Display::default(),
    })
}
