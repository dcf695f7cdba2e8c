//! A memory map on a canvas: crisp on every screen, and drawn only where a
//! cell has changed.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use yew::prelude::*;

use crate::text::Language;
use crate::units::Pages;
use crate::view::pagemap::{Cell, PageMap, cell_tip};
use crate::view::palette::{Color, Palette, Scheme};
use crate::web::widgets::readout;
use crate::web::widgets::size::{pixel_ratio, use_size};

/// What is drawn.
#[derive(PartialEq, Properties)]
pub struct MemoryMapProps {
    /// The cells.
    pub map: PageMap,
    /// The colours.
    pub scheme: Scheme,
    /// All memory that it shows.
    pub memory: Pages,
    /// The language of its words.
    pub language: Language,
    /// In words.
    pub label: AttrValue,
}

/// What the canvas shows now.
#[derive(PartialEq)]
struct Drawn {
    map: PageMap,
    scheme: Scheme,
    cell: u32,
}

/// The map. The box around it gives it its size.
#[component]
pub fn MemoryMap(props: &MemoryMapProps) -> Html {
    let (frame, canvas) = (use_node_ref(), use_node_ref());
    let size = use_size(&frame);
    let drawn = use_mut_ref(|| None::<Drawn>);
    {
        let canvas = canvas.clone();
        use_effect_with((props.map.clone(), props.scheme, size), move |(map, scheme, size)| {
            let (Some(size), Some(canvas)) = (size, canvas.cast::<HtmlCanvasElement>()) else {
                return;
            };
            let side = map.side as u32;
            let device = f64::from(size.width.min(size.height)) * pixel_ratio();
            let cell = (device as u32 / side).max(1);
            let next = Drawn {
                map: map.clone(),
                scheme: *scheme,
                cell,
            };
            let before = drawn.replace(None);
            draw(&canvas, before.as_ref(), &next);
            drawn.replace(Some(next));
        });
    }
    // The label is told on focus; under a pointer it is the cell that counts.
    let onpointermove = {
        let (canvas, map, memory) = (canvas.clone(), props.map.clone(), props.memory);
        let language = props.language;
        Callback::from(move |event: PointerEvent| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                let place = canvas.get_bounding_client_rect();
                let along = |at: i32, start: f64| {
                    ((f64::from(at) - start) / place.width() * map.side as f64).clamp(0.0, map.side as f64 - 1.0)
                        as usize
                };
                let index = along(event.client_y(), place.top()) * map.side + along(event.client_x(), place.left());
                readout::say(&canvas, &cell_tip(language, &map, memory, index));
            }
        })
    };
    html! {
        <div ref={frame} class="map" role="img" tabindex="-1" aria-label={props.label.clone()} data-tip={props.label.clone()} {onpointermove}>
            <canvas ref={canvas}></canvas>
        </div>
    }
}

fn draw(canvas: &HtmlCanvasElement, before: Option<&Drawn>, next: &Drawn) {
    let Some(context) = context_of(canvas) else { return };
    let side = next.map.side as u32;
    let kept = before.filter(|before| {
        before.cell == next.cell && before.scheme == next.scheme && before.map.cells.len() == next.map.cells.len()
    });
    if kept.is_none() {
        let pixels = side * next.cell;
        canvas.set_width(pixels);
        canvas.set_height(pixels);
        let css = format!("{:.3}px", f64::from(pixels) / pixel_ratio());
        for property in ["width", "height"] {
            // Both are properties of every element.
            let _ = canvas.style().set_property(property, &css);
        }
    }
    let palette = Palette::of(next.scheme);
    let changed = || {
        next.map
            .cells
            .iter()
            .enumerate()
            .filter(|&(index, &cell)| kept.is_none_or(|kept| kept.map.cells[index] != cell))
            .map(|(index, &cell)| {
                let (x, y) = (index as u32 % side * next.cell, index as u32 / side * next.cell);
                (cell, (f64::from(x), f64::from(y)))
            })
    };
    let size = f64::from(next.cell);
    let mut last = None;
    for (cell, place) in changed() {
        paint(&context, &palette, cell, place, size, &mut last);
    }
    if (SMALLEST_SEEN..SMALLEST_GAP).contains(&next.cell) {
        // A whole pixel of paper would leave too little colour, so the gap is half as light.
        context.set_fill_style_str(&palette.paper.css());
        context.set_global_alpha(0.5);
        for (_, (x, y)) in changed().filter(|&(cell, _)| cell != Cell::Absent) {
            context.fill_rect(x + size - 1.0, y, 1.0, size);
            context.fill_rect(x, y + size - 1.0, size - 1.0, 1.0);
        }
        context.set_global_alpha(1.0);
    }
}

/// From this size on, in device pixels, a cell is set off from the next.
const SMALLEST_SEEN: u32 = 3;
/// From this size on there is a real gap between cells.
const SMALLEST_GAP: u32 = 6;

fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

fn paint(
    context: &CanvasRenderingContext2d,
    palette: &Palette,
    cell: Cell,
    (x, y): (f64, f64),
    size: f64,
    last: &mut Option<Color>,
) {
    let gap = if size >= f64::from(SMALLEST_GAP) {
        (size / 6.0).round().min(3.0)
    } else {
        0.0
    };
    let inner = size - gap;
    context.clear_rect(x, y, size, size);
    let Some(color) = cell.color(palette) else { return };
    if *last != Some(color) {
        context.set_fill_style_str(&color.css());
        *last = Some(color);
    }
    match cell {
        // A frame: the place is there, the page is not.
        Cell::Missing if inner >= 3.0 => {
            context.fill_rect(x, y, inner, 1.0);
            context.fill_rect(x, y + inner - 1.0, inner, 1.0);
            context.fill_rect(x, y, 1.0, inner);
            context.fill_rect(x + inner - 1.0, y, 1.0, inner);
        }
        // A notch is the second cue beside the colour.
        Cell::Dirty if inner >= 3.0 => {
            context.fill_rect(x, y, inner, inner);
            let notch = (inner / 2.0).floor();
            context.clear_rect(x + inner - notch, y, notch, notch);
        }
        _ => context.fill_rect(x, y, inner, inner),
    }
}
