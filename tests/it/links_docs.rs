//! `docs/links.md` says what the program does.

use expect_test::expect_file;
use migrascope::link::{events_table, markdown_table, parse, reasons_table, words_table};

const DOCS: &str = include_str!("../../docs/links.md");

/// The text with another one between `<!-- name -->` and `<!-- /name -->`.
fn fill(text: &str, name: &str, content: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&open).expect("the mark where the part begins");
    let (_, after) = rest.split_once(&close).expect("the mark where the part ends");
    format!("{before}{open}{content}{close}{after}")
}

/// If this fails, the table of parameters has changed: run
/// `UPDATE_EXPECT=1 cargo test --test it links_docs` and read the difference.
#[test]
fn the_table_of_keys_is_that_of_the_program() {
    let docs = fill(DOCS, "keys", &format!("\n{}", markdown_table()));
    let docs = fill(&docs, "events", &format!("\n{}", events_table()));
    let docs = fill(&docs, "reasons", &format!("\n{}", reasons_table()));
    let docs = fill(&docs, "words", &format!("\n{}", words_table()));
    expect_file!["../../docs/links.md"].assert_eq(&docs);
}

#[test]
fn the_examples_are_links() {
    let example = DOCS
        .lines()
        .find(|line| line.starts_with('#') && line.contains('='))
        .expect("an example");
    assert_eq!(parse(example).1, []);
    let notices: Vec<&str> = DOCS.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    let said = ["ram=16384", "downtime=5000", "ram=-1"].map(|link| parse(link).1[0].to_string());
    assert_eq!(notices, said);
}
