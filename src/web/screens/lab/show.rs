//! What is played: a trace with the lanes that are shown.

use std::rc::Rc;

use yew::prelude::*;

use crate::params::Lane;
use crate::state::lab::Lab;
use crate::text::Language;
use crate::trace::Trace;
use crate::units::SimTime;
use crate::view::behind::Behind;
use crate::view::beside::Beside;
use crate::view::pace::Story;
use crate::view::seen::is_over;
use crate::view::steps;
use crate::web::clock::Course;

/// A run as far as it has been seen.
pub struct Seen {
    /// The present one.
    pub trace: Trace,
    /// The pinned one.
    pub ghost: Option<Trace>,
    /// Until when.
    pub until: SimTime,
    /// Where its clock ends.
    pub horizon: SimTime,
}

/// A trace with its story. Equal only if it is the same trace: comparing
/// thousands of samples would cost more than drawing again.
#[derive(Clone)]
pub struct Show {
    /// The simulation.
    pub trace: Rc<Trace>,
    /// The one behind it, and what that is.
    pub ghost: Option<Rc<Trace>>,
    /// See [`Self::ghost`].
    pub behind: Behind,
    /// As far as it has been seen; `None` if all of it is shown.
    pub seen: Option<Rc<Seen>>,
    /// The lanes shown, in order.
    pub lanes: Rc<[Lane]>,
    /// Its pace.
    pub story: Rc<Story>,
    /// The language that it is told in.
    pub language: Language,
}

impl PartialEq for Show {
    fn eq(&self, other: &Self) -> bool {
        let same = |one: &Option<Rc<Trace>>| one.as_ref().map(Rc::as_ptr);
        let cut = |show: &Self| show.seen.as_ref().map(Rc::as_ptr);
        Rc::ptr_eq(&self.trace, &other.trace)
            && same(&self.ghost) == same(&other.ghost)
            && cut(self) == cut(other)
            && self.lanes == other.lanes
            && self.language == other.language
    }
}

impl Show {
    /// Both runs, as far as they may be shown.
    #[must_use]
    pub fn both(&self) -> Beside<'_> {
        match &self.seen {
            Some(seen) => Beside {
                trace: &seen.trace,
                ghost: seen.ghost.as_ref(),
                behind: self.behind,
                until: Some(seen.horizon),
            },
            None => self.whole(),
        }
    }

    fn whole(&self) -> Beside<'_> {
        Beside {
            trace: &self.trace,
            ghost: self.ghost.as_deref(),
            behind: self.behind,
            until: None,
        }
    }

    /// Whether the figures of a lane are those of the whole run, not those so far.
    #[must_use]
    pub fn is_final(&self, lane: Lane) -> bool {
        let seen = self.seen.as_ref();
        seen.is_none_or(|seen| is_over(self.trace.lane(lane), seen.until))
    }

    /// Where the clock ends: with the run, or ahead of what has been seen of it.
    #[must_use]
    pub fn clock_end(&self) -> SimTime {
        self.both().end(&self.lanes)
    }

    /// A moment, not after what has been seen.
    #[must_use]
    pub fn until(&self, time: SimTime) -> SimTime {
        self.seen.as_ref().map_or(time, |seen| time.min(seen.until))
    }
}

impl Course for Show {
    fn story(&self) -> &Story {
        &self.story
    }

    /// When the last shown lane has come to its end, in the longer run.
    fn end(&self) -> SimTime {
        self.whole().end(&self.lanes)
    }

    fn next_event(&self, now: SimTime) -> Option<SimTime> {
        steps::next_event(&self.trace, &self.lanes, now)
    }

    fn previous_event(&self, now: SimTime) -> Option<SimTime> {
        steps::previous_event(&self.trace, &self.lanes, now)
    }

    fn next_step(&self, now: SimTime) -> Option<SimTime> {
        steps::after(&steps::chosen(&self.trace, &self.lanes, &self.story), now)
    }

    fn previous_step(&self, now: SimTime) -> Option<SimTime> {
        steps::before(&steps::chosen(&self.trace, &self.lanes, &self.story), now)
    }
}

/// The show of the Lab, made again only when trace or lanes change.
#[hook]
pub fn use_show(lab: &Lab, language: Language) -> Show {
    let trace = lab.trace.clone();
    let (ghost, behind) = lab
        .behind()
        .map_or_else(Default::default, |(trace, behind)| (Some(trace.clone()), behind));
    let place = |trace: &Rc<Trace>| Rc::as_ptr(trace) as usize;
    let key = (place(&trace), ghost.as_ref().map(place), lab.display.lanes.clone());
    let show = use_memo(key, move |(.., lanes)| {
        let both = Beside {
            trace: &trace,
            ghost: ghost.as_deref(),
            behind,
            until: None,
        };
        Show {
            story: Rc::new(Story::beside(&both, lanes)),
            lanes: lanes.as_slice().into(),
            trace: trace.clone(),
            ghost: ghost.clone(),
            behind,
            seen: None,
            language,
        }
    });
    Show {
        language,
        ..(*show).clone()
    }
}
