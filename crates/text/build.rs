//! Puts the languages in `lang` into the program: what it has to know of each of them, and natively their texts as well.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// The project.
const ROOT: &str = "../..";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={ROOT}/lang");
    let languages = translations::languages(Path::new(ROOT))?;
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no folder")?;
    let folder = Path::new(&folder);
    fs::write(folder.join("languages.rs"), translations::heads(&languages))?;
    let mut catalogs = String::from("const CATALOGS: &[(&str, &str)] = &[\n");
    // A page loads the one that it speaks.
    if env::var("CARGO_CFG_TARGET_ARCH")? != "wasm32" {
        for language in &languages {
            catalogs += &format!("({:?}, {:?}),\n", language.tag, language.catalog());
        }
    }
    fs::write(folder.join("catalogs.rs"), catalogs + "];\n")?;
    Ok(())
}
