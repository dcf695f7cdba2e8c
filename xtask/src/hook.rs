//! What trunk calls after a build, before the page is put in place: it makes one style sheet of all, gives the start script a
//! name that changes with its content, and writes the translations, a file a language, and the service worker. In a
//! published page it also minifies scripts and style sheet.
//!
//! `trunk serve` adds an inline script that reloads the page after a rebuild. The strict content policy of the page forbids
//! inline scripts, so the policy is relaxed in the served copy, and only there.

mod worker;

use crate::{build, project, shell};
use anyhow::{Context, Result};
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs};
use translations::Texts;

/// Set by `cargo xtask serve`: the address to announce.
pub const ADDRESS: &str = "MIGRASCOPE_ADDRESS";

/// What trunk copies from `static`.
const START: &str = "boot.js";

/// Says that the start script does not come.
const MISSING: &str = "missing.js";

/// The page tells lessons apart by this, as `state::learn::sources`, and examples, as `state::measured::examples`.
const BETWEEN: &str = "\u{c}";

/// Trunk fills this in while serving; it stands in the reload script and nowhere else.
const RELOAD_MARK: &str = "{{__TRUNK_ADDRESS__}}";

pub fn run() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("`hook` is called by trunk, not by hand")?;
    let staging = PathBuf::from(staging);
    let page = staging.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
    let texts = Texts::read(project::root())?;
    let html = one_sheet(&staging, &uncommented(&texts.fill_page(&html)))?;
    fill_script(&staging, &texts)?;
    // While serving, readable scripts are worth more, and nothing from npm is needed.
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        minify(&staging)?;
    }
    let html = start_script(&staging, &named(&staging, MISSING, &html)?)?;
    let mut later = catalogs(&staging, &texts)?;
    later.extend(lessons(&staging)?);
    later.push(examples(&staging)?);
    let names: Vec<&str> = later.iter().map(|(_, file)| file.as_str()).collect();
    let mut html = tell_start(&html, &format!("data-texts=\"{}\"", names.join(" ")));
    if html.contains(RELOAD_MARK) {
        html = html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");
        worker::write_resigning(&staging)?;
    } else {
        html = tell_start(&html, &format!("data-worker=\"{}\"", worker::NAME));
        fs::write(&page, &html)?;
        worker::write(&staging, &html, &later)?;
    }
    fs::write(&page, html)?;
    if let Ok(address) = env::var(ADDRESS) {
        println!("\n  Migrascope is ready: {address}   (Ctrl+C stops it)\n");
    }
    Ok(())
}

/// Minifies scripts and style sheet in place; trunk 0.21 has a minifier, but it fails on what `wasm-bindgen` writes.
fn minify(staging: &Path) -> Result<()> {
    for entry in fs::read_dir(staging)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "js" || ending == "css") {
            let mut esbuild = shell::command("esbuild");
            esbuild.args(["--minify", "--format=esm", "--log-level=error", "--allow-overwrite"]);
            esbuild.arg(&path).arg(format!("--outfile={}", path.display()));
            shell::run(&mut esbuild)?;
        }
    }
    Ok(())
}

/// The page without comments and indentation.
fn uncommented(html: &str) -> String {
    let mut page = String::new();
    for (index, part) in html.split("<!--").enumerate() {
        page += if index == 0 {
            part
        } else {
            part.split_once("-->").map_or("", |(_, after)| after)
        };
    }
    let lines = page.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |all, line| all + line + "\n")
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
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = format!("{folder}/style-{}.css", hash(&sheet));
        let name = name.trim_start_matches('/');
        fs::write(staging.join(name), sheet)?;
        page.insert_str(at, &format!("<link rel=\"stylesheet\" href=\"{name}\">\n"));
    }
    Ok(page)
}

/// Puts the content's hash into the name of the start script, and tells it how large the program is.
fn start_script(staging: &Path, html: &str) -> Result<String> {
    let size = fs::metadata(program(staging)?)?.len();
    let html = named(staging, START, html)?;
    Ok(tell_start(&html, &format!("data-size=\"{size}\"")))
}

/// Puts the content's hash into the name of a script, and into the page that names it.
fn named(staging: &Path, script: &str, html: &str) -> Result<String> {
    let path = staging.join(script);
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let stem = script.trim_end_matches(".js");
    let name = format!("{stem}-{}.js", hash(&text));
    fs::rename(&path, staging.join(&name))?;
    Ok(html.replace(script, &name))
}

/// The start script learns from its own attributes what it has to load.
fn tell_start(html: &str, attributes: &str) -> String {
    html.replace(" data-wasm=", &format!(" {attributes} data-wasm="))
}

/// Gives the start script the translations of what it says.
fn fill_script(staging: &Path, texts: &Texts) -> Result<()> {
    let path = staging.join(START);
    let script = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    fs::write(path, texts.fill_script(&script).map_err(anyhow::Error::msg)?)?;
    Ok(())
}

/// Writes a catalog for each language but English, with the content's hash in its name; returns their names
/// without and with the hash.
fn catalogs(staging: &Path, texts: &Texts) -> Result<Vec<(String, String)>> {
    let mut catalogs = Vec::new();
    for language in &texts.languages {
        let text = language.catalog();
        catalogs.push(write(staging, format!("{}{}", build::CATALOG, language.tag), &text)?);
    }
    Ok(catalogs)
}

/// Writes the lessons of each language that has some, a file a language, in the order of their names; one that a language lacks
/// is there in English. Returns their names without and with the hash.
fn lessons(staging: &Path) -> Result<Vec<(String, String)>> {
    const FIRST: &str = "en";
    let folder = project::root().join("lessons");
    let mut languages: Vec<String> = Vec::new();
    for entry in fs::read_dir(&folder)? {
        languages.push(entry?.file_name().to_string_lossy().into_owned());
    }
    languages.sort();
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.join(FIRST))? {
        names.push(entry?.file_name());
    }
    names.sort();
    let mut files = Vec::new();
    for language in languages {
        let read = |name| {
            fs::read_to_string(folder.join(&language).join(name))
                .or_else(|_| fs::read_to_string(folder.join(FIRST).join(name)))
        };
        let texts = names.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        files.push(write(
            staging,
            format!("{}{language}", build::LESSONS),
            &texts.join(BETWEEN),
        )?);
    }
    Ok(files)
}

/// Writes the specimens of what tools print, each after its name. Returns the name of the file without and with the hash.
fn examples(staging: &Path) -> Result<(String, String)> {
    let folder = project::root().join("crates/measured/specimens");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".md") {
            names.push(name);
        }
    }
    names.sort();
    let read = |name: &String| Ok(format!("specimen:{name}\n{}", fs::read_to_string(folder.join(name))?));
    let texts = names.iter().map(read).collect::<Result<Vec<_>>>()?;
    write(staging, build::EXAMPLES.to_owned(), &texts.join(BETWEEN))
}

/// Writes a text with its hash in the name of the file; returns the name without and with it.
fn write(staging: &Path, name: String, text: &str) -> Result<(String, String)> {
    let file = format!("{name}-{}.txt", hash(text));
    fs::write(staging.join(&file), text)?;
    Ok((name, file))
}

fn program(staging: &Path) -> Result<PathBuf> {
    fs::read_dir(staging)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ending| ending == "wasm"))
        .context("trunk built no program")
}

/// What changes when `content` does; the same on every machine.
fn hash(content: impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
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
