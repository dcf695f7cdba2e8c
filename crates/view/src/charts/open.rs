//! What measurements leave open about the writes of a VM: a line over what would become of it.

use super::sheet::{self, Anchor, Area, Sheet};
use super::{Chart, Frame, Table, heads};
use crate::labels::{Dash, Hatch};
use crate::palette::Color;
use crate::{format, map};
use engine::units::{Bytes, Rate, SimTime};
use link::explore::map::Fate;
use link::explore::plane::{COLUMNS, Plane, ROWS};
use text::{Language, Text};
use text::{say, text, word};

const CAPTION: Text = text!("Which writes fit");
/// Shades of downtime in a factor of ten: enough to see where it grows, and few enough to be drawn as stripes.
const SHADES: f64 = 3.0;
/// Half the side of the mark, in CSS pixels, without and with its rim of paper.
const MARK: [f64; 2] = [3.5, 5.0];

/// The writes that fit a record as a line over region and rate, and what would become of the migration there.
#[must_use]
pub fn open(plane: &Plane, writes: &[(Bytes, Rate, Fate)], here: (Bytes, Rate), frame: &Frame) -> Chart {
    let language = frame.language;
    let summary = summary(language, writes);
    let svg = sheet::draw(frame, &summary, |sheet| draw(sheet, plane, writes, here));
    Chart {
        svg,
        caption: CAPTION.get(language),
        summary,
        spots: Vec::new(),
        table: table(language, writes),
        plot: None,
    }
}

fn summary(language: Language, writes: &[(Bytes, Rate, Fate)]) -> String {
    let Some((first, last)) = writes.first().zip(writes.last()) else {
        return String::new();
    };
    let told = |(region, rate, fate): &(Bytes, Rate, Fate)| {
        say!(
            language,
            "{0} at {1} ({2})",
            format::size(language, *region),
            format::rate(language, *rate),
            map::fate(language, *fate)
        )
    };
    say!(
        language,
        "What fits goes from {0} to {1}. In brackets stands the downtime, or what becomes of it.",
        told(first),
        told(last)
    )
}

fn table(language: Language, writes: &[(Bytes, Rate, Fate)]) -> Table {
    let rows = writes.iter().map(|(region, rate, fate)| {
        vec![
            format::size(language, *region),
            format::rate(language, *rate),
            map::fate(language, *fate),
        ]
    });
    Table {
        head: heads(language, &[text!("Region"), text!("Write rate"), text!("Downtime")]),
        rows: rows.collect(),
    }
}

/// Powers of two between two places of a log axis, at most so many.
fn powers(least: f64, largest: f64, most: usize) -> Vec<f64> {
    let (from, to) = (libm::log2(least).ceil() as i32, libm::log2(largest).floor() as i32);
    let count = (to - from + 1).max(0) as usize;
    let step = count.div_ceil(most.max(1)).max(1);
    (from..=to)
        .step_by(step)
        .map(|power| libm::exp2(f64::from(power)))
        .collect()
}

fn draw(sheet: &Sheet<'_>, plane: &Plane, writes: &[(Bytes, Rate, Fate)], here: (Bytes, Rate)) {
    let language = sheet.language;
    let (least, most) = (plane.at((0.0, 0.0)), plane.at((1.0, 1.0)));
    let bottom = sheet.frame.bottom - sheet.axis() - sheet.line();
    let rows = powers(least.0.as_f64(), most.0.as_f64(), (bottom / (sheet.em * 2.6)) as usize);
    let rows = rows
        .into_iter()
        .map(Bytes::new)
        .map(|size| (size, format::size(language, size)));
    let rows: Vec<(Bytes, String)> = rows.collect();
    let labels = rows.iter().map(|(_, text)| sheet.width(text)).fold(0.0, f64::max);
    let area = Area {
        left: labels + 6.0,
        // The name of the axis stands above its highest label.
        top: sheet.line() * 1.7,
        right: sheet.frame.right - sheet.em,
        bottom,
    };
    let point = |write: (Bytes, Rate)| {
        let (across, up) = plane.place(write);
        (area.left + across * area.width(), area.bottom - up * area.height())
    };
    cells(sheet, plane, &area);
    for (size, text) in &rows {
        let y = point((*size, least.1)).1;
        sheet.text(text, (labels, y), Anchor::End, sheet.palette.soft);
    }
    let across = powers(
        least.1.as_f64(),
        most.1.as_f64(),
        (area.width() / (sheet.em * 7.0)) as usize,
    );
    for rate in across.into_iter().map(Rate::bytes_per_s) {
        let x = point((least.0, rate)).0;
        let text = format::rate(language, rate);
        let half = sheet.width(&text) / 2.0;
        let x = x.clamp(half, sheet.frame.right - half);
        sheet.text(
            &text,
            (x, area.bottom + sheet.line() * 0.7),
            Anchor::Middle,
            sheet.palette.soft,
        );
    }
    let name = (area.right, sheet.frame.bottom - sheet.line() * 0.5);
    sheet.text(map::across(language), name, Anchor::End, sheet.palette.soft);
    let name = (0.0, sheet.line() * 0.45);
    sheet.text(word!(language, "region ↑"), name, Anchor::Start, sheet.palette.soft);
    let line: Vec<_> = writes
        .iter()
        .map(|&(region, rate, _)| point((region, rate)))
        .map(|(x, y)| ((x * sheet::SCALE) as i32, (y * sheet::SCALE) as i32))
        .collect();
    sheet.polyline(&line, sheet.palette.paper, 5.0, Dash::Solid);
    sheet.polyline(&line, sheet.palette.ink, 2.0, Dash::Solid);
    let (x, y) = point(here);
    for (half, color) in [(MARK[1], sheet.palette.paper), (MARK[0], sheet.palette.ink)] {
        let square = Area {
            left: x - half,
            top: y - half,
            right: x + half,
            bottom: y + half,
        };
        sheet.fill(square, color);
    }
}

/// Neighbours in a row that look alike are one stripe.
fn cells(sheet: &Sheet<'_>, plane: &Plane, area: &Area) {
    let (width, height) = (area.width() / COLUMNS as f64, area.height() / ROWS as f64);
    for row in 0..ROWS {
        let looks: Vec<Option<(Color, Hatch)>> = (0..COLUMNS)
            .map(|column| plane.fate(column, row).map(|fate| look(sheet, fate)))
            .collect();
        let mut column = 0;
        for stripe in looks.chunk_by(|a, b| a == b) {
            if let Some((color, hatch)) = stripe[0] {
                let stripe = Area {
                    left: area.left + width * column as f64,
                    top: area.bottom - height * (row + 1) as f64,
                    right: area.left + width * (column + stripe.len()) as f64,
                    bottom: area.bottom - height * row as f64,
                };
                sheet.fill(stripe, color);
                sheet.hatch(stripe, hatch, color.mix(color.text_on(), 0.3));
            }
            column += stripe.len();
        }
    }
}

fn look(sheet: &Sheet<'_>, fate: Fate) -> (Color, Hatch) {
    let rough = |time: SimTime| {
        let power = (libm::log10(time.as_s().max(1e-9)) * SHADES).round() / SHADES;
        SimTime::s(libm::exp10(power))
    };
    let roughly = match fate {
        Fate::Moved(time) => Fate::Moved(rough(time)),
        Fate::PostCopied(time) => Fate::PostCopied(rough(time)),
        Fate::Hurried(time) => Fate::Hurried(rough(time)),
        Fate::Hovers(time) => Fate::Hovers(time.map(rough)),
        other => other,
    };
    (map::color(&sheet.palette, roughly), map::hatch(fate))
}
