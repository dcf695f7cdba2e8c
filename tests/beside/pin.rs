//! The pin of the Lab.

use migrascope::link::presets::PRESETS;
use migrascope::params::{Id, Quantity};
use migrascope::scenario::Settings;
use migrascope::state::lab::{Action, Edit, Lab};
use migrascope::state::{self, Screen, State};
use migrascope::text::Language;
use migrascope::units::Rate;

fn link_of(lab: &Lab) -> String {
    let mut link = String::new();
    lab.link(&mut link);
    link
}

fn faster() -> Action {
    Action::Edit(Edit::Quantity(Id::Link, Some(Quantity::Rate(Rate::bits_per_s(10e9)))))
}

#[test]
fn a_pin_freezes_the_present_and_changes_stand_beside_it() {
    let lab = Lab::open("ram=8GiB&lanes=live");
    let pinned = lab.reduce(Action::Pin);
    assert_eq!(link_of(&pinned), "ram=8GiB&lanes=live", "nothing differs yet");
    assert!(pinned.ghost().is_none() && pinned.changes().is_empty());
    let changed = pinned.reduce(faster());
    assert_eq!(link_of(&changed), "ram=8GiB&vs.link=10Gbps&lanes=live");
    let ghost = changed.ghost().expect("another run");
    assert_eq!(ghost.trace, lab.trace);
    assert_ne!(changed.trace, lab.trace);
    assert_eq!(changed.changes().len(), 1);
    assert_eq!(
        Lab::open(&link_of(&changed)).ghost().map(|ghost| &ghost.scenario),
        Some(&lab.scenario)
    );
}

#[test]
fn undo_keeps_the_pin() {
    let lab = Lab::open("").reduce(Action::Pin).reduce(faster());
    let undone = lab.reduce(Action::Undo);
    assert!(undone.pinned.is_some() && undone.ghost().is_none());
    let again = undone.reduce(Action::Redo);
    assert_eq!(link_of(&again), "vs.link=10Gbps");
    let other = Lab::open("ram=8GiB").reduce(Action::Edit(Edit::set(Id::Throttle, true)));
    let pinned = other.reduce(Action::Pin).reduce(Action::Undo);
    assert_eq!(link_of(&pinned), "ram=8GiB&throttle=on&vs.throttle=off");
}

#[test]
fn unpinned_the_present_run_stays() {
    let lab = Lab::open("vs.link=10Gbps").reduce(Action::Unpin);
    assert_eq!(link_of(&lab), "link=10Gbps");
    let repinned = Lab::open("vs.link=10Gbps").reduce(Action::Pin);
    assert_eq!(link_of(&repinned), "link=10Gbps");
}

/// What a link in the page leads to keeps the pin, unless it is a story; what the browser leads to is what its link says.
#[test]
fn a_story_begins_anew() {
    let pinned = || {
        let page = State::open("ram=8GiB", Language::English, &[state::lab::SCREEN]);
        page.reduce(state::Action::on_screen(Action::Pin))
            .reduce(state::Action::on_screen(faster()))
    };
    let after = |action: state::Action| pinned().reduce(action).link();
    assert_eq!(pinned().link(), "ram=8GiB&vs.link=10Gbps");
    let travel = |link: &str| after(state::Action::Travel(link.to_owned()));
    assert_eq!(travel("ram=8GiB&throttle=on"), "ram=8GiB&vs.throttle=on");
    assert_eq!(travel("vs.rtt=1ms"), "vs.rtt=1ms");
    assert_eq!(travel(PRESETS[1].link), PRESETS[1].link);
    let back = |link: &str| pinned().reduce(state::Action::Open(link.to_owned()));
    assert_eq!(back("ram=16GiB").link(), "ram=16GiB");
    let gone_back = back("ram=8GiB").reduce(state::Action::on_screen(faster()));
    assert_eq!(
        gone_back.link(),
        "ram=8GiB&vs.link=10Gbps",
        "a step back over the change keeps the pin"
    );
}

#[test]
fn what_gave_way_in_the_pinned_run_is_said_once() {
    let page = State::open(
        "ram=1GiB&used=2GiB&vs.rtt=1ms",
        Language::English,
        &[state::lab::SCREEN],
    );
    assert_eq!(page.notices.len(), 1);
    let lab = page.screen::<Lab>().expect("the Lab is shown");
    assert_eq!(lab.asked, Settings::clone(&lab.scenario));
}
