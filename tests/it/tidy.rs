//! The invariants of ARCHITECTURE.md that a test can hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the program is: the product, and the crates that it is made of.
const SOURCES: [&str; 2] = ["src", "crates"];

/// Layers inside a crate, from left to right: each may use only those before it. Between crates the compiler holds the order.
const LAYERS: [(&str, &[&[&str]]); 2] = [
    (
        "crates/engine/src",
        &[
            &["units"],
            &["params"],
            &["scenario"],
            &["sharing"],
            &["migration"],
            &["trace", "cluster"],
        ],
    ),
    ("src", &[&["state"], &["web", "cli"]]),
];

/// A file longer than this has grown past its idea.
const MOST_LINES: usize = 450;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is part of the repository") {
            let path = entry.expect("readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("source files are UTF-8");
                found.push((path.strip_prefix(root()).expect("below the root").to_owned(), text));
            }
        }
    }
    found
}

/// The code without comments, so that prose may name what code must not use.
pub fn code(text: &str) -> String {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

fn program() -> impl Iterator<Item = (PathBuf, String)> {
    SOURCES.into_iter().flat_map(rust_files)
}

/// The module at the top of its crate that a file belongs to.
fn module_of(path: &Path, folder: &str) -> String {
    let below = path.strip_prefix(folder).expect("a file of this folder");
    let first = below.iter().next().expect("it has a name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The names after each `crate::` in a piece of code.
fn used_modules(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (place, mark) in code.match_indices("crate::") {
        let rest = &code[place + mark.len()..];
        let names = match rest.strip_prefix('{') {
            Some(list) => list.split(';').next().unwrap_or("").split(',').collect(),
            None => vec![rest],
        };
        used.extend(names.into_iter().map(|name| {
            let name = name.trim().chars();
            name.take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        }));
    }
    used
}

#[test]
fn layers_use_only_what_lies_to_their_left() {
    for (folder, layers) in LAYERS {
        let layer_of = |module: &str| layers.iter().position(|layer| layer.contains(&module));
        for (path, text) in rust_files(folder) {
            let module = module_of(&path, folder);
            let Some(own) = layer_of(&module) else {
                assert!(
                    ["lib", "main"].contains(&module.as_str()),
                    "{module} belongs to no layer"
                );
                continue;
            };
            for name in used_modules(&code(&text)) {
                if let Some(other) = layer_of(&name) {
                    assert!(other < own || name == module, "{} uses {name}", path.display());
                }
            }
        }
    }
}

#[test]
fn only_the_page_touches_the_browser() {
    for (path, text) in program() {
        if path.starts_with("src/web") {
            continue;
        }
        for name in ["web_sys", "js_sys", "wasm_bindgen", "gloo", "yew"] {
            assert!(!code(&text).contains(name), "{} uses {name}", path.display());
        }
    }
}

#[test]
fn web_crates_are_no_dependency_of_a_native_build() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let common = manifest
        .split("[dependencies]")
        .nth(1)
        .expect("a section")
        .split("\n[")
        .next()
        .expect("its text");
    for name in ["web-sys", "js-sys", "wasm-bindgen", "gloo", "yew"] {
        assert!(
            !common.contains(&format!("\n{name} ")),
            "{name} is a dependency everywhere"
        );
    }
}

#[test]
fn the_model_has_no_clock_no_dice_and_no_sentences() {
    for (path, text) in rust_files("crates/engine/src/migration") {
        for word in [
            "std::time",
            "Instant",
            "rand::",
            "String",
            "format!",
            "to_owned()",
            "println!",
        ] {
            assert!(!code(&text).contains(word), "{} uses {word}", path.display());
        }
    }
}

/// An earlier engine wrote a run into a `Course`, cut it into pieces by a script, and leapt to where a trend was heading. A
/// name of that time says something wrong about the engine of today, in code and in comments.
#[test]
fn the_words_of_an_earlier_engine_do_not_come_back() {
    const WORDS: [&str; 15] = [
        "Beside",
        "Course",
        "CutRound",
        "cut",
        "cut_piece",
        "cut_round",
        "felt",
        "heading",
        "Heading",
        "leap",
        "measure_every_round",
        "piece",
        "Told",
        "trend",
        "Trend",
    ];
    const MODULES: [&str; 7] = ["cut", "drift", "heading", "piece", "pieces", "script", "trend"];
    for (path, text) in rust_files("crates/engine/src/migration") {
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        assert_eq!(words.find(|word| WORDS.contains(word)), None, "{}", path.display());
        let module = path.file_stem().expect("a file").to_string_lossy();
        assert!(!MODULES.contains(&module.as_ref()), "{}", path.display());
    }
}

/// The platform's own functions differ in the last bit; `libm` does not.
#[test]
fn numbers_are_the_same_on_every_platform() {
    let platform = [
        ".exp()",
        ".ln()",
        ".log10()",
        ".log2()",
        ".powf(",
        ".powi(",
        ".sin()",
        ".cos()",
        ".exp_m1()",
        ".mul_add(",
    ];
    for (path, text) in rust_files("crates/engine/src") {
        for word in platform {
            assert!(
                !code(&text).contains(word),
                "{} uses {word} instead of libm",
                path.display()
            );
        }
    }
}

#[test]
fn files_hold_one_idea() {
    for folder in ["src", "crates", "tests", "translations/src", "xtask/src"] {
        for (path, text) in rust_files(folder) {
            let lines = text.lines().count();
            assert!(lines <= MOST_LINES, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn every_crate_forbids_unsafe_code() {
    for path in [
        "src/lib.rs",
        "src/main.rs",
        "crates/text/src/lib.rs",
        "crates/engine/src/lib.rs",
        "crates/learn/src/lib.rs",
        "crates/link/src/lib.rs",
        "crates/measured/src/lib.rs",
        "crates/view/src/lib.rs",
        "translations/src/lib.rs",
        "xtask/src/main.rs",
    ] {
        let text = fs::read_to_string(root().join(path)).expect("a crate root");
        assert!(text.contains("#![forbid(unsafe_code)]"), "{path}");
    }
}

/// The project speaks only of itself: no paths of somebody's machine.
#[test]
fn no_machine_paths() {
    let files = Command::new("git")
        .args(["ls-files"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    let homes = ["ro", "wo", "ho"].map(|start| format!("/{start}"));
    let ends = ["ot/", "rk/", "me/"];
    for name in String::from_utf8_lossy(&files.stdout).lines() {
        let Ok(text) = fs::read_to_string(root().join(name)) else {
            continue;
        };
        for (start, end) in homes.iter().zip(ends) {
            assert!(
                !text.contains(&format!("{start}{end}")),
                "{name} names a folder of a machine"
            );
        }
    }
}

/// What is read while the program loads is the beginning of the entrance, in the same words.
#[test]
fn the_first_paint_and_the_entrance_say_the_same() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).expect("the file is part of the project");
    let (page, entrance) = (read("index.html"), read("src/web/shell/entrance/mod.rs"));
    let (_, first) = page
        .split_once("class=\"boot-first\"")
        .expect("the first paint begins with it");
    let (first, _) = first.split_once("</section>").expect("a section ends");
    let says: Vec<&str> = first
        .split("data-say>")
        .skip(1)
        .filter_map(|text| text.split('<').next())
        .collect();
    assert_eq!(says.len(), 8);
    for text in says {
        assert!(
            entrance.contains(&format!("\"{text}\"")),
            "the entrance does not say “{text}”"
        );
    }
}

/// Texts are found in the sources by the macros around them.
#[test]
fn texts_are_made_by_macros_alone() {
    for (path, text) in program() {
        if !path.starts_with("crates/text") {
            for made in ["Text::template", "Plural::template"] {
                assert!(!code(&text).contains(made), "{} uses {made}", path.display());
            }
        }
    }
}
