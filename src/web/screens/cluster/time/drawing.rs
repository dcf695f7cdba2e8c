//! What does not move: rows, strips and the labels of the clock.

use std::ops::Range;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, SvgElement};
use yew::prelude::*;

use super::super::Run;
use super::frame::{Frame, GAP};
use super::{Picture, rows, strips};
use crate::text::Language;
use crate::web::widgets::place::number;
use crate::word;

/// What is drawn.
#[derive(PartialEq, Properties)]
pub(super) struct DrawingProps {
    pub picture: Picture,
    pub frame: Rc<Frame>,
    pub runs: Rc<[Run]>,
    pub chosen: Option<u32>,
    pub language: Language,
    pub on_choose: Callback<Option<u32>>,
}

#[component]
pub(super) fn Drawing(props: &DrawingProps) -> Html {
    let (frame, picture) = (&props.frame, &props.picture);
    // The row that the Tab key comes to, counted through both runs.
    let reached = use_state(|| 0_usize);
    let onkeydown = {
        let (on_choose, chosen, reached) = (props.on_choose.clone(), props.chosen, reached.setter());
        Callback::from(move |event: KeyboardEvent| {
            let used = match event.key().as_str() {
                "ArrowDown" => walk(&event, 1).map(|row| reached.set(row)),
                "ArrowUp" => walk(&event, -1).map(|row| reached.set(row)),
                "Enter" | " " => {
                    number(&event, "data-vm").map(|vm| on_choose.emit(Some(vm).filter(|vm| chosen != Some(*vm))))
                }
                "Escape" => chosen.map(|_| on_choose.emit(None)),
                _ => None,
            };
            if used.is_some() {
                event.prevent_default();
            }
        })
    };
    if frame.width <= 0.0 || frame.em <= 0.0 {
        return html! { <svg class="cluster-drawing" aria-hidden="true"></svg> };
    }
    let count: usize = picture.rows.runs.iter().map(|run| run.rows.len()).sum();
    let focus = (*reached).min(count.saturating_sub(1));
    let mut before = 0;
    let groups = picture
        .rows
        .runs
        .iter()
        .zip(&frame.runs)
        .enumerate()
        .map(|(index, (run, place))| {
            let letter = (props.runs.len() > 1).then(|| props.runs[index].side.letter());
            let group = rows::run(frame, run, place, letter, before, focus, props.chosen);
            before += run.rows.len();
            group
        });
    let groups: Vec<Html> = groups.collect();
    html! {
        <svg class="cluster-drawing" width={px(frame.width)} height={px(frame.height)}>
            { grid(frame, picture) }
            <g key="rows" role="listbox" aria-label={word!(props.language, "VMs that move")} {onkeydown}>
                for group in groups {
                    { group }
                }
            </g>
            if let Some(later) = &picture.rows.later {
                { rows::later(frame, later) }
            }
            <g key="strips">
                for (index, (strip, &(top, height))) in picture.strips.iter().zip(&frame.strips).enumerate() {
                    { strips::strip(index, frame, strip, strip.run.filter(|_| props.runs.len() > 1).map(|run| props.runs[run].side.letter()), (top, height)) }
                }
            </g>
        </svg>
    }
}

/// Lines and labels of the clock.
fn grid(frame: &Frame, picture: &Picture) -> Html {
    let axis = &picture.rows.axis;
    let labels: Vec<Range<f64>> = axis
        .iter()
        .map(|tick| {
            let wide = frame.wide(&tick.label);
            // The last label stays inside.
            let left = (frame.x(tick.at) - wide / 2.0).min(frame.width - wide);
            left..left + wide
        })
        .collect();
    html! {
        <g key="grid" class="cluster-grid" aria-hidden="true">
            for (index, (tick, label)) in axis.iter().zip(&labels).enumerate() {
                <g key={index}>
                    <line x1={px(frame.x(tick.at))} x2={px(frame.x(tick.at))} y1="0" y2={px(frame.axis)} />
                    if labels.get(index + 1).is_none_or(|next| label.end + GAP <= next.start) {
                        <text x={px(label.start)} y={px(frame.axis + 1.1 * frame.em)}>{ tick.label.clone() }</text>
                    }
                </g>
            }
        </g>
    }
}

/// The focus goes to the row so many below; its place among all.
fn walk(event: &Event, by: isize) -> Option<usize> {
    let here = event.target_dyn_into::<Element>()?.closest("[data-vm]").ok()??;
    let rows = here
        .closest("[role=listbox]")
        .ok()??
        .query_selector_all("[data-vm]")
        .ok()?;
    let place = (0..rows.length()).find(|&place| rows.get(place).is_some_and(|row| row.is_same_node(Some(&here))))?;
    let next = (place as usize).checked_add_signed(by)?;
    rows.get(next as u32)?.unchecked_into::<SvgElement>().focus().ok()?;
    Some(next)
}

/// A length.
pub(super) fn px(value: f64) -> String {
    format!("{value:.1}")
}
