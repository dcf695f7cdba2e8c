//! The page around the screens: language, look, notices.

use std::rc::Rc;

use migrascope::display::Display;
use migrascope::link::Page;
use migrascope::params::{Id, Quantity, Theme};
use migrascope::state::lab::{self, Edit, Lab};
use migrascope::state::{Action, State};
use migrascope::text::Language;
use migrascope::units::Bytes;

fn open(link: &str, reader: Language) -> State {
    State::open(link, reader, &[lab::SCREEN])
}

fn after(actions: &[Action]) -> State {
    actions.iter().fold(open("", Language::English), |state, action| {
        state.reduce(action.clone())
    })
}

fn the_lab(state: &State) -> Rc<Lab> {
    state.screen().expect("the Lab is shown")
}

fn ram(gib: f64) -> Action {
    let quantity = Some(Quantity::Size(Bytes::gib(gib)));
    Action::on_screen(lab::Action::Edit(Edit::Quantity(Id::Ram, quantity)))
}

#[test]
fn a_hostile_link_gives_a_page_with_notices() {
    let state = open("#ram=-1&used=NaN&writes=random:9e99TiB@x&foo&%&v=99", Language::English);
    assert!(state.notices.len() >= 5);
    assert_eq!(the_lab(&state).scenario.ram, Bytes::gib(4.0));
    let read = state.reduce(Action::DismissNotices);
    assert!(read.notices.is_empty());
    assert_eq!(the_lab(&read), the_lab(&state), "reading the notices loses nothing");
}

/// As in the page, where the texts of a language have to come first.
fn waiting_for_german(link: &str) -> State {
    let mut state = open(link, Language::German);
    state.page.language = Language::English;
    state
}

#[test]
fn the_page_speaks_another_language_when_its_texts_have_come() {
    let state = waiting_for_german("#ram=8GiB");
    assert_eq!(state.wanted_language(), Language::German);
    assert_eq!(state.language(), Language::English);
    let german = state.reduce(Action::Speak(Language::German));
    assert_eq!(german.language(), Language::German);
    assert_eq!(german.link(), state.link());
    let chosen = state.reduce(Action::Language(Language::English));
    for late in [Action::Speak(Language::German), Action::KeepLanguage(Language::German)] {
        assert_eq!(chosen.reduce(late), chosen, "what comes too late changes nothing");
    }
}

#[test]
fn the_language_stays_where_another_cannot_be_had() {
    let state = waiting_for_german("#ram=8GiB");
    let stays = state.reduce(Action::KeepLanguage(Language::German));
    assert_eq!(stays.missing_language, Some(Language::German));
    assert_eq!(stays.language(), Language::English);
    assert_eq!(
        stays.wanted_language(),
        Language::English,
        "nothing is tried again by itself"
    );
    assert_eq!(the_lab(&stays).asked, the_lab(&state).asked);
    assert_eq!(stays.reduce(Action::DismissNotices).missing_language, None);
    let again = stays.reduce(Action::Language(Language::German));
    assert_eq!(
        (again.missing_language, again.wanted_language()),
        (None, Language::German)
    );
}

#[test]
fn a_preset_keeps_the_look_and_a_link_does_not() {
    let dark = after(&[
        Action::Theme(Theme::Dark),
        Action::TogglePresent,
        Action::Theme(Theme::Dark),
    ]);
    let preset = dark.reduce(Action::Travel("ram=8GiB".to_owned()));
    assert_eq!((preset.page.theme, preset.page.present), (Theme::Dark, true));
    assert_eq!(the_lab(&preset).scenario.ram, Bytes::gib(8.0));
    assert_ne!(the_lab(&preset).opened, the_lab(&dark).opened, "the clock goes back");
    let link = dark.reduce(Action::Open("ram=8GiB".to_owned()));
    assert_eq!(the_lab(&link).display, Display::default());
    assert_eq!(link.page, Page::default());
}

#[test]
fn presenting_brings_the_projector_theme() {
    let state = after(&[Action::Theme(Theme::Dark), Action::TogglePresent]);
    assert_eq!(
        state.page.theme,
        Theme::Auto,
        "a lecture room wants large type, not the colours of the desk"
    );
    let left = state.reduce(Action::TogglePresent);
    assert!(!left.page.present);
    assert_eq!(left.page.theme, Theme::Dark, "back at the desk it is as it was");
    let chosen = state.reduce(Action::Theme(Theme::Light)).reduce(Action::TogglePresent);
    assert_eq!(chosen.page.theme, Theme::Light, "what was chosen meanwhile stays");
}

#[test]
fn the_look_of_the_page_is_no_step() {
    let state = after(&[
        Action::Theme(Theme::Dark),
        Action::TogglePresent,
        Action::DismissNotices,
    ]);
    assert!(!the_lab(&state).history.can_undo());
    let changed = state.reduce(ram(8.0)).reduce(Action::Theme(Theme::Light));
    assert_eq!(
        changed.reduce(Action::Undo).page.theme,
        Theme::Light,
        "and undoing leaves it"
    );
    assert!(
        Rc::ptr_eq(&the_lab(&state), &the_lab(&state.reduce(Action::Theme(Theme::Light)))),
        "nor does it touch the Lab"
    );
}
