//! Paper to draw on, in CSS pixels: the few marks that the charts consist of.

use plotters::coord::Shift;
use plotters::element::{Drawable, PointCollection};
use plotters::prelude::{DrawingArea, IntoDrawingArea, IntoFont, RGBColor, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontFamily, FontStyle, FontTransform, TextStyle};
use plotters_backend::{BackendColor, BackendCoord, DrawingBackend, DrawingErrorKind};

pub(crate) use super::ink::SCALE;
use super::ink::{self, Ink};
use super::{Frame, widths};
use crate::labels::{Dash, Hatch, Role};
use crate::palette::{Color, Palette, Scheme};
use text::Language;

/// Type size in CSS pixels on a desk.
const TYPE: f64 = 12.0;
const FAMILY: &str = "system-ui, sans-serif";

/// A rectangle in CSS pixels; y runs downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    pub(super) fn contains(&self, other: &Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing in progress.
pub(super) struct Sheet<'a> {
    area: DrawingArea<Ink<'a>, Shift>,
    pub palette: Palette,
    /// The whole of it.
    pub frame: Area,
    /// Type size in CSS pixels.
    pub em: f64,
    /// How much heavier lines are than on a desk.
    stroke: f64,
    pub language: Language,
}

/// Draws on a fresh sheet and gives the SVG, which `summary` describes to
/// those who cannot see it.
pub(super) fn draw(frame: &Frame, summary: &str, paint: impl FnOnce(&Sheet<'_>)) -> String {
    let mut body = String::new();
    let (width, height) = (frame.width * SCALE as u32, frame.height * SCALE as u32);
    let em = type_size(frame.scheme);
    paint(&Sheet {
        area: Ink::new(&mut body, (width, height)).into_drawing_area(),
        palette: Palette::of(frame.scheme),
        frame: Area {
            left: 0.0,
            top: 0.0,
            right: f64::from(frame.width),
            bottom: f64::from(frame.height),
        },
        em,
        stroke: frame.scheme.stroke_factor(),
        language: frame.language,
    });
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {width} {height}" font-family="{FAMILY}"{}>{body}</svg>"#,
        ink::escape(summary),
        frame.width,
        frame.height,
        inherited(frame.scheme),
    )
}

/// The attributes that the marks of a drawing inherit, apart from the family.
pub(crate) fn inherited(scheme: Scheme) -> String {
    let size = (type_size(scheme) * SCALE * 10.0).round() / 10.0;
    format!(r#" font-size="{size}" stroke-linejoin="round""#)
}

/// The marks of a drawing without the `<svg>` around them, to be drawn [`SCALE`] times smaller.
pub(crate) fn marks(svg: &str) -> &str {
    let marks = svg.split_once('>').map_or(svg, |(_, marks)| marks);
    marks.strip_suffix("</svg>").unwrap_or(marks)
}

fn type_size(scheme: Scheme) -> f64 {
    TYPE * scheme.type_factor()
}

fn fine(value: f64) -> i32 {
    (value * SCALE).round() as i32
}

/// To whole CSS pixels, so that edges are crisp.
fn snapped(value: f64) -> i32 {
    value.round() as i32 * SCALE as i32
}

fn rgb(color: Color) -> RGBColor {
    RGBColor(color.0, color.1, color.2)
}

impl Sheet<'_> {
    fn put<E>(&self, element: &E)
    where
        for<'b> &'b E: PointCollection<'b, BackendCoord>,
        for<'a> E: Drawable<Ink<'a>>,
    {
        self.area.draw(element).expect("writing to a String cannot fail");
    }

    /// The width of a text.
    pub(super) fn width(&self, text: &str) -> f64 {
        widths::width(text, self.em)
    }

    /// The height that a line of text takes.
    pub(super) fn line(&self) -> f64 {
        self.em * 1.25
    }

    /// The height that an axis takes below what it measures.
    pub(super) fn axis(&self) -> f64 {
        self.line() + self.em * 0.5
    }

    /// A text whose middle line is at `y`; gives the room it takes.
    pub(super) fn text(&self, text: &str, (x, y): (f64, f64), anchor: Anchor, color: Color) -> Area {
        let position = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let color = rgb(color);
        let style = TextStyle::from((FontFamily::Name(FAMILY), self.em * SCALE, FontStyle::Normal).into_font())
            .transform(FontTransform::None)
            .color(&color)
            .pos(Pos::new(position, VPos::Center));
        self.area
            .draw_text(text, &style, (fine(x), fine(y)))
            .expect("writing to a String cannot fail");
        self.text_area(text, (x, y), anchor)
    }

    /// A text with a rim of paper, to be read on top of lines.
    pub(super) fn halo_text(&self, text: &str, (x, y): (f64, f64), color: Color) {
        self.put(&Halo {
            text: text.to_owned(),
            place: (fine(x), fine(y)),
            size: self.em * SCALE,
            color: backend_color(color),
            paper: backend_color(self.palette.paper),
        });
    }

    /// The room that a text would take.
    pub(super) fn text_area(&self, text: &str, (x, y): (f64, f64), anchor: Anchor) -> Area {
        let width = self.width(text);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Area {
            left,
            top: y - self.em * 0.6,
            right: left + width,
            bottom: y + self.em * 0.6,
        }
    }

    /// An even rectangle, at least as wide and high as a pixel.
    pub(super) fn fill(&self, area: Area, color: Color) {
        let (left, top) = (snapped(area.left), snapped(area.top));
        let pixel = SCALE as i32;
        let right = snapped(area.right).max(left + pixel);
        let bottom = snapped(area.bottom).max(top + pixel);
        self.put(&Rectangle::new([(left, top), (right, bottom)], rgb(color).filled()));
    }

    /// A rectangle in the colour and hatch of a role.
    pub(super) fn bar(&self, area: Area, role: Role) {
        let color = role.color(&self.palette);
        self.fill(area, color);
        self.hatch(area, role.hatch(), color.mix(color.text_on(), 0.28));
    }

    /// A hairline of one pixel, upright or level.
    pub(super) fn rule(&self, (x0, y0): (f64, f64), (x1, y1): (f64, f64), color: Color) {
        let area = Area {
            left: x0,
            top: y0,
            right: x1,
            bottom: y1,
        };
        self.fill(area, color);
    }

    pub(super) fn hatch(&self, area: Area, hatch: Hatch, color: Color) {
        let (left, right) = (snapped(area.left), snapped(area.right));
        let (top, bottom) = (snapped(area.top), snapped(area.bottom));
        let gap = fine(6.0 * self.em / TYPE);
        let path = hatching(hatch, [left, right, top, bottom], gap);
        if !path.is_empty() {
            self.put(&Strokes {
                path,
                color: backend_color(color),
                width: SCALE as u32,
                dash: None,
            });
        }
    }

    /// A line through points in backend coordinates.
    pub(super) fn polyline(&self, points: &[BackendCoord], color: Color, width: f64, dash: Dash) {
        let scaled = |pixels: u32| fine(f64::from(pixels) * self.stroke) as u32;
        self.put(&Strokes {
            path: ink::path(points.iter().copied()),
            color: backend_color(color),
            width: fine(width * self.stroke) as u32,
            dash: dash.pattern().map(|(stroke, gap)| (scaled(stroke), scaled(gap))),
        });
    }
}

