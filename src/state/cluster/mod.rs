//! A cluster: what is asked for, the run that comes of it, and a second run beside it with some keys changed.
//!
//! [`ClusterScreen`] is a screen. A run that is little work is simulated at once; a large one is left to a loop outside, that takes
//! [`ClusterScreen::sought`] and answers with [`Action::Done`].

mod carry;
mod lab;
mod share;

use std::any::Any;
use std::rc::Rc;

use engine::cluster::settings::{ClusterSettings, MAX_ENTRIES, TimedAct};
use engine::cluster::{Cluster, Detail, Gave, Record, simulate_at_once};
use engine::params::Settings;
use engine::scenario::{Adjustment, Scenario};

use super::history::Going;
use super::{History, Screen, ScreenRow};
use crate::display::{Display, Pace};
use crate::link;
use crate::link::Difference;
use crate::link::cluster::presets::STORIES;
pub use crate::link::cluster::{Asked, Side};
use crate::text::Language;
use crate::units::SimTime;
use carry::carry;
pub use lab::{InLab, in_lab};

/// Its row of the list of screens.
pub const SCREEN: ScreenRow = ScreenRow {
    keys: link::cluster::CLUSTER,
    usual: STORIES[0].link,
    open: |reader| {
        let link = link::cluster::read(reader);
        Rc::new(ClusterScreen::new(link.first, link.second, link.display))
    },
};

/// A run, or what of it is still to be done.
#[derive(Clone, Debug)]
pub struct Run {
    /// What was asked for.
    pub asked: Asked,
    /// What of it is possible.
    pub cluster: Rc<Cluster>,
    /// What had to give way.
    pub gave: Vec<Gave>,
    /// The same of how each migration goes.
    pub adjustments: Vec<Adjustment>,
    /// What happened; `None` while it is simulated.
    pub record: Option<Rc<Record>>,
}

/// The screen.
#[derive(Clone, Debug)]
pub struct ClusterScreen {
    /// The run of the plain keys.
    pub first: Run,
    /// The run beside it, which may still be the same.
    pub second: Option<Run>,
    /// The clock.
    pub display: Display,
    /// Counts the links opened, so that the clock goes back with each.
    pub opened: u32,
    /// Where the playhead was when the screen was left.
    pub left_at: Option<SimTime>,
    /// What can be undone.
    pub history: History<Step, Edit>,
}

/// What undoing brings back.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    first: Asked,
    second: Option<Asked>,
}

/// A change that can go on: this key of this run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edit(Side, &'static str);

impl Going for Edit {
    fn goes_on_with(&self, next: &Self) -> bool {
        self == next
    }
}

/// What can happen to the screen.
#[derive(Clone, Debug)]
pub enum Action {
    /// One run is asked for otherwise; what both had alike stays alike.
    Ask {
        /// Which.
        side: Side,
        /// The key that was changed.
        key: &'static str,
        /// All that is asked for now.
        asked: Box<Asked>,
    },
    /// A second run begins, alike until it is changed; or it ends.
    Compare(bool),
    /// Something happens, in both runs.
    Act(TimedAct),
    /// It does not, in both runs.
    RemoveAct(usize),
    /// A run has been simulated.
    Done(Rc<Cluster>, Rc<Record>),
    /// Another pace of the clock.
    Pace(Pace),
    /// Another screen is shown; the playhead was here.
    Leave(SimTime),
    /// The playhead is here, and a link to what is shown says so.
    Keep(SimTime),
}

impl Run {
    fn new(asked: Asked) -> Self {
        let (cluster, gave) = asked.possible();
        let record = simulate_at_once(&cluster, Detail::All).map(Rc::new);
        Self {
            adjustments: Scenario::new(asked.migration.clone()).1,
            asked,
            cluster: Rc::new(cluster),
            gave,
            record,
        }
    }

    /// What had to give way of a key, in sentences.
    #[must_use]
    pub fn told(&self, language: Language, key: &str) -> Vec<String> {
        let gave = self.gave.iter().filter(|gave| link::cluster::key(gave) == key);
        let gave = gave.map(|gave| link::cluster::sentence(language, gave));
        let adjusted = self.adjustments.iter().map(link::adjustment_notice);
        let adjusted = adjusted.filter(|notice| notice.key() == key);
        gave.chain(adjusted.map(|notice| notice.text(language))).collect()
    }

    /// Asked for otherwise.
    fn with(&self, asked: Asked) -> Self {
        if asked == self.asked {
            self.clone()
        } else {
            Self::new(asked)
        }
    }
}

impl ClusterScreen {
    /// As a link describes it.
    #[must_use]
    pub fn new(first: Asked, second: Option<Asked>, display: Display) -> Self {
        Self {
            first: Run::new(first),
            second: second.map(Run::new),
            display,
            opened: 0,
            left_at: None,
            history: History::default(),
        }
    }

    /// The run of a side; that of the other, while there is only one.
    #[must_use]
    pub fn run(&self, side: Side) -> &Run {
        match (side, &self.second) {
            (Side::Second, Some(second)) => second,
            _ => &self.first,
        }
    }

    /// The run beside the first, if it is another one.
    #[must_use]
    pub fn other(&self) -> Option<&Run> {
        self.second.as_ref().filter(|second| second.asked != self.first.asked)
    }

    /// What the second run has otherwise.
    #[must_use]
    pub fn changes(&self) -> Vec<Difference> {
        self.other()
            .map_or_else(Vec::new, |second| self.first.asked.changes(&second.asked))
    }

