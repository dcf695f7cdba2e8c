//! The state of the Lab, and its clock.

use std::rc::Rc;

use migrascope::display::{Display, Pace};
use migrascope::link;
use migrascope::params::{
    ActKind, Compression, Id, Lane, Method, Pattern, Quantity, Storage, SuspendMode, TABLE, TimeoutAction,
};
use migrascope::scenario::{Act, MAX_WRITE_CLASSES, Ramp, Settings, Switch, TimedEvent, TimedHold, Timeout, Used};
use migrascope::state::Clock;
use migrascope::state::Screen;
use migrascope::state::lab::{Action, Chances, Edit, Lab};
use migrascope::text::Language;
use migrascope::units::{Bytes, Rate, Share, SimTime};
use migrascope::view::pace::Story;

fn ram(gib: f64) -> Action {
    Action::Edit(Edit::Quantity(Id::Ram, Some(Quantity::Size(Bytes::gib(gib)))))
}

fn after(actions: &[Action]) -> Lab {
    actions
        .iter()
        .fold(Lab::open(""), |state, action| state.reduce(action.clone()))
}

/// What a link says about the Lab.
fn link_of(lab: &Lab) -> String {
    let mut text = String::new();
    lab.link(&mut text);
    text
}

#[test]
fn an_empty_link_is_the_default_experiment() {
    let state = Lab::open("");
    assert_eq!(state.asked, Settings::default());
    assert_eq!(state.display, Display::default());
    assert!(!state.is_anything_changed());
    assert_eq!(link_of(&state), "");
}

#[test]
fn what_gave_way_comes_back() {
    let used = Action::Edit(Edit::Quantity(Id::Used, Some(Quantity::Size(Bytes::gib(3.0)))));
    let small = after(&[used.clone(), ram(2.0)]);
    assert_eq!(small.scenario.used_memory(), Bytes::gib(2.0));
    assert!(
        small.complaint(Id::Used, 0, Language::English).is_some(),
        "the page says what gave way"
    );
    let large = small.reduce(ram(8.0));
    assert_eq!(large.scenario.used_memory(), Bytes::gib(3.0));
    assert_eq!(large.asked.used, Used::Size(Bytes::gib(3.0)));
    assert!(large.adjustments.is_empty());
}

#[test]
fn an_edit_that_changes_nothing_keeps_the_trace() {
    let state = Lab::open("");
    let same = state.reduce(Action::Edit(Edit::choose(Id::Storage, Storage::Shared)));
    assert!(Rc::ptr_eq(&state.trace, &same.trace));
    assert!(!Rc::ptr_eq(&state.trace, &state.reduce(ram(8.0)).trace));
}

/// An edit for each parameter of the experiment that has a control.
fn edits() -> Vec<(Id, Edit)> {
    let mut edits: Vec<(Id, Edit)> = TABLE
        .iter()
        .filter(|param| Settings::default().quantity(param.id).is_some() || param.id == Id::Cap)
        .map(|param| {
            (
                param.id,
                Edit::Quantity(param.id, Some(param.id.range().at(Share::new(0.7)))),
            )
        })
        .collect();
    let timeout = Timeout {
        after: SimTime::s(30.0).into(),
        action: TimeoutAction::Force,
    };
    edits.extend([
        (Id::Storage, Edit::choose(Id::Storage, Storage::Local)),
        (Id::Live, Edit::choose(Id::Live, Method::Hybrid)),
        (Id::Switch, Edit::Switch(Some(Switch::At(SimTime::s(5.0))))),
        (Id::Throttle, Edit::set(Id::Throttle, true)),
        (Id::Delta, Edit::set(Id::Delta, true)),
        (Id::Compress, Edit::choose(Id::Compress, Compression::Zstd)),
        (
            Id::Ramp,
            Edit::Ramp(Some(Ramp {
                steps: 5,
                every: SimTime::s(10.0),
            })),
        ),
        (Id::Timeout, Edit::Timeout(Some(timeout))),
        (Id::Suspend, Edit::Suspend(SuspendMode::File)),
        (
            Id::Suspend,
            Edit::SuspendHold(TimedHold {
                at: SimTime::s(3.0),
                ..TimedHold::default()
            }),
        ),
        (
            Id::At,
            Edit::AddEvent(TimedEvent {
                at: SimTime::s(3.0),
                act: Act::Cancel,
            }),
        ),
        (Id::WriteRate, Edit::WriteRate(0, Rate::mib_per_s(80.0))),
        (Id::WriteRegion, Edit::WriteRegion(0, Bytes::mib(64.0))),
        (Id::Writes, Edit::WritePattern(0, Pattern::Sequential)),
        (Id::Writes, Edit::AddWrites),
        (Id::Writes, Edit::RemoveWrites(0)),
    ]);
    edits
}

