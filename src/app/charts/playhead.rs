//! The playhead over a chart: the only thing there that moves.

use yew::prelude::*;

use crate::app::place::use_place;
use crate::app::stage::Playhead;
use crate::units::{Share, SimTime};
use crate::view::charts::PlotArea;

/// Where it goes.
#[derive(Clone, PartialEq, Properties)]
pub struct PlayheadProps {
    /// The chart's plotting area.
    pub plot: PlotArea,
}

/// A line from top to bottom of the plotting area.
#[function_component(PlayheadLine)]
pub fn playhead_line(props: &PlayheadProps) -> Html {
    let node = use_node_ref();
    let now = use_context::<Playhead>().map_or(SimTime::ZERO, |playhead| playhead.0);
    let plot = &props.plot;
    let inside = plot.start <= now && now <= plot.end;
    let along = (now - plot.start) / (plot.end - plot.start);
    use_place(
        &node,
        "--at",
        Share::new(plot.left + along.min(1.0) * (plot.right - plot.left)),
    );
    use_place(&node, "--top", Share::new(plot.top));
    use_place(&node, "--bottom", Share::new(1.0 - plot.bottom));
    html! { <div class="playhead" ref={node} hidden={!inside}></div> }
}