fn backend_color(color: Color) -> BackendColor {
    BackendColor {
        rgb: (color.0, color.1, color.2),
        alpha: 1.0,
    }
}

/// The strokes of a hatch in a rectangle: left, right, top, bottom.
pub(crate) fn hatching(hatch: Hatch, [left, right, top, bottom]: [i32; 4], gap: i32) -> String {
    let rising = || slanted(left, right, top, bottom, gap, false);
    let falling = || slanted(left, right, top, bottom, gap, true);
    match hatch {
        Hatch::Plain => String::new(),
        Hatch::Rising => rising(),
        Hatch::Falling => falling(),
        Hatch::Crossed => rising() + &falling(),
        Hatch::Upright => (left + gap / 2..right)
            .step_by(gap.max(1) as usize)
            .map(|x| ink::path([(x, top), (x, bottom)]))
            .collect(),
        Hatch::Level => (top + gap / 2..bottom)
            .step_by(gap.max(1) as usize)
            .map(|y| ink::path([(left, y), (right, y)]))
            .collect(),
        Hatch::Dotted => (top + gap / 2..bottom)
            .step_by(gap.max(1) as usize)
            .flat_map(|y| {
                (left + gap / 2..right)
                    .step_by(gap.max(1) as usize)
                    .map(move |x| (x, y))
            })
            .map(|(x, y)| ink::path([(x, y), (x + 1, y)]))
            .collect(),
    }
}

/// Lines at 45°, cut at the edges of the rectangle.
fn slanted(left: i32, right: i32, top: i32, bottom: i32, gap: i32, falling: bool) -> String {
    let height = bottom - top;
    let mut path = String::new();
    let mut foot = left - height + gap;
    while foot < right {
        let (from, to) = (foot.max(left), (foot + height).min(right));
        let (low, high) = (from - foot, to - foot);
        let (y0, y1) = if falling {
            (top + low, top + high)
        } else {
            (bottom - low, bottom - high)
        };
        path += &ink::path([(from, y0), (to, y1)]);
        foot += gap;
    }
    path
}

macro_rules! placed_by_itself {
    ($name:ident) => {
        impl<'a> PointCollection<'a, BackendCoord> for &'a $name {
            type Point = BackendCoord;
            type IntoIter = std::iter::Empty<BackendCoord>;
            fn point_iter(self) -> Self::IntoIter {
                std::iter::empty()
            }
        }
    };
}

placed_by_itself!(Strokes);
placed_by_itself!(Halo);

/// Text with a rim.
struct Halo {
    text: String,
    place: BackendCoord,
    size: f64,
    color: BackendColor,
    paper: BackendColor,
}

impl<'s> Drawable<Ink<'s>> for Halo {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        backend: &mut Ink<'s>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<<Ink<'s> as DrawingBackend>::ErrorType>> {
        backend.halo_text(&self.text, self.place, self.size, self.color, self.paper)
    }
}

/// A path with what plotters' own elements lack: dashes, and many strokes in one.
struct Strokes {
    path: String,
    color: BackendColor,
    width: u32,
    dash: Option<(u32, u32)>,
}

impl<'s> Drawable<Ink<'s>> for Strokes {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        _: I,
        backend: &mut Ink<'s>,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<<Ink<'s> as DrawingBackend>::ErrorType>> {
        backend.stroke(&self.path, self.color, self.width, self.dash)
    }
}
