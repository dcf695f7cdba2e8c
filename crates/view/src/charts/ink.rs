//! A drawing backend that writes terse SVG: presentation attributes only, so
//! that a page without inline styles shows it.
//!
//! It takes the place of plotters' own SVG backend, which measures text
//! through the page and knows neither dashes nor hatches.

use std::convert::Infallible;
use std::fmt::Write;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use super::widths;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Backend coordinates per CSS pixel; they are integers, so this is the precision.
pub(crate) const SCALE: f64 = 4.0;

/// Writes elements to a text, without the `<svg>` around them.
pub(super) struct Ink<'a> {
    body: &'a mut String,
    size: (u32, u32),
}

impl<'a> Ink<'a> {
    pub(super) fn new(body: &'a mut String, size: (u32, u32)) -> Self {
        Self { body, size }
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) -> Drawn {
        self.body
            .write_fmt(element)
            .expect("a String takes all that is written");
        Ok(())
    }

    /// An unfilled path in SVG's path language.
    pub(super) fn stroke(&mut self, path: &str, color: BackendColor, width: u32, dash: Option<(u32, u32)>) -> Drawn {
        let color = hex(color);
        self.push(format_args!(
            r#"<path fill="none" stroke="{color}" stroke-width="{width}""#
        ))?;
        if let Some((stroke, gap)) = dash {
            self.push(format_args!(r#" stroke-dasharray="{stroke} {gap}""#))?;
        }
        self.push(format_args!(r#" d="{path}"/>"#))
    }

    /// Text that starts at a place, with a rim of paper around its letters.
    pub(super) fn halo_text(
        &mut self,
        text: &str,
        (x, y): BackendCoord,
        size: f64,
        color: BackendColor,
        paper: BackendColor,
    ) -> Drawn {
        let (y, rim) = (baseline(y, size), (size / 4.0).round() as u32);
        let (color, paper, text) = (hex(color), hex(paper), escape(text));
        self.push(format_args!(
            r#"<text x="{x}" y="{y}" stroke="{paper}" stroke-width="{rim}" paint-order="stroke" fill="{color}">{text}</text>"#
        ))
    }
}

/// Where letters stand whose middle is at `y`.
fn baseline(y: i32, size: f64) -> i32 {
    y + (size * 0.36).round() as i32
}

fn hex(color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// `M1 2L3 4L…`
pub(super) fn path(points: impl IntoIterator<Item = BackendCoord>) -> String {
    points
        .into_iter()
        .enumerate()
        .fold(String::new(), |mut path, (index, (x, y))| {
            let command = if index == 0 { 'M' } else { 'L' };
            write!(path, "{command}{x} {y}").expect("a String takes all that is written");
            path
        })
}

/// For element content and attribute values.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

impl DrawingBackend for Ink<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let color = hex(color);
        self.push(format_args!(
            r#"<rect x="{x}" y="{y}" width="1" height="1" fill="{color}"/>"#
        ))
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let (x, y, width, height) = (from.0, from.1, to.0 - from.0, to.1 - from.1);
        let color = hex(style.color());
        let paint = if fill {
            format!(r#"fill="{color}""#)
        } else {
            format!(
                r#"fill="none" stroke="{color}" stroke-width="{}""#,
                style.stroke_width()
            )
        };
        self.push(format_args!(
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" {paint}/>"#
        ))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        self.stroke(&path(points), style.color(), style.stroke_width(), None)
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        let color = hex(style.color());
        self.push(format_args!(
            r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{color}"/>"#
        ))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        let color = hex(style.color());
        let path = path(points);
        self.push(format_args!(r#"<path fill="{color}" d="{path}z"/>"#))
    }

    /// The place is the middle of the line, so that a label can be centred
    /// on what it names.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let baseline = baseline(y, style.size());
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => r#" text-anchor="middle""#,
            HPos::Right => r#" text-anchor="end""#,
        };
        let weight = match style.style() {
            FontStyle::Bold => r#" font-weight="600""#,
            FontStyle::Normal | FontStyle::Oblique | FontStyle::Italic => "",
        };
        let (color, text) = (hex(style.color()), escape(text));
        self.push(format_args!(
            r#"<text x="{x}" y="{baseline}"{anchor}{weight} fill="{color}">{text}</text>"#
        ))
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let em = style.size();
        Ok((widths::width(text, em).ceil() as u32, (em * 1.2).ceil() as u32))
    }
}