#[test]
fn every_edit_is_marked_and_can_be_taken_back() {
    for (id, edit) in edits() {
        let state = Lab::open("");
        let changed = state.reduce(Action::Edit(edit));
        assert!(
            changed.is_changed(id) && changed.is_anything_changed(),
            "{edit:?} is not marked"
        );
        let back = changed.reduce(Action::Reset(id));
        assert!(!back.is_changed(id), "{edit:?} cannot be taken back");
        assert_eq!(back.asked, state.asked, "{edit:?}");
        assert_eq!(back.trace, state.trace, "{edit:?}");
    }
}

#[test]
fn every_edit_survives_as_a_link() {
    for (_, edit) in edits() {
        let changed = Lab::open("").reduce(Action::Edit(edit));
        let (opened, notices) = link::parse(&link_of(&changed));
        assert!(notices.is_empty(), "{edit:?}: {notices:?}");
        assert_eq!(opened.scenario, changed.scenario, "{edit:?}");
    }
}

#[test]
fn edits_of_what_is_not_there_change_nothing() {
    let state = Lab::open("");
    for edit in [
        Edit::WriteRate(7, Rate::mib_per_s(1.0)),
        Edit::WriteRegion(7, Bytes::mib(1.0)),
        Edit::WritePattern(7, Pattern::Sequential),
        Edit::RemoveWrites(7),
        Edit::Quantity(Id::Ram, Some(Quantity::Time(SimTime::s(1.0)))),
        Edit::Quantity(Id::Ram, None),
        Edit::Quantity(Id::Storage, None),
        Edit::Word(Id::Ram, 0),
        Edit::Word(Id::Storage, 7),
    ] {
        assert_eq!(state.reduce(Action::Edit(edit)).asked, state.asked, "{edit:?}");
    }
    let full = after(&vec![Action::Edit(Edit::AddWrites); 40]);
    assert_eq!(full.asked.writes.len(), MAX_WRITE_CLASSES);
}

#[test]
fn lanes_keep_their_order_and_one_stays() {
    let without = after(&[Action::ToggleLane(Lane::Cold)]);
    assert_eq!(without.display.lanes, [Lane::Suspended, Lane::Live]);
    let again = without.reduce(Action::ToggleLane(Lane::Cold));
    assert_eq!(again.display.lanes, [Lane::Cold, Lane::Suspended, Lane::Live]);
    let last = after(&[Lane::Cold, Lane::Suspended, Lane::Live].map(Action::ToggleLane));
    assert_eq!(last.display.lanes, [Lane::Live]);
}

fn story() -> (Story, SimTime) {
    let state = Lab::open("");
    let lanes = &state.display.lanes;
    (Story::new(&state.trace, lanes), state.trace.end())
}

const FRAME: SimTime = SimTime::ms(16.0);

#[test]
fn the_clock_plays_to_the_end_and_starts_again() {
    let (story, end) = story();
    for pace in [Pace::Cinematic, Pace::Times(10.0)] {
        let mut clock = Clock::at(SimTime::ZERO, &story, end).play(end);
        let mut frames = 0;
        while clock.is_playing() {
            let next = clock.advance(FRAME, pace, &story, end);
            assert!(next.now() >= clock.now(), "the clock never runs back");
            clock = next;
            frames += 1;
            assert!(frames < 10_000, "{pace:?} never ends");
        }
        assert_eq!(clock.now(), end);
        assert!(clock.play(end).now().is_zero());
    }
}

#[test]
fn the_cinematic_pace_takes_its_length() {
    let (story, end) = story();
    let mut clock = Clock::at(SimTime::ZERO, &story, end).play(end);
    let mut passed = SimTime::ZERO;
    while clock.is_playing() {
        clock = clock.advance(FRAME, Pace::Cinematic, &story, end);
        passed += FRAME;
    }
    assert!((passed - story.length()).as_s() < 0.1 && (story.length() - passed).as_s() < 0.1);
}

#[test]
fn a_hidden_tab_does_not_jump() {
    let (story, end) = story();
    let clock = Clock::at(SimTime::s(1.0), &story, end).play(end);
    assert_eq!(clock.advance(SimTime::s(60.0), Pace::Times(1.0), &story, end), clock);
    assert!(clock.advance(FRAME, Pace::Times(1.0), &story, end).now() > clock.now());
}

#[test]
fn a_paused_clock_stands_still_and_seeks_inside_the_story() {
    let (story, end) = story();
    let clock = Clock::at(SimTime::s(1.0), &story, end);
    assert_eq!(clock.advance(FRAME, Pace::Cinematic, &story, end), clock);
    assert_eq!(clock.seek(end * 2.0, &story, end).now(), end);
    let playing = clock.play(end).seek(SimTime::s(2.0), &story, end);
    assert!(playing.is_playing() && playing.now() == SimTime::s(2.0));
    assert!(!playing.pause().is_playing());
}

