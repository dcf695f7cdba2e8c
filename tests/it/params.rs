//! The parameter table and the scenario that obeys it.

use std::collections::BTreeSet;

use migrascope::params::{Id, Kind, Quantity, TABLE};
use migrascope::scenario::{Adjustment, Scenario, Settings, Used, WriteClass};
use migrascope::units::{Bytes, Rate, Share, SimTime};
use proptest::prelude::*;

#[test]
fn every_row_is_found_by_its_id_and_every_key_is_its_own() {
    let keys: BTreeSet<&str> = TABLE.iter().map(|param| param.key).collect();
    assert_eq!(keys.len(), TABLE.len());
    for param in TABLE {
        assert_eq!(param.id.param().key, param.key);
        assert!(param.help.english().ends_with('.'), "{}: help is a sentence", param.key);
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
        match range.default {
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
        let Some(default) = range.default else { continue };
        if param.id == Id::Moment {
            continue;
        }
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
