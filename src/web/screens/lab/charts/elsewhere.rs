//! The convergence map: what would become of the live lane at other write
//! rates and over other links, and the way there.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, ImageData};
use yew::prelude::*;

use super::figure::framed;
use crate::explore::map::{Base, Fate, Map, SIDE, cell_at, place_of, spot_at};
use crate::params::Id;
use crate::scenario::Spot;
use crate::state::lab::{Action, Edit};
use crate::text::Language;
use crate::view::map as view;
use crate::view::palette::{Palette, Scheme};
use crate::web::screens::lab::expected::Expected;
use crate::web::screens::lab::hatch::strokes;
use crate::web::widgets::size::{Size, pixel_ratio, use_size};
use crate::web::widgets::slices::{Pending, in_slices};
use crate::word;

/// Places computed between two looks at the clock.
const BATCH: usize = 16;

/// What the map shows.
#[derive(PartialEq, Properties)]
pub struct ElsewhereProps {
    /// What it depends on.
    pub base: Rc<Base>,
    /// Where the experiment is.
    pub spot: Spot,
    /// What becomes of it there.
    pub fate: Fate,
    /// The colours.
    pub scheme: Scheme,
    /// The language.
    pub language: Language,
    /// Called to go elsewhere.
    pub on_action: Callback<Action>,
}

thread_local! {
    /// The map that was known last.
    static KNOWN: RefCell<Option<Rc<Map>>> = const { RefCell::new(None) };
}

/// The whole map: the one that is shown, unless that is not known yet.
pub fn whole(base: &Base) -> Rc<Map> {
    let known = KNOWN.with(|known| known.borrow().clone().filter(|map| map.base() == base));
    known.unwrap_or_else(|| Rc::new(Map::whole(base.clone())))
}

/// Shows what it has when the map is known roughly and when it is known.
fn compute(mut map: Map, pending: Pending, show: UseStateSetter<Rc<Map>>) {
    in_slices(pending, move |may_go_on| {
        let coarse = map.is_coarse();
        while !map.is_done() && may_go_on() {
            for _ in 0..BATCH {
                map.go_on();
            }
        }
        if map.is_done() || map.is_coarse() != coarse {
            let now = Rc::new(map.clone());
            if map.is_done() {
                KNOWN.with(|known| *known.borrow_mut() = Some(now.clone()));
            }
            show.set(now);
        }
        !map.is_done()
    });
}

#[hook]
fn use_map(base: &Rc<Base>) -> Rc<Map> {
    let shown = use_state(|| Rc::new(Map::new((**base).clone())));
    let pending: Pending = use_mut_ref(|| None);
    let show = shown.setter();
    use_effect_with(base.clone(), move |base| {
        compute(Map::new((**base).clone()), pending.clone(), show);
        move || drop(pending.borrow_mut().take())
    });
    (*shown).clone()
}

