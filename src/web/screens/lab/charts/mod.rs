//! The charts: drawn by plotters as SVG when trace, size or colours change,
//! never because the clock moves.

mod elsewhere;
mod figure;
mod playhead;

use yew::prelude::*;

use crate::params::Lane;
use crate::text::Language;
use crate::trace::Trace;
use crate::units::SimTime;
use crate::view::charts as view;
use crate::view::charts::{Chart, Frame};
use crate::view::palette::Scheme;
use crate::web::screens::lab::show::Show;
use crate::word;
pub use elsewhere::{Elsewhere, ElsewhereProps};
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

    /// Its name in the page and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Downtime => "downtime",
            Self::Traffic => "traffic",
            Self::Memory => "memory",
            Self::Speeds => "speeds",
        }
    }

    /// What it says of a moment.
    fn read(self, language: Language, trace: &Trace, lanes: &[Lane], time: SimTime) -> String {
        match self {
            Self::Memory => view::memory_at(language, trace, lanes, time),
            Self::Speeds => view::speeds_at(language, trace, lanes, time),
            // No time runs in these.
            Self::Downtime | Self::Traffic => String::new(),
        }
    }

    /// What can be read off it.
    fn hint(language: Language) -> &'static str {
        word!(language, "Values at the moment of the clock")
    }

    /// Draws it.
    pub fn draw(self, trace: &Trace, lanes: &[Lane], frame: &Frame) -> Chart {
        match self {
            Self::Downtime => view::downtime(trace, lanes, frame),
            Self::Traffic => view::traffic(trace, lanes, frame),
            Self::Memory => view::memory_left(trace, lanes, frame),
            Self::Speeds => view::speeds(trace, lanes, frame),
        }
    }
}

/// All charts.
pub fn charts(show: &Show, scheme: Scheme, elsewhere: ElsewhereProps) -> Html {
    html! {
        <section class="charts" data-part="charts" aria-label={word!(show.language, "Charts")}>
            for kind in ChartKind::ALL {
                <ChartFigure key={kind.name()} {kind} show={show.clone()} {scheme} />
            }
            <Elsewhere key="map" ..elsewhere />
        </section>
    }
}
