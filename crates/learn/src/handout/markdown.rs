//! A sheet as Markdown; instead of pictures it has the links that open them.

use super::{Block, Printed, blocks};

/// The sheet as Markdown.
#[must_use]
pub fn markdown(printed: &Printed<'_>) -> String {
    let mut out = String::new();
    let mut last = None;
    for block in blocks(printed) {
        // Lines of one list stand together.
        let is_list = |block: &Block| matches!(block, Block::Choice(_) | Block::Item(_) | Block::Bullet(_));
        if last.as_ref().is_some_and(is_list) && !is_list(&block) {
            out.push('\n');
        }
        match &block {
            Block::Title(text) => out += &format!("# {text}\n\n"),
            Block::Heading(text) => out += &format!("## {text}\n\n"),
            Block::Text(text) => out += &format!("{text}\n\n"),
            Block::Choice(text) => out += &format!("- [ ] {text}\n"),
            Block::Item(text) => out += &format!("- \\_\\_\\_ {text}\n"),
            Block::Bullet(text) => out += &format!("- {text}\n"),
            Block::Line(text) => out += &format!("{text}: \\_\\_\\_\\_\\_\\_\\_\\_\n\n"),
            Block::Table(rows) => {
                for (place, row) in rows.iter().enumerate() {
                    out += &format!("| {} |\n", row.join(" | "));
                    if place == 0 {
                        out += &format!("| {} |\n", vec!["---"; row.len()].join(" | "));
                    }
                }
                out.push('\n');
            }
            Block::Blank(_) => {}
            Block::Picture(_, address) | Block::Code(address) => out += &format!("<{address}>\n\n"),
            Block::Page => out += "---\n\n",
        }
        last = Some(block);
    }
    out
}
