//! The measured run behind what the Lab shows.

use std::rc::Rc;

use crate::example;
use crate::screen::{open, seek, shown};
use migrascope::link::LAB;
use migrascope::measured::ghost::ghost;
use migrascope::measured::{FORMATS, Record, Status, read};
use migrascope::params::{Choice, Id, Lane};
use migrascope::state::lab::{Action, Edit, Lab, MeasuredRun};
use migrascope::state::{self, State};
use migrascope::text::Language;
use migrascope::units::{Bytes, SimTime};
use migrascope::view::behind::Behind;
use migrascope::view::charts::{Frame, downtime_beside, memory_left_beside};
use migrascope::view::palette::Scheme;

const COMPLETED: &str = include_str!("../../crates/measured/specimens/qmp-7x-completed.json");
const WATCHED: &str = include_str!("../../crates/measured/specimens/watch.jsonl");
const UNDER_WAY: &str = include_str!("../../crates/measured/specimens/domjobinfo-active.txt");

fn record(text: &str) -> Record {
    read(text).records.remove(0)
}

fn lab(state: &State) -> Rc<Lab> {
    state.screen().expect("the Lab is shown")
}

/// What the page does when somebody goes to the Lab with what was found.
fn to_lab(text: &str) -> State {
    let given = open("screen=measured").reduce(state::Action::on_screen(migrascope::state::measured::Action::Take(
        None,
        text.into(),
    )));
    let found = seek(&given);
    let measured = shown(&found);
    let run = measured
        .record()
        .and_then(|record| MeasuredRun::of(record))
        .map(Rc::new);
    let link = measured.lab_link().expect("an experiment was found");
    let there = found.reduce(state::Action::Travel(link));
    there.reduce(state::Action::on_screen(Action::Measured(run)))
}

#[test]
fn total_downtime_and_traffic_are_those_of_the_text() {
    let ghost = ghost(&record(COMPLETED)).expect("it tells how it ended");
    let metrics = &ghost.lane.metrics;
    assert_eq!(metrics.total, SimTime::ms(10194.0));
    assert_eq!(metrics.downtime.total(), SimTime::ms(358.0));
    assert_eq!(ghost.known.figures, [true, true, false, true]);
    let sent = record(COMPLETED).last_value::<Bytes>(migrascope::measured::Field::Sent);
    assert_eq!(Some(metrics.traffic.total()), sent);
    assert_eq!(ghost.lane.end(), metrics.total);
    // One look at the end is no course.
    assert!(!ghost.known.left && !ghost.known.wire);
}

#[test]
fn what_the_text_does_not_tell_is_not_known() {
    // No traffic, no pass, no time.
    let short = "Job type: Completed\nTime elapsed: 9821 ms\nTotal downtime: 121 ms\nMemory total: 8.0 GiB\n";
    let known = ghost(&record(short)).expect("two figures").known;
    assert_eq!(known.figures, [true, true, false, false]);
    assert!(!known.left && !known.wire && !known.stages);
    for format in FORMATS {
        let reading = read(&example(*format));
        for record in &reading.records {
            let Some(ghost) = ghost(record) else { continue };
            let lane = &ghost.lane;
            assert!(lane.samples.windows(2).all(|pair| pair[0].at <= pair[1].at));
            assert!(lane.phases.iter().all(|phase| phase.start < phase.end));
            assert!(lane.metrics.downtime.total() <= lane.metrics.total.max(SimTime::ZERO));
            // Whatever is asked of it is answered.
            for moment in [0.0, 0.5, 2.0] {
                let _ = lane.at(lane.end() * moment);
            }
        }
    }
    assert_eq!(ghost(&record("Migration: [ 0.52 %]\nMigration: [37.10 %]\n")), None);
}

#[test]
fn a_course_is_drawn_where_it_was_measured() {
    let ghost = ghost(&record(WATCHED)).expect("a run");
    assert!(ghost.known.left && ghost.known.wire && ghost.known.stages);
    let left = |at: f64| ghost.lane.at(SimTime::s(at)).state.memory_left();
    let first = left(0.0);
    assert!(first > left(5.0) && left(1e9).is_zero(), "{first:?}");
}

