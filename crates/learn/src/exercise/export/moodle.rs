//! Moodle XML: <https://docs.moodle.org/en/Moodle_XML_format>. One question a seed, in a category of the template.

use super::{Reader, accepted, fractions, percent, plain};
use crate::exercise::{Exercise, SEE, Task};
use std::fmt::Write as _;

/// Exercises as Moodle XML.
///
/// ```
/// use learn::exercise::{export, template};
///
/// let exercise = template("g1").expect("it exists").draw("1").expect("an exercise");
/// let reader = export::Reader { language: text::Language::English, page: "" };
/// assert!(export::moodle_xml(&[exercise], reader).contains("<question type=\"numerical\">"));
/// ```
#[must_use]
pub fn moodle_xml(exercises: &[Exercise], reader: Reader<'_>) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n".to_owned();
    let mut category = "";
    for exercise in exercises {
        if exercise.name() != category {
            category = exercise.name();
            // A slash begins a category within the category; two are one in the name.
            let title = exercise.template.title.get(reader.language).replace('/', "//");
            let path = escaped(&format!("$course$/Migrascope/{category} {title}"));
            out += &format!("<question type=\"category\"><category><text>{path}</text></category></question>\n");
        }
        out += &question(exercise, reader);
    }
    out + "</quiz>\n"
}

fn question(exercise: &Exercise, reader: Reader<'_>) -> String {
    let language = reader.language;
    let kind = match exercise.task {
        Task::Number(_) => "numerical",
        Task::Choice(_) => "multichoice",
    };
    let name = escaped(&format!("{}-{}", exercise.name(), exercise.seed));
    let mut body = format!("<p>{}</p>", escaped(&exercise.asked(language)));
    if let Some(table) = &exercise.table {
        let row = |cells: Vec<String>, tag: &str| {
            let cell = |text: &String| format!("<{tag}>{}</{tag}>", escaped(text));
            format!("<tr>{}</tr>", cells.iter().map(cell).collect::<String>())
        };
        body += "<table>";
        body += &row(
            table.head.iter().map(|text| text.get(language).to_owned()).collect(),
            "th",
        );
        for slots in &table.rows {
            body += &row(slots.iter().map(|slot| slot.get(language)).collect(), "td");
        }
        body += "</table>";
    }
    let mut solution = format!("<p>{}</p>", escaped(&exercise.worked.get(language)));
    if let Some((_, link)) = exercise.links(language).first() {
        let (address, see) = (escaped(&format!("{}{link}", reader.page)), SEE.get(language));
        solution += &format!("<p>{see}: <a href=\"{address}\">{address}</a></p>");
    }
    let mut out = format!(
        "<question type=\"{kind}\">\n<name><text>{name}</text></name>\n\
         <questiontext format=\"html\"><text>{}</text></questiontext>\n\
         <generalfeedback format=\"html\"><text>{}</text></generalfeedback>\n\
         <defaultgrade>1</defaultgrade>\n<penalty>0.3333333</penalty>\n<hidden>0</hidden>\n",
        escaped(&body),
        escaped(&solution)
    );
    let mut answer = |worth: &str, text: &str, feedback: &str, more: &str| {
        let format = if kind == "numerical" {
            "moodle_auto_format"
        } else {
            "html"
        };
        let said = if feedback.is_empty() {
            String::new()
        } else {
            format!("<p>{}</p>", escaped(feedback))
        };
        let line = writeln!(
            out,
            "<answer fraction=\"{worth}\" format=\"{format}\"><text>{}</text><feedback format=\"html\"><text>{}</text></feedback>{more}</answer>",
            escaped(text),
            escaped(&said)
        );
        line.expect("a string takes everything");
    };
    match &exercise.task {
        Task::Number(number) => {
            for it in accepted(number, language) {
                let worth = if it.is_right { "100" } else { "0" };
                let off = format!("<tolerance>{}</tolerance>", plain(it.off));
                answer(worth, &plain(it.number), &it.feedback, &off);
            }
        }
        Task::Choice(choices) => {
            for (option, worth) in choices.options.iter().zip(fractions(choices)) {
                let said = if option.is_right {
                    String::new()
                } else {
                    option.feedback.get(language)
                };
                answer(&percent(worth), &escaped(&option.text.get(language)), &said, "");
            }
            let single = !choices.any_of;
            out += &format!(
                "<single>{single}</single>\n<shuffleanswers>false</shuffleanswers>\n<answernumbering>abc</answernumbering>\n"
            );
        }
    }
    out + "</question>\n"
}

/// As text in XML, or in HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            // XML has no other control characters, and none of these two.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