/// The figure.
#[component]
pub fn Elsewhere(props: &ElsewhereProps) -> Html {
    let ElsewhereProps {
        spot, fate, language, ..
    } = *props;
    let map = use_map(&props.base);
    let (plot, canvas) = (use_node_ref(), use_node_ref());
    let size = use_size(&plot);
    let as_table = use_state(|| false);
    let cursor = use_state(|| None::<(usize, usize)>);
    let focused = use_state(|| false);
    {
        let (canvas, map) = (canvas.clone(), map.clone());
        use_effect_with((Rc::as_ptr(&map), props.scheme, size), move |&(_, scheme, size)| {
            if let (Some(size), Some(canvas)) = (size, canvas.cast()) {
                draw(&canvas, &map, &Palette::of(scheme), size);
            }
        });
    }
    let expected = use_context::<Option<Expected>>().flatten();
    let here = cell_at(place_of(spot));
    let go = props
        .on_action
        .reform(|(column, row)| Action::Edit(Edit::GoTo(spot_at(column, row))));
    let set = |to: fn(&NodeRef, &MouseEvent) -> Option<(usize, usize)>| {
        let (plot, cursor) = (plot.clone(), cursor.setter());
        move |event: &MouseEvent| cursor.set(to(&plot, event))
    };
    let (hover, leave) = (set(cell_under), set(|_, _| None));
    let onclick = {
        let (plot, go) = (plot.clone(), go.clone());
        Callback::from(move |event: MouseEvent| {
            if let Some(cell) = cell_under(&plot, &event) {
                go.emit(cell);
            }
        })
    };
    let onkeydown = {
        let cursor = cursor.clone();
        Callback::from(move |event: KeyboardEvent| {
            let (column, row) = cursor.unwrap_or(here);
            let last = SIDE - 1;
            let cell = match event.key().as_str() {
                "ArrowLeft" => Some((column.saturating_sub(1), row)),
                "ArrowRight" => Some(((column + 1).min(last), row)),
                "ArrowDown" => Some((column, row.saturating_sub(1))),
                "ArrowUp" => Some((column, (row + 1).min(last))),
                "Enter" | " " => {
                    go.emit((column, row));
                    None
                }
                "Escape" if cursor.is_some() => None,
                _ => return,
            };
            event.prevent_default();
            cursor.set(cell);
        })
    };
    let focus = |on: bool| {
        let (focused, cursor) = (focused.setter(), cursor.setter());
        Callback::from(move |_: FocusEvent| {
            focused.set(on);
            cursor.set(None);
        })
    };
    let drawing = html! {
        <>
            <div key="plot" ref={plot} class={classes!("plot", (!map.is_done()).then_some("stale"))} role="application" tabindex="0"
                aria-label={view::summary(language, &map, spot, fate)} aria-describedby="map-hint"
                onpointermove={Callback::from(move |event: PointerEvent| hover(&event))}
                onpointerleave={Callback::from(move |event: PointerEvent| leave(&event))}
                {onclick} {onkeydown} onfocus={focus(true)} onblur={focus(false)}>
                <canvas key="map" ref={canvas}></canvas>
                if let Some(size) = size {
                    { overlay(language, &map, spot, *cursor, size) }
                    { marks(language, expected, spot, size) }
                }
            </div>
            <span key="up" class="axis-name up" tabindex="0" data-tip={view::upwards_told(language)}>{ view::upwards(language) }</span>
            <span key="across" class="axis-name across" tabindex="0" data-tip={view::across_told(language)}>{ view::across(language) }</span>
            <p key="hint" class="hidden" id="map-hint">
                { word!(language, "Arrow keys look around, Enter goes there.") }
            </p>
        </>
    };
    let below = html! {
        <>
            <p key="readout" class="said" aria-live={if *focused { "polite" } else { "off" }}>
                { match *cursor {
                    Some(cell) => view::readout(language, &map, cell),
                    None => view::here(language, spot, fate),
                } }
            </p>
            { legend(language, &map, &Palette::of(props.scheme)) }
        </>
    };
    framed(
        language,
        "map",
        (view::caption(language), view::explanation(language)),
        &as_table,
        None,
        (drawing, Some(below)),
        || view::table(language, &map),
    )
}

/// The shades of downtime side by side, then what is no downtime.
fn legend(language: Language, map: &Map, palette: &Palette) -> Html {
    let (scale, others) = view::legend(language, map, palette);
    let ends = scale.first().zip(scale.last());
    html! {
        <ul key="shades" class="shades">
            if let Some((low, high)) = ends {
                <li key="scale">{ &low.label }<span>{ for scale.iter().map(swatch) }</span>{ &high.label }</li>
            }
            for shade in &others {
                <li key={shade.label.clone()}>{ swatch(shade) }{ &shade.label }</li>
            }
        </ul>
    }
}

fn swatch(shade: &view::Shade) -> Html {
    html! {
        <svg key={shade.label.clone()} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <rect width="12" height="12" fill={shade.color.css()} />
            <path d={strokes(shade.hatch)} stroke={shade.color.text_on().css()} stroke-opacity="0.45" fill="none" />
        </svg>
    }
}

fn cell_under(plot: &NodeRef, event: &MouseEvent) -> Option<(usize, usize)> {
    let place = plot.cast::<Element>()?.get_bounding_client_rect();
    let across = (f64::from(event.client_x()) - place.left()) / place.width();
    let down = (f64::from(event.client_y()) - place.top()) / place.height();
    let inside = (0.0..1.0).contains(&across) && (0.0..1.0).contains(&down);
    inside.then(|| cell_at((across, 1.0 - down)))
}

