//! Node.js and what comes through npm.

use super::install;
use crate::{project, shell};
use anyhow::{Context, Result, bail};
use std::fs;

/// The oldest Node.js that the packages support.
const OLDEST: u32 = 20;

pub fn node() -> Result<()> {
    let found = shell::output(shell::command("node").arg("--version"));
    let major = found
        .as_deref()
        .and_then(|version| version.trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    if major.is_some_and(|major| major >= OLDEST) && shell::find("npm").is_some() {
        return Ok(());
    }
    bail!(
        "Node.js {OLDEST} or newer with npm is needed to make the page small and to test it; here is {}.\n\
         Install it from https://nodejs.org or with your system's packages. (`cargo xtask serve` works without it.)",
        found.as_deref().unwrap_or("none")
    );
}

pub fn packages() -> Result<()> {
    node()?;
    // A copy of the lock file beside what was installed from it tells whether it is up to date; times would lie after a checkout.
    let lock = fs::read(project::root().join("package-lock.json")).context("package-lock.json cannot be read")?;
    let stamp = project::root().join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let mut ci = shell::command("npm");
    ci.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    install(
        "packages from npm",
        "they make the page small and drive the browser in tests",
        "some seconds",
        &mut [ci],
    )?;
    fs::write(&stamp, lock).with_context(|| format!("{} cannot be written", stamp.display()))
}
