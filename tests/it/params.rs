//! The parameter table and the scenario that obeys it.

use std::collections::BTreeSet;

use migrascope::display::{self, Display};
use migrascope::link::{self, Head, Page, Problem, head, page, quantity};
use migrascope::migration::{Metrics, Observation, measure};
use migrascope::params::{self, Choice, Control, Effect, Id, Kind, Lane, Param, Quantity, Row, SuspendMode, TABLE};
use migrascope::scenario::{Act, Adjustment, Ramp, Scenario, Settings, Switch, TimedEvent, Timeout, Used, WriteClass};
use migrascope::state::Screen;
use migrascope::state::lab::{Action, Edit, Lab};
use migrascope::units::{Bytes, Rate, Share, SimTime};
use proptest::prelude::*;

/// Two values as far apart as the row allows, and the scenario in which they differ.
fn ends(row: &Row<Settings>) -> (&'static str, [String; 2]) {
    match (row.effect, &row.kind) {
        (Effect::Figures(scenario), Kind::Quantity(range)) => {
            let ends = [range.min, range.max].map(|end| quantity::print(range.unit, end));
            (scenario, ends)
        }
        (Effect::Figures(scenario), Kind::Choice(words)) => {
            let (first, last) = (words.first().expect("words"), words.last().expect("words"));
            (scenario, [first, last].map(|word| word.token.to_owned()))
        }
        (Effect::Figures(scenario), Kind::Flag) => (scenario, ["off", "on"].map(str::to_owned)),
        (Effect::Between(scenario, ends), Kind::Form) => (scenario, ends.map(str::to_owned)),
        (effect, kind) => panic!("{row:?} is {kind:?} and has {effect:?}"),
    }
}

fn figures(text: &str) -> Vec<Metrics> {
    let (experiment, notices) = link::parse(text);
    let refused = |problem: &Problem| matches!(problem, Problem::Refused { .. } | Problem::LeftOut { .. });
    assert!(!notices.iter().any(|notice| refused(notice.problem())), "{notices:?}");
    let lanes = Lane::ALL.iter();
    lanes
        .map(|&lane| measure(&experiment.scenario, lane, Observation::Auto))
        .collect()
}

#[test]
fn every_parameter_changes_a_figure() {
    let mut idle = Vec::new();
    for row in TABLE {
        let (scenario, ends) = ends(row);
        let [from, to] = ends.map(|end| format!("{scenario}&{}={end}", row.key));
        if figures(&from) == figures(&to) {
            idle.push(format!("{from} and {to}"));
        }
    }
    assert_eq!(idle, [""; 0]);
}

/// What is no parameter of the experiment.
fn shown() -> impl Iterator<Item = &'static Param> {
    link::params::<Head>()
        .chain(link::params::<Display>())
        .chain(link::params::<Page>())
}

#[test]
fn what_only_shows_the_experiment_says_why_it_changes_no_figure() {
    for param in shown() {
        assert!(
            matches!(param.effect, Effect::Looks(why) if !why.is_empty()),
            "{param:?}"
        );
        assert!(
            matches!(param.control, Control::Elsewhere(place) if !place.is_empty()),
            "{param:?}"
        );
    }
}

/// The page loops over these sections.
#[test]
fn every_parameter_has_one_place_on_the_page() {
    let sections = [params::front(), params::fold(), params::events()];
    let mut shown: Vec<Id> = sections.into_iter().flatten().flat_map(|(_, ids)| ids).collect();
    shown.sort_unstable();
    let all: Vec<Id> = TABLE.iter().map(|row| row.id).collect();
    assert_eq!(shown, all);
}

/// What the control of a row does to it.
fn used(row: &Row<Settings>) -> Edit {
    let after = SimTime::s(30.0);
    match (row.control, &row.kind) {
        (Control::Slider | Control::FirstClass, Kind::Quantity(range)) => {
            Edit::Quantity(row.id, Some(range.at(Share::new(0.7))))
        }
        (Control::List, Kind::Choice(words)) => Edit::Word(row.id, words.len() - 1),
        (Control::Tick, Kind::Flag) => Edit::set(row.id, true),
        (Control::Classes, Kind::Form) => Edit::AddWrites,
        (Control::Switch, Kind::Form) => Edit::Switch(Some(Switch::At(after))),
        (Control::Ramp, Kind::Form) => Edit::Ramp(Some(Ramp { steps: 5, every: after })),
        (Control::Timeout, Kind::Form) => Edit::Timeout(Some(Timeout {
            after: after.into(),
            action: params::TimeoutAction::Force,
        })),
        (Control::Suspend, Kind::Form) => Edit::Suspend(SuspendMode::File),
        (Control::Events, Kind::Form) => Edit::AddEvent(TimedEvent {
            at: after,
            act: Act::Cancel,
        }),
        (control, kind) => panic!("{row:?} is {kind:?} and has {control:?}"),
    }
}

