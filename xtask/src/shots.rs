//! Screenshots of the page in the sizes and themes it is made for.

use crate::flags::Shots;
use crate::setup::{self, Need};
use crate::{build, project, shell};
use anyhow::{Context, Result};
use std::fs;

pub fn run(options: &Shots) -> Result<()> {
    setup::provide_all(&[Need::NodePackages, Need::Chromium])?;
    if !options.reuse {
        setup::provide_all(build::NEEDS)?;
        println!("Building the page …");
        shell::run(&mut build::release())?;
    }
    let folder = options.out.clone().unwrap_or_else(|| project::target().join("shots"));
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut node = shell::command("node");
    let script = if options.lessons {
        "tests/e2e/steps.mjs"
    } else {
        "tests/e2e/shots.mjs"
    };
    node.env("CHROME", setup::chromium()?).arg(script).arg(&folder);
    node.args(options.link.as_deref());
    shell::run(&mut node)
}
