//! The style sheet says the same as the palette and the labels.

use std::fs;
use std::path::Path;

use migrascope::view::labels::Role;
use migrascope::view::palette::{Palette, Scheme};

fn sheet() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/style.css");
    fs::read_to_string(path).expect("the style sheet is part of the repository")
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
    let sheet = sheet();
    let after = sheet.find("/* Borders of controls").expect("what follows the themes");
    assert!(!sheet[after..].contains(": #"), "a colour outside of the palette");
}
