//! What lies over a chart of time: the playhead, the only thing there that
//! moves, and what can be read off at a moment.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::ChartKind;
use crate::units::{Share, SimTime};
use crate::view::charts::PlotArea;
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
    /// The places of the lanes.
    pub children: Html,
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
    let read = move |target: Option<web_sys::EventTarget>, x: Option<i32>| {
        let target = target.and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(area) = target.and_then(|target| target.closest("[data-plot]").ok().flatten()) {
            let place = area.get_bounding_client_rect();
            let time = x.map_or(now, |x| {
                let share = (f64::from(x) - place.left()) / place.width();
                plot.start + (plot.end - plot.start) * share.clamp(0.0, 1.0)
            });
            readout::say(&area, &kind.read(show.language, &show.trace, &show.lanes, time));
        }
    };
    let onpointermove = {
        let read = read.clone();
        Callback::from(move |event: PointerEvent| read(event.target(), Some(event.client_x())))
    };
    let onfocusin = {
        let read = read.clone();
        Callback::from(move |event: FocusEvent| read(event.target(), None))
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
            <svg key="spots" class="spots" viewBox="0 0 1 1" preserveAspectRatio="none" {onpointermove} {onfocusin} {onkeyup}>
                <g data-plot="" tabindex="0" role="img" aria-label={ChartKind::hint(props.show.language)}>
                    <path d={area} />
                    { props.children.clone() }
                </g>
            </svg>
            <div key="playhead" class="playhead" ref={node} hidden={!inside}></div>
        </>
    }
}
