//! `migrascope learn`: lessons as files.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};

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
}

impl Learn {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        let Task::Check { files } = &self.task;
        let mut out = io::stdout().lock();
        let mut found = Finding::Nothing;
        let mut read: Vec<learn::Lesson> = Vec::new();
        for path in files {
            let name = path.display();
            let bytes = fs::read(path).map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))?;
            let (lesson, mut notices) = learn::read(&String::from_utf8_lossy(&bytes));
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
}
