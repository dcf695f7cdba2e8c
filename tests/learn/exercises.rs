//! Exercises: the same seed is the same exercise, and each of them tells right from wrong.

use migrascope::learn::exercise::{Dice, TEMPLATES, Task, seed, template};
use migrascope::text::Language;

use crate::cli::{migrascope, stdout};

/// Reference values of the two algorithms, as published: FNV-1a of "foobar", SplitMix64 from there.
#[test]
fn draws_are_those_of_the_published_algorithms() {
    let hash = "foobar".bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    assert_eq!(hash, 0x8594_4171_f739_67e8);
    let mut state = hash;
    let mut dice = Dice::of("foobar");
    for _ in 0..5 {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        assert_eq!(dice.bits(), z ^ (z >> 31));
    }
}

#[test]
fn blanks_and_case_make_no_other_seed() {
    assert_eq!(seed("  Anna MÜLLER\n"), "anna mÜller");
    let template = template("g1").expect("it exists");
    let question = |text: &str| {
        let exercise = template.draw(text).expect("an exercise");
        exercise.question.get(Language::English)
    };
    assert_eq!(question(" ABC "), question("abc"));
    assert_ne!(question("abc"), question("abd"));
    for any in ["", "\u{0}", "💡", "a|0", &"long ".repeat(100_000)] {
        assert!(template.draw(any).is_some());
    }
}

/// The right answer is right in any language's way of writing it, and each wrong one is known as what it is.
#[test]
fn answers_are_told_apart() {
    for template in TEMPLATES {
        for seed in ["1", "2", "3", "anna"] {
            let exercise = template.draw(seed).expect("an exercise");
            let Task::Number(number) = &exercise.task else { continue };
            for language in Language::ALL {
                let right = exercise.answer(language);
                assert!(number.read(&right).is_right(), "{} {seed}: {right}", template.name);
                assert_eq!(exercise.reply(language, &number.read(&right), 1).len(), 1);
            }
            for trap in &number.traps {
                let judged = number.judge(trap.is);
                assert!(!judged.is_right(), "{} {seed}", template.name);
                let [first, second] = [1, 2].map(|tries| exercise.reply(Language::English, &judged, tries));
                assert_eq!(first.len(), 1, "{} {seed}: {first:?}", template.name);
                assert_eq!(second.last(), Some(&exercise.worked.get(Language::English)));
            }
            assert!(!number.read("seven").is_right());
            assert!(!number.read("").is_right());
        }
    }
}

#[test]
fn the_command_prints_an_exercise() {
    let output = migrascope(&["learn", "exercise", "g1", "--seed", "2026001", "--answer"], b"");
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    assert!(text.starts_with("g1.1 2026001\nA VM with 48 GiB of memory"), "{text}");
    assert!(text.contains("= 58.7 s") && text.contains("See it run: #"), "{text}");
    let question = stdout(&migrascope(
        &["learn", "exercise", "g1.1", "--seed", "2026001", "--lang", "de"],
        b"",
    ));
    assert!(
        question.contains("Wie lange steht sie still?") && !question.contains('='),
        "{question}"
    );
    assert_eq!(migrascope(&["learn", "exercise", "g99"], b"").status.code(), Some(2));
    let listed = stdout(&migrascope(&["learn", "exercise"], b""));
    assert_eq!(listed.lines().count(), TEMPLATES.len());
}
