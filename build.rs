//! Reads the translations in `lang`: what the program has to know of each language, and natively their texts as well. It fails if one
//! of them is wrong or German lacks a text; see the crate `translations`.

use std::error::Error;
use std::path::Path;
use std::{env, fs};
use translations::Texts;

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["src", "lang", "static/boot.js", "index.html"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let texts = Texts::read(Path::new("."))?;
    if let Err(faults) = texts.check() {
        for fault in faults.lines() {
            println!("cargo::error={fault}");
        }
        return Ok(());
    }
    for progress in texts.progress() {
        if !progress.missing.is_empty() {
            println!("cargo::warning={}", progress.line());
        }
    }
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder")?;
    let folder = Path::new(&folder);
    fs::write(folder.join("languages.rs"), texts.heads())?;
    let mut catalogs = String::from("const CATALOGS: &[(&str, &str)] = &[\n");
    // A page loads the one that it speaks.
    if env::var("CARGO_CFG_TARGET_ARCH")? != "wasm32" {
        for language in &texts.languages {
            catalogs += &format!("({:?}, {:?}),\n", language.tag, texts.catalog(language));
        }
    }
    fs::write(folder.join("catalogs.rs"), catalogs + "];\n")?;
    Ok(())
}
