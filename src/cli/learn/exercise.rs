//! `migrascope learn exercise`: exercises by their seeds, and what they are exported to.

use std::fs;
use std::io::{self, Read as _, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::{Finding, wrong_usage};
use super::in_language;
use crate::learn::exercise::{Exercise, TEMPLATES, Task, Template, export, template};
use crate::text::Language;

#[derive(Debug, Args)]
pub(super) struct Exercises {
    /// The template: `g1`, or with its version `g1.1`. Without one, all are listed.
    name: Option<String>,
    /// Any text; the same text gives the same numbers.
    #[arg(long, conflicts_with = "seeds")]
    seed: Option<String>,
    /// A file with a seed a line; `-` is standard input.
    #[arg(long)]
    seeds: Option<PathBuf>,
    /// Print the answer, the wrong answers and the solution too.
    #[arg(long)]
    answer: bool,
    /// Export: for a learning management system, a spreadsheet or paper.
    #[arg(long)]
    to: Option<Format>,
    /// The address of the page, to stand before links.
    #[arg(long, default_value = "")]
    page: String,
    /// The language of the texts: en, de or es.
    #[arg(long, default_value = "en", value_parser = in_language)]
    lang: Language,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Gift,
    MoodleXml,
    Csv,
    Md,
}

impl Exercises {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        let mut out = io::stdout().lock();
        let Some(name) = &self.name else {
            for template in TEMPLATES {
                writeln!(out, "{}  {}", template.name, template.title.get(self.lang))?;
            }
            return Ok(Finding::Nothing);
        };
        let template = template(name).ok_or_else(|| wrong_usage(unknown(name)))?;
        let seeds = self.read_seeds()?;
        let exercises = seeds
            .iter()
            .map(|seed| drawn(template, seed))
            .collect::<io::Result<Vec<_>>>()?;
        let reader = export::Reader {
            language: self.lang,
            page: &self.page,
        };
        match self.to {
            None => {
                for exercise in &exercises {
                    print(&mut out, exercise, self.lang, self.answer)?;
                }
            }
            Some(Format::Gift) => out.write_all(export::gift(&exercises, reader).as_bytes())?,
            Some(Format::MoodleXml) => out.write_all(export::moodle_xml(&exercises, reader).as_bytes())?,
            Some(Format::Csv) => out.write_all(export::csv(&exercises, reader).as_bytes())?,
            Some(Format::Md) => out.write_all(export::markdown(&exercises, reader).as_bytes())?,
        }
        Ok(Finding::Nothing)
    }

    fn read_seeds(&self) -> io::Result<Vec<String>> {
        let Some(path) = &self.seeds else {
            return Ok(vec![self.seed.clone().unwrap_or_default()]);
        };
        let mut text = Vec::new();
        if path.as_os_str() == "-" {
            io::stdin().lock().read_to_end(&mut text)?;
        } else {
            let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
            text = fs::read(path).map_err(named)?;
        }
        let text = String::from_utf8_lossy(&text);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        Ok(lines.map(str::to_owned).collect())
    }
}

fn unknown(name: &str) -> String {
    let names: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
    format!("no exercise is called “{name}” (known: {})", names.join(", "))
}

fn drawn(template: &'static Template, seed: &str) -> io::Result<Exercise> {
    let message = || {
        wrong_usage(format!(
            "{}: the seed “{seed}” gives no exercise; take another one",
            template.name
        ))
    };
    template.draw(seed).ok_or_else(message)
}

fn print(out: &mut impl Write, exercise: &Exercise, language: Language, answer: bool) -> io::Result<()> {
    writeln!(out, "{} {}", exercise.name(), exercise.seed)?;
    writeln!(out, "{}", exercise.question.get(language))?;
    if let Some(table) = &exercise.table {
        for line in table.lines(language) {
            writeln!(out, "  {line}")?;
        }
    }
    if let Task::Choice(choices) = &exercise.task {
        for option in &choices.options {
            writeln!(out, "- {}", option.text.get(language))?;
        }
    }
    if answer {
        writeln!(out, "= {}", exercise.answer(language))?;
        for (wrong, feedback) in exercise.mistakes(language) {
            writeln!(out, "  {wrong}: {feedback}")?;
        }
        writeln!(out, "{}", exercise.worked.get(language))?;
        for (name, link) in exercise.links(language) {
            writeln!(out, "{name}: {link}")?;
        }
    }
    Ok(())
}
