//! A sheet as one HTML file for the printer: no script, nothing from elsewhere.

use super::{Block, Printed, blocks, language};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use view::charts::escape;
use view::qr::qr;

const STYLE: &str = "@page{margin:18mm}body{font:11pt/1.4 sans-serif;max-width:175mm;margin:0 auto}h1{font-size:16pt}h2{font-size:12pt;margin:1.2em 0 .3em}\
h2,p,li,figure{break-inside:avoid}h2{break-after:avoid}.page{break-before:page}ul{list-style:none;padding:0;margin:.3em 0}li{margin:.25em 0}\
.box{display:inline-block;width:.8em;height:.8em;border:1px solid;margin-right:.6em}.line{display:inline-block;width:60mm;border-bottom:1px solid;height:1.2em}\
figure{margin:.6em 0;display:flex;gap:4mm;align-items:flex-end}figure img{flex:1;min-width:0;border:1px solid #bbb}.blank img{border:0}.code{width:26mm;flex:none}.lesson .code{width:60mm}\
table{border-collapse:collapse;width:100%}td,th{border:1px solid;padding:2mm;text-align:left}td:empty{height:12mm}";

/// The sheet as HTML.
#[must_use]
pub fn html(printed: &Printed<'_>) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{STYLE}</style>\n",
        language(printed.lesson).tag(),
        escape(&printed.lesson.title)
    );
    let mut page = false;
    for block in blocks(printed) {
        out += &element(&block, printed, page);
        page = block == Block::Page;
    }
    out + "</html>\n"
}

fn element(block: &Block, printed: &Printed<'_>, is_first: bool) -> String {
    match block {
        Block::Title(text) => {
            let page = if is_first { " class=\"page\"" } else { "" };
            format!("<h1{page}>{}</h1>\n", escape(text))
        }
        Block::Heading(text) => format!("<h2>{}</h2>\n", escape(text)),
        Block::Text(text) => format!("<p>{}</p>\n", escape(text)),
        Block::Choice(text) => format!("<ul><li><span class=\"box\"></span>{}</li></ul>\n", escape(text)),
        Block::Item(text) => format!("<ul><li>___ {}</li></ul>\n", escape(text)),
        Block::Bullet(text) => format!("<ul><li>– {}</li></ul>\n", escape(text)),
        Block::Line(text) => format!("<p>{}: <span class=\"line\"></span></p>\n", escape(text)),
        Block::Table(rows) => {
            let mut out = "<table>\n".to_owned();
            for (place, row) in rows.iter().enumerate() {
                let tag = if place == 0 { "th" } else { "td" };
                let cells: String = row
                    .iter()
                    .map(|text| format!("<{tag}>{}</{tag}>", escape(text)))
                    .collect();
                out += &format!("<tr>{cells}</tr>\n");
            }
            out + "</table>\n"
        }
        Block::Picture(svg, address) => {
            let code = if printed.page.is_empty() {
                String::new()
            } else {
                code(address)
            };
            format!("<figure>{}{code}</figure>\n", image(svg, address))
        }
        Block::Run(address) if printed.page.is_empty() => format!("<p class=\"run\">{}</p>\n", escape(address)),
        Block::Run(address) => format!("<figure class=\"run\">{}</figure>\n", code(address)),
        Block::Blank(svg) => format!("<figure class=\"blank\">{}</figure>\n", image(svg, "")),
        Block::Code(address) => format!("<figure class=\"lesson\">{}</figure>\n", code(address)),
        Block::Page => String::new(),
    }
}

/// A picture as an image: a name inside one means nothing in another.
fn image(svg: &str, alt: &str) -> String {
    let data = STANDARD.encode(svg);
    format!("<img alt=\"{}\" src=\"data:image/svg+xml;base64,{data}\">", escape(alt))
}

/// A QR code; nothing of what is longer than any code can be.
fn code(text: &str) -> String {
    qr(text).map_or_else(String::new, |code| {
        let side = code.side;
        format!(
            "<svg class=\"code\" role=\"img\" aria-label=\"QR\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path d=\"{}\"/></svg>",
            code.path
        )
    })
}
