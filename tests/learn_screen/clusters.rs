//! A step that shows a cluster: what is done to it counts, and can be undone.

use std::rc::Rc;

use engine::params::Lane;
use migrascope::link::cluster::Asked;
use migrascope::state::cluster::{Action as ClusterAction, ClusterScreen, Side};
use migrascope::state::learn::Action;
use migrascope::state::{self, State};
use migrascope::units::SimTime;

use crate::screen::{act, choose, learn, open};

fn cluster(state: &State) -> Rc<ClusterScreen> {
    learn(state).cluster.clone().expect("the step shows a cluster")
}

fn ask(state: &State, key: &'static str, change: impl Fn(&mut Asked)) -> State {
    let mut asked = cluster(state).first.asked.clone();
    change(&mut asked);
    state.reduce(act(Action::Cluster(ClusterAction::Ask {
        side: Side::First,
        key,
        asked: Box::new(asked),
    })))
}

#[test]
fn the_last_lesson_empties_its_host_on_the_cluster() {
    let state = open("screen=learn&learn=evacuate&step=4");
    assert!(!learn(&state).is_done(3) && cluster(&state).other().is_none());
    let cold = ask(&state, "by", |asked| asked.cluster.kinds.usual = Lane::Cold);
    assert!(!learn(&cold).is_reached(), "all cold, one after the other");
    let batch = ask(&state, "by", |asked| {
        let class = migrascope::link::cluster::parse("by=batch:cold").0.first.cluster.kinds;
        asked.cluster.kinds = class;
    });
    assert!(learn(&batch).is_reached() && learn(&batch).is_done(3));
    // What was reached stays so, and the step can be begun again.
    let undone = batch.reduce(state::Action::Undo);
    assert!(!learn(&undone).is_reached() && learn(&undone).is_done(3));
    let redone = undone.reduce(state::Action::Redo);
    assert!(learn(&redone).is_reached());
    let again = redone.reduce(act(Action::Restart));
    assert_eq!(cluster(&again).first.asked, cluster(&state).first.asked);
    assert!(cluster(&again).opened > cluster(&redone).opened);
}

/// Until the bet is placed one run is shown, covered; then both beside each other, and they play.
#[test]
fn a_bet_covers_the_second_run() {
    let state = open("screen=learn&learn=evacuate&step=2");
    assert!(learn(&state).is_sealed() && !learn(&state).plays());
    assert!(cluster(&state).other().is_none());
    assert_eq!(cluster(&state).moment(), SimTime::ZERO);
    let placed = choose(&state, 0);
    assert!(!learn(&placed).is_sealed() && learn(&placed).plays());
    let screen = cluster(&placed);
    let records: Vec<bool> = screen.runs().map(|(_, run)| run.record.is_some()).collect();
    assert_eq!(records, [true, true]);
}

/// A step of the Lab after one of clusters shows lanes again.
#[test]
fn the_lab_comes_back() {
    let state = open("screen=learn&learn=own");
    let text = "lesson: own\n## look: One\nrun a: #screen=cluster&vms=4xweb@h1&do=drain:h1@0s\nshow: a\n## look: Two\nrun b: #lanes=live\nshow: b";
    let state = state.reduce(act(Action::Write(text.into())));
    assert!(learn(&state).cluster.is_some());
    let next = crate::screen::go(&state, &learn(&state).at_step(1));
    assert!(learn(&next).cluster.is_none());
    assert_eq!(learn(&next).lab.display.lanes, [Lane::Live]);
}
