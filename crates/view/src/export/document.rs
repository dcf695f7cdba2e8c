//! A chart that stands alone: with its caption, legend, summary, link and
//! version inside.

use super::Origin;
use super::drawing::{Drawing, Type};
use crate::charts::sheet::{self, SCALE};
use crate::charts::{Chart, Frame};
use crate::key::Mark;
use crate::labels::Role;

const MARGIN: f64 = 16.0;
const CAPTION: f64 = 15.0;
const TEXT: f64 = 12.0;
const SMALL: f64 = 10.0;

/// The chart as a file of its own; `frame` is the one that it was drawn for, `key` that of its trace.
#[must_use]
pub fn document(chart: &Chart, frame: &Frame, key: &[(Mark, &str)], origin: &Origin<'_>) -> String {
    let factor = frame.scheme.type_factor();
    let inner = f64::from(frame.width);
    let mut drawing = Drawing::new(frame.scheme, inner + 2.0 * MARGIN);
    let (ink, soft) = (drawing.palette.ink, drawing.palette.soft);
    let [caption, text, small] = [CAPTION, TEXT, SMALL].map(|size| size * factor);

    let mut y = MARGIN + caption;
    drawing.text(chart.caption, (MARGIN, y), Type::new(caption, ink).bold());
    y += 8.0;
    let inherited = sheet::inherited(frame.scheme);
    drawing.group((MARGIN, y), 1.0 / SCALE, &inherited, sheet::marks(&chart.svg));
    y += f64::from(frame.height) + text + 4.0;

    // Lines are named where they run; surfaces have a key.
    let painted = |role: Role| {
        // The fill is the last attribute of a surface.
        let fill = format!("\"{}\"/>", role.color(&drawing.palette).css());
        chart.svg.contains(&fill)
    };
    let shown: Vec<_> = key
        .iter()
        .filter(|(mark, _)| matches!(mark, Mark::Role(role) if painted(*role)))
        .copied()
        .collect();
    y = drawing.key(&shown, (MARGIN, y), inner, Type::new(text, ink)) + 4.0;
    y = drawing.paragraph(&chart.summary, (MARGIN, y), inner, Type::new(text, soft));
    y = drawing.origin(origin, (MARGIN, y + 4.0), inner, Type::new(small, soft));
    drawing.finish(y - small + MARGIN, chart.caption, &chart.summary)
}