    /// The runs that are shown, with their sides.
    pub fn runs(&self) -> impl Iterator<Item = (Side, &Run)> {
        let second = self.other().map(|run| (Side::Second, run));
        std::iter::once((Side::First, &self.first)).chain(second)
    }

    /// A run that is still to be simulated.
    #[must_use]
    pub fn sought(&self) -> Option<&Rc<Cluster>> {
        let mut open = self.runs().filter(|(_, run)| run.record.is_none());
        open.next().map(|(_, run)| &run.cluster)
    }

    /// Where the playhead begins: where it was left, or else where the link has it.
    #[must_use]
    pub fn moment(&self) -> SimTime {
        self.left_at.unwrap_or(self.display.moment)
    }

    /// Whether anything is asked for.
    #[must_use]
    pub fn is_anything_changed(&self) -> bool {
        self.first.asked != Asked::default() || self.other().is_some()
    }

    fn step(&self) -> Step {
        Step {
            first: self.first.asked.clone(),
            second: self.second.as_ref().map(|run| run.asked.clone()),
        }
    }

    fn go_to(&mut self, step: &Step) {
        self.first = self.first.with(step.first.clone());
        self.second = step.second.as_ref().map(|asked| match &self.second {
            Some(second) => second.with(asked.clone()),
            None => Run::new(asked.clone()),
        });
    }

    fn ask(&mut self, side: Side, asked: &Asked) {
        match (side, &self.second) {
            (Side::Second, Some(second)) => self.second = Some(second.with(asked.clone())),
            (Side::Second, None) => self.second = Some(Run::new(asked.clone())),
            (Side::First, second) => {
                let carried = second.as_ref().map(|run| {
                    let mut carried = run.asked.clone();
                    carry::<ClusterSettings>(&self.first.asked.cluster, &asked.cluster, &mut carried.cluster);
                    carry::<Settings>(&self.first.asked.migration, &asked.migration, &mut carried.migration);
                    run.with(carried)
                });
                self.second = carried;
                self.first = self.first.with(asked.clone());
            }
        }
    }

    /// Changes the list of what happens, in both runs.
    fn with_acts(&mut self, change: impl Fn(&mut Vec<TimedAct>)) {
        let changed = |run: &Run| {
            let mut asked = run.asked.clone();
            change(&mut asked.cluster.acts);
            run.with(asked)
        };
        self.second = self.second.as_ref().map(changed);
        self.first = changed(&self.first);
    }

    fn done(&mut self, cluster: &Rc<Cluster>, record: &Rc<Record>) {
        for run in std::iter::once(&mut self.first).chain(&mut self.second) {
            if Rc::ptr_eq(&run.cluster, cluster) {
                run.record = Some(record.clone());
            }
        }
    }

    /// The screen after an action.
    #[must_use]
    pub fn reduce(&self, action: &Action) -> Self {
        let mut next = self.clone();
        let mut edit = None;
        match action {
            Action::Ask { side, key, asked } => {
                next.ask(*side, asked);
                edit = Some(Edit(*side, key));
            }
            Action::Compare(true) => {
                let first = next.first.clone();
                next.second.get_or_insert(first);
            }
            Action::Compare(false) => next.second = None,
            Action::Act(act) => next.with_acts(|acts| {
                if acts.len() < MAX_ENTRIES {
                    acts.push(act.clone());
                }
            }),
            Action::RemoveAct(index) => {
                if let Some(gone) = self.first.asked.cluster.acts.get(*index) {
                    next.with_acts(|acts| {
                        if let Some(place) = acts.iter().position(|act| act == gone) {
                            acts.remove(place);
                        }
                    });
                }
            }
            Action::Done(cluster, record) => next.done(cluster, record),
            Action::Pace(pace) => next.display.pace = *pace,
            Action::Leave(moment) => next.left_at = Some(*moment),
            Action::Keep(moment) => next.display.moment = *moment,
        }
        if next.step() != self.step() {
            next.history.record(self.step(), edit);
        }
        next
    }

    fn back(&self, take: impl FnOnce(&mut History<Step, Edit>, Step) -> Option<Rc<Step>>) -> Option<Rc<dyn Screen>> {
        let mut next = self.clone();
        let step = take(&mut next.history, self.step())?;
        next.go_to(&step);
        Some(Rc::new(next))
    }
}

impl Screen for ClusterScreen {
    fn link(&self, link: &mut String) {
        let second = self.other().map(|run| &run.asked);
        link::cluster::add_runs(link, &self.first.asked, second, &self.display);
    }

    fn reduce(&self, action: &dyn Any) -> Option<Rc<dyn Screen>> {
        let action: &Action = action.downcast_ref()?;
        Some(Rc::new(self.reduce(action)))
    }

    fn reopened(&self, fresh: Rc<dyn Screen>, anew: bool) -> Rc<dyn Screen> {
        let any: Rc<dyn Any> = fresh.clone();
        let Ok(fresh) = any.downcast::<Self>() else {
            return fresh;
        };
        let elsewhere = fresh.step() != self.step();
        let mut next = Self {
            opened: self.opened + u32::from(anew || elsewhere),
            history: self.history.clone(),
            ..(*fresh).clone()
        };
        if elsewhere {
            next.history.record(self.step(), None);
        }
        Rc::new(next)
    }

    fn undo(&self) -> Option<Rc<dyn Screen>> {
        self.back(History::undo)
    }

    fn redo(&self) -> Option<Rc<dyn Screen>> {
        self.back(History::redo)
    }

    fn settle(&self) -> Option<Rc<dyn Screen>> {
        let mut next = self.clone();
        next.history.settle();
        Some(Rc::new(next))
    }
}
