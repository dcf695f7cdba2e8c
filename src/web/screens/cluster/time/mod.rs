//! The migrations over time: a row for each VM, strips below them, and the playhead over all of it.

mod drawing;
mod frame;
mod legend;
mod rows;
mod strips;

use std::rc::Rc;

use engine::cluster::Record;
use web_sys::Element;
use yew::prelude::*;

use super::Run;
use crate::text::Language;
use crate::units::{Share, SimTime};
use crate::view::cluster::gantt::{Gantt, gantt};
use crate::view::cluster::strips::{Strip, strips};
use crate::view::palette::Scheme;
use crate::web::widgets::place::{number, use_place};
use crate::web::widgets::size::use_size;
use crate::word;
use drawing::Drawing;
use frame::Frame;
use legend::Legend;

/// A pointer that goes less far has not dragged, in CSS pixels.
const DRAG: f64 = 3.0;
/// The ruler is as wide as so many letters are high (`cluster-time.css`).
const RULER: f64 = 10.0;

/// The part of the screen that is left for rows while presenting.
const PRESENTED: f64 = 0.19;

/// What is shown.
#[derive(PartialEq, Properties)]
pub struct TimeProps {
    /// The runs.
    pub runs: Rc<[Run]>,
    /// The moment.
    pub now: SimTime,
    /// Where the clock ends.
    pub end: SimTime,
    /// The VM that is looked at.
    pub chosen: Option<u32>,
    /// Whether the rows of both runs have to be in sight.
    pub present: bool,
    /// The language.
    pub language: Language,
    /// The colours.
    pub scheme: Scheme,
    /// Looks at another VM.
    pub on_choose: Callback<Option<u32>>,
    /// Goes to a moment.
    pub on_seek: Callback<SimTime>,
}

/// What is drawn. Equal only if it is the same.
#[derive(Clone)]
struct Picture {
    rows: Rc<Gantt>,
    strips: Rc<Vec<Strip>>,
}

impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.rows, &other.rows) && Rc::ptr_eq(&self.strips, &other.strips)
    }
}

#[hook]
fn use_picture(props: &TimeProps) -> Picture {
    let shown = (props.runs.clone(), props.end, props.language);
    let strips = use_memo(shown.clone(), |(runs, end, language)| {
        let records: Vec<&Record> = runs.iter().map(|run| &*run.record).collect();
        strips(*language, &records, *end)
    });
    let rows = use_memo((shown, props.chosen), |((runs, end, language), chosen)| {
        let records: Vec<&Record> = runs.iter().map(|run| &*run.record).collect();
        gantt(*language, &records, *end, *chosen)
    });
    Picture { rows, strips }
}

/// In CSS pixels.
fn screen_height() -> Option<f64> {
    gloo::utils::window().inner_height().ok()?.as_f64()
}

/// The migrations.
#[component]
pub fn TimeView(props: &TimeProps) -> Html {
    let language = props.language;
    let picture = use_picture(props);
    let (plot, ruler, sweep, head) = (use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref());
    let width = use_size(&plot).map_or(0.0, |size| f64::from(size.width));
    let em = use_size(&ruler).map_or(0.0, |size| f64::from(size.width) / RULER);
    let room = if props.present {
        screen_height().map(|height| height * PRESENTED)
    } else {
        None
    };
    let sizes = [width, em, room.unwrap_or_default()].map(f64::to_bits);
    let frame = use_memo((picture.clone(), sizes), |(picture, _)| {
        Frame::new(&picture.rows, &picture.strips, width, em, room)
    });
    use_place(&sweep, "--left", Share::new(frame.left / width));
    use_place(&head, "--at", Share::new(props.now / props.end));
    // Where a pointer went down, until it is known to drag.
    let pressed = use_mut_ref(|| None::<f64>);
    let seek = {
        let (sweep, on_seek, end) = (sweep.clone(), props.on_seek.clone(), props.end);
        move |event: &PointerEvent| {
            let Some(sweep) = sweep.cast::<Element>() else { return };
            let place = sweep.get_bounding_client_rect();
            let share = (f64::from(event.client_x()) - place.left()) / place.width();
            on_seek.emit(end * share.clamp(0.0, 1.0));
        }
    };
    let onpointerdown = {
        let (seek, sweep, pressed) = (seek.clone(), sweep.clone(), pressed.clone());
        Callback::from(move |event: PointerEvent| {
            let at = f64::from(event.client_x());
            let from = sweep
                .cast::<Element>()
                .map_or(0.0, |sweep| sweep.get_bounding_client_rect().left());
            // Left of the clock are names: they are chosen, and no time is meant.
            if event.button() == 0 && at >= from {
                *pressed.borrow_mut() = Some(at);
                seek(&event);
            }
        })
    };
    let onpointermove = {
        let (pressed, plot) = (pressed.clone(), plot.clone());
        Callback::from(move |event: PointerEvent| {
            let held = event.buttons() & 1 == 1;
            let Some(from) = pressed.borrow().filter(|_| held) else {
                return;
            };
            if (f64::from(event.client_x()) - from).abs() < DRAG {
                return;
            }
            if let Some(area) = plot.cast::<Element>() {
                // Without the capture a drag ends at the border of the area, nothing worse.
                let _ = area.set_pointer_capture(event.pointer_id());
            }
            seek(&event);
        })
    };
    let onclick = {
        let on_choose = props.on_choose.clone();
        let chosen = props.chosen;
        Callback::from(move |event: MouseEvent| {
            let dragged = pressed
                .borrow_mut()
                .take()
                .is_some_and(|from| (f64::from(event.client_x()) - from).abs() >= DRAG);
            if let Some(vm) = number(&event, "data-vm").filter(|_| !dragged) {
                on_choose.emit(Some(vm).filter(|vm| chosen != Some(*vm)));
            }
        })
    };
    html! {
        <section class="cluster-time" data-part="gantt" aria-label={word!(language, "Migrations over time")}>
            <div class="cluster-plot" ref={plot} {onpointerdown} {onpointermove} {onclick}>
                <div key="ruler" class="cluster-ruler" ref={ruler} aria-hidden="true"></div>
                <Drawing key="drawing" picture={picture.clone()} frame={frame.clone()} runs={props.runs.clone()} chosen={props.chosen} {language}
                    on_choose={props.on_choose.clone()} />
                <div key="sweep" class="cluster-sweep" ref={sweep} aria-hidden="true"><div class="playhead" ref={head}></div></div>
            </div>
            <Legend {picture} lanes={props.runs.len()} {language} />
        </section>
    }
}
