//! `migrascope learn`: lessons as files, and exercises.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

mod exercise;
mod print;

use super::Finding;
use crate::learn;
use crate::text::Language;

#[derive(Debug, Args)]
pub(super) struct Learn {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Read lessons, run what they run, and tell what is not true in them.
    Check {
        /// Files with a lesson each.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Write a hand-out or a prediction sheet for the printer.
    Print(print::Print),
    /// Put a lesson into a link.
    Link(print::Link),
    /// Print exercises: a question whose numbers a seed draws, and its answer.
    Exercise(exercise::Exercises),
}

/// `--lang`.
fn in_language(tag: &str) -> Result<Language, String> {
    let spoken = |language: &&Language| **language != Language::Pseudo;
    let found = Language::ALL
        .iter()
        .filter(spoken)
        .find(|language| language.tag() == tag);
    let tags = || {
        Language::ALL
            .iter()
            .filter(spoken)
            .map(|language| language.tag())
            .collect::<Vec<_>>()
    };
    found
        .copied()
        .ok_or_else(|| format!("the languages are {}", tags().join(", ")))
}

impl Learn {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        match &self.task {
            Task::Check { files } => check(files),
            Task::Print(print) => print.execute(),
            Task::Link(link) => link.execute(),
            Task::Exercise(exercises) => exercises.execute(),
        }
    }
}

fn check(files: &[PathBuf]) -> io::Result<Finding> {
    let mut out = io::stdout().lock();
    let mut found = Finding::Nothing;
    let mut read: Vec<learn::Lesson> = Vec::new();
    for path in files {
        let name = path.display();
        let (lesson, mut notices) = learn::read(&read_text(path)?);
        let (checked, untrue) = learn::check(&lesson);
        notices.extend(untrue);
        // The same lesson in another language has the same runs, claims and answers.
        if let Some(original) = read.iter().find(|other| other.name == lesson.name) {
            notices.extend(learn::differences(original, &lesson));
        }
        writeln!(
            out,
            "{name}: {}: {} steps, {} runs, {} claims, {} figures, {} words",
            lesson.title, checked.steps, checked.runs, checked.claims, checked.figures, checked.words
        )?;
        for notice in &notices {
            writeln!(out, "  ! {}", notice.text(Language::English))?;
            found = Finding::Something;
        }
        read.push(lesson);
    }
    Ok(found)
}

/// A file as text; what is no UTF-8 in it is shown as such.
fn read_text(path: &Path) -> io::Result<String> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let bytes = fs::read(path).map_err(named)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
