//! The documentation says what is so.

use expect_test::expect_file;

const DOCS: &str = include_str!("../../docs/cluster.md");

/// If this fails: `UPDATE_EXPECT=1 cargo test --test cluster docs`.
#[test]
fn the_documentation_lists_all_keys() {
    let (open, close) = ("<!-- keys -->", "<!-- /keys -->");
    let (before, rest) = DOCS.split_once(open).expect("the mark where the table begins");
    let (_, after) = rest.split_once(close).expect("the mark where the table ends");
    let table = migrascope::link::cluster::markdown_table();
    let docs = format!("{before}{open}\n{table}{close}{after}");
    expect_file!["../../docs/cluster.md"].assert_eq(&docs);
}
