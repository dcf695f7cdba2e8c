//! The Lab: an experiment, and how it is shown.
//!
//! [`Lab`] keeps what the user asked for and derives everything else from
//! it. The playhead is not in here: it moves sixty times a second and has a
//! small state of its own, [`Clock`](super::Clock).

mod acts;
mod edit;
mod measured;
mod pinned;
mod share;

use std::any::Any;
use std::rc::Rc;

pub use acts::Chances;
pub use edit::Edit;
pub use measured::MeasuredRun;
pub use pinned::Pinned;

use super::{History, Screen, ScreenRow};
use crate::display::{Display, Pace};
use crate::link::{self, LAB};
use crate::params::{Choice, Id, Lane, Reveal, SuspendMode};
use crate::scenario::{Adjustment, Scenario, Settings, Suspend, TimedEvent, TimedHold};
use crate::text::Language;
use crate::trace::{self, Trace};
use crate::units::SimTime;

/// Its row of the list of screens.
pub const SCREEN: ScreenRow = ScreenRow {
    keys: LAB,
    usual: "",
    open: |link| {
        let settings = link.read();
        let second = link.read_second(&settings);
        let display = link.display();
        let measured = MeasuredRun::asked(link.read());
        let (first, second) = link.scenarios(settings, second);
        Rc::new(Lab::of(first, second, display).with_measured(measured))
    },
};

/// All that the Lab shows, apart from the playhead.
#[derive(Clone, Debug, PartialEq)]
pub struct Lab {
    /// The settings as they were asked for: what gave way comes back when there is room for it.
    pub asked: Settings,
    /// The nearest possible scenario.
    pub scenario: Scenario,
    /// What had to give way.
    pub adjustments: Vec<Adjustment>,
    /// How it is shown.
    pub display: Display,
    /// The simulated scenario.
    pub trace: Rc<Trace>,
    /// The run that is kept beside it.
    pub pinned: Option<Rc<Pinned>>,
    /// A measured run behind it.
    pub measured: Option<Rc<MeasuredRun>>,
    /// Whether all of the run has been seen, or was asked for.
    pub revealed: bool,
    /// Counts the links opened, so that the clock goes back with each.
    pub opened: u32,
    /// Where the playhead was when the Lab was left for another screen.
    pub left_at: Option<SimTime>,
    /// What can be undone.
    pub history: History<Step, Edit>,
    /// What was asked for before another link or a remedy was taken, until something else is changed.
    pub before: Option<Rc<Settings>>,
    /// The hold that comes back when the suspended VM becomes a suspended migration again.
    hold: TimedHold,
}

/// What undoing brings back.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    asked: Settings,
    lanes: Vec<Lane>,
}

/// What happens to the migrations, as the clock shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// As asked for.
    pub asked: Rc<[TimedEvent]>,
    /// Those that find something to change, in order of time.
    pub kept: Rc<[TimedEvent]>,
    /// The suspended lane's own hold.
    pub own: Option<TimedHold>,
    /// What is wrong with the others.
    pub complaints: Rc<[String]>,
}

/// What can happen to the Lab.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A setting was changed.
    Edit(Edit),
    /// The hand has left what it changed: the next edit is a step of its own.
    Settle,
    /// The last change of the experiment is taken back.
    Undo,
    /// The change taken back last is made again.
    Redo,
    /// All settings at once become these.
    Become(Box<Settings>),
    /// A setting goes back to its default.
    Reset(Id),
    /// The present run is kept beside what comes.
    Pin,
    /// What stands behind the present run is let go: the pinned one, or else the measured one.
    Unpin,
    /// A measured run stands behind the present one from now on, or none.
    Measured(Option<Rc<MeasuredRun>>),
    /// All of the run is shown from now on: it has come to its end, or somebody asked for it.
    Reveal,
    /// What comes is hidden until the run reaches it, from the start; or no longer.
    GuessFirst(bool),
    /// Another pace of the clock.
    Pace(Pace),
    /// A lane is shown or left out.
    ToggleLane(Lane),
    /// Another screen is shown; the playhead was here.
    Leave(SimTime),
    /// The playhead is here, and a link to what is shown says so.
    Keep(SimTime),
}

