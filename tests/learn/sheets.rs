//! What a lesson is on paper: the sheet with the questions answers none of them, the other one answers all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use migrascope::learn::handout::{Printed, Sheet, html, markdown};
use migrascope::learn::lesson::{Asked, Lesson, Piece, Prose, Step, StepKind};
use migrascope::learn::{Runs, read};
use migrascope::params::{Id, Quantity, Unit};
use migrascope::text::Language;
use migrascope::units::written;
use migrascope::view::format;
use std::path::Path;

fn lessons() -> Vec<Lesson> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let mut lessons = Vec::new();
    for language in ["en", "de"] {
        for entry in folder.join(language).read_dir().expect("a folder of lessons") {
            let text = std::fs::read_to_string(entry.expect("a file").path()).expect("UTF-8");
            lessons.push(read(&text).0);
        }
    }
    assert_eq!(lessons.len(), 28);
    lessons
}

fn language(lesson: &Lesson) -> Language {
    let known = Language::ALL.into_iter().find(|language| language.tag() == lesson.lang);
    known.expect("the page speaks it")
}

/// A sheet: what is read on it, its pictures among it, and how many pictures there are, or clusters in words.
struct Read {
    text: String,
    pictures: usize,
}

fn sheet(lesson: &Lesson, sheet: Sheet) -> [Read; 2] {
    let printed = Printed {
        lesson,
        sheet,
        answers: true,
        page: "",
        packed: None,
    };
    let page = html(&printed);
    let (asked, answers) = page
        .split_once("<h1 class=\"page\">")
        .expect("answers on a page of their own");
    [asked, answers].map(|half| {
        let shown = half.split_once("</style>").map_or(half, |(_, shown)| shown);
        let mut found = Read {
            text: words(shown),
            pictures: shown.matches("class=\"run\"").count(),
        };
        for rest in shown.split("image/svg+xml;base64,").skip(1) {
            let (data, _) = rest.split_once('"').expect("an end");
            let svg = String::from_utf8(STANDARD.decode(data).expect("base64")).expect("UTF-8");
            found.text += &words(&svg);
            found.pictures += 1;
        }
        found
    })
}

/// What stands between the tags; where a picture comes from is no text of it.
fn words(markup: &str) -> String {
    let texts = markup.split('>').filter_map(|part| part.split('<').next());
    let texts = texts
        .map(str::trim)
        .filter(|text| !text.is_empty() && !text.starts_with("Migrascope 1"));
    texts.fold(String::new(), |all, text| all + text + " ¶ ")
}

/// The figures in a text, as they are printed; those of the runs that are known are left out.
fn figures(runs: &Runs, known: &[&str], language: Language, prose: &Prose) -> Vec<String> {
    let unknown = |piece: &&Piece| match piece {
        Piece::Text(_) => false,
        Piece::Figure(figure) => !figure.runs().iter().all(|name| known.contains(name)),
    };
    let figures = prose.0.iter().filter(unknown);
    figures
        .map(|figure| runs.text(&Prose(vec![figure.clone()]), None, language))
        .collect()
}

/// All numbers of this unit in a text, however they are written.
fn numbers(unit: Unit, text: &str) -> Vec<Quantity> {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_end_matches([',', '.', '?', ';', ':']))
        .collect();
    let spans = [2, 4]
        .into_iter()
        .flat_map(|long| words.windows(long).map(|span| span.join(" ")));
    let united = spans
        .filter(|span| span.ends_with(char::is_alphabetic) && span.starts_with(|first: char| first.is_ascii_digit()));
    // A line rate is given; what it is in bytes is for the reader to find.
    let of_unit = united.filter(|span| unit == Unit::BitRate || !span.ends_with("bit/s"));
    of_unit.filter_map(|span| written::parse(unit, &span).ok()).collect()
}

/// Figures and sentences that tell an answer of the step at `place`, as they would be printed. A look that stands before it may tell them, and the runs
/// that it shows whole.
fn telling(lesson: &Lesson, runs: &Runs, place: usize) -> Vec<String> {
    let language = language(lesson);
    let step = &lesson.steps[place];
    let looks = || lesson.steps[..place].iter().filter(|step| step.kind == StepKind::Look);
    let known: Vec<&str> = looks()
        .filter(|look| look.at.is_none())
        .filter_map(|look| look.show.as_deref())
        .collect();
    let mut telling = Vec::new();
    for choice in &step.choices {
        telling.extend(
            choice
                .feedback
                .iter()
                .map(|feedback| runs.text(feedback, None, language)),
        );
        if choice.is_right {
            telling.extend(
                choice
                    .feedback
                    .iter()
                    .flat_map(|prose| figures(runs, &known, language, prose)),
            );
        }
    }
    for trap in &step.traps {
        telling.push(runs.text(&trap.feedback, None, language));
    }
    let after = lesson.steps[place + 1..].iter();
    for step in after.take_while(|step| matches!(step.kind, StepKind::Show | StepKind::Say)) {
        for prose in &step.text {
            telling.push(runs.text(prose, None, language));
            telling.extend(figures(runs, &known, language, prose));
        }
    }
    let said: Vec<String> = looks()
        .flat_map(|look| &look.text)
        .flat_map(|prose| figures(runs, &[], language, prose))
        .collect();
    telling.retain(|text| !said.contains(text));
    telling
}

