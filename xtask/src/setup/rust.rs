//! What comes with Rust or through cargo.

use super::install;
use crate::{project, shell};
use anyhow::{Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

pub const WASM: &str = "wasm32-unknown-unknown";

/// The newest trunk that the pinned compiler can build; `Trunk.toml` accepts any later 0.21 as well.
const TRUNK: &str = "0.21.14";

pub fn crates() -> Result<()> {
    // Those of other systems too: licences are checked for all that are in the lock file.
    let fetch = |extra: &[&str]| {
        let mut command = shell::command("cargo");
        command.args(["fetch", "--locked", "--quiet"]).args(extra);
        command
    };
    // Asking cargo without a network takes a moment and tells whether there is anything to download.
    if shell::output(&mut fetch(&["--offline"])).is_some() {
        return Ok(());
    }
    install(
        "Rust libraries",
        "the program is built from them",
        "some seconds",
        &mut [fetch(&[])],
    )
}

pub fn wasm_target() -> Result<()> {
    // A distribution's Rust has no rustup but may have the target, so look for the library itself.
    let library = shell::output(shell::command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if library.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if shell::find("rustup").is_none() {
        bail!(
            "Rust cannot compile for the browser yet: its `{WASM}` target is missing, and there is no `rustup` to add it.\n\
             Install Rust from https://rustup.rs, or your system's package for the target (Debian: libstd-rust-dev-wasm32)."
        );
    }
    let mut add = shell::command("rustup");
    add.args(["target", "add", WASM]);
    install(
        "the standard library for WebAssembly",
        "the program runs in the browser as WebAssembly",
        "some seconds",
        &mut [add],
    )
}

pub fn trunk() -> Result<()> {
    if shell::output(shell::command("trunk").arg("--version")).is_some_and(|version| trunk_fits(&version)) {
        return Ok(());
    }
    cargo_install(
        "trunk",
        TRUNK,
        &["--no-default-features"],
        "it builds the page and serves it",
        "2 to 3 minutes",
    )
}

/// Whether `trunk --version` names a version that `Trunk.toml` accepts.
fn trunk_fits(version: &str) -> bool {
    let patch = version
        .trim()
        .strip_prefix("trunk 0.21.")
        .and_then(|patch| patch.parse::<u32>().ok());
    patch.is_some_and(|patch| patch >= 14)
}

pub fn wasm_bindgen() -> Result<()> {
    // The tool and the library speak a private protocol: their versions must be equal.
    let version = project::locked_version("wasm-bindgen")?;
    let fits = |tool: &str| {
        shell::output(shell::command(tool).arg("--version"))
            .is_some_and(|found| found.ends_with(&format!(" {version}")))
    };
    if fits("wasm-bindgen") && fits("wasm-bindgen-test-runner") {
        return Ok(());
    }
    cargo_install(
        "wasm-bindgen-cli",
        &version,
        &[],
        "it connects the program with the browser",
        "about a minute",
    )
}

pub fn cargo_deny() -> Result<()> {
    cargo_command(
        "cargo-deny",
        "0.20.2",
        "it checks the licences and known faults of dependencies",
    )
}

pub fn cargo_fuzz() -> Result<()> {
    cargo_command("cargo-fuzz", "0.13.2", "it tries text after text on the link language")
}

/// A subcommand of cargo; any version that is there will do.
fn cargo_command(tool: &str, version: &str, why: &str) -> Result<()> {
    if shell::find(tool).is_some() {
        return Ok(());
    }
    cargo_install(tool, version, &[], why, "about a minute")
}

/// Builds a tool from source into `target/tools`, without optimisation: that takes a third of the time, and the page it makes is the same.
fn cargo_install(tool: &str, version: &str, extra: &[&str], why: &str, how_long: &str) -> Result<()> {
    // The target folder outlives a failure, so that a second try goes on where the first one stopped.
    let scratch = project::tools().join("build");
    let mut command: Command = shell::command("cargo");
    command.env("CARGO_PROFILE_DEV_DEBUG", "0");
    command
        .args(["install", tool, "--locked", "--version", version, "--debug"])
        .args(extra);
    command
        .arg("--root")
        .arg(project::tools())
        .arg("--target-dir")
        .arg(&scratch);
    install(&format!("{tool} {version}"), why, how_long, &mut [command])?;
    // Only space is lost if this fails.
    let _ = fs::remove_dir_all(scratch);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::trunk_fits;

    #[test]
    fn a_trunk_fits_from_the_tested_version_to_the_next_series() {
        assert!(trunk_fits("trunk 0.21.14"));
        assert!(trunk_fits("trunk 0.21.15\n"));
        assert!(!trunk_fits("trunk 0.21.9"));
        assert!(!trunk_fits("trunk 0.22.0"));
        assert!(!trunk_fits(""));
    }
}
