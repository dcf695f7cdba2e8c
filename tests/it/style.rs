//! The style sheets say the same as the palette and the labels.

use std::fs;
use std::path::{Path, PathBuf};

use migrascope::view::labels::Role;
use migrascope::view::palette::{Palette, Scheme};

/// The one sheet with colours.
const THEME: &str = "theme.css";
/// A file longer than this has grown past its idea.
const MOST_LINES: usize = 450;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("static/style")
}

fn sheet() -> String {
    fs::read_to_string(folder().join(THEME)).expect("the style sheet is part of the repository")
}

fn block<'a>(sheet: &'a str, theme: &str) -> &'a str {
    let selector = format!(":root[data-theme=\"{theme}\"] {{");
    let start = sheet.find(&selector).expect("each theme has a block") + selector.len();
    let length = sheet[start..].find('}').expect("blocks end");
    &sheet[start..start + length]
}

#[test]
fn themes_have_the_colours_of_the_palette() {
    let sheet = sheet();
    for (scheme, theme) in [
        (Scheme::Light, "light"),
        (Scheme::Dark, "dark"),
        (Scheme::Projector, "projector"),
    ] {
        let block = block(&sheet, theme);
        for (name, color) in Palette::css_variables(scheme) {
            let line = format!("{name}: {};", color.css());
            assert!(block.contains(&line), "{theme} lacks {line}");
        }
        let (kind, stroke) = (scheme.type_factor(), scheme.stroke_factor());
        assert!(block.contains(&format!("--type: {kind};")) && block.contains(&format!("--stroke: {stroke};")));
    }
}

#[test]
fn every_role_has_its_colour() {
    let sheet = sheet();
    for role in Role::ALL {
        assert!(sheet.contains(&format!(".role-{}", role.name())), "{role:?}");
    }
}

#[test]
fn colours_stand_in_the_themes_alone() {
    for entry in fs::read_dir(folder()).expect("the folder is part of the repository") {
        let path = entry.expect("readable folder").path();
        let text = fs::read_to_string(&path).expect("style sheets are UTF-8");
        assert!(text.lines().count() <= MOST_LINES, "{} is too long", path.display());
        let after = match path.ends_with(THEME) {
            true => text.find("/* Borders of controls").expect("what follows the themes"),
            false => 0,
        };
        let colour = text[after..].lines().find(|line| line.contains(": #"));
        assert_eq!(colour, None, "{} has a colour outside of the palette", path.display());
    }
}

#[test]
fn every_sheet_is_on_the_page() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html");
    let page = fs::read_to_string(page).expect("the page is part of the repository");
    for entry in fs::read_dir(folder()).expect("the folder is part of the repository") {
        let name = entry.expect("readable folder").file_name();
        let name = name.to_string_lossy();
        assert!(
            page.contains(&format!("static/style/{name}")),
            "{name} is not on the page"
        );
    }
}
