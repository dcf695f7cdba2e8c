//! Chromium, its driver, and Firefox.

use super::install;
use crate::shell;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Chromium or Chrome: what the variable `CHROME` names, or the first one found.
pub fn chromium() -> Result<PathBuf> {
    find(
        "CHROME",
        &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
        ],
    )
    .context("Chromium was not found: install it, or put its path in the variable CHROME")
}

/// ChromeDriver: what the variable `CHROMEDRIVER` names, or the first one found.
pub fn chromedriver() -> Result<PathBuf> {
    find("CHROMEDRIVER", &["chromedriver", "chromium.chromedriver"])
        .context("ChromeDriver was not found: install the version of your Chromium, or put its path in the variable CHROMEDRIVER")
}

/// Firefox: what the variable `FIREFOX` names, or the first one found.
pub fn firefox() -> Result<PathBuf> {
    find("FIREFOX", &["firefox-esr", "firefox"])
        .context("Firefox was not found: install it, or put its path in the variable FIREFOX")
}

fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file());
    named.or_else(|| names.iter().find_map(|name| shell::find(name)))
}

pub fn provide_chromium() -> Result<()> {
    if chromium().is_ok() {
        return Ok(());
    }
    // Without recommended packages nothing would bring a font, and every screenshot would show boxes.
    apt_install("Chromium", "CHROME", "the page is tested in it", |ubuntu| {
        [
            if ubuntu { "chromium-browser" } else { "chromium" },
            "fonts-dejavu-core",
        ]
    })
}

pub fn provide_chromedriver() -> Result<()> {
    if chromedriver().is_ok() {
        return Ok(());
    }
    apt_install(
        "ChromeDriver",
        "CHROMEDRIVER",
        "it lets the tests steer Chromium",
        |ubuntu| {
            [if ubuntu {
                "chromium-chromedriver"
            } else {
                "chromium-driver"
            }]
        },
    )
}

pub fn provide_firefox() -> Result<()> {
    if firefox().is_ok() {
        return Ok(());
    }
    apt_install(
        "Firefox",
        "FIREFOX",
        "the page is tested in a second browser",
        |ubuntu| [if ubuntu { "firefox" } else { "firefox-esr" }, "fonts-dejavu-core"],
    )
}

/// Installs Debian or Ubuntu packages; `packages` tells their names on Ubuntu (true) and Debian (false), `variable` names a program
/// that is elsewhere.
pub(super) fn apt_install<const N: usize>(
    what: &str,
    variable: &str,
    why: &str,
    packages: impl Fn(bool) -> [&'static str; N],
) -> Result<()> {
    let system = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let packages = packages(system.lines().any(|line| line == "ID=ubuntu"));
    if shell::find("apt-get").is_none() {
        bail!(
            "{what} is missing: {why}. Install it with your system's packages, or name it in the variable {variable}."
        );
    }
    let Some(apt_get) = as_root() else {
        bail!(
            "{what} is missing: {why}. Ask an administrator to run:\n    apt-get install {}",
            packages.join(" ")
        );
    };
    let mut update = apt_get();
    update.args(["update", "-q"]);
    let mut get = apt_get();
    get.args(["install", "-q", "-y", "--no-install-recommends"])
        .args(packages);
    install(what, why, "about a minute", &mut [update, get])
}

/// `apt-get` with the right to install, if we have it or can ask for it.
fn as_root() -> Option<fn() -> Command> {
    let is_root = || shell::output(shell::command("id").arg("-u")).is_some_and(|id| id == "0");
    if is_root() {
        return Some(|| {
            let mut command = shell::command("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive");
            command
        });
    }
    // sudo asks for a password on the terminal; where there is none it fails, and the command to run is shown.
    shell::find("sudo").filter(|sudo| Path::new(sudo).is_file())?;
    Some(|| {
        let mut command = shell::command("sudo");
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        command
    })
}
