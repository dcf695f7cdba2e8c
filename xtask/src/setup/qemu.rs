//! QEMU, two of which move a real VM.

use super::browser::apt_install;
use crate::shell;
use std::env;
use std::path::PathBuf;

/// What the variable `QEMU` names, or the first one found.
pub fn qemu() -> Option<PathBuf> {
    let named = env::var_os("QEMU").map(PathBuf::from).filter(|file| file.is_file());
    named.or_else(|| shell::find("qemu-system-x86_64"))
}

/// Installs it where that can be done. Where it cannot the step that needs it says so, and passes: what it tests is tested in parts
/// elsewhere, on recorded migrations.
pub fn provide() {
    if qemu().is_none()
        && let Err(error) = apt_install("QEMU", "QEMU", "real migrations are watched", |_| ["qemu-system-x86"])
    {
        println!("{error:#}\n");
    }
}
