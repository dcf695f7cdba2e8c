//! The tools of gettext, which check the languages.

use super::browser::apt_install;
use crate::shell;

/// Where they cannot be had, the check goes on without them and says so.
pub fn provide() {
    if shell::find("msgfmt").is_none()
        && let Err(error) = apt_install("gettext", "PATH", "it checks the files of the languages", |_| {
            ["gettext"]
        })
    {
        println!("{error:#}");
    }
}
