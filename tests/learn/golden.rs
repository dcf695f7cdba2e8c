//! Exercises are promised: a template and a seed are the same exercise for ever.
//!
//! `tests/data/exercises-v1.jsonl` has what was published, a line an exercise. It only grows: `UPDATE_EXPECT=1 cargo test --test learn golden`
//! appends the exercises of templates that it lacks and never changes a line. If the engine moves an answer by more than half of its
//! tolerance, the template gets another version, and the old one goes.

use migrascope::learn::exercise::{Exercise, TEMPLATES, Task, template};
use migrascope::text::Language;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const FILE: &str = "tests/data/exercises-v1.jsonl";

/// What was published first, as the number of lines and their hash.
const FIRST: (usize, u64) = (300, 0x01ec_efa5_c9ea_c546);

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
        let now = Line {
            answer: before.answer,
            ..line(&exercise, &before.seed)
        };
        let before = serde_json::from_str(text).expect("it was read before");
        assert_eq!(
            now, before,
            "what was published changes; the template needs a new version"
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
