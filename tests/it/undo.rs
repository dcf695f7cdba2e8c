//! Undo and redo of whatever changes the experiment.

use migrascope::params::{ActKind, Choice, Id, Lane, Method, Quantity, TABLE};
use migrascope::scenario::{Act, TimedEvent};
use migrascope::state::MOST_STEPS;
use migrascope::state::Screen;
use migrascope::state::lab::{Action, Edit, Lab};
use migrascope::units::{Rate, Share, SimTime};
use proptest::prelude::*;

/// A quantity of the experiment at a place of its slider.
fn slide(index: usize, place: f64) -> Option<Edit> {
    let param = TABLE.get(index)?;
    let range = param.range()?;
    Some(Edit::Quantity(param.id, Some(range.at(Share::new(place)))))
}

/// What can be undone.
#[derive(Clone, Debug)]
enum Change {
    Action(Action),
    /// The user opens another link.
    Travel(String),
    /// The browser goes to another one.
    Open(&'static str),
}

impl Change {
    fn of(self, lab: &Lab) -> Lab {
        match self {
            Self::Action(action) => lab.reduce(action),
            Self::Travel(text) => lab.elsewhere(&Lab::open(&text), true),
            Self::Open(text) => lab.elsewhere(&Lab::open(text), false),
        }
    }
}

fn any_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        16 => any_action().prop_map(Change::Action),
        1 => (1..64_u32).prop_map(|gib| Change::Travel(format!("ram={gib}GiB"))),
        1 => Just(Change::Open("downtime=1s&lanes=live")),
    ]
}

fn any_action() -> impl Strategy<Value = Action> {
    let event = |seconds: f64, kind: usize| TimedEvent {
        at: SimTime::s(seconds),
        act: Act::usual(ActKind::ALL[kind % ActKind::ALL.len()]),
    };
    prop_oneof![
        6 => (0..TABLE.len(), 0.0..1.0_f64)
            .prop_filter_map("not a quantity", |(index, place)| slide(index, place).map(Action::Edit)),
        2 => (0..3_usize, 1e3..1e9_f64)
            .prop_map(|(class, rate)| Action::Edit(Edit::WriteRate(class, Rate::bytes_per_s(rate)))),
        2 => (0.0..60.0_f64, 0..20_usize)
            .prop_map(move |(at, kind)| Action::Edit(Edit::AddEvent(event(at, kind)))),
        1 => (0..3_usize, 0.0..60.0_f64, 0..20_usize)
            .prop_map(move |(index, at, kind)| Action::Edit(Edit::ChangeEvent(index, event(at, kind)))),
        1 => (0..3_usize).prop_map(|index| Action::Edit(Edit::RemoveEvent(index))),
        1 => proptest::sample::select(Method::ALL).prop_map(|method| Action::Edit(Edit::choose(Id::Live, method))),
        1 => proptest::sample::select(TABLE).prop_map(|param| Action::Reset(param.id)),
        1 => proptest::sample::select(Lane::ALL).prop_map(Action::ToggleLane),
        1 => Just(Action::Settle),
    ]
}

fn experiment(state: &Lab) -> (String, Vec<Lane>) {
    (
        format!("{:?} {:?}", state.asked, state.adjustments),
        state.display.lanes.clone(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_goes_all_the_way_back_and_redo_all_the_way_forth(changes in prop::collection::vec(any_change(), 1..24)) {
        let first = Lab::open("");
        let mut state = first.clone();
        for change in changes {
            let next = change.clone().of(&state.reduce(Action::Settle));
            if experiment(&next) == experiment(&state) {
                prop_assert_eq!(&next.history.can_undo(), &state.history.can_undo(), "nothing changed, nothing to undo");
            } else {
                let back = next.reduce(Action::Undo);
                prop_assert_eq!(experiment(&back), experiment(&state), "{:?} is undone", change);
                prop_assert_eq!(&back.trace, &state.trace);
                prop_assert_eq!(experiment(&back.reduce(Action::Redo)), experiment(&next), "and done again");
            }
            state = next;
        }
        let mut back = state.clone();
        while back.history.can_undo() {
            back = back.reduce(Action::Undo);
        }
        prop_assert_eq!(experiment(&back), experiment(&first));
        while back.history.can_redo() {
            back = back.reduce(Action::Redo);
        }
        prop_assert_eq!(experiment(&back), experiment(&state));
    }
}

fn mbit(rate: f64) -> Rate {
    Rate::bits_per_s(rate * 1e6)
}

fn link(rate: f64) -> Action {
    Action::Edit(Edit::Quantity(Id::Link, Some(Quantity::Rate(mbit(rate)))))
}

fn after(actions: impl IntoIterator<Item = Action>) -> Lab {
    actions
        .into_iter()
        .fold(Lab::open(""), |state, action| state.reduce(action))
}

#[test]
fn a_drag_is_one_step() {
    let dragged = after([900.0, 800.0, 700.0].map(link));
    assert_eq!(experiment(&dragged.reduce(Action::Undo)), experiment(&Lab::open("")));
    let twice = after([link(900.0), link(800.0), Action::Settle, link(700.0)]);
    assert_eq!(twice.reduce(Action::Undo).scenario.link, mbit(800.0));
    let other = after([link(900.0), Action::Edit(Edit::set(Id::Throttle, true)), link(700.0)]);
    assert_eq!(other.reduce(Action::Undo).scenario.link, mbit(900.0));
    let undone = after([link(900.0), Action::Settle, link(800.0), Action::Undo, link(700.0)]);
    assert_eq!(
        undone.reduce(Action::Undo).scenario.link,
        mbit(900.0),
        "undoing ends a drag"
    );
}

#[test]
fn a_new_change_ends_what_could_be_done_again() {
    let state = after([link(900.0), Action::Undo]);
    assert!(state.history.can_redo() && !state.history.can_undo());
    assert!(!state.reduce(link(500.0)).history.can_redo());
    assert_eq!(state.reduce(Action::Undo), state, "there is nothing to undo");
    assert!(state.undo().is_none());
}

#[test]
fn old_steps_are_forgotten() {
    let many = (0..MOST_STEPS + 20).flat_map(|step| [Action::Settle, link(100.0 + step as f64)]);
    let mut state = after(many);
    let mut steps = 0;
    while state.history.can_undo() {
        state = state.reduce(Action::Undo);
        steps += 1;
    }
    assert_eq!(steps, MOST_STEPS);
    assert_eq!(state.scenario.link, mbit(119.0));
}
