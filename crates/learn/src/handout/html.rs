//! A sheet as one HTML file for the printer: no script, nothing from elsewhere.

use super::{Block, Printed, blocks, language};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use view::charts::escape;
use view::qr::qr;

const STYLE: &str = "@page{margin:18mm}body{font:11pt/1.4 sans-serif;max-width:175mm;margin:0 auto}h1{font-size:16pt}h2{font-size:12pt;margin:1.2em 0 .3em}\
h2,p,li,figure{break-inside:avoid}h2{break-after:avoid}.page{break-before:page}ul{list-style:none;padding:0;margin:.3em 0}li{margin:.25em 0}\
.box{display:inline-block;width:.8em;height:.8em;border:1px solid;margin-right:.6em}.line{display:inline-block;width:60mm;border-bottom:1px solid;height:1.2em}\
figure{margin:.6em 0;display:flex;gap:4mm;align-items:flex-end}figure img{flex:1;min-width:0;border:1px solid #bbb}.blank img{border:0}.code{flex:none}.address{font-size:7pt;overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%}td,th{border:1px solid;padding:2mm;text-align:left}td:empty{height:12mm}";

/// The width of the code of a run and of a lesson, in millimetres.
const OF_RUN: f64 = 26.0;
const OF_LESSON: f64 = 70.0;
/// The side of the smallest square that a camera reads from paper, in millimetres; GS1 asks for 0.396.
const FINEST: f64 = 0.396;

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
            // The picture says its address.
            let code = Some(address).filter(|_| !printed.page.is_empty());
            let code = code.and_then(|address| qr_of(address, OF_RUN)).unwrap_or_default();
            format!("<figure>{}{code}</figure>\n", image(svg, address))
        }
        Block::Blank(svg) => format!("<figure class=\"blank\">{}</figure>\n", image(svg, "")),
        Block::Code(address) => {
            let code = qr_of(address, OF_LESSON).unwrap_or_else(|| written(address));
            format!("<figure>{code}</figure>\n")
        }
        Block::Page => String::new(),
    }
}

/// A picture as an image: a name inside one means nothing in another.
fn image(svg: &str, alt: &str) -> String {
    let data = STANDARD.encode(svg);
    format!("<img alt=\"{}\" src=\"data:image/svg+xml;base64,{data}\">", escape(alt))
}

/// A QR code; nothing where its squares would be too fine for a camera.
fn qr_of(text: &str, millimetres: f64) -> Option<String> {
    let code = qr(text).filter(|code| millimetres / f64::from(code.side) >= FINEST)?;
    let side = code.side;
    Some(format!(
        "<svg class=\"code\" style=\"width:{millimetres}mm\" role=\"img\" aria-label=\"QR\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path d=\"{}\"/></svg>",
        code.path
    ))
}

/// An address to click on in a file, and to read on paper.
fn written(address: &str) -> String {
    let address = escape(address);
    format!("<a class=\"address\" href=\"{address}\">{address}</a>")
}
