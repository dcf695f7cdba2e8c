//! QEMU, two of which move a real VM.

use super::browser::apt_install;
use crate::shell;
use anyhow::{Context, Result};
use std::env;
use std::path::PathBuf;

/// QEMU 7.2 or later: what the variable `QEMU` names, or the first one found.
pub fn qemu() -> Result<PathBuf> {
    let named = env::var_os("QEMU").map(PathBuf::from).filter(|file| file.is_file());
    named
        .or_else(|| shell::find("qemu-system-x86_64"))
        .context("QEMU was not found: install qemu-system-x86_64, or put its path in the variable QEMU")
}

pub fn provide() -> Result<()> {
    if qemu().is_ok() {
        return Ok(());
    }
    apt_install("QEMU", "QEMU", "real migrations are watched", |_| ["qemu-system-x86"])
}
