//! A screen is one file and one row: here is one that counts, beside the Lab.

use std::any::Any;
use std::rc::Rc;

use migrascope::link::{self, Problem, ScreenKeys};
use migrascope::parameters;
use migrascope::params::{CLOCK, Control, Effect, Param, Place, Quantity, ScreenName, Theme};
use migrascope::state::lab::{self, Edit, Lab};
use migrascope::state::{Action, Screen, ScreenRow, State};
use migrascope::text::Language;
use migrascope::units::{Bytes, SimTime};

parameters! {
    /// What it counts.
    Counted;

    Span: SimTime {
        field: span = SimTime::ZERO,
        key: "span",
        label: text!("Moment"),
        help: text!("The moment on the clock at which the page opens."),
        group: Display, place: Place::Nowhere, control: Control::Elsewhere("this screen"),
        range: CLOCK,
        effect: Effect::Looks("it is not simulated"),
    }
}

struct Counter {
    now: Counted,
    before: Option<Rc<Counter>>,
}

struct Add(f64);

impl Screen for Counter {
    fn link(&self, link: &mut String) {
        link::add(link, &self.now);
    }

    fn reduce(&self, action: &dyn Any) -> Option<Rc<dyn Screen>> {
        let Add(seconds) = action.downcast_ref()?;
        let span = self.now.span + SimTime::s(*seconds);
        let before = Counter {
            now: self.now.clone(),
            before: self.before.clone(),
        };
        Some(Rc::new(Counter {
            now: Counted { span },
            before: Some(Rc::new(before)),
        }))
    }

    fn undo(&self) -> Option<Rc<dyn Screen>> {
        let before = self.before.clone()?;
        Some(before)
    }
}

const COUNTER: ScreenRow = ScreenRow {
    keys: ScreenKeys {
        screen: ScreenName::Cluster,
        params: || COUNTER_PARAMS,
    },
    usual: "",
    open: |link| {
        Rc::new(Counter {
            now: link.read(),
            before: None,
        })
    },
};
static COUNTER_PARAMS: &[&Param] = &[&TABLE[0].param];

fn open(link: &str) -> State {
    State::open(link, Language::English, &[lab::SCREEN, COUNTER])
}

fn after(link: &str, actions: impl IntoIterator<Item = Action>) -> State {
    actions
        .into_iter()
        .fold(open(link), |state, action| state.reduce(action))
}

fn ram(gib: f64) -> Action {
    let quantity = Some(Quantity::Size(Bytes::gib(gib)));
    Action::on_screen(lab::Action::Edit(Edit::Quantity(migrascope::params::Id::Ram, quantity)))
}

fn add(seconds: f64) -> Action {
    Action::on_screen(Add(seconds))
}

const THERE: Action = Action::Show(ScreenName::Cluster);
const HERE: Action = Action::Show(ScreenName::Lab);

#[test]
fn a_screen_has_an_address_of_its_own() {
    assert_eq!(open("").shown(), ScreenName::Lab);
    assert!(open("").names().eq([ScreenName::Lab, ScreenName::Cluster]));
    let state = after("ram=8GiB&theme=dark", [THERE, add(3.0)]);
    assert_eq!(
        state.link(),
        "screen=cluster&span=3s&theme=dark",
        "its keys, and those of the page"
    );
    assert_eq!(state.link_to(ScreenName::Lab), "ram=8GiB&theme=dark");
    let opened = open(&state.link());
    assert_eq!((opened.link(), opened.notices.len()), (state.link(), 0));
    assert!(opened.screen::<Counter>().is_some() && opened.screen::<Lab>().is_none());
}

#[test]
fn a_screen_that_was_left_is_found_as_it_was() {
    let left = after("ram=8GiB", [ram(16.0), THERE, add(3.0), add(4.0)]);
    let back = left.reduce(HERE);
    assert_eq!(back.link(), "ram=16GiB");
    assert_eq!(back.reduce(Action::Undo).link(), "ram=8GiB", "undo included");
    let there = back.reduce(THERE);
    assert_eq!(there.link(), "screen=cluster&span=7s");
    assert_eq!(there.reduce(Action::Undo).link(), "screen=cluster&span=3s");
    assert_eq!(
        there.reduce(Action::Undo).reduce(HERE).link(),
        "ram=16GiB",
        "the undo of one leaves the other alone"
    );
}

