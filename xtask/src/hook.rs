//! What trunk calls after a build, before the page is put in place: it makes one style sheet of all.
//!
//! `trunk serve` adds an inline script that reloads the page after a rebuild. The strict content policy of the page forbids
//! inline scripts, so the policy is relaxed in the served copy, and only there.

use anyhow::{Context, Result};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Set by `cargo xtask serve`: the address to announce.
pub const ADDRESS: &str = "MIGRASCOPE_ADDRESS";

/// Trunk fills this in while serving; it stands in the reload script and nowhere else.
const RELOAD_MARK: &str = "{{__TRUNK_ADDRESS__}}";

pub fn run() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("`hook` is called by trunk, not by hand")?;
    let staging = PathBuf::from(staging);
    let page = staging.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
    let mut html = one_sheet(&staging, &html)?;
    if html.contains(RELOAD_MARK) {
        html = html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");
    }
    fs::write(&page, html)?;
    if let Ok(address) = env::var(ADDRESS) {
        println!("\n  Migrascope is ready: {address}   (Ctrl+C stops it)\n");
    }
    Ok(())
}

/// Makes one style sheet of all, without comments: one request instead of many, and fewer bytes.
fn one_sheet(staging: &Path, html: &str) -> Result<String> {
    let mut page = String::new();
    let mut sheet = String::new();
    let mut place = None;
    for line in html.split_inclusive('\n') {
        let linked = line.contains(r#"rel="stylesheet""#).then(|| line.split('"'));
        match linked.and_then(|mut parts| parts.find(|part| part.ends_with(".css"))) {
            Some(name) => {
                let path = staging.join(name);
                let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
                sheet += &bare(&text);
                fs::remove_file(&path)?;
                // Its name changes with its content, so that no browser keeps an old one.
                place.get_or_insert((page.len(), name.to_owned()));
            }
            None => page += line,
        }
    }
    if let Some((at, name)) = place {
        let mut hasher = DefaultHasher::new();
        sheet.hash(&mut hasher);
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = format!("{folder}/style-{:016x}.css", hasher.finish());
        let name = name.trim_start_matches('/');
        fs::write(staging.join(name), sheet)?;
        page.insert_str(at, &format!("<link rel=\"stylesheet\" href=\"{name}\">\n"));
    }
    Ok(page)
}

/// A style sheet without comments and indentation.
fn bare(sheet: &str) -> String {
    let mut text = String::new();
    for (index, part) in sheet.split("/*").enumerate() {
        text += if index == 0 {
            part
        } else {
            part.split_once("*/").map_or("", |(_, after)| after)
        };
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |all, line| all + line + "\n")
}
