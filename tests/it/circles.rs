//! The modules of the model import each other in no circle, so that it can be read once from top to bottom.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::tidy::{code, rust_files};

const MODEL: &str = "crates/engine/src/migration";

/// The names of a module below the model.
type Module = Vec<String>;

/// A module's own files: `precopy/mod.rs` is `precopy`.
fn module(path: &Path) -> Module {
    let inside = path
        .strip_prefix(MODEL)
        .expect("a file of the model")
        .with_extension("");
    let mut names: Module = inside.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    names
}

/// All paths of a tree of imports: `a::{b, c::d}` are `a::b` and `a::c::d`.
fn paths(tree: &str, before: &str, found: &mut Vec<String>) {
    let Some((head, rest)) = tree.split_once('{') else {
        found.push(format!("{before}{}", tree.trim()));
        return;
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let before = format!("{before}{}", head.trim());
    let (mut depth, mut start) = (0, 0);
    for (at, letter) in inner.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                paths(&inner[start..at], &before, found);
                start = at + 1;
            }
            _ => {}
        }
    }
    paths(&inner[start..], &before, found);
}

/// What the program of a file imports.
fn imports(text: &str) -> Vec<String> {
    let program = code(text);
    let mut found = Vec::new();
    for statement in program.split(';') {
        let uses = statement.rsplit_once("use ").filter(|(before, _)| {
            let line = before.rsplit('\n').next().unwrap_or_default();
            line.trim().is_empty() || line.trim_start().starts_with("pub")
        });
        if let Some((_, tree)) = uses {
            paths(tree, "", &mut found);
        }
    }
    found
}

/// The module that a path of another one leads to, if it is one of these.
fn target(from: &[String], path: &str, all: &BTreeSet<Module>) -> Option<Module> {
    let mut names: Vec<&str> = path.split("::").map(str::trim).collect();
    let mut at = from.to_vec();
    if names.starts_with(&["crate", "migration"]) {
        at.clear();
        names.drain(..2);
    } else if names[0] == "crate" {
        return None;
    }
    while names.first().is_some_and(|&name| name == "super" || name == "self") {
        if names.remove(0) == "super" {
            at.pop()?;
        }
    }
    for name in names {
        at.push(name.to_owned());
        if !all.contains(&at) {
            at.pop();
            break;
        }
    }
    Some(at)
}

/// A way from a module back to itself.
fn circle(way: &mut Vec<Module>, edges: &BTreeMap<Module, BTreeSet<Module>>, done: &mut BTreeSet<Module>) -> bool {
    let last = way.last().expect("it begins somewhere").clone();
    for next in &edges[&last] {
        if let Some(start) = way.iter().position(|module| module == next) {
            way.drain(..start);
            return true;
        }
        if !done.contains(next) {
            way.push(next.clone());
            if circle(way, edges, done) {
                return true;
            }
            way.pop();
        }
    }
    done.insert(last);
    false
}

/// A file of a folder is a part of what the folder's `mod` says, and may name it.
#[test]
fn no_module_of_the_model_imports_itself_by_way_of_others() {
    let files = rust_files(MODEL);
    let all: BTreeSet<Module> = files.iter().map(|(path, _)| module(path)).collect();
    let mut edges = BTreeMap::new();
    for (path, text) in &files {
        let from = module(path);
        let others = imports(text).into_iter().filter_map(|path| target(&from, &path, &all));
        let others: BTreeSet<Module> = others.filter(|other| !from.starts_with(other)).collect();
        edges.insert(from, others);
    }
    let count: usize = edges.values().map(BTreeSet::len).sum();
    assert!(
        edges.len() > 40 && count > 150,
        "{} modules, {count} imports",
        edges.len()
    );
    let mut done = BTreeSet::new();
    for from in &all {
        let mut way = vec![from.clone()];
        let said = |way: &[Module]| way.iter().map(|names| names.join("/")).collect::<Vec<_>>().join(" -> ");
        assert!(!circle(&mut way, &edges, &mut done), "a circle: {}", said(&way));
    }
}
