//! A table of seeds for spreadsheets, and a sheet for paper.

use super::Reader;
use crate::exercise::{Exercise, Task};

/// A line a seed: link, numbers, answer, known wrong answers with what is said to each, and the run that shows it.
#[must_use]
pub fn csv(exercises: &[Exercise], reader: Reader<'_>) -> String {
    let language = reader.language;
    let mut out = "seed,exercise,link,question,numbers,answer,wrong_answers,solution,run\n".to_owned();
    for exercise in exercises {
        let numbers: Vec<String> = exercise
            .numbers
            .iter()
            .map(|(name, slot)| format!("{name}={}", slot.get(language)))
            .collect();
        let wrong = exercise
            .mistakes(language)
            .into_iter()
            .map(|(wrong, said)| format!("{wrong}: {said}"));
        let run = exercise
            .links(language)
            .first()
            .map_or_else(String::new, |(_, link)| format!("{}{link}", reader.page));
        let cells = [
            exercise.seed.clone(),
            exercise.name().to_owned(),
            exercise.address(reader.page),
            exercise.question.get(language),
            numbers.join("; "),
            exercise.answer(language),
            wrong.collect::<Vec<_>>().join(" | "),
            exercise.worked.get(language),
            run,
        ];
        out += &cells.map(|text| cell(&text)).join(",");
        out.push('\n');
    }
    out
}

/// A cell that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// The questions, and behind them the answers: to be printed on a page of their own.
#[must_use]
pub fn markdown(exercises: &[Exercise], reader: Reader<'_>) -> String {
    let language = reader.language;
    let (mut questions, mut answers) = (String::new(), String::new());
    for exercise in exercises {
        let name = inline(&format!("{} {}", exercise.name(), exercise.seed));
        questions += &format!("## {name}\n\n{}\n\n", exercise.question.get(language));
        if let Some(table) = &exercise.table {
            let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
            questions += &line(table.head.iter().map(|text| text.get(language).to_owned()).collect());
            questions += &line(vec!["---".to_owned(); table.head.len()]);
            for row in &table.rows {
                questions += &line(row.iter().map(|slot| slot.get(language)).collect());
            }
            questions.push('\n');
        }
        if let Task::Choice(choices) = &exercise.task {
            for option in &choices.options {
                questions += &format!("- [ ] {}\n", option.text.get(language));
            }
            questions.push('\n');
        }
        let link = exercise.links(language).into_iter().next();
        let link = link.map_or_else(String::new, |(name, link)| format!(" {name}: <{}{link}>", reader.page));
        answers += &format!(
            "- **{name}**: {}. {}{link}\n",
            exercise.answer(language),
            exercise.worked.get(language)
        );
    }
    format!("{questions}---\n\n{answers}")
}

/// A seed is any text; in Markdown it stays one line without a meaning.
fn inline(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '>' | '#' | '|' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
