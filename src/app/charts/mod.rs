//! The charts: drawn by plotters as SVG when trace, size or colours change,
//! never because the clock moves.

mod figure;
mod playhead;

use yew::prelude::*;

use super::show::Show;
use crate::params::Lane;
use crate::trace::Trace;
use crate::view::charts::{self, Chart, Frame};
use crate::view::palette::Scheme;
use figure::ChartFigure;

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Downtime of each lane.
    Downtime,
    /// Traffic of each lane by cause.
    Traffic,
    /// Memory still to send over time.
    Memory,
    /// Speed of the VM and of the wire over time.
    Speeds,
}

impl ChartKind {
    const ALL: [Self; 4] = [Self::Downtime, Self::Traffic, Self::Memory, Self::Speeds];

    fn name(self) -> &'static str {
        match self {
            Self::Downtime => "downtime",
            Self::Traffic => "traffic",
            Self::Memory => "memory",
            Self::Speeds => "speeds",
        }
    }

    fn draw(self, trace: &Trace, lanes: &[Lane], frame: &Frame) -> Chart {
        match self {
            Self::Downtime => charts::downtime(trace, lanes, frame),
            Self::Traffic => charts::traffic(trace, lanes, frame),
            Self::Memory => charts::memory_left(trace, lanes, frame),
            Self::Speeds => charts::speeds(trace, lanes, frame),
        }
    }
}

/// What is drawn.
#[derive(Clone, PartialEq, Properties)]
pub struct ChartsProps {
    /// What is played.
    pub show: Show,
    /// The colours.
    pub scheme: Scheme,
}

/// All charts.
#[function_component(Charts)]
pub fn charts_row(props: &ChartsProps) -> Html {
    html! {
        <section class="charts" data-part="charts" aria-label="Charts">
            { for ChartKind::ALL.into_iter().map(|kind| html! {
                <ChartFigure key={kind.name()} {kind} show={props.show.clone()} scheme={props.scheme} />
            }) }
        </section>
    }
}
