//! What can happen now: what would be no more than a mark on the clock is not offered, and the likeliest comes first.

use migrascope::params::ActKind;
use migrascope::state::lab::{Chances, Lab};
use migrascope::text::Language;
use migrascope::units::SimTime;

fn chances(link: &str, seconds: f64) -> Chances {
    Chances::at(&Lab::open(link), SimTime::s(seconds))
}

fn against(link: &str, seconds: f64, kind: ActKind) -> Option<String> {
    chances(link, seconds).against(kind, Language::English)
}

#[test]
fn while_the_guest_boots_only_its_own_host_and_a_hold_matter() {
    for kind in [
        ActKind::LinkDown,
        ActKind::LinkSlow,
        ActKind::Burst,
        ActKind::SourceCrash,
        ActKind::Force,
    ] {
        let said = against("lanes=cold", 40.0, kind).expect("nothing comes of it");
        assert!(said.contains("nothing that is shown"), "{kind:?}: {said}");
    }
    for kind in [ActKind::DestinationCrash, ActKind::Hold] {
        assert_eq!(against("lanes=cold", 40.0, kind), None, "{kind:?}");
    }
}

#[test]
fn a_lane_that_waits_cannot_be_held_and_says_so() {
    let said = against("lanes=suspended", 20.0, ActKind::Hold).expect("it is on hold");
    assert!(said.contains("a hold goes on"), "{said}");
}

#[test]
fn what_ends_what_goes_on_comes_first_and_what_cannot_work_last() {
    let first = |link: &str, seconds: f64| chances(link, seconds).in_order()[0];
    assert_eq!(first("lanes=live", 5.0), ActKind::Cancel);
    assert_eq!(first("lanes=live&at=linkdown@5s+20s", 10.0), ActKind::LinkUp);
    assert_eq!(first("lanes=live&at=hold@3s+1min", 10.0), ActKind::Resume);
    for (link, seconds) in [
        ("lanes=live", 5.0),
        ("lanes=cold", 40.0),
        ("", 0.0),
        ("live=postcopy", 10.0),
        ("lanes=live", 3000.0),
    ] {
        let chances = chances(link, seconds);
        let order = chances.in_order();
        let idle: Vec<bool> = order
            .iter()
            .map(|&kind| chances.against(kind, Language::English).is_some())
            .collect();
        assert!(idle.is_sorted(), "{link}: {order:?} {idle:?}");
    }
}
