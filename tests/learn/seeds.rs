//! Thousands of seeds a template: none is ambiguous, few draws are refused, neighbours get different exercises, answers are spread.

use migrascope::learn::exercise::{Exercise, Judged, MOST_REDRAWS, Refusal, TEMPLATES, TOO_NEAR, Task, Template};
use migrascope::text::Language;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::time::Instant;

/// Of the first so many seeds so many are different exercises.
const ROOM: u32 = 200;
const DIFFERENT: usize = 150;

#[derive(Default)]
struct Found {
    refused: HashMap<Refusal, u32>,
    most_redraws: u32,
    different: usize,
    answers: HashMap<String, u32>,
    seconds: f64,
}

fn look(template: &'static Template, seeds: u32) -> Found {
    let begun = Instant::now();
    let (mut found, mut room) = (Found::default(), HashSet::new());
    for place in 0..seeds {
        let seed = format!("2026{place:03}");
        let exercise = (0..=MOST_REDRAWS).find_map(|redraws| match template.attempt(&seed, redraws) {
            Ok(exercise) => Some(exercise),
            Err(why) => {
                *found.refused.entry(why).or_default() += 1;
                None
            }
        });
        let exercise = exercise.unwrap_or_else(|| panic!("{} {seed}: all draws refused", template.name));
        is_clear(&exercise);
        found.most_redraws = found.most_redraws.max(exercise.redraws);
        if place < ROOM {
            room.insert((format!("{:?}", exercise.numbers), format!("{:?}", exercise.table)));
        }
        let answer = match &exercise.task {
            Task::Number(_) => exercise.answer(Language::English),
            Task::Choice(choices) => choices
                .options
                .iter()
                .map(|option| if option.is_right { 'x' } else { '-' })
                .collect(),
        };
        *found.answers.entry(answer).or_default() += 1;
    }
    found.different = room.len();
    found.seconds = begun.elapsed().as_secs_f64();
    found
}

/// Exactly the right answer is right, and every wrong one that is known is told as what it is.
fn is_clear(exercise: &Exercise) {
    let name = format!("{} {}", exercise.name(), exercise.seed);
    match &exercise.task {
        Task::Number(number) => {
            assert_eq!(number.judge(number.right), Judged::Right, "{name}");
            assert!(!number.traps.is_empty(), "{name}");
            let right = number.right.base();
            assert!(right.is_finite() && right > 0.0, "{name}");
            for trap in &number.traps {
                let far = (trap.is.base() - right).abs();
                assert!(
                    far > TOO_NEAR * number.tolerance.as_f64() * right,
                    "{name}: {:?}",
                    trap.is
                );
                assert!(!number.judge(trap.is).is_right(), "{name}: {:?}", trap.is);
            }
        }
        Task::Choice(choices) => {
            let all = choices.options.iter().enumerate();
            let right: Vec<usize> = all
                .filter(|(_, option)| option.is_right)
                .map(|(place, _)| place)
                .collect();
            assert_eq!(choices.judge(&right), Judged::Right, "{name}");
            assert!(choices.any_of || right.len() == 1, "{name}");
            for place in (0..choices.options.len()).filter(|place| !right.contains(place)) {
                assert!(!choices.judge(&[place]).is_right(), "{name}");
            }
            let texts: HashSet<String> = choices
                .options
                .iter()
                .map(|option| option.text.get(Language::English))
                .collect();
            assert_eq!(texts.len(), choices.options.len(), "{name}");
        }
    }
}

/// Looks at all templates with so many seeds each, and tells what it found.
fn look_at_all(seeds: u32) -> String {
    let (first, second) = TEMPLATES.split_at(TEMPLATES.len() / 2);
    let each = |templates: &[&'static Template]| templates.iter().map(|it| (*it, look(it, seeds))).collect::<Vec<_>>();
    let (mut found, rest) = std::thread::scope(|scope| {
        let rest = scope.spawn(|| each(second));
        (each(first), rest.join().expect("the other half"))
    });
    found.extend(rest);
    let mut told = String::new();
    for (template, found) in found {
        let name = template.name;
        let common = found.answers.values().copied().max().unwrap_or_default();
        writeln!(
            told,
            "{name}: redraws at most {}, {} different of {ROOM}, {} answers, the most common {} of {seeds}, refused {:?}, {:.1} s",
            found.most_redraws,
            found.different,
            found.answers.len(),
            common,
            found.refused,
            found.seconds
        )
        .expect("a string takes everything");
        assert!(found.different >= DIFFERENT, "{told}");
        assert!(found.answers.len() >= 2 && common < seeds * 9 / 10, "{told}");
    }
    told
}

#[test]
fn a_thousand_seeds_a_template() {
    println!("{}", look_at_all(1000));
}

/// Ten times as many take a minute or two: `cargo test --test learn -- --ignored --nocapture seeds`.
#[test]
#[ignore = "takes a minute or two"]
fn ten_thousand_seeds_a_template() {
    println!("{}", look_at_all(10_000));
}
