//! Paints one of our own SVGs onto a canvas.
//!
//! The browser could do so with an image of the SVG, but then the content
//! policy would have to allow images from anywhere in the page. Our pictures
//! consist of groups, rectangles, paths, circles and texts; a native test
//! (`tests/it/export_pictures.rs`) holds that nothing else comes up.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, Path2d};

/// Pixels of the file to a CSS pixel.
const FINE: f64 = 2.0;

/// The picture as the `data:` address of a PNG; `None` if the browser cannot make one.
///
/// At once: `toBlob` waits for idle time, of which a page that plays has
/// little, and so may take seconds.
pub fn png(svg: &str) -> Option<String> {
    let address = canvas(svg)?.to_data_url().ok()?;
    address.starts_with("data:image/png").then_some(address)
}

fn canvas(svg: &str) -> Option<HtmlCanvasElement> {
    let document = gloo::utils::document();
    // Never put on the page.
    let holder = document.create_element("div").ok()?;
    holder.set_inner_html(svg);
    let root = holder.first_element_child()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    let [width, height] = ["width", "height"].map(|name| (number(&root, name) * FINE) as u32);
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.scale(FINE, FINE).ok()?;
    context.set_line_join("round");
    let family = root.get_attribute("font-family").unwrap_or_default();
    paint(&context, &root, &family, 0.0)?;
    Some(canvas)
}

fn number(element: &Element, name: &str) -> f64 {
    value(element, name).parse().unwrap_or_default()
}

fn value(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// Paints what is inside an element; `None` if the canvas refuses.
fn paint(context: &CanvasRenderingContext2d, parent: &Element, family: &str, size: f64) -> Option<()> {
    let mut next = parent.first_element_child();
    while let Some(element) = next {
        let [x, y, width] = ["x", "y", "stroke-width"].map(|name| number(&element, name));
        let [fill, stroke] = ["fill", "stroke"].map(|name| value(&element, name));
        let filled = !fill.is_empty() && fill != "none";
        context.set_fill_style_str(&fill);
        context.set_stroke_style_str(&stroke);
        context.set_line_width(width);
        match element.tag_name().as_str() {
            "g" => {
                context.save();
                transform(context, &value(&element, "transform"))?;
                paint(context, &element, family, own_size(&element, size))?;
                context.restore();
            }
            "rect" => {
                let [width, height] = ["width", "height"].map(|name| number(&element, name));
                if filled {
                    context.fill_rect(x, y, width, height);
                }
                if !stroke.is_empty() {
                    context.stroke_rect(x, y, width, height);
                }
            }
            "circle" => {
                let [x, y, radius] = ["cx", "cy", "r"].map(|name| number(&element, name));
                context.begin_path();
                context.arc(x, y, radius, 0.0, std::f64::consts::TAU).ok()?;
                context.fill();
            }
            "path" => {
                let path = Path2d::new_with_path_string(&value(&element, "d")).ok()?;
                if filled {
                    context.fill_with_path_2d(&path);
                }
                if !stroke.is_empty() {
                    let dashes = js_sys::Array::new();
                    for length in value(&element, "stroke-dasharray").split(' ') {
                        if let Ok(length) = length.parse::<f64>() {
                            dashes.push(&length.into());
                        }
                    }
                    context.set_line_dash(&dashes).ok()?;
                    context.stroke_with_path(&path);
                    context.set_line_dash(&js_sys::Array::new()).ok()?;
                }
            }
            "text" => {
                let (weight, size) = (value(&element, "font-weight"), own_size(&element, size));
                context.set_font(&format!("{weight} {size}px {family}"));
                context.set_text_align(match value(&element, "text-anchor").as_str() {
                    "middle" => "center",
                    "end" => "right",
                    _ => "left",
                });
                let text = element.text_content().unwrap_or_default();
                // The rim lies below the letters (`paint-order`).
                if !stroke.is_empty() {
                    context.stroke_text(&text, x, y).ok()?;
                }
                context.fill_text(&text, x, y).ok()?;
            }
            _ => {}
        }
        next = element.next_element_sibling();
    }
    Some(())
}

fn own_size(element: &Element, inherited: f64) -> f64 {
    let size = number(element, "font-size");
    if size > 0.0 { size } else { inherited }
}

/// `translate(X Y) scale(FACTOR)`.
fn transform(context: &CanvasRenderingContext2d, text: &str) -> Option<()> {
    let mut numbers = text.split(['(', ')', ' ']).filter_map(|part| part.parse().ok());
    let (x, y, factor) = (numbers.next()?, numbers.next()?, numbers.next()?);
    context.translate(x, y).ok()?;
    context.scale(factor, factor).ok()
}
