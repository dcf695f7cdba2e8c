//! The charts: drawn by plotters as SVG when trace, size or colours change,
//! never because the clock moves.

mod elsewhere;
pub mod figure;
mod playhead;

use yew::prelude::*;

use crate::params::Lane;
use crate::text::Language;
use crate::trace::Trace;
use crate::units::SimTime;
use crate::view::beside::Beside;
use crate::view::charts as view;
use crate::view::charts::{Chart, Frame};
use crate::view::palette::Scheme;
use crate::web::clock::Beat;
use crate::web::screens::lab::show::Show;
use crate::word;
pub use elsewhere::{Elsewhere, ElsewhereProps, whole};
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

    /// What it shows, for whoever asks its heading.
    fn explanation(self, language: Language) -> &'static str {
        match self {
            Self::Downtime => word!(
                language,
                "How long the VM stands still in each lane, by cause. A click on a part goes to the moment at which it begins."
            ),
            Self::Traffic => word!(
                language,
                "What each lane sends over the network, by cause. A click on a part goes to the moment at which it begins."
            ),
            Self::Memory => word!(
                language,
                "How much memory each lane still has to send (upwards) as time passes (to the right). A click goes to the nearest turn."
            ),
            Self::Speeds => word!(
                language,
                "How fast the VM runs, and below how much the wire carries, as time passes (to the right). A click goes to the nearest turn."
            ),
        }
    }

    /// What can be read off it.
    fn hint(language: Language) -> &'static str {
        word!(language, "Values at the moment of the clock")
    }

    /// Draws it.
    pub fn draw(self, both: &Beside<'_>, lanes: &[Lane], frame: &Frame) -> Chart {
        match self {
            Self::Downtime => view::downtime_beside(both, lanes, frame),
            Self::Traffic => view::traffic_beside(both, lanes, frame),
            Self::Memory => view::memory_left_beside(both, lanes, frame),
            Self::Speeds => view::speeds_beside(both, lanes, frame),
        }
    }
}

/// All charts; the map only where all of the run is shown.
pub fn charts(show: &Show, scheme: Scheme, on_beat: &Callback<Beat>, elsewhere: Option<ElsewhereProps>) -> Html {
    html! {
        <section class="charts" data-part="charts" aria-label={word!(show.language, "Charts")}>
            for kind in ChartKind::ALL {
                <ChartFigure key={kind.name()} {kind} show={show.clone()} {scheme} on_beat={on_beat.clone()} />
            }
            if let Some(elsewhere) = elsewhere {
                <Elsewhere key="map" ..elsewhere />
            }
        </section>
    }
}
