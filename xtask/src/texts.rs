//! Brings the languages up to date with the sources, checks them, and says how complete they are.

use crate::flags::Texts as Options;
use crate::{project, shell};
use anyhow::{Result, bail};
use std::fs;
use std::process::Command;
use translations::{Texts, update};

/// Gettext's own check of a file.
const MSGFMT: &str = "msgfmt";

pub fn run(options: &Options) -> Result<()> {
    let root = project::root();
    let texts = Texts::read(root)?;
    let updates = if options.check {
        Vec::new()
    } else {
        update(root, &texts)?
    };
    for update in updates.into_iter().filter(|update| update.is_new) {
        fs::write(&update.path, &update.content)?;
        println!("Written: {}", update.path.display());
    }
    println!("{}", check(shell::run)?);
    Ok(())
}

/// Fails if a file is not what the sources ask for, lacks what it must have, or gettext complains; returns how complete each is.
pub fn check(run: impl Fn(&mut Command) -> Result<()>) -> Result<String> {
    let root = project::root();
    let texts = Texts::read(root)?;
    if let Some(update) = update(root, &texts)?.into_iter().find(|update| update.is_new) {
        bail!("{} is not up to date: run `cargo xtask texts`", update.path.display());
    }
    texts.check().map_err(anyhow::Error::msg)?;
    let mut lines: Vec<String> = texts.progress().iter().map(translations::Progress::line).collect();
    if shell::find(MSGFMT).is_some() {
        for language in &texts.languages {
            let mut msgfmt = shell::command(MSGFMT);
            msgfmt.args(["--check", "--output-file=/dev/null"]);
            run(msgfmt.arg(format!("lang/{}.po", language.tag)))?;
        }
    } else {
        lines.push("msgfmt was not found, so gettext's own check was left out: install gettext for it".to_owned());
    }
    Ok(lines.join("\n"))
}
