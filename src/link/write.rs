//! An experiment as a link.

use super::escape;
use super::event::{print_events, print_suspend};
use super::keys::is_part;
use super::quantity;
use super::value::{
    print_flag, print_list, print_pace, print_ramp, print_switch, print_timeout, print_used, print_writes,
};
use crate::params::{Choice, Group, Id, Kind, Lane, Param, Part, Quantity, TABLE};
use crate::scenario::{Display, Experiment, Pace, Scenario};

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

/// What differs from the defaults, in the order of the table.
#[must_use]
pub fn differences(experiment: &Experiment) -> Vec<Difference> {
    let tidy = Experiment {
        scenario: experiment.scenario.clone(),
        display: tidy(experiment.display.clone()),
    };
    let usual = Experiment::default();
    let mut found = Vec::new();
    for param in TABLE.iter().filter(|param| !is_part(param)) {
        let default = value(&usual, param.id);
        match value(&tidy, param.id) {
            Some(value) if Some(&value) != default.as_ref() => found.push(Difference { param, value, default }),
            _ => {}
        }
    }
    found
}

/// The canonical link of a scenario, shown as usual.
#[must_use]
pub fn print_scenario(scenario: &Scenario) -> String {
    print(&Experiment {
        scenario: scenario.clone(),
        display: Display::default(),
    })
}

/// The nearest display that a link can say.
pub(super) fn tidy(mut display: Display) -> Display {
    let mut lanes: Vec<Lane> = Vec::new();
    for lane in display.lanes {
        if !lanes.contains(&lane) {
            lanes.push(lane);
        }
    }
    display.lanes = if lanes.is_empty() { Lane::ALL.to_vec() } else { lanes };
    let hidden = display.hidden;
    display.hidden = Part::ALL.iter().copied().filter(|part| hidden.contains(part)).collect();
    if let Quantity::Time(moment) = Id::Moment.range().clamp(Quantity::Time(display.moment)) {
        display.moment = moment;
    }
    if let Pace::Times(factor) = display.pace {
        let number = if factor.is_nan() { 1.0 } else { factor };
        display.pace = Pace::Times(number.clamp(Pace::SLOWEST, Pace::FASTEST));
    }
    display
}

/// The value of a key as text; `None` where there is nothing to say.
pub(super) fn value(experiment: &Experiment, id: Id) -> Option<String> {
    let Experiment { scenario, display } = experiment;
    let param = id.param();
    Some(match (&param.kind, id) {
        (_, Id::Version | Id::WriteRegion | Id::WriteRate) => return None,
        (_, Id::At) => print_events(&scenario.events),
        (_, Id::Used) => print_used(scenario.used),
        (_, Id::Moment) => quantity::print(Id::Moment.range().unit, Quantity::Time(display.moment)),
        (Kind::Quantity(range), _) => match scenario.quantity(id) {
            Some(value) => quantity::print(range.unit, value),
            None => "none".into(),
        },
        (_, Id::Writes) => print_writes(&scenario.writes),
        (_, Id::Storage) => scenario.storage.token().into(),
        (_, Id::Channels) => scenario.channels.token().into(),
        (_, Id::Compress) => scenario.compress.token().into(),
        (_, Id::Live) => scenario.method.token().into(),
        (_, Id::Switch) => print_switch(scenario.switch?),
        (_, Id::Stop) => scenario.stop.token().into(),
        (_, Id::Throttle) => print_flag(scenario.throttle).into(),
        (_, Id::Delta) => print_flag(scenario.delta).into(),
        (_, Id::Ramp) => print_ramp(scenario.ramp),
        (_, Id::Timeout) => print_timeout(scenario.timeout),
        (_, Id::Suspend) => print_suspend(scenario.suspend),
        (_, Id::Lanes) => print_list(display.lanes.iter().map(|lane| lane.token())),
        (_, Id::Speed) => print_pace(display.pace),
        (_, Id::Theme) => display.theme.token().into(),
        (_, Id::Language) => display.language.token().into(),
        (_, Id::Hide) => print_list(display.hidden.iter().map(|part| part.token())),
        (_, Id::Embed) => print_flag(display.embed).into(),
        (_, Id::Present) => print_flag(display.present).into(),
        (Kind::Choice | Kind::Flag | Kind::Form, _) => {
            debug_assert_eq!(param.group, Group::Display, "{id:?} cannot be printed");
            return None;
        }
    })
}