/// The right number of a step, and how far off is right as well.
fn right(runs: &Runs, step: &Step) -> Option<(Unit, Quantity, f64)> {
    let asked = step.asks()?;
    let answer = asked.answer()?;
    let value = runs.value(&answer.is, None).expect("it has a value");
    let migrascope::learn::expression::Value::Quantity(right) = value else {
        return None;
    };
    let unit = match asked {
        Asked::Place(place) => place.range.unit,
        _ => right.unit(),
    };
    Some((unit, right, answer.tolerance.of(right)))
}

#[test]
fn the_sheet_with_the_questions_answers_none_of_them() {
    let (mut looked_at, mut found) = (0, Vec::new());
    for lesson in &lessons() {
        let runs = Runs::of(lesson);
        for kind in [Sheet::Handout, Sheet::Predictions] {
            let [asked, _] = sheet(lesson, kind);
            for (place, step) in lesson.steps.iter().enumerate() {
                if !matches!(step.kind, StepKind::Bet | StepKind::Ask) {
                    continue;
                }
                let at = format!("{} ({}), {kind:?}, step {}", lesson.name, lesson.lang, place + 1);
                for text in telling(lesson, &runs, place) {
                    looked_at += 1;
                    if asked.text.contains(&format!(" {text}")) {
                        found.push(format!("{at}: {text}"));
                    }
                }
                if let Some((unit, right, off)) = right(&runs, step) {
                    looked_at += 1;
                    let told = numbers(unit, &asked.text)
                        .into_iter()
                        .filter(|number| (number.base() - right.base()).abs() <= off);
                    found.extend(
                        told.map(|number| format!("{at}: {}", format::quantity(Language::English, unit, number))),
                    );
                }
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
    assert!(looked_at > 500, "{looked_at}");
}

#[test]
fn the_sheet_with_the_answers_has_all_of_them() {
    for lesson in &lessons() {
        let (runs, language) = (Runs::of(lesson), language(lesson));
        let [_, answers] = sheet(lesson, Sheet::Handout);
        let tasks = lesson.steps.iter().filter(|step| step.kind == StepKind::Do).count();
        for step in &lesson.steps {
            let heading = runs.text(&step.heading, None, language);
            let at = format!("{} ({}): {heading}", lesson.name, lesson.lang);
            if step.kind != StepKind::Look {
                assert!(answers.text.contains(&heading), "{at}");
            }
            if matches!(step.kind, StepKind::Show | StepKind::Say) {
                for prose in &step.text {
                    assert!(answers.text.contains(&runs.text(prose, None, language)), "{at}");
                }
            }
            for choice in step.choices.iter().filter(|choice| choice.is_right) {
                assert!(answers.text.contains(&runs.text(&choice.text, None, language)), "{at}");
            }
            if let Some((unit, right, _)) = right(&runs, step) {
                assert!(answers.text.contains(&format::quantity(language, unit, right)), "{at}");
            }
        }
        assert!(
            answers.pictures > tasks,
            "{}: {} pictures",
            lesson.name,
            answers.pictures
        );
    }
}

/// A bet on a place or a moment has something to mark on, on both sheets, with room on either side of the answer.
#[test]
fn a_place_is_marked_on_an_empty_map() {
    let mut places = 0;
    for lesson in &lessons() {
        let (runs, language) = (Runs::of(lesson), language(lesson));
        for step in &lesson.steps {
            let label = match step.asks() {
                Some(Asked::Place(_)) => migrascope::view::map::caption(language),
                Some(Asked::Moment(_)) => migrascope::word!(language, "Clock"),
                _ => continue,
            };
            places += 1;
            let (_, right, _) = right(&runs, step).expect("a number");
            for kind in [Sheet::Handout, Sheet::Predictions] {
                let [asked, _] = sheet(lesson, kind);
                assert!(asked.text.contains(label), "{}: {}", lesson.name, asked.text);
                if let Some(Asked::Place(_)) = step.asks() {
                    let on_axis = numbers(Unit::ByteRate, &asked.text);
                    assert!(
                        on_axis.iter().any(|label| label.base() > right.base())
                            && on_axis.iter().any(|label| label.base() < right.base())
                    );
                    assert!(!asked.text.contains(migrascope::view::map::frontier(language)));
                }
            }
        }
    }
    assert_eq!(places, 4);
    // A parameter that the map does not have is marked on its own axis.
    let (lesson, _) = read(
        "lesson: a\n## bet: How long may it stand still?\nrun a: #lanes=live\nshow: a\nplace: downtime at 300ms ± 10%\ntrap: 1s > Much.\ntrap: 1ms > Little.\n",
    );
    let [asked, _] = sheet(&lesson, Sheet::Predictions);
    assert!(
        asked.text.contains(Id::Downtime.param().label.get(Language::English)),
        "{}",
        asked.text
    );
    assert_eq!(asked.pictures, 1);
}

/// Page and paper show the same run beside an answer: that of the right number, where the lesson names none.
#[test]
fn the_run_of_the_right_number_stands_beside_it() {
    let (lesson, _) = read(
        "lesson: a\n## look: One\nrun one: #lanes=cold\nshow: one\n## ask: And the other?\nrun other: #lanes=cold&ram=8GiB\nanswer: other.cold.downtime ± 3%\n",
    );
    let printed = Printed {
        lesson: &lesson,
        sheet: Sheet::Handout,
        answers: true,
        page: "",
        packed: None,
    };
    let text = markdown(&printed);
    let (_, answers) = text.split_once("---").expect("answers on a page of their own");
    let link = lesson.run("other").expect("it was read").subject.print();
    assert!(answers.contains(&format!("<#{link}>")), "{answers}");
}