/// What the browser gives when the user goes back is an address.
#[test]
fn a_step_back_finds_the_screen_as_it_was() {
    let state = after("ram=8GiB", [ram(16.0)]);
    let lab: Rc<Lab> = state.screen().expect("the Lab");
    let there = state.reduce(THERE).reduce(add(3.0));
    let back = there.reduce(Action::Open(state.link()));
    assert!(Rc::ptr_eq(&lab, &back.screen().expect("the Lab")), "undo and all");
    let forth = back.reduce(Action::Open(there.link()));
    assert_eq!(forth.reduce(Action::Undo).link(), "screen=cluster");
    let other = there.reduce(Action::Open("ram=32GiB".into()));
    assert_eq!(other.link(), "ram=32GiB");
    assert_eq!(
        other.reduce(Action::Undo).link(),
        "ram=16GiB",
        "another experiment is a step"
    );
}

#[test]
fn the_playhead_is_found_where_it_was() {
    let moment = SimTime::s(12.0);
    let state = after("t=3s", [THERE, Action::on_screen(lab::Action::Leave(moment)), HERE]);
    let lab: Rc<Lab> = state.screen().expect("the Lab");
    assert_eq!(lab.moment(), moment, "what comes late still finds its screen");
    assert_eq!(state.link(), "t=3s", "the address says nothing of it");
    let anew = state.reduce(Action::Travel("ram=8GiB".into()));
    assert_eq!(anew.screen::<Lab>().expect("the Lab").moment(), SimTime::ZERO);
}

#[test]
fn language_and_look_are_those_of_the_page() {
    let state = after(
        "",
        [THERE, Action::Language(Language::German), Action::Theme(Theme::Dark)],
    );
    assert_eq!(state.link(), "screen=cluster&theme=dark&lang=de");
    let back = state.reduce(HERE);
    assert_eq!((back.language(), back.page.theme), (Language::German, Theme::Dark));
}

#[test]
fn an_address_holds_the_keys_of_one_screen() {
    let keys = |state: &State| -> Vec<String> { state.notices.iter().map(ToString::to_string).collect() };
    let there = open("screen=cluster&ram=8GiB&span=3s");
    assert_eq!(
        keys(&there),
        ["ram: this key belongs to screen=lab, so it is left out."]
    );
    assert_eq!(there.link(), "screen=cluster&span=3s");
    let here = open("span=3s&ram=8GiB");
    assert_eq!(
        keys(&here),
        ["span: this key belongs to screen=cluster, so it is left out."]
    );
    assert_eq!(here.link(), "ram=8GiB");
    assert!(here.reduce(THERE).notices.is_empty(), "they were about what was left");
}

#[test]
fn a_screen_that_is_not_there_is_told_and_nothing_is_lost() {
    for name in [ScreenName::Learn, ScreenName::Measured, ScreenName::Cluster] {
        let token = migrascope::params::Choice::token(name);
        let (experiment, notices) = link::parse(&format!("ram=8GiB&screen={token}&theme=dark"));
        assert_eq!(link::print(&experiment), "ram=8GiB&theme=dark");
        let used = ScreenName::Lab;
        assert_eq!(notices.len(), 1);
        assert_eq!(*notices[0].problem(), Problem::NotBuilt { asked: name, used });
        assert_eq!(
            notices[0].to_string(),
            format!("screen: {token} is not built yet, so lab is used.")
        );
    }
    let (experiment, notices) = link::parse("screen=labor&ram=8GiB");
    assert_eq!(link::print(&experiment), "ram=8GiB");
    assert_eq!(
        notices[0].to_string(),
        "screen: “labor” is not known here, so lab is used (allowed: lab, learn, measured, cluster)."
    );
    assert_eq!(link::parse("screen=LAB").1, [], "the default says nothing");
}