#[test]
fn a_changed_experiment_keeps_the_moment_or_the_end() {
    let (story, end) = story();
    let middle = Clock::at(SimTime::s(5.0), &story, end).play(end);
    assert_eq!(middle.retold(end, &story, end).now(), SimTime::s(5.0));
    assert!(middle.retold(end, &story, end).is_playing());
    let shorter = SimTime::s(3.0);
    assert_eq!(middle.retold(end, &story, shorter).now(), shorter);
    let longer = end * 2.0;
    assert_eq!(Clock::at(end, &story, end).retold(end, &story, longer).now(), longer);
    assert!(Clock::default().retold(end, &story, longer).now().is_zero());
}

fn event(seconds: f64, kind: ActKind) -> TimedEvent {
    TimedEvent {
        at: SimTime::s(seconds),
        act: Act::usual(kind),
    }
}

#[test]
fn events_come_move_and_go() {
    let add = |seconds, kind| Action::Edit(Edit::AddEvent(event(seconds, kind)));
    let state = after(&[add(20.0, ActKind::LinkDown), add(5.0, ActKind::Hold)]);
    assert_eq!(state.events(Language::English).asked.len(), 2);
    assert_eq!(
        state.events(Language::English).kept[0].at,
        SimTime::s(5.0),
        "in order of time"
    );
    assert!(link_of(&state).contains("at="), "{}", link_of(&state));
    let moved = state.reduce(Action::Edit(Edit::ChangeEvent(0, event(30.0, ActKind::LinkDown))));
    assert_eq!(moved.asked.events[0].at, SimTime::s(30.0));
    let gone = moved
        .reduce(Action::Edit(Edit::RemoveEvent(1)))
        .reduce(Action::Edit(Edit::RemoveEvent(0)));
    assert_eq!(link_of(&gone), "");
    let idle = after(&[add(5.0, ActKind::Resume)]);
    assert!(idle.events(Language::English).kept.is_empty() && idle.events(Language::English).complaints.len() == 1);
}

#[test]
fn a_step_back_over_an_event_leaves_the_clock() {
    let state = after(&[Action::Edit(Edit::AddEvent(event(5.0, ActKind::Cancel)))]);
    let back = state.elsewhere(&Lab::open(""), false);
    assert_eq!((back.opened, back.asked.events.len()), (state.opened, 0));
    let elsewhere = state.elsewhere(&Lab::open("ram=8GiB"), false);
    assert_ne!(elsewhere.opened, state.opened);
    let again = state.elsewhere(&state, true);
    assert_ne!(again.opened, state.opened, "whoever asks for it sees it from the start");
}

#[test]
fn moments_are_tidy() {
    let tidy = |moment: f64, end: f64| migrascope::state::tidy(SimTime::s(moment), SimTime::s(end)).as_s();
    assert_eq!(tidy(12.034_567, 55.6), 12.03);
    assert_eq!(tidy(0.003_456_78, 0.02), 0.003_46);
    assert_eq!(tidy(1234.567, 40_000.0), 1235.0);
    assert_eq!(tidy(0.0, 0.0), 0.0);
}

#[test]
fn a_link_says_the_moment_that_is_kept_and_nothing_is_undone_by_it() {
    let kept = after(&[ram(8.0), Action::Keep(SimTime::s(12.0))]);
    assert_eq!(link_of(&kept), "ram=8GiB&t=12s");
    assert_eq!(link_of(&kept.reduce(Action::Keep(SimTime::ZERO))), "ram=8GiB");
    let undone = kept.reduce(Action::Undo);
    assert_eq!(link_of(&undone), "t=12s", "what is undone is the change before");
}

#[test]
fn what_would_change_nothing_says_why() {
    let against = |link: &str, seconds: f64, kind: ActKind| {
        Chances::at(&Lab::open(link), SimTime::s(seconds)).against(kind, Language::English)
    };
    let live = "lanes=live";
    for kind in [
        ActKind::Hold,
        ActKind::LinkDown,
        ActKind::Cancel,
        ActKind::SourceCrash,
        ActKind::Burst,
    ] {
        assert_eq!(against(live, 5.0, kind), None, "{kind:?} during the pre-copy");
    }
    assert!(against(live, 5.0, ActKind::Resume).is_some_and(|said| said.contains("no hold")));
    assert!(against(live, 5.0, ActKind::LinkUp).is_some());
    assert!(against("lanes=live&at=hold@3s+10s", 5.0, ActKind::Hold).is_some_and(|said| said.contains("a hold")));
    assert_eq!(against("lanes=live&at=hold@3s+10s", 5.0, ActKind::Resume), None);
    for kind in [ActKind::Hold, ActKind::Cancel, ActKind::LinkDown, ActKind::Force] {
        assert!(
            against(live, 3000.0, kind).is_some_and(|said| said.contains("nothing that is shown")),
            "{kind:?} long after the end"
        );
    }
}
