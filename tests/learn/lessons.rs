//! Lessons: reading never fails, and a lesson that is not true is found out.

use migrascope::learn::expression::{Expression, Fault, Value};
use migrascope::learn::{LONGEST, Ran, Runs, check, differences, read};
use migrascope::text::Language;
use migrascope::trace::simulate;
use proptest::prelude::*;
use std::path::Path;

use crate::cli::{migrascope, stdout};
use crate::common::{each_is_told, problems};

const LESSON: &str = "lesson: cold
title: Cold
lang: en
minutes: 3

## look: The oldest way
run a: #lanes=cold
show: a
The VM is shut down: {a.cold.downtime}.

## bet: It gets 16 times the memory
run b: #lanes=cold&ram=64GiB
prove: b.cold.downtime < a.cold.downtime * 1.01
- ( ) 16 times as long
  > You took memory for what is moved.
- (x) The same

## do: Longer than three minutes
show: a
keys: storage, disk
goal: cold.downtime > 3min

## ask: The disk of 20 GiB lies in host A, 10 Gbit/s
run d: #lanes=cold&storage=local&link=10Gbps
answer: d.cold.downtime ± 3%
trap: d.cold.downtime.disk > That is the disk alone.
";

#[test]
fn a_lesson_is_read_and_true() {
    assert_eq!(problems(LESSON), Vec::<String>::new());
    let (lesson, _) = read(LESSON);
    let (checked, _) = check(&lesson);
    assert_eq!(
        (
            lesson.minutes,
            checked.steps,
            checked.runs,
            checked.claims,
            checked.figures
        ),
        (Some(3), 4, 3, 4, 1)
    );
    let goal = lesson.steps[2].goal.as_ref().expect("it has one");
    let runs = Runs::of(&lesson);
    let scenario = migrascope::link::parse("storage=local").0.scenario;
    let local = Ran::Lab {
        settings: &scenario,
        trace: &simulate(&scenario),
    };
    assert_eq!(runs.holds(goal, Some(local)), Ok(true));
    assert_eq!(runs.holds(goal, runs.get("a")), Ok(false));
}

/// Each change spoils the lesson, and is found with the line where it stands.
#[test]
fn what_is_spoiled_is_found() {
    let spoiled = [
        ("* 1.01", "* 0.99", 13),
        ("- (x) The same", "- ( ) The same", 11),
        ("> 3min", "> 30s", 18),
        ("d.cold.downtime.disk", "d.cold.downtime * 1.02", 26),
        ("d.cold.downtime ±", "e.cold.downtime ±", 25),
        ("keys: storage, disk", "keys: storage, dusk", 20),
        ("&ram=64GiB", "&ramm=64GiB", 12),
        ("{a.cold.downtime}", "{a.cold.uptime}", 9),
        ("{a.cold.downtime}", "{a.cold.downtime / 0}", 6),
        ("## look", "## stare", 6),
        ("minutes: 3", "minutes: soon", 4),
        ("> 3min", "> 3GiB", 18),
    ];
    each_is_told(LESSON, &spoiled);
}

#[test]
fn values_of_different_kinds_are_not_taken_together() {
    let no_runs = |_: Option<&str>| None;
    let value = |text: &str| Expression::read(text).and_then(|read| read.value(&no_runs));
    assert_eq!(value("1GiB / 128MiB/s == 8s"), Ok(Value::Truth(true)));
    assert_eq!(
        value("2 + 3 * 4 == 14 and not_a_word == not_a_word"),
        Ok(Value::Truth(true))
    );
    assert!(matches!(value("1GiB + 1s"), Err(Fault::NoMeaning(_))));
    assert!(matches!(value("1GiB < 1s"), Err(Fault::NoMeaning(_))));
    assert_eq!(value("1s / 0"), Err(Fault::DivisionByZero));
    assert!(matches!(
        value(&"(".repeat(400)),
        Err(Fault::TooLong | Fault::Unfinished)
    ));
    assert_eq!(value(&"1+".repeat(400)), Err(Fault::TooLong));
}