fn draw(canvas: &HtmlCanvasElement, map: &Map, palette: &Palette, size: Size) {
    let device = |length: u32| (f64::from(length) * pixel_ratio() / SIDE as f64).ceil().max(1.0) as usize;
    let cell = (device(size.width), device(size.height));
    let pixels = view::pixels(map, palette, cell, (pixel_ratio().round() as usize).max(1));
    let width = (SIDE * cell.0) as u32;
    let image = ImageData::new_with_u8_clamped_array(Clamped(&pixels), width);
    let context = canvas.get_context("2d").ok().flatten();
    let context = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok());
    if let (Ok(image), Some(context)) = (image, context) {
        canvas.set_width(width);
        canvas.set_height((SIDE * cell.1) as u32);
        // A browser that cannot show it leaves the words and the table.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}

/// Where one is, where the textbook draws the line, and the axes.
fn overlay(language: Language, map: &Map, spot: Spot, cursor: Option<(usize, usize)>, size: Size) -> Html {
    let (width, height) = (f64::from(size.width), f64::from(size.height));
    let whole = |length: f64| (length.round() as i32).to_string();
    let point = |(across, up): (f64, f64)| (whole(across * width), whole((1.0 - up) * height));
    let frontier = map.frontier();
    let line: Vec<String> = frontier
        .iter()
        .map(|&place| {
            let (x, y) = point(place);
            x + "," + &y
        })
        .collect();
    let line = line.join(" ");
    let named = frontier.iter().rev().find(|(across, _)| *across < 0.8);
    let (x, y) = point(place_of(spot));
    html! {
        <svg key="overlay" aria-hidden="true">
            <polyline key="halo" class="halo" points={line.clone()} />
            <polyline key="frontier" class="frontier" points={line} />
            if let Some(&place) = named {
                { label(point((place.0 - 0.02, place.1)), "end", view::frontier(language)) }
            }
            for (up, text) in view::ticks_up(language) {
                { label((whole(-4.0), whole((1.0 - up) * height + 4.0)), "end", &text) }
            }
            for (across, text) in view::ticks_across(language) {
                { label((whole(across * width), whole(height + 13.0)), "middle", &text) }
            }
            if let Some((column, row)) = cursor {
                <rect key="cursor" class="cursor" x={whole(column as f64 * width / SIDE as f64 - 2.0)}
                    y={whole((SIDE - 1 - row) as f64 * height / SIDE as f64 - 2.0)}
                    width={whole(width / SIDE as f64 + 4.0)} height={whole(height / SIDE as f64 + 4.0)} />
            }
            <circle key="around" class="halo" cx={x.clone()} cy={y.clone()} r="6" />
            <circle key="here" class="here" cx={x} cy={y} r="6" />
        </svg>
    }
}

/// What was expected and what it is, as lines over the other axis.
fn marks(language: Language, expected: Option<Expected>, spot: Spot, size: Size) -> Html {
    let Some((of, spots)) = expected.and_then(|expected| Some((expected.of?, expected.spots(language, spot)?))) else {
        return html! {};
    };
    let percent = |share: f64| format!("{:.2}%", share * 100.0);
    let line = |(index, (spot, name)): (usize, (Spot, &'static str))| {
        let (across, up) = place_of(spot);
        let [x1, y1, x2, y2] = if of == Id::Link {
            ["0%".to_owned(), percent(1.0 - up), "100%".to_owned(), percent(1.0 - up)]
        } else {
            [percent(across), "0%".to_owned(), percent(across), "100%".to_owned()]
        };
        // One below the other, and both below the name of the axis.
        let row = (16 * (index + 2)).to_string();
        let (x, y) = if of == Id::Link {
            ("4".to_owned(), y1.clone())
        } else {
            (x1.clone(), row)
        };
        let beyond = of != Id::Link && across * f64::from(size.width) > f64::from(size.width) - 80.0;
        html! {
            <g key={name} class="expected">
                <line class="halo" x1={x1.clone()} y1={y1.clone()} x2={x2.clone()} y2={y2.clone()} />
                <line {x1} {y1} {x2} {y2} />
                <text {x} {y} dx={if beyond { "-4" } else { "4" }} text-anchor={if beyond { "end" } else { "start" }}>{ name }</text>
            </g>
        }
    };
    html! { <svg key="expected" data-part="expected" aria-hidden="true">{ for spots.into_iter().enumerate().map(line) }</svg> }
}

fn label((x, y): (String, String), anchor: &'static str, text: &str) -> Html {
    html! { <text key={text.to_owned()} {x} {y} text-anchor={anchor}>{ text.to_owned() }</text> }
}
