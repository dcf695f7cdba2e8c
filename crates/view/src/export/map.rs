//! The map of what would become of the live lane elsewhere, to be taken along.

use std::borrow::Cow;

use super::drawing::{Drawing, Type};
use super::table::{Cell, head, line};
use super::{Origin, Word as _};
use crate::map::{self as view, Shade};
use crate::palette::Scheme;
use engine::params::{Choice, Lane};
use engine::scenario::Spot;
use link::explore::map::{Fate, Map, SIDE, place_of, spot_at};
use text::Language;

const MARGIN: f64 = 16.0;
/// The side of a cell.
const CELL: [f64; 2] = [9.0, 5.0];
/// Room for the numbers upwards.
const LEFT: f64 = 64.0;
const TEXT: f64 = 12.0;

/// The map as a whole SVG, with what its shades mean, the place of the experiment and its link.
#[must_use]
pub fn picture(map: &Map, spot: Spot, fate: Fate, scheme: Scheme, origin: &Origin<'_>) -> String {
    let language = origin.language;
    let [width, height] = CELL.map(|side| side * SIDE as f64);
    let mut drawing = Drawing::new(scheme, LEFT + width + 2.0 * MARGIN);
    let palette = drawing.palette;
    let (ink, soft) = (Type::new(TEXT, palette.ink), Type::new(TEXT, palette.soft));
    let (left, top) = (MARGIN + LEFT, MARGIN + 38.0);
    let at = |(across, up): (f64, f64)| (left + across * width, top + (1.0 - up) * height);

    drawing.text(
        view::caption(language),
        (MARGIN, MARGIN + 15.0),
        Type::new(15.0, palette.ink).bold(),
    );
    drawing.text(view::upwards(language), (MARGIN, top - 6.0), soft);
    cells(&mut drawing, map, (left, top));
    let line: Vec<String> = map
        .frontier()
        .into_iter()
        .map(&at)
        .map(|(x, y)| format!("{x:.1} {y:.1}"))
        .collect();
    if !line.is_empty() {
        let line = format!("M{}", line.join("L"));
        drawing.stroke(&line, palette.paper, 4.0, "");
        drawing.stroke(&line, palette.ink, 1.5, r#" stroke-dasharray="6 4""#);
        drawing.text(
            view::frontier(language),
            (left + width, top - 6.0),
            Type::new(TEXT, palette.ink).right(),
        );
    }
    for (up, label) in view::ticks_up(language) {
        let (x, y) = at((0.0, up));
        drawing.text(&label, (x - 6.0, y + 4.0), soft.right());
    }
    for (across, label) in view::ticks_across(language) {
        let (x, y) = at((across, 0.0));
        drawing.text(&label, (x, y + TEXT + 4.0), soft.centred());
    }
    let (x, y) = at(place_of(spot));
    let circle = format!("M{:.1} {y:.1}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z", x - 6.0);
    drawing.stroke(&circle, palette.paper, 5.0, "");
    drawing.stroke(&circle, palette.ink, 2.0, "");

    let mut y = top + height + TEXT + 4.0;
    drawing.text(view::across(language), (left + width, y), soft.right());
    y = legend(&mut drawing, map, language, (MARGIN, y + 22.0));
    let summary = view::summary(language, map, spot, fate);
    let inner = LEFT + width;
    y = drawing.paragraph(&summary, (MARGIN, y), inner, ink);
    y = drawing.origin(origin, (MARGIN, y + 4.0), inner, Type::new(10.0, palette.soft));
    drawing.finish(y - 10.0 + MARGIN, view::caption(language), &summary)
}

/// Neighbours of the same look are one rectangle.
fn cells(drawing: &mut Drawing, map: &Map, (left, top): (f64, f64)) {
    let palette = drawing.palette;
    let [wide, high] = CELL;
    for row in 0..SIDE {
        let look = |column| map.fate(column, row).map(|fate| view::look(&palette, fate));
        let mut start = 0;
        for column in 1..=SIDE {
            if column < SIDE && look(column) == look(start) {
                continue;
            }
            if let Some((color, hatch)) = look(start) {
                let y = top + (SIDE - 1 - row) as f64 * high;
                let area = [left + start as f64 * wide, y, (column - start) as f64 * wide, high];
                drawing.bar(area, color, hatch);
            }
            start = column;
        }
    }
}

/// What the shades mean; gives where the next line stands.
fn legend(drawing: &mut Drawing, map: &Map, language: Language, (left, top): (f64, f64)) -> f64 {
    let how = Type::new(TEXT, drawing.palette.soft);
    let (scale, others) = view::legend(language, map, &drawing.palette);
    let (mut x, mut y) = (left, top);
    for Shade { label, color, hatch } in scale.iter().chain(&others) {
        let long = TEXT + 6.0 + how.width(label) + 14.0;
        if x > left && x + long > left + LEFT + CELL[0] * SIDE as f64 {
            (x, y) = (left, y + how.leading());
        }
        drawing.bar([x, y - TEXT + 2.0, TEXT, TEXT], *color, *hatch);
        drawing.text(label, (x + TEXT + 6.0, y), how);
        x += long;
    }
    y + how.leading() + 4.0
}

/// The map as CSV, a line a place, from the slowest link to the fastest; `link` is the experiment. Columns are named and written as
/// `migrascope sweep` does.
#[must_use]
pub fn csv(map: &Map, link: &str) -> String {
    let names = [
        "link",
        "lane",
        "vary_writes_rate_bytes_per_s",
        "vary_link_bits_per_s",
        "verdict",
        "downtime_s",
    ];
    let mut text = String::new();
    head(&mut text, names);
    let word = |word: &str| Cell::Word(Cow::Owned(word.to_owned()));
    for row in 0..SIDE {
        for column in 0..SIDE {
            let Some(fate) = map.fate(column, row) else { continue };
            let spot = spot_at(column, row);
            let downtime = match fate {
                Fate::Moved(time) | Fate::PostCopied(time) | Fate::Hurried(time) => Some(time),
                Fate::Hovers(time) => time,
                Fate::Never | Fate::Cancelled | Fate::Failed | Fate::Lost | Fate::NotDecided => None,
            };
            let cells = [
                word(link),
                word(Lane::Live.token()),
                Cell::Number(spot.writes.as_f64()),
                Cell::Number(spot.link.as_f64() * 8.0),
                word(fate.word()),
                downtime.map_or(Cell::Nothing, |time| Cell::Number(time.as_s())),
            ];
            line(&mut text, &cells);
        }
    }
    text
}
