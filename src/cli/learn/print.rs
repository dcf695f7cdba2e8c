//! `migrascope learn print` and `migrascope learn link`: a lesson on paper, and inside a link.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::{Finding, wrong_usage};
use super::read_text;
use crate::learn::handout::{Printed, Sheet, html, markdown};
use crate::learn::{self, pack};
use crate::text::Language;
use crate::view::qr::qr;

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Html,
    Md,
}

#[derive(Debug, Args)]
pub(super) struct Print {
    /// The file of the lesson.
    file: PathBuf,
    #[arg(long, default_value = "html")]
    format: Format,
    /// The answers too, on a page of their own.
    #[arg(long)]
    answers: bool,
    /// The bets alone, with room for what somebody thinks and what it was.
    #[arg(long)]
    predictions: bool,
    /// The address of the page, for links and QR codes.
    #[arg(long, default_value = "")]
    page: String,
}

#[derive(Debug, Args)]
pub(super) struct Link {
    /// The file of the lesson.
    file: PathBuf,
    /// The address of the page, to stand before the link.
    #[arg(long, default_value = "")]
    page: String,
}

impl Print {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        let text = read_text(&self.file)?;
        let (lesson, notices) = learn::read(&text);
        let packed = pack(&text).ok();
        let printed = Printed {
            lesson: &lesson,
            sheet: if self.predictions {
                Sheet::Predictions
            } else {
                Sheet::Handout
            },
            answers: self.answers,
            page: &self.page,
            packed: packed.as_deref(),
        };
        let sheet = match self.format {
            Format::Html => html(&printed),
            Format::Md => markdown(&printed),
        };
        io::stdout().lock().write_all(sheet.as_bytes())?;
        Ok(told(&notices))
    }
}

impl Link {
    pub(super) fn execute(&self) -> io::Result<Finding> {
        let text = read_text(&self.file)?;
        let (_, notices) = learn::read(&text);
        let name = self.file.display();
        let packed = pack(&text).map_err(|why| wrong_usage(format!("{name}: {}", why.text(Language::English))))?;
        let link = format!("{}#screen=learn&lesson={packed}", self.page);
        writeln!(io::stdout().lock(), "{link}")?;
        if qr(&link).is_none() {
            eprintln!(
                "{name}: the link has {} letters, which is too long for a QR code",
                link.len()
            );
        }
        Ok(told(&notices))
    }
}

/// What was not understood in the lesson goes to standard error, for the sheet and the link are made all the same.
fn told(notices: &[learn::Notice]) -> Finding {
    for notice in notices {
        eprintln!("  ! {}", notice.text(Language::English));
    }
    if notices.is_empty() {
        Finding::Nothing
    } else {
        Finding::Something
    }
}