#[test]
fn it_stands_behind_the_live_lane_in_figures_bars_and_curves() {
    let state = to_lab(WATCHED);
    let lab = lab(&state);
    let both = lab.both();
    assert!(matches!(both.behind, Behind::Measured(_)));
    let figures = both
        .figures(Language::English, lab.trace.lane(Lane::Live))
        .expect("a ghost");
    assert!(figures[0].sentence(Language::English).starts_with("total was "));
    assert_eq!(figures[2].sentence(Language::English), "", "nobody measured the outage");
    let frame = Frame {
        width: 600,
        height: 200,
        scheme: Scheme::Light,
        language: Language::English,
    };
    for chart in [
        memory_left_beside(&both, &[Lane::Live], &frame),
        downtime_beside(&both, Lane::ALL, &frame),
    ] {
        assert!(chart.summary.contains("In the measured run: Live"), "{}", chart.summary);
    }
    // Nobody measured the others.
    for lane in [Lane::Cold, Lane::Suspended] {
        assert!(both.ghost_of(lab.trace.lane(lane)).is_none());
    }
}

#[test]
fn undo_keeps_it_and_it_can_be_taken_away() {
    let state = to_lab(UNDER_WAY);
    let link = state.link();
    assert!(!link.contains("record"), "what was pasted is in no link: {link}");
    assert_eq!(
        lab(&state)
            .measured
            .as_ref()
            .and_then(|run| run.run.as_ref())
            .map(|_| ()),
        Some(())
    );
    let changed = state.reduce(state::Action::on_screen(Action::Edit(Edit::set(Id::Throttle, true))));
    let undone = changed.reduce(state::Action::Undo);
    for state in [&changed, &undone] {
        assert!(lab(state).behind().is_some());
    }
    let pinned = changed.reduce(state::Action::on_screen(Action::Pin));
    assert!(lab(&pinned).behind().is_none(), "a pin takes its place");
    let unpinned = pinned.reduce(state::Action::on_screen(Action::Unpin));
    assert!(lab(&unpinned).behind().is_some(), "and gives it back");
    let gone = unpinned.reduce(state::Action::on_screen(Action::Unpin));
    assert!(lab(&gone).behind().is_none());
    // Another VM was not measured.
    let elsewhere = changed.reduce(state::Action::Travel("ram=1GiB".to_owned()));
    assert!(lab(&elsewhere).measured.is_none());
}

#[test]
fn a_link_with_the_record_shows_it_again() {
    let given = open("screen=measured").reduce(state::Action::on_screen(migrascope::state::measured::Action::Take(
        None,
        COMPLETED.into(),
    )));
    let found = seek(&given);
    let link = shown(&found).lab_link_with_record().expect("it is short");
    let opened = open(&link);
    assert_eq!(opened.notices, []);
    let fresh = lab(&opened);
    let run = |lab: &Lab| lab.measured.as_ref().and_then(|run| run.run.clone());
    let asked = MeasuredRun::of(&record(COMPLETED)).and_then(|run| run.run);
    assert_eq!(run(&fresh).map(|run| run.0), asked.map(|run| run.0));
    assert_eq!(opened.link(), link, "a reload shows it too");
    assert!((LAB.params)().iter().any(|param| param.key == "record"));
    // A damaged one is told, and nothing else suffers.
    let damaged = lab(&open("ram=8GiB&record=AAAA"));
    assert!(damaged.measured.is_some() && damaged.behind().is_none());
}

#[test]
fn what_was_given_up_has_no_end_of_its_own() {
    let cancelled = include_str!("../../crates/measured/specimens/proxmox-task-cancelled.txt");
    let record = record(cancelled);
    assert_eq!(record.status(), Some(Status::Cancelled));
    let ghost = ghost(&record).expect("a run");
    let lab = Lab::open("ram=16GiB").with_measured(MeasuredRun::of(&record));
    let was = lab.both().ending_was(Language::English, lab.trace.lane(Lane::Live));
    assert!(was.contains("given up"), "{was}");
    assert!(
        ghost
            .lane
            .phases
            .iter()
            .all(|phase| phase.end <= ghost.lane.metrics.total)
    );
}
