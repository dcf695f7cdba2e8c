//! What is played: a trace with the lanes that are shown.

use std::rc::Rc;

use yew::prelude::*;

use crate::params::Lane;
use crate::state::lab::Lab;
use crate::text::Language;
use crate::trace::{LaneTrace, Trace};
use crate::units::SimTime;
use crate::view::pace::Story;

/// A trace with its story. Equal only if it is the same trace: comparing
/// thousands of samples would cost more than drawing again.
#[derive(Clone)]
pub struct Show {
    /// The simulation.
    pub trace: Rc<Trace>,
    /// The lanes shown, in order.
    pub lanes: Rc<[Lane]>,
    /// Its pace.
    pub story: Rc<Story>,
    /// The language that it is told in.
    pub language: Language,
}

impl PartialEq for Show {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace) && self.lanes == other.lanes && self.language == other.language
    }
}

impl Show {
    /// When the last shown lane has come to its end.
    #[must_use]
    pub fn end(&self) -> SimTime {
        self.trace.of(&self.lanes).map(LaneTrace::end).max().unwrap_or_default()
    }
}

/// The show of the Lab, made again only when trace or lanes change.
#[hook]
pub fn use_show(lab: &Lab, language: Language) -> Show {
    let key = (Rc::as_ptr(&lab.trace) as usize, lab.display.lanes.clone());
    let trace = lab.trace.clone();
    let show = use_memo(key, move |(_, lanes)| Show {
        story: Rc::new(Story::new(&trace, lanes)),
        lanes: lanes.as_slice().into(),
        trace,
        language,
    });
    Show {
        language,
        ..(*show).clone()
    }
}