impl Lab {
    /// An experiment that nobody has changed yet.
    #[must_use]
    pub fn new(scenario: Scenario, display: Display) -> Self {
        let hold = scenario.suspend.hold().unwrap_or_default();
        Self {
            asked: scenario.clone().into_settings(),
            adjustments: Vec::new(),
            display,
            trace: Rc::new(trace::simulate(&scenario)),
            scenario,
            pinned: None,
            measured: None,
            revealed: false,
            opened: 0,
            left_at: None,
            history: History::default(),
            before: None,
            hold,
        }
    }

    /// The experiment of a link.
    #[must_use]
    pub fn open(text: &str) -> Self {
        let (experiment, _) = link::parse(text);
        Self::of(experiment.scenario, experiment.second, experiment.display)
    }

    /// The Lab after an action.
    #[must_use]
    pub fn reduce(&self, action: Action) -> Self {
        let mut next = self.clone();
        let action = match action {
            Action::Edit(Edit::Suspend(SuspendMode::Hold)) if self.asked.suspend.hold().is_none() => {
                Action::Edit(Edit::SuspendHold(self.hold))
            }
            other => other,
        };
        match action {
            Action::Settle => next.history.settle(),
            Action::Undo | Action::Redo => {
                let history = &mut next.history;
                let step = match action {
                    Action::Undo => history.undo(self.step()),
                    _ => history.redo(self.step()),
                };
                if let Some(step) = step {
                    next.display.lanes.clone_from(&step.lanes);
                    next.change(|asked| asked.clone_from(&step.asked));
                }
                return next;
            }
            Action::Edit(edit) => next.change(|asked| edit.apply(asked)),
            Action::Become(ref settings) => {
                next.change(|asked| asked.clone_from(settings));
                next.before = Some(Rc::new(self.asked.clone()));
            }
            Action::Reset(id) => next.change(|asked| asked.reset(id)),
            Action::Pin => next.pin(),
            Action::Unpin if self.pinned.is_some() => next.pinned = None,
            Action::Unpin => next.measured = None,
            Action::Measured(ref measured) => next.measured.clone_from(measured),
            Action::Reveal => next.revealed = true,
            Action::GuessFirst(on) => {
                next.display.reveal = if on { Reveal::Run } else { Reveal::All };
                next.revealed = false;
                next.display.moment = SimTime::ZERO;
                next.left_at = None;
                // The clock goes back to the start.
                next.opened += u32::from(on);
            }
            Action::Pace(pace) => next.display.pace = pace,
            Action::ToggleLane(lane) => toggle_lane(&mut next.display.lanes, lane),
            Action::Leave(moment) => next.left_at = Some(moment),
            Action::Keep(moment) => next.display.moment = moment,
        }
        let edit = match action {
            Action::Edit(edit) => Some(edit),
            _ => None,
        };
        next.remember(self, edit);
        next
    }

    /// The Lab when another link is opened in it; `anew` if the user asked for it.
    #[must_use]
    pub fn elsewhere(&self, fresh: &Self, anew: bool) -> Self {
        // A step back over an event is an undo: the clock stays.
        let events = self.asked.events.clone();
        let elsewhere = Settings {
            events,
            ..fresh.asked.clone()
        } != self.asked;
        let mut next = Self {
            opened: self.opened + u32::from(anew || elsewhere),
            history: self.history.clone(),
            before: anew.then(|| Rc::new(self.asked.clone())),
            hold: fresh.asked.suspend.hold().unwrap_or(self.hold),
            ..fresh.clone()
        };
        if self.keeps_pin(fresh, anew) {
            next.pinned.clone_from(&self.pinned);
        }
        if self.keeps_measured(fresh) {
            next.measured.clone_from(&self.measured);
        }
        next.remember(self, None);
        next
    }

    /// What was before goes among the steps to be undone, if it was another experiment.
    fn remember(&mut self, before: &Self, edit: Option<Edit>) {
        if self.asked != before.asked || self.display.lanes != before.display.lanes {
            self.history.record(before.step(), edit);
        }
    }

    fn step(&self) -> Step {
        Step {
            asked: self.asked.clone(),
            lanes: self.display.lanes.clone(),
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Settings)) {
        self.before = None;
        change(&mut self.asked);
        self.hold = self.asked.suspend.hold().unwrap_or(self.hold);
        let (scenario, adjustments) = Scenario::new(self.asked.clone());
        if scenario != self.scenario {
            self.trace = Rc::new(trace::simulate(&scenario));
            self.scenario = scenario;
        }
        self.adjustments = adjustments;
    }

