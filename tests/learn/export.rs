//! Exercises as files: what a learning management system reads is what the page says.

use expect_test::expect_file;
use migrascope::learn::exercise::{Exercise, TEMPLATES, Task, export};
use migrascope::text::Language;

use crate::cli::{migrascope, stdout};

/// Seeds that try to get out of their place.
const HOSTILE: [&str; 5] = ["1", "=1+1", "</text>]]><script>", "a::b{#=%50%1}", "\u{1}\u{fffe}|`x`"];

fn all() -> Vec<Exercise> {
    let each = |seed: &&str| {
        TEMPLATES
            .iter()
            .filter_map(|template| template.draw(seed))
            .collect::<Vec<_>>()
    };
    HOSTILE.iter().flat_map(each).collect()
}

fn reader() -> export::Reader<'static> {
    export::Reader {
        language: Language::German,
        page: "https://example.org/",
    }
}

/// The names of elements in the order in which they close; an error where one does not.
fn elements(xml: &str) -> Result<Vec<String>, String> {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    let body = xml.split_once("?>").ok_or("no declaration")?.1;
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').ok_or_else(|| format!("<{part}"))?;
        if text.contains('>') || text.chars().any(|c| c.is_control() && c != '\n') {
            return Err(format!("a bare character in {text:?}"));
        }
        for entity in text.split('&').skip(1) {
            let name = entity.split(';').next().unwrap_or_default();
            if !["amp", "lt", "gt", "quot"].contains(&name) {
                return Err(format!("&{entity}"));
            }
        }
        match tag.strip_prefix('/') {
            Some(name) if open.last() == Some(&name.to_owned()) => closed.extend(open.pop()),
            Some(name) => return Err(format!("</{name}> closes {:?}", open.last())),
            None => open.push(tag.split(' ').next().unwrap_or_default().to_owned()),
        }
    }
    if open.is_empty() {
        Ok(closed)
    } else {
        Err(format!("{open:?} stay open"))
    }
}

#[test]
fn moodle_xml_is_well_formed_and_worth_what_it_should_be() {
    let exercises = all();
    let xml = export::moodle_xml(&exercises, reader());
    let closed = elements(&xml).unwrap_or_else(|error| panic!("{error}"));
    // A category before each run of one template, and a question an exercise.
    let questions = closed.iter().filter(|name| *name == "question").count();
    let categories = closed.iter().filter(|name| *name == "category").count();
    assert_eq!(questions, exercises.len() + categories);
    assert!(!xml.contains("<script") && !xml.contains("CDATA"));
    let each = xml
        .split("<question type=")
        .filter(|part| !part.starts_with("\"category\""))
        .skip(1);
    for (text, exercise) in each.zip(&exercises) {
        let fraction = |part: &str| -> f64 {
            let (number, _) = part.split_once('"').expect("a value");
            number.parse().expect("a number")
        };
        let fractions: Vec<f64> = text.split("fraction=\"").skip(1).map(fraction).collect();
        match &exercise.task {
            Task::Number(number) => {
                assert_eq!(fractions[0], 100.0);
                let right = 1 + usize::from(number.nearly.is_some());
                assert_eq!(
                    fractions.iter().filter(|worth| **worth == 100.0).count(),
                    right,
                    "{text}"
                );
                assert_eq!(fractions.len(), right + number.traps.len());
                assert_eq!(text.matches("<tolerance>").count(), fractions.len());
            }
            Task::Choice(choices) => {
                assert_eq!(fractions.len(), choices.options.len());
                let sum: f64 = fractions.iter().filter(|worth| **worth > 0.0).sum();
                assert!((sum - 100.0).abs() < 1e-3, "{fractions:?}");
                for (worth, option) in fractions.iter().zip(&choices.options) {
                    assert_eq!(*worth > 0.0, option.is_right, "{text}");
                }
            }
        }
    }
}

/// `tests/e2e/gift.test.mjs` reads the same file with the parser of others.
#[test]
fn gift_is_as_it_is_read_elsewhere() {
    let english = export::Reader {
        language: Language::English,
        page: "https://example.org/",
    };
    expect_file!["../data/exercises.gift"].assert_eq(&export::gift(&all(), english));
}

#[test]
fn no_spreadsheet_computes_a_seed() {
    let text = export::csv(&all(), reader());
    let mut table = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(table.headers().expect("a head").len(), 9);
    let rows: Vec<csv::StringRecord> = table.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), all().len());
    for row in &rows {
        assert!(
            row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])),
            "{row:?}"
        );
        assert!(
            row[2].starts_with("https://example.org/#screen=learn&exercise=g"),
            "{row:?}"
        );
    }
}

#[test]
fn answers_stand_behind_all_questions_on_paper() {
    let exercises = all();
    let text = export::markdown(&exercises, reader());
    let (questions, answers) = text.split_once("\n---\n\n- ").expect("two parts");
    assert_eq!(questions.matches("\n## ").count() + 1, exercises.len());
    assert!(!text.contains("<script"));
    for exercise in &exercises {
        assert!(answers.contains(&exercise.answer(Language::German)));
    }
}

#[test]
fn the_command_exports_a_list_of_seeds() {
    let run = |format: &str| {
        let arguments = ["learn", "exercise", "g1", "--seeds", "-", "--to", format];
        migrascope(&arguments, "anna\n\n  Ben \nÇelik\n".as_bytes())
    };
    assert_eq!(stdout(&run("gift")).matches("::g1.1-").count(), 3);
    assert_eq!(
        stdout(&run("moodle-xml"))
            .matches("<question type=\"numerical\">")
            .count(),
        3
    );
    assert_eq!(stdout(&run("csv")).lines().count(), 4);
    assert!(stdout(&run("md")).contains("## g1.1 ben\n"));
    assert_eq!(run("qti").status.code(), Some(2));
    let missing = migrascope(
        &["learn", "exercise", "g1", "--seeds", "no/such/file", "--to", "csv"],
        b"",
    );
    assert_eq!(missing.status.code(), Some(2));
}
