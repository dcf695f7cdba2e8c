//! GIFT, the plain text that Moodle and others import: <https://docs.moodle.org/en/GIFT_format>.

use super::{Reader, accepted, fractions, percent, plain};
use crate::exercise::{Exercise, Task};

/// Exercises as GIFT, one question each, in a category of their template.
///
/// ```
/// use learn::exercise::{export, template};
///
/// let exercise = template("g1").expect("it exists").draw("1").expect("an exercise");
/// let reader = export::Reader { language: text::Language::English, page: "" };
/// assert!(export::gift(&[exercise], reader).contains("::g1.1-1::A VM with"));
/// ```
#[must_use]
pub fn gift(exercises: &[Exercise], reader: Reader<'_>) -> String {
    let mut out = String::new();
    let mut category = "";
    for exercise in exercises {
        if exercise.name() != category {
            category = exercise.name();
            let title = exercise.template.title.get(reader.language).replace('/', "//");
            out += &format!("$CATEGORY: $course$/Migrascope/{category} {title}\n\n");
        }
        out += &question(exercise, reader);
    }
    out
}

fn question(exercise: &Exercise, reader: Reader<'_>) -> String {
    let language = reader.language;
    let mut text = exercise.asked(language);
    for line in exercise.table.iter().flat_map(|table| table.lines(language)) {
        text += &format!("\n{line}");
    }
    let name = format!("{}-{}", exercise.name(), exercise.seed);
    let mut out = format!("::{}::{}{{", escaped(&name), escaped(&text));
    match &exercise.task {
        Task::Number(number) => {
            out.push('#');
            for accepted in accepted(number, language) {
                let worth = if accepted.is_right { 100 } else { 0 };
                out += &format!(
                    "\n\t=%{worth}%{}:{}#{}",
                    plain(accepted.number),
                    plain(accepted.off),
                    escaped(&accepted.feedback)
                );
            }
        }
        Task::Choice(choices) => {
            for (option, worth) in choices.options.iter().zip(fractions(choices)) {
                let mark = match (option.is_right, choices.any_of) {
                    (true, false) => "=".to_owned(),
                    (false, false) => "~".to_owned(),
                    (_, true) => format!("~%{}%", percent(worth)),
                };
                let said = if option.is_right {
                    String::new()
                } else {
                    format!("#{}", escaped(&option.feedback.get(language)))
                };
                out += &format!("\n\t{mark}{}{said}", escaped(&option.text.get(language)));
            }
        }
    }
    out + &format!("\n\t####{}\n}}\n\n", escaped(&exercise.solution(reader)))
}

/// What has a meaning in GIFT is written with a backslash; a question is no longer than its line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
