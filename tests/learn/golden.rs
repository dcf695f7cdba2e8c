//! Exercises are promised: a template and a seed are the same exercise for ever.
//!
//! `tests/data/exercises-v1.jsonl` has what was published, a line an exercise. It only grows: `UPDATE_EXPECT=1 cargo test --test learn golden`
//! appends the exercises of templates that it lacks and never changes a line. What is drawn stays to the letter. If the engine moves an
//! answer by more than half of its tolerance, the template gets another version, and the old one goes; figures of runs that a question
//! tells may move as far.

use migrascope::learn::exercise::{Exercise, TEMPLATES, Task, template};
use migrascope::text::Language;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const FILE: &str = "tests/data/exercises-v1.jsonl";

/// What was published first, as the number of lines and their hash.
const FIRST: (usize, u64) = (300, 0x01ec_efa5_c9ea_c546);

/// Numbers that a run gives and no draw: downtime and total of the run in question, and what each VM takes.
const FIGURES: [&str; 7] = ["downtime", "total", "A", "B", "C", "D", "E"];
/// Half of the tolerance that most answers have, and the rounding to three digits.
const MOVES: f64 = 0.015 + 0.005;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    template: String,
    seed: String,
    redraws: u32,
    numbers: Vec<String>,
    text: Vec<String>,
    options: Vec<String>,
    /// In base units; of choices, which are right.
    answer: Answer,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Answer {
    Number(f64),
    Choices(Vec<bool>),
}

fn seeds() -> Vec<String> {
    let numbers = (1..=16).map(|number| format!("2026{number:03}"));
    numbers
        .chain(["anna", "  Müller ", "", "💡 <b>|0"].map(str::to_owned))
        .collect()
}

fn line(exercise: &Exercise, seed: &str) -> Line {
    let english = Language::English;
    let numbers = exercise.numbers.iter();
    let table = exercise.table.iter().flat_map(|table| table.lines(english));
    let (options, answer) = match &exercise.task {
        Task::Number(number) => (Vec::new(), Answer::Number(number.right.base())),
        Task::Choice(choices) => (
            choices.options.iter().map(|option| option.text.get(english)).collect(),
            Answer::Choices(choices.options.iter().map(|option| option.is_right).collect()),
        ),
    };
    Line {
        template: exercise.name().to_owned(),
        seed: seed.to_owned(),
        redraws: exercise.redraws,
        numbers: numbers
            .map(|(name, slot)| format!("{name}={}", slot.get(english)))
            .collect(),
        text: [exercise.question.get(english)].into_iter().chain(table).collect(),
        options,
        answer,
    }
}

/// How far the answer has moved, in tolerances; nothing for what is exact and the same.
fn moved(exercise: &Exercise, recorded: &Answer) -> f64 {
    match (&exercise.task, recorded) {
        (Task::Number(number), Answer::Number(before)) => {
            let far = (number.right.base() - before).abs();
            let allowed = number.tolerance.as_f64() * before;
            if far == 0.0 { 0.0 } else { far / allowed }
        }
        _ => match &line(exercise, "").answer == recorded {
            true => 0.0,
            false => f64::INFINITY,
        },
    }
}

/// Whether an exercise is the published one, its answer aside.
fn is_promised(before: &Line, now: &Line) -> bool {
    let drawn = |line: &Line| -> Vec<String> {
        let is_drawn = |number: &&String| !FIGURES.contains(&number.split('=').next().unwrap_or_default());
        line.numbers.iter().filter(is_drawn).cloned().collect()
    };
    let same = |one: &[String], other: &[String]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| reads_alike(one, other))
    };
    (before.redraws, drawn(before)) == (now.redraws, drawn(now))
        && same(&before.numbers, &now.numbers)
        && same(&before.text, &now.text)
        && same(&before.options, &now.options)
}

/// Whether texts differ in nothing but numbers that are nearly the same.
fn reads_alike(one: &str, other: &str) -> bool {
    let number = |word: &str| word.trim_end_matches([',', '.', ':', ';']).parse::<f64>().ok();
    let words = |text: &str| text.split([' ', '=']).map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    let alike = |(one, other): (&String, &String)| match (number(one), number(other)) {
        (Some(before), Some(now)) => (now - before).abs() <= MOVES * before,
        _ => one == other,
    };
    one.len() == other.len() && one.iter().zip(&other).all(alike)
}

#[test]
fn a_figure_may_move_a_little_and_nothing_else() {
    let text = "It stands still for 291 ms.";
    assert!(reads_alike(text, "It stands still for 290 ms."));
    for other in [
        "It stands still for 280 ms.",
        "It stands still for 291 s.",
        "It stays for 291 ms.",
        "It stands still",
    ] {
        assert!(!reads_alike(text, other), "{other}");
    }
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)
}

fn hash(lines: &[&str]) -> u64 {
    let bytes = lines.iter().flat_map(|line| line.bytes().chain([b'\n']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn what_was_published_stays() {
    let text = fs::read_to_string(path()).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let (first, seal) = FIRST;
    assert!(lines.len() >= first, "{FILE} has lost lines");
    assert_eq!(
        hash(&lines[..first]),
        seal,
        "{FILE}: the first {first} lines have changed"
    );
    let mut known = Vec::new();
    for text in lines {
        let before: Line = serde_json::from_str(text).unwrap_or_else(|error| panic!("{FILE}: {error}: {text}"));
        let name = &before.template;
        known.push((name.clone(), before.seed.clone()));
        // A version that was replaced is history.
        let Some(template) = template(name) else { continue };
        let exercise = template
            .draw(&before.seed)
            .unwrap_or_else(|| panic!("{name} {}: no exercise", before.seed));
        let moved = moved(&exercise, &before.answer);
        assert!(
            moved <= 0.5,
            "{name} {}: the answer has moved by {moved:.2} tolerances from {:?}; the template needs a new version",
            before.seed,
            before.answer
        );
        let now = line(&exercise, &before.seed);
        assert!(
            is_promised(&before, &now),
            "what was published changes; the template needs a new version:\n{before:?}\n{now:?}"
        );
    }
    let mut new = String::new();
    for template in TEMPLATES {
        for seed in seeds() {
            if !known.contains(&(template.name.to_owned(), seed.clone())) {
                let exercise = template.draw(&seed).expect("an exercise");
                let line = serde_json::to_string(&line(&exercise, &seed)).expect("words and numbers are JSON");
                writeln!(new, "{line}").expect("a string takes everything");
            }
        }
    }
    if new.is_empty() {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_EXPECT").is_some(),
        "{FILE} lacks exercises: UPDATE_EXPECT=1 cargo test --test learn golden"
    );
    let all = text.clone() + &new;
    fs::write(path(), &all).expect("the file can be written");
    let lines: Vec<&str> = all.lines().collect();
    println!("({}, {:#x})", lines.len(), hash(&lines));
}
