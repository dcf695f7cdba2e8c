//! How answers are read and judged.

use migrascope::learn::expression::Value;
use migrascope::learn::lesson::StepKind;
use migrascope::learn::{Guess, read, shuffled};
use migrascope::params::Quantity;
use migrascope::state::learn::question::{Draft, Question, Unread, guess};
use migrascope::state::learn::sources::{BETWEEN, Opened};
use migrascope::state::learn::verdict::{Verdict, comparison, gap};
use migrascope::text::Language;
use migrascope::units::Count;

use crate::screen::course;

fn lessons(language: Language) -> Vec<Opened> {
    let text = course(language);
    text.split(BETWEEN).map(Opened::new).collect()
}

fn typed(text: &str) -> Draft {
    Draft {
        text: text.into(),
        ..Draft::default()
    }
}

/// Every question of every lesson: the right answer is right, and each typical wrong one is recognised as itself.
#[test]
fn every_answer_and_every_trap_is_told_apart() {
    let mut asked = 0;
    for opened in lessons(Language::English) {
        for step in &opened.lesson.steps {
            if !matches!(step.kind, StepKind::Bet | StepKind::Ask) {
                continue;
            }
            let question = Question::of(&opened, step);
            let name = format!("{}: {:?}", opened.lesson.name, step.heading);
            let question = question.unwrap_or_else(|| panic!("{name} asks nothing"));
            asked += 1;
            match question {
                Question::Choice { .. } => {
                    let right = step.choices.iter().enumerate().filter(|(_, choice)| choice.is_right);
                    let right = Guess::Choices(right.map(|(place, _)| place).collect());
                    assert!(Verdict::of(&opened, step, right).is_right, "{name}");
                    for (place, choice) in step.choices.iter().enumerate().filter(|(_, choice)| !choice.is_right) {
                        let verdict = Verdict::of(&opened, step, Guess::Choices([place].into()));
                        let told = verdict.reasons(Language::English, &opened, step);
                        let words = choice.feedback.as_ref().expect("a word to each wrong answer");
                        let words = opened.runs.text(words, None, Language::English);
                        assert!(!verdict.is_right && told == [words], "{name}");
                    }
                }
                Question::Order => {
                    let parts = step.order.len();
                    assert!(Verdict::of(&opened, step, Guess::Order((0..parts).collect())).is_right);
                    let verdict = Verdict::of(&opened, step, Guess::Order(shuffled(step, "order")));
                    assert!(!verdict.is_right && !verdict.reasons(Language::German, &opened, step).is_empty());
                }
                Question::Number(_) | Question::Moment(_) | Question::Place(..) => {
                    for trap in &step.traps {
                        let wrong = match opened.runs.value(&trap.is, None).expect("lessons are proved") {
                            Value::Quantity(quantity) => Guess::Number(quantity),
                            Value::Number(number) => Guess::Number(Quantity::Count(Count::nearest(number))),
                            other => panic!("{name}: {other:?}"),
                        };
                        let verdict = Verdict::of(&opened, step, wrong);
                        let words = opened.runs.text(&trap.feedback, None, Language::German);
                        let reasons = verdict.reasons(Language::German, &opened, step);
                        assert!(!verdict.is_right && reasons == [words], "{name}: {reasons:?}");
                        let told = comparison(Language::German, &opened, step, &verdict);
                        assert!(
                            told.len() >= 2 && told.iter().all(|text| !text.contains('{')),
                            "{told:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(asked >= 42, "{asked}");
}

#[test]
fn an_answer_is_read_as_the_page_reads_numbers() {
    let lesson = "## ask: How long?\nrun a: #lanes=cold\nanswer: a.cold.downtime ± 3%\n";
    let opened = Opened::new(lesson);
    let step = &opened.lesson.steps[0];
    let question = Question::of(&opened, step).expect("a number");
    for text in ["55.5 s", "55,5 s", "55500ms", "0.925 min"] {
        let read = guess(question, &typed(text)).expect("it is a time");
        assert!(Verdict::of(&opened, step, read).is_right, "{text}");
    }
    assert_eq!(guess(question, &typed(" ")), Err(Unread::Nothing));
    let missing = guess(question, &typed("55")).expect_err("it has no unit");
    assert!(missing.text(Language::English, question).contains("min"), "{missing:?}");
    assert!(guess(question, &typed("1,000 s")).is_err_and(|unread| !unread.readings().is_empty()));
    assert!(guess(question, &typed("55 GiB")).is_err());
    let read = guess(question, &typed("7 s")).expect("a time");
    let told = gap(Language::English, &opened, step, &Verdict::of(&opened, step, read));
    assert_eq!(told.as_deref(), Some("7.93× too little"));
}

/// Nothing in a lesson breaks the page: what has no value is shown as it was written.
#[test]
fn a_broken_lesson_is_shown_as_far_as_it_can_be() {
    let text = "## bet: {a.live.total / 0} {nobody.live.total}\nrun a: #ram=4GiB&nonsense=1\nanswer: a.live.status ± 5%\n## ask: ?\n- ( ) one\n## stare: at it\n<b>bold</b>";
    let (lesson, notices) = read(text);
    assert!(notices.len() >= 4, "{notices:?}");
    let opened = Opened::new(text);
    assert_eq!(
        Question::of(&opened, &opened.lesson.steps[0]),
        None,
        "a word is no number"
    );
    let heading = opened.runs.text(&lesson.steps[0].heading, None, Language::English);
    assert!(heading.contains("{nobody.live.total}"), "{heading}");
    let all = migrascope::state::learn::sources::complaints(Language::German, "lesson4.md", &opened.notices);
    assert!(all.iter().all(|text| text.starts_with("lesson4.md, Zeile ")), "{all:?}");
}
