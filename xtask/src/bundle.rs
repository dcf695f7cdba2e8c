//! The page as one file: for a memory stick, a course's file store, an exam room without a network.

use crate::flags::Bundle;
use crate::{build, project, setup, shell};
use anyhow::{Context, Result, bail};
use std::fs;

/// What a mail server or a course's file store takes without a question.
const MOST_BYTES: u64 = 1_000_000;

pub fn run(options: &Bundle) -> Result<()> {
    setup::provide_all(build::NEEDS)?;
    if !options.reuse {
        shell::run(&mut build::release())?;
    }
    let file = match &options.out {
        // As the user names it, wherever the task is started.
        Some(file) => std::env::current_dir()?.join(file),
        None => project::target().join("bundle/migrascope.html"),
    };
    shell::run(shell::command("node").args(["xtask/bundle.mjs", "dist"]).arg(&file))?;
    let bytes = fs::metadata(&file)
        .with_context(|| format!("{} was not written", file.display()))?
        .len();
    println!(
        "The page is in {} ({} KB): open it by a double click.",
        file.display(),
        bytes / 1000
    );
    if bytes > MOST_BYTES {
        bail!("the file is larger than {} KB", MOST_BYTES / 1000);
    }
    Ok(())
}
