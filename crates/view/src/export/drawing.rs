//! Paper for pictures that leave the page: a whole SVG with its colours and
//! type written into it, made of rectangles, paths, texts and groups alone,
//! so that it can also be painted without the browser's SVG.

use std::fmt::{Arguments, Write};

use super::Origin;
use crate::charts::sheet::hatching;
use crate::charts::{escape, widths};
use crate::key::Mark;
use crate::labels::Hatch;
use crate::palette::{Color, Palette, Scheme};

const FAMILY: &str = "system-ui, sans-serif";

/// A drawing in progress; lengths are CSS pixels.
pub(crate) struct Drawing {
    body: String,
    pub palette: Palette,
    width: f64,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(crate) struct Type {
    pub size: f64,
    pub color: Color,
    pub look: &'static str,
}

impl Type {
    pub(crate) const fn new(size: f64, color: Color) -> Self {
        Self { size, color, look: "" }
    }

    pub(crate) const fn bold(self) -> Self {
        Self {
            look: r#" font-weight="600""#,
            ..self
        }
    }

    pub(crate) const fn centred(self) -> Self {
        Self {
            look: r#" text-anchor="middle""#,
            ..self
        }
    }

    pub(crate) const fn right(self) -> Self {
        Self {
            look: r#" text-anchor="end""#,
            ..self
        }
    }

    pub(crate) const fn bold_right(self) -> Self {
        Self {
            look: r#" font-weight="600" text-anchor="end""#,
            ..self
        }
    }

    /// The width of a text.
    pub(crate) fn width(self, text: &str) -> f64 {
        widths::width(text, self.size)
    }

    /// From one line to the next.
    pub(crate) fn leading(self) -> f64 {
        self.size * 1.35
    }
}

impl Drawing {
    pub(crate) fn new(scheme: Scheme, width: f64) -> Self {
        Self {
            body: String::new(),
            palette: Palette::of(scheme),
            width,
        }
    }

    fn put(&mut self, element: Arguments<'_>) {
        self.body
            .write_fmt(element)
            .expect("a String takes all that is written");
    }

    pub(crate) fn fill(&mut self, [x, y, width, height]: [f64; 4], color: Color) {
        let color = color.css();
        self.put(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{color}"/>"#
        ));
    }

    /// A rectangle with a hatch.
    pub(crate) fn bar(&mut self, [x, y, width, height]: [f64; 4], color: Color, hatch: Hatch) {
        /// Strokes have whole numbers for coordinates: this many to a pixel.
        const FINE: f64 = 4.0;
        self.fill([x, y, width, height], color);
        let sides = [x, x + width, y, y + height].map(|side| (side * FINE).round() as i32);
        let strokes = hatching(hatch, sides, 6 * FINE as i32);
        if !strokes.is_empty() {
            let color = color.mix(color.text_on(), 0.28).css();
            let (scale, width) = (1.0 / FINE, FINE);
            self.put(format_args!(
                r#"<g transform="translate(0 0) scale({scale})"><path d="{strokes}" fill="none" stroke="{color}" stroke-width="{width}"/></g>"#
            ));
        }
    }

    /// What colours and hatches mean; gives where the next line would stand.
    pub(crate) fn key(&mut self, marks: &[(Mark, &str)], place: (f64, f64), width: f64, how: Type) -> f64 {
        let (left, mut y) = place;
        let (mut x, swatch) = (left, how.size);
        let palette = self.palette;
        for (mark, name) in marks {
            let long = swatch + 6.0 + how.width(name);
            if x > left && x + long > left + width {
                (x, y) = (left, y + how.leading());
            }
            let area = [x, y - swatch + 2.0, swatch, swatch];
            match mark {
                Mark::Role(role) => self.bar(area, role.color(&palette), role.hatch()),
                Mark::Zero => self.fill(area, palette.zero),
                Mark::Missing => {
                    self.fill(area, palette.dirty);
                    let inner = [x + 2.0, y - swatch + 4.0, swatch - 4.0, swatch - 4.0];
                    self.fill(inner, palette.paper);
                }
            }
            self.text(name, (x + swatch + 6.0, y), how);
            x += long + how.size * 1.5;
        }
        if marks.is_empty() { y } else { y + how.leading() }
    }

    /// Where it comes from, in small type; gives where the next line would stand.
    pub(crate) fn origin(&mut self, origin: &Origin<'_>, place: (f64, f64), width: f64, how: Type) -> f64 {
        let text = format!("Migrascope {} · {}", origin.version, origin.address);
        self.paragraph(&text, place, width, how)
    }

    /// An unfilled path; `more` are further attributes.
    pub(crate) fn stroke(&mut self, path: &str, color: Color, width: f64, more: &str) {
        let color = color.css();
        self.put(format_args!(
            r#"<path d="{path}" fill="none" stroke="{color}" stroke-width="{width}"{more}/>"#
        ));
    }

    /// A filled path.
    pub(crate) fn shape(&mut self, path: &str, color: Color) {
        if !path.is_empty() {
            let color = color.css();
            self.put(format_args!(r#"<path d="{path}" fill="{color}"/>"#));
        }
    }

    /// A text whose letters stand on `y`.
    pub(crate) fn text(&mut self, text: &str, (x, y): (f64, f64), how: Type) {
        let (color, text, size, look) = (how.color.css(), escape(text), how.size, how.look);
        self.put(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}"{look} fill="{color}">{text}</text>"#
        ));
    }

    /// A text in as many lines as it needs; gives where the next line would stand.
    pub(crate) fn paragraph(&mut self, text: &str, (x, y): (f64, f64), width: f64, how: Type) -> f64 {
        wrap(text, width, how.size).iter().fold(y, |y, line| {
            self.text(line, (x, y), how);
            y + how.leading()
        })
    }

    /// Another drawing, or part of one, at a place.
    pub(crate) fn group(&mut self, (x, y): (f64, f64), scale: f64, more: &str, elements: &str) {
        self.put(format_args!(
            r#"<g transform="translate({x:.1} {y:.1}) scale({scale})"{more}>{elements}</g>"#
        ));
    }

    /// The picture, with what it shows for those who cannot see it.
    pub(crate) fn finish(self, height: f64, title: &str, description: &str) -> String {
        let (body, paper) = (self.body, self.palette.paper.css());
        let (width, height) = (self.width, height.ceil());
        let (title, description) = (escape(title), escape(description));
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FAMILY}"><title>{title}</title><desc>{description}</desc><rect x="0" y="0" width="{width}" height="{height}" fill="{paper}"/>{body}</svg>"#
        )
    }
}

/// Lines no wider than `width`; a word that is wider, such as an address, is broken.
fn wrap(text: &str, width: f64, em: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for word in text.split_inclusive(' ') {
        let long = widths::width(word.trim_end(), em);
        let mut line = lines.pop().unwrap_or_default();
        if used > 0.0 && used + long > width {
            lines.push(line.trim_end().to_owned());
            (line, used) = (String::new(), 0.0);
        }
        for letter in word.chars() {
            let step = widths::width(letter.encode_utf8(&mut [0; 4]), em);
            if long > width && used + step > width {
                lines.push(line);
                (line, used) = (String::new(), 0.0);
            }
            line.push(letter);
            used += step;
        }
        lines.push(line);
    }
    lines
}
