//! What lies over a chart of time: the playhead, the only thing there that
//! moves, and what can be read off at a moment.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};
use yew::prelude::*;

use super::ChartKind;
use crate::units::{Share, SimTime};
use crate::view::charts::{PlotArea, nearest_turn};
use crate::web::clock::Beat;
use crate::web::screens::lab::show::Show;
use crate::web::screens::lab::stage::Playhead;
use crate::web::widgets::place::use_place;
use crate::web::widgets::readout;

/// Where it goes.
#[derive(PartialEq, Properties)]
pub struct PlayheadLineProps {
    /// The chart.
    pub kind: ChartKind,
    /// What is played.
    pub show: Show,
    /// The chart's plotting area.
    pub plot: PlotArea,
    /// Called with what the user does to the clock.
    pub on_beat: Callback<Beat>,
    /// The places of the lanes.
    pub children: Html,
}

/// A pointer this near to a turn means the turn, in CSS pixels.
const REACH: f64 = 7.0;

/// The plotting area that something lies in.
fn area_of(target: Option<EventTarget>) -> Option<Element> {
    let target = target?.dyn_into::<Element>().ok()?;
    target.closest("[data-plot]").ok()?
}

/// The moment below the pointer, or the turn beside it.
fn moment(area: &Element, x: i32, plot: PlotArea, show: &Show) -> SimTime {
    let place = area.get_bounding_client_rect();
    let length = plot.end - plot.start;
    let share = (f64::from(x) - place.left()) / place.width();
    let time = plot.start + length * share.clamp(0.0, 1.0);
    nearest_turn(
        &show.trace,
        &show.lanes,
        time,
        length * (REACH / place.width().max(1.0)),
    )
}

/// A line from top to bottom of the plotting area.
#[component]
pub fn PlayheadLine(props: &PlayheadLineProps) -> Html {
    let node = use_node_ref();
    let now = use_context::<Playhead>().map_or(SimTime::ZERO, |playhead| playhead.0);
    let plot = props.plot;
    let inside = plot.start <= now && now <= plot.end;
    let along = (now - plot.start) / (plot.end - plot.start);
    use_place(
        &node,
        "--at",
        Share::new(plot.left + along.min(1.0) * (plot.right - plot.left)),
    );
    use_place(&node, "--top", Share::new(plot.top));
    use_place(&node, "--bottom", Share::new(1.0 - plot.bottom));
    let (kind, show) = (props.kind, props.show.clone());
    let read = move |target: Option<EventTarget>, x: Option<i32>| {
        if let Some(area) = area_of(target) {
            let time = x.map_or(now, |x| moment(&area, x, plot, &show));
            readout::say(
                &area,
                &kind.read(show.language, show.both().trace, &show.lanes, show.until(time)),
            );
        }
    };
    let pointed = || {
        let read = read.clone();
        Callback::from(move |event: PointerEvent| read(event.target(), Some(event.client_x())))
    };
    let (onpointermove, onpointerdown) = (pointed(), pointed());
    let onclick = {
        let (on_beat, show) = (props.on_beat.clone(), props.show.clone());
        Callback::from(move |event: MouseEvent| {
            if let Some(area) = area_of(event.target()) {
                on_beat.emit(Beat::Seek(moment(&area, event.client_x(), plot, &show)));
            }
        })
    };
    let onfocusin = {
        let read = read.clone();
        Callback::from(move |event: FocusEvent| {
            // A pointer that takes the focus has said where it is.
            let target = event.target();
            let by_keys = area_of(target.clone()).is_some_and(|area| area.matches(":focus-visible").unwrap_or(true));
            if by_keys {
                read(target, None);
            }
        })
    };
    let onkeyup = Callback::from(move |event: KeyboardEvent| read(event.target(), None));
    let PlotArea {
        left,
        top,
        right,
        bottom,
        ..
    } = plot;
    let area = format!("M{left:.4} {top:.4}H{right:.4}V{bottom:.4}H{left:.4}z");
    html! {
        <>
            <svg key="spots" class="spots" viewBox="0 0 1 1" preserveAspectRatio="none" {onpointermove} {onpointerdown} {onclick} {onfocusin} {onkeyup}>
                <g data-plot="" tabindex="0" role="img" aria-label={ChartKind::hint(props.show.language)}>
                    <path d={area} />
                    { props.children.clone() }
                </g>
            </svg>
            <div key="playhead" class="playhead" ref={node} hidden={!inside}></div>
        </>
    }
}
