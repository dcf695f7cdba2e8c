//! Compares the translations in `lang` with the texts in the sources: it says what is missing, and fails if a translation is wrong or
//! German lacks a text; see the crate `translations`.

use std::error::Error;
use std::path::Path;
use translations::Texts;

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["src", "crates", "lang", "static/boot.js", "index.html"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let texts = Texts::read(Path::new("."))?;
    if let Err(faults) = texts.check() {
        for fault in faults.lines() {
            println!("cargo::error={fault}");
        }
    }
    for progress in texts.progress() {
        if !progress.missing.is_empty() {
            println!("cargo::warning={}", progress.line());
        }
    }
    Ok(())
}
