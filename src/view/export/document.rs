//! A chart that stands alone: with its caption, legend, summary, link and
//! version inside.

use super::Origin;
use super::drawing::{Drawing, Type};
use crate::view::charts::sheet::{self, SCALE};
use crate::view::charts::{Chart, Cue, Frame};

const MARGIN: f64 = 16.0;
const CAPTION: f64 = 15.0;
const TEXT: f64 = 12.0;
const SMALL: f64 = 10.0;
/// The side of a swatch, and the gap after an item of the legend.
const SWATCH: f64 = 12.0;
const GAP: f64 = 18.0;

/// The chart as a file of its own; `frame` is the one that it was drawn for.
#[must_use]
pub fn document(chart: &Chart, frame: &Frame, origin: &Origin<'_>) -> String {
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

    let how = Type::new(text, ink);
    let mut x = MARGIN;
    for item in &chart.legend {
        let swatch = SWATCH * factor;
        let long = swatch + 6.0 + how.width(&item.label);
        if x > MARGIN && x + long > MARGIN + inner {
            (x, y) = (MARGIN, y + how.leading());
        }
        let (top, middle) = (y - swatch + 2.0, y - swatch / 2.0 + 2.0);
        match item.cue {
            Cue::Hatch(hatch) => drawing.bar([x, top, swatch, swatch], item.color, hatch),
            Cue::Dash(dash) => {
                let dashes = dash.pattern().map_or_else(String::new, |(stroke, gap)| {
                    format!(r#" stroke-dasharray="{stroke} {gap}""#)
                });
                drawing.stroke(&format!("M{x:.1} {middle:.1}h{swatch:.1}"), item.color, 2.0, &dashes);
            }
        }
        drawing.text(&item.label, (x + swatch + 6.0, y), how);
        x += long + GAP;
    }
    y += how.leading() + 4.0;
    y = drawing.paragraph(&chart.summary, (MARGIN, y), inner, Type::new(text, soft));
    y = drawing.origin(origin, (MARGIN, y + 4.0), inner, Type::new(small, soft));
    drawing.finish(y - small + MARGIN, chart.caption, &chart.summary)
}
