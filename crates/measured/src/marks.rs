//! A text with what was understood in it: its lines, cut into pieces, of which some are figures. What tells nothing is folded, so
//! that a long log stays short.

use crate::read::Reading;
use crate::record::Figure;
use engine::units::Quantity;
use std::ops::Range;
use text::{Language, word};
use view::format;

/// So many lines are shown at most.
const MOST_LINES: usize = 120;
/// A text up to so many lines is shown whole.
const WHOLE: usize = 40;
/// Of a piece that is no figure, so many letters at its beginning and at its end are shown.
const EDGE: usize = 60;

/// A line of a text, or some that are folded.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// Its number, from 1 on, and its pieces.
    Text(usize, Vec<Piece>),
    /// So many lines in which nothing was understood.
    Folded(usize),
    /// So many lines with figures, of a text that is too long to be shown.
    More(usize),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// What it was taken for.
    pub figure: Option<Figure>,
}

impl Piece {
    /// What it was taken for: `sent so far: 42.7 GiB`.
    #[must_use]
    pub fn told(&self, language: Language) -> Option<String> {
        self.figure.as_ref().map(|figure| told(figure, language))
    }
}

/// A figure with its name: `sent so far: 42.7 GiB`, `encryption: off`.
#[must_use]
pub fn told(figure: &Figure, language: Language) -> String {
    let value = match figure.value {
        Quantity::Count(count) if figure.field.is_switch() && count.get() == 0 => {
            word!(language, "off" in "switch").to_owned()
        }
        Quantity::Count(_) if figure.field.is_switch() => word!(language, "on" in "switch").to_owned(),
        value => format::quantity(language, value.unit(), value),
    };
    format!("{}: {value}", figure.field.label().get(language))
}

/// The number of the line at a place, from 1 on.
#[must_use]
pub fn line_of(text: &str, place: &Range<usize>) -> usize {
    let before = text.as_bytes().get(..place.start).unwrap_or_default();
    before.iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// The lines of a text that was read.
#[must_use]
pub fn marks(text: &str, reading: &Reading) -> Vec<Line> {
    let figures = figures(text, reading);
    let mut figures = figures.as_slice();
    let all = text.lines().count();
    let (mut lines, mut folded, mut shown, mut more) = (Vec::new(), 0, 0, 0);
    let mut start = 0;
    for (index, whole) in text.split_inclusive('\n').enumerate() {
        let end = start + whole.len();
        let here = figures.partition_point(|figure| figure.place.start < end);
        let (own, rest) = figures.split_at(here);
        figures = rest;
        if own.is_empty() && all > WHOLE {
            folded += 1;
        } else if shown == MOST_LINES {
            more += 1;
        } else {
            if folded > 0 {
                lines.push(Line::Folded(folded));
                folded = 0;
            }
            shown += 1;
            lines.push(Line::Text(index + 1, pieces(text, start..end, own)));
        }
        start = end;
    }
    if more > 0 {
        lines.push(Line::More(more));
    } else if folded > 0 {
        lines.push(Line::Folded(folded));
    }
    lines
}

/// In the order of the text; what lies in another one is left out.
fn figures<'a>(text: &str, reading: &'a Reading) -> Vec<&'a Figure> {
    let all = reading.records.iter().flat_map(|record| record.figures());
    let mut figures: Vec<&Figure> = all.filter(|figure| text.get(figure.place.clone()).is_some()).collect();
    figures.sort_by_key(|figure| (figure.place.start, figure.place.end));
    let mut end = 0;
    figures.retain(|figure| {
        let is_free = figure.place.start >= end && !figure.place.is_empty();
        if is_free {
            end = figure.place.end;
        }
        is_free
    });
    figures
}

fn pieces(text: &str, line: Range<usize>, figures: &[&Figure]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = line.start;
    let plain = |range: Range<usize>| Piece {
        text: shortened(text.get(range).unwrap_or_default().trim_end_matches(['\n', '\r'])),
        figure: None,
    };
    for &figure in figures {
        if at < figure.place.start {
            pieces.push(plain(at..figure.place.start));
        }
        pieces.push(Piece {
            text: text.get(figure.place.clone()).unwrap_or_default().to_owned(),
            figure: Some(figure.clone()),
        });
        at = figure.place.end;
    }
    if at < line.end {
        pieces.push(plain(at..line.end));
    }
    pieces
}

fn shortened(text: &str) -> String {
    let letters = text.chars().count();
    if letters <= 2 * EDGE + 1 {
        return text.to_owned();
    }
    let start: String = text.chars().take(EDGE).collect();
    let end: String = text.chars().skip(letters - EDGE).collect();
    format!("{start} … {end}")
}