/// Prose may differ between languages, and nothing else.
#[test]
fn a_translation_has_the_same_skeleton() {
    let (lesson, _) = read(LESSON);
    let told = |text: &str| differences(&lesson, &read(text).0).len();
    let prose = LESSON.replace("The VM is shut down: {a.cold.downtime}.", "{a.cold.downtime}: so long.");
    assert_eq!(told(&prose.replace("You took memory", "Memory was taken")), 0);
    for (ours, theirs) in [
        ("* 1.01", "* 1.02"),
        ("ram=64GiB", "ram=32GiB"),
        ("± 3%", "± 4%"),
        ("keys: storage, disk", "keys: storage"),
        ("{a.cold.downtime}", "55 s"),
        ("## do:", "## ask:"),
    ] {
        assert_eq!(told(&LESSON.replacen(ours, theirs, 1)), 1, "{theirs}");
    }
    let swapped = LESSON
        .replace("- (x) The same", "- ( ) The same")
        .replacen("- ( ) 16", "- (x) 16", 1);
    assert_eq!(told(&swapped), 1);
    let end = LESSON.find("## ask").expect("it has one");
    assert_eq!(told(&LESSON[..end]), 1);
}

/// Five megabytes are cut with a word.
#[test]
fn a_lesson_without_end_is_cut() {
    let text = LESSON.to_owned() + &"word ".repeat(5_000_000 / 5);
    assert!(text.len() > LONGEST);
    let (lesson, notices) = read(&text);
    assert_eq!(lesson.steps.len(), 4);
    assert_eq!(notices.len(), 1, "{notices:?}");
}

#[test]
fn the_command_checks_files() {
    let folder = std::env::temp_dir().join(format!("migrascope-lessons-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let (good, bad) = (folder.join("good.md"), folder.join("bad.md"));
    std::fs::write(&good, LESSON).expect("a file");
    std::fs::write(&bad, LESSON.replace("* 1.01", "* 0.99")).expect("a file");
    let run = |path: &std::path::Path| migrascope(&["learn", "check", path.to_str().expect("a plain path")], b"");
    let (fine, wrong, missing) = (run(&good), run(&bad), run(&folder.join("none.md")));
    std::fs::remove_dir_all(&folder).expect("it is ours");
    assert_eq!(fine.status.code(), Some(0), "{}", stdout(&fine));
    assert_eq!(wrong.status.code(), Some(1));
    assert!(stdout(&wrong).contains("line 13"), "{}", stdout(&wrong));
    assert_eq!(missing.status.code(), Some(2));
}

/// The lessons that the project brings: every claim is true, and a translation has the skeleton of its original.
#[test]
fn all_lessons_are_true_and_alike_in_every_language() {
    let files = |language: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons").join(language);
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("the lessons are part of the repository")
            .map(|entry| entry.expect("a file").path())
            .collect();
        files.sort();
        files
    };
    let languages = ["en", "de"].map(files);
    assert_eq!(languages[0].len(), 14);
    for (english, german) in languages[0].iter().zip(&languages[1]) {
        assert_eq!(english.file_name(), german.file_name());
        let texts = [english, german].map(|path| std::fs::read_to_string(path).expect("UTF-8"));
        for text in &texts {
            assert_eq!(problems(text), Vec::<String>::new(), "{}", english.display());
        }
        let [lesson, translation] = texts.map(|text| read(&text).0);
        assert_eq!(differences(&lesson, &translation), [], "{}", german.display());
        for (lesson, path) in [(&lesson, english), (&translation, german)] {
            let words = check(lesson).0.words;
            assert!((110..=210).contains(&words), "{}: {words} words", path.display());
        }
    }
}

/// A lesson's own pieces in disorder, and noise between them.
fn any_text() -> impl Strategy<Value = String> {
    let pieces: Vec<String> = LESSON.lines().map(str::to_owned).collect();
    let noise = prop_oneof![
        3 => prop::sample::select(pieces),
        1 => ".{0,40}",
        1 => Just("## ".to_owned()),
        1 => Just("goal: live.total < ".to_owned()),
        1 => Just("run a: #at=hold@1s:compliance".to_owned()),
        1 => Just("place: writes.rate at 100MiB/s ± 10%".to_owned()),
        1 => Just("  > {a.live.total} {".to_owned()),
        1 => Just("<script>alert(1)</script>".to_owned()),
    ];
    prop::collection::vec(noise, 0..30).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn reading_never_fails(text in any_text()) {
        let (lesson, notices) = read(&text);
        let lines = text.lines().count();
        for notice in notices.iter().chain(&check(&lesson).1) {
            prop_assert!(notice.line <= lines.max(1), "{:?}", notice);
            prop_assert!(!notice.text(Language::German).is_empty());
        }
    }

    #[test]
    fn an_expression_is_printed_as_it_is_read(text in "[a-z0-9.()<>=+*/ -]{0,40}") {
        if let Ok(read) = Expression::read(&text) {
            prop_assert_eq!(Expression::read(&read.to_string()), Ok(read), "{}", text);
        }
    }
}
