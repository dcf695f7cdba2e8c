//! The pin: a run that stays beside the present one while this is changed.
//!
//! In a link the pinned run has the plain keys, and the present one the `vs.` keys: pinning changes no address, and what is
//! changed afterwards stands in it as a difference. A pin that nothing differs from yet is not in the address.

use std::rc::Rc;

use super::Lab;
use crate::display::Display;
use crate::link::presets::PRESETS;
use crate::link::{self, Difference};
use crate::scenario::{Scenario, Settings};
use crate::text::Language;
use crate::trace::{self, Trace};
use crate::units::SimTime;
use crate::view::beside::{self, Beside, Change};
use crate::view::seen::seen;

/// A run that was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Pinned {
    /// What was simulated.
    pub scenario: Scenario,
    /// What came of it.
    pub trace: Rc<Trace>,
}

impl Lab {
    /// The experiment of a link: the second run is shown, the first one is pinned beside it.
    #[must_use]
    pub fn of(first: Scenario, second: Option<Scenario>, display: Display) -> Self {
        let Some(second) = second else {
            return Self::new(first, display);
        };
        let trace = Rc::new(trace::simulate(&first));
        let pinned = Pinned { scenario: first, trace };
        Self {
            pinned: Some(Rc::new(pinned)),
            ..Self::new(second, display)
        }
    }

    /// What a link says with its plain keys.
    #[must_use]
    pub fn first(&self) -> &Scenario {
        self.pinned.as_ref().map_or(&self.scenario, |pinned| &pinned.scenario)
    }

    /// What it says with its `vs.` keys, if it does.
    #[must_use]
    pub fn second(&self) -> Option<&Scenario> {
        self.ghost().map(|_| &self.scenario)
    }

    /// The pinned run, if it is another one than the present.
    #[must_use]
    pub fn ghost(&self) -> Option<&Rc<Pinned>> {
        self.pinned.as_ref().filter(|pinned| pinned.scenario != self.scenario)
    }

    /// Both runs, as views draw them.
    #[must_use]
    pub fn both(&self) -> Beside<'_> {
        match self.behind() {
            Some((ghost, behind)) => Beside {
                ghost: Some(ghost),
                behind,
                ..Beside::alone(&self.trace)
            },
            None => Beside::alone(&self.trace),
        }
    }

    /// Both runs until a moment, where what comes after it is hidden; what was measured would tell it.
    #[must_use]
    pub fn cut(&self, until: SimTime) -> Option<(Trace, Option<Trace>)> {
        self.hides().then(|| {
            let ghost = self.ghost().map(|pinned| seen(&pinned.scenario, &pinned.trace, until));
            (seen(&self.scenario, &self.trace, until), ghost)
        })
    }

    /// What may be given to others of both runs.
    #[must_use]
    pub fn shown<'a>(&'a self, cut: &'a Option<(Trace, Option<Trace>)>) -> Beside<'a> {
        match cut {
            Some((trace, ghost)) => Beside {
                ghost: ghost.as_ref(),
                ..Beside::alone(trace)
            },
            None => self.both(),
        }
    }

    /// In what the present run differs from the pinned one.
    #[must_use]
    pub fn changes(&self) -> Vec<Difference> {
        self.second()
            .map_or_else(Vec::new, |second| link::changes::<Settings>(self.first(), second))
    }

    /// The same as people write it.
    #[must_use]
    pub fn changes_told(&self, language: Language) -> Vec<Change> {
        let second = self.second();
        second.map_or_else(Vec::new, |second| {
            beside::changes::<Settings>(language, self.first(), second)
        })
    }

    pub(super) fn pin(&mut self) {
        self.pinned = Some(Rc::new(Pinned {
            scenario: self.scenario.clone(),
            trace: self.trace.clone(),
        }));
    }

    /// Whether the pin holds when another link is opened that has none. A step back over a change finds the pinned run itself. What
    /// the user asked for is a change like others, unless it is a story: each begins anew.
    pub(super) fn keeps_pin(&self, fresh: &Self, anew: bool) -> bool {
        let is_pinned = *self.first() == fresh.scenario;
        let is_story = || {
            PRESETS
                .iter()
                .any(|preset| link::parse(preset.link).0.scenario == fresh.scenario)
        };
        fresh.pinned.is_none() && (is_pinned || (anew && !is_story()))
    }
}
