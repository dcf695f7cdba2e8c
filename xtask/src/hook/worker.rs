//! The service worker, which keeps the page for use without a network.

use super::hash;
use crate::project;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Where the page asks for it. A worker's own name never changes: browsers compare its content.
pub const NAME: &str = "sw.js";

/// Takes the place of a worker that a published page has left at this address, so that the page being worked on is seen.
const RESIGNING: &str = "addEventListener('install', () => skipWaiting());\n\
    addEventListener('activate', () => registration.unregister());\n";

/// Writes the worker for the finished page `html` in `folder`. It keeps what the page names, because that is what a visit loads;
/// `later`, by name, is kept once a visit has loaded it.
pub fn write(folder: &Path, html: &str, later: &[(String, String)]) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let named = entry.file_type()?.is_file() && html.contains(&format!("{name}\""));
        if named && later.iter().all(|(_, file)| *file != name) {
            files.push((fs::read(entry.path())?, name));
        }
    }
    files.sort_by(|(_, a), (_, b)| a.cmp(b));
    let version = hash((html, &files));
    let names: Vec<_> = files.into_iter().map(|(_, name)| name).collect();
    let path = project::root().join("static/worker.js");
    let script = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let script = fill(&bare(&script), &version, &names, later)?;
    fs::write(folder.join(NAME), script)?;
    Ok(())
}

/// Writes a worker that does nothing and goes away.
pub fn write_resigning(folder: &Path) -> Result<()> {
    fs::write(folder.join(NAME), RESIGNING)?;
    Ok(())
}

/// A script without comments and indentation; here a comment has a line of its own.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::new(), |all, line| all + line + "\n")
}

fn fill(script: &str, version: &str, names: &[String], later: &[(String, String)]) -> Result<String> {
    let list = names
        .iter()
        .fold("\"./\"".to_owned(), |list, name| list + ", \"" + name + "\"");
    let later: Vec<_> = later
        .iter()
        .map(|(name, file)| format!("\"{name}\": \"{file}\""))
        .collect();
    let mut filled = script.to_owned();
    for (place, value) in [
        ("VERSION = \"\"", format!("VERSION = \"{version}\"")),
        ("FILES = []", format!("FILES = [{list}]")),
        ("LATER = {}", format!("LATER = {{ {} }}", later.join(", "))),
    ] {
        if !filled.contains(place) {
            bail!("static/worker.js has no place `{place}` to fill in");
        }
        filled = filled.replace(place, &value);
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn the_worker_knows_its_files_and_their_version() {
        let script = "const VERSION = \"\";\nconst FILES = [];\nconst LATER = {};";
        let later = [("de", "d.txt"), ("es", "e.txt")].map(|(tag, name)| (tag.to_owned(), name.to_owned()));
        let filled = fill(script, "1f", &["a.js".to_owned()], &later).unwrap_or_default();
        assert_eq!(
            filled,
            "const VERSION = \"1f\";\nconst FILES = [\"./\", \"a.js\"];\nconst LATER = { \"de\": \"d.txt\", \"es\": \"e.txt\" };"
        );
        assert!(fill("const FILES = [];", "1f", &[], &[]).is_err());
    }
}