#[test]
fn every_control_can_be_reset_and_undone() {
    for row in TABLE {
        let before = Lab::open("");
        let changed = before.reduce(Action::Edit(used(row)));
        assert!(changed.is_changed(row.id) && changed.asked != before.asked, "{row:?}");
        let reset = changed.reduce(Action::Settle).reduce(Action::Reset(row.id));
        assert_eq!(
            (reset.is_changed(row.id), &reset.asked),
            (false, &before.asked),
            "{row:?}"
        );
        assert_eq!(reset.reduce(Action::Undo).asked, changed.asked, "{row:?}");
        let undone = changed.reduce(Action::Undo);
        assert_eq!(
            (&undone.asked, &undone.trace),
            (&before.asked, &before.trace),
            "{row:?}"
        );
        assert_eq!(undone.reduce(Action::Redo).asked, changed.asked, "{row:?}");
        let mut text = String::new();
        changed.link(&mut text);
        let (opened, notices) = link::parse(&text);
        assert_eq!((opened.scenario, notices), (changed.scenario, Vec::new()), "{row:?}");
    }
}

#[test]
fn every_row_is_found_by_its_id_and_every_key_is_its_own() {
    let params = || link::params::<Settings>().chain(shown());
    let keys: BTreeSet<&str> = params().map(|param| param.key).collect();
    assert_eq!(keys.len(), TABLE.len() + shown().count());
    for param in params() {
        assert!(param.help.english().ends_with('.'), "{param:?}: help is a sentence");
    }
    for row in TABLE {
        assert_eq!(row.id.param(), &row.param);
    }
    for row in display::TABLE {
        assert_eq!(row.id.param(), &row.param);
    }
    for row in page::TABLE {
        assert_eq!(row.id.param(), &row.param);
    }
    for row in head::TABLE {
        assert_eq!(row.id.param(), &row.param);
    }
}

#[test]
fn defaults_and_sliders_lie_in_their_ranges() {
    for param in TABLE {
        let Kind::Quantity(range) = &param.kind else { continue };
        assert!(
            range.contains(range.slider.0) && range.contains(range.slider.1),
            "{}",
            param.key
        );
        match Settings::default().quantity(param.id) {
            Some(default) => assert!(range.contains(default), "{}", param.key),
            None => assert!(range.optional, "{}", param.key),
        }
    }
}

#[test]
fn sliders_reach_their_ends_and_never_turn_back() {
    for param in TABLE {
        let Kind::Quantity(range) = &param.kind else { continue };
        assert_eq!(range.at(Share::ZERO), range.slider.0, "{}", param.key);
        assert_eq!(range.at(Share::new(1.0)), range.slider.1, "{}", param.key);
        let mut before = range.position(range.slider.0);
        for step in 1..=1000 {
            let value = range.at(Share::new(f64::from(step) / 1000.0));
            assert!(range.contains(value), "{}: {value:?}", param.key);
            let position = range.position(value);
            assert!(position >= before, "{} at {step}", param.key);
            before = position;
        }
    }
}

#[test]
fn a_default_stands_where_its_slider_can_return_to() {
    for param in TABLE {
        let Kind::Quantity(range) = &param.kind else { continue };
        let Some(default) = Settings::default().quantity(param.id) else {
            continue;
        };
        let position = range.position(default).as_f64();
        assert!((0.0..=1.0).contains(&position), "{}", param.key);
    }
}

#[test]
fn the_default_scenario_needs_no_adjustment() {
    assert_eq!(Scenario::new(Settings::default()).1, []);
}

#[test]
fn what_does_not_fit_gives_way_and_says_so() {
    let settings = Settings {
        ram: Bytes::gib(1.0),
        used: Used::Size(Bytes::gib(3.0)),
        writes: vec![
            WriteClass {
                region: Bytes::gib(2.0),
                ..WriteClass::default()
            };
            2
        ],
        link: Rate::ZERO,
        ..Settings::default()
    };
    let (scenario, adjustments) = Scenario::new(settings);
    assert_eq!(scenario.used_memory(), Bytes::gib(1.0));
    assert_eq!(scenario.writes[0].region, Bytes::gib(1.0));
    assert_eq!(scenario.writes[1].region, Bytes::ZERO);
    assert!(!scenario.link.is_zero());
    assert_eq!(adjustments.len(), 4, "{adjustments:?}");
    assert!(adjustments.contains(&Adjustment::UsedOverRam {
        asked: Bytes::gib(3.0),
        used: Bytes::gib(1.0)
    }));
}

proptest! {
    #[test]
    fn a_scenario_is_valid_whatever_was_asked(
        ram in any::<f64>(), used in any::<f64>(), region in any::<f64>(), rate in any::<f64>(),
        link in any::<f64>(), time in any::<f64>(),
    ) {
        let mut settings = Settings {
            writes: vec![WriteClass { region: Bytes::new(region), rate: Rate::bytes_per_s(rate), ..WriteClass::default() }; 20],
            ..Settings::default()
        };
        settings.set_quantity(Id::Ram, Some(Quantity::Size(Bytes::new(ram))));
        settings.set_quantity(Id::Used, Some(Quantity::Size(Bytes::new(used))));
        settings.set_quantity(Id::Link, Some(Quantity::Rate(Rate::bytes_per_s(link))));
        settings.set_quantity(Id::Downtime, Some(Quantity::Time(SimTime::s(time))));
        let (scenario, _) = Scenario::new(settings);
        prop_assert!(scenario.used_memory() <= scenario.ram);
        let regions: Bytes = scenario.writes.iter().map(|class| class.region).sum();
        prop_assert!(regions.as_f64() <= scenario.used_memory().as_f64() * (1.0 + 1e-12));
        let again = Scenario::new(scenario.clone().into_settings());
        prop_assert_eq!(again, (scenario, vec![]), "validation is idempotent");
    }
}