    /// Whether a setting differs from its default.
    #[must_use]
    pub fn is_changed(&self, id: Id) -> bool {
        !id.row().value.same(&self.asked, &Settings::default())
    }

    /// Whether any setting of the experiment does.
    #[must_use]
    pub fn is_anything_changed(&self) -> bool {
        self.asked != Settings::default()
    }

    /// Where the playhead begins: where it was left, or else where the link has it.
    #[must_use]
    pub fn moment(&self) -> SimTime {
        self.left_at.unwrap_or(self.display.moment)
    }

    /// Whether what comes after the playhead is hidden.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.display.reveal == Reveal::Run && !self.revealed
    }

    /// The events that find something to change.
    #[must_use]
    pub fn events(&self, language: Language) -> Events {
        Events {
            asked: self.asked.events.as_slice().into(),
            kept: self.scenario.events.as_slice().into(),
            own: match self.asked.suspend {
                Suspend::Hold(hold) => Some(hold),
                Suspend::Save | Suspend::File => None,
            },
            complaints: self
                .adjustments
                .iter()
                .filter(|adjustment| concerns(adjustment, Id::At, 0))
                .map(|adjustment| link::adjustment_notice(adjustment).text(language))
                .collect(),
        }
    }

    /// What gave way for this parameter, in a sentence.
    #[must_use]
    pub fn complaint(&self, id: Id, class: usize, language: Language) -> Option<String> {
        self.adjustments
            .iter()
            .find(|adjustment| concerns(adjustment, id, class))
            .map(|adjustment| link::adjustment_notice(adjustment).text(language))
    }
}

impl Screen for Lab {
    fn link(&self, link: &mut String) {
        link::add::<Settings>(link, self.first());
        if let Some(second) = self.second() {
            link::add_second::<Settings>(link, self.first(), second);
        }
        link::add(link, &self.display.tidy());
        link::add(link, &self.measuring());
    }

    fn reduce(&self, action: &dyn Any) -> Option<Rc<dyn Screen>> {
        let action: &Action = action.downcast_ref()?;
        Some(Rc::new(self.reduce(action.clone())))
    }

    fn reopened(&self, fresh: Rc<dyn Screen>, anew: bool) -> Rc<dyn Screen> {
        let any: Rc<dyn Any> = fresh.clone();
        any.downcast::<Self>()
            .map_or(fresh, |fresh| Rc::new(self.elsewhere(&fresh, anew)))
    }

    fn undo(&self) -> Option<Rc<dyn Screen>> {
        self.history
            .can_undo()
            .then(|| Rc::new(self.reduce(Action::Undo)) as Rc<dyn Screen>)
    }

    fn redo(&self) -> Option<Rc<dyn Screen>> {
        self.history
            .can_redo()
            .then(|| Rc::new(self.reduce(Action::Redo)) as Rc<dyn Screen>)
    }

    fn settle(&self) -> Option<Rc<dyn Screen>> {
        Some(Rc::new(self.reduce(Action::Settle)))
    }
}

fn concerns(adjustment: &Adjustment, id: Id, class: usize) -> bool {
    match *adjustment {
        Adjustment::OutOfRange { id: adjusted, .. } => adjusted == id,
        Adjustment::UsedOverRam { .. } => id == Id::Used,
        Adjustment::RegionsOverUsed { class: adjusted, .. } => id == Id::WriteRegion && adjusted == class + 1,
        Adjustment::TooManyClasses { .. } => id == Id::Writes,
        Adjustment::TooManyEvents { .. }
        | Adjustment::EventRateOutOfRange { .. }
        | Adjustment::HoldInsideHold { .. }
        | Adjustment::EventWithoutEffect { .. } => id == Id::At,
    }
}

/// The last lane stays: a page without lanes has nothing to say.
fn toggle_lane(lanes: &mut Vec<Lane>, lane: Lane) {
    if !lanes.contains(&lane) {
        let shown = |other: &&Lane| **other == lane || lanes.contains(*other);
        *lanes = Lane::ALL.iter().filter(shown).copied().collect();
    } else if lanes.len() > 1 {
        lanes.retain(|&other| other != lane);
    }
}
