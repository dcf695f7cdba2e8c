//! The state of the page and how actions change it: pure.
//!
//! [`State`] keeps what the user asked for and derives everything else from
//! it. The playhead is not in here: it moves sixty times a second and has a
//! small state of its own, [`Clock`].

mod clock;
mod edit;
mod history;
mod share;

use std::rc::Rc;

pub use clock::Clock;
pub use edit::Edit;
pub use history::{History, MOST_STEPS};
pub use share::{Embed, embed_code};

use crate::display::{self, Display, Pace};
use crate::link::{self, Experiment, Notice, Offer, Problem};
use crate::params::{Choice, Id, Lane, Part, Theme};
use crate::scenario::{Adjustment, Scenario, Settings, Suspend, TimedEvent, TimedHold};
use crate::text::Language;
use crate::trace::{self, Trace};
use crate::units::SimTime;
use history::Step;

/// All that the page shows, apart from the playhead.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The settings as they were asked for: what gave way comes back when there is room for it.
    pub asked: Settings,
    /// The nearest possible scenario.
    pub scenario: Scenario,
    /// What had to give way.
    pub adjustments: Vec<Adjustment>,
    /// How it is shown.
    pub display: Display,
    /// The language that the link asks for or the user chose; it goes into links.
    pub asked_language: Option<Language>,
    /// The reader's own language, for links that ask for none.
    pub reader: Language,
    /// What the opened link got wrong, until dismissed.
    pub notices: Vec<Notice>,
    /// The language that was wanted and could not be had, until dismissed.
    pub missing_language: Option<Language>,
    /// The simulated scenario.
    pub trace: Rc<Trace>,
    /// The theme to go back to when the presentation is over.
    pub before_present: Option<Theme>,
    /// Counts the links opened, so that the clock goes back with each.
    pub opened: u32,
    /// What can be undone.
    pub history: History,
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

/// What can happen to the state.
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
    /// A setting goes back to its default.
    Reset(Id),
    /// A link is opened: the address of the page, or a step back in history.
    Open(String),
    /// A link is opened for its experiment; the look of the page stays.
    OpenPreset(String),
    /// What a link may have meant is taken.
    Take(Offer),
    /// The notices were read.
    DismissNotices,
    /// Other colours.
    Theme(Theme),
    /// Another language.
    Language(Language),
    /// The texts of the wanted language have come.
    Speak(Language),
    /// The texts of the wanted language could not be had.
    KeepLanguage(Language),
    /// Another pace of the clock.
    Pace(Pace),
    /// A lane is shown or left out.
    ToggleLane(Lane),
    /// For a lecture room, or not any more.
    TogglePresent,
}

impl State {
    /// The page as a link describes it.
    #[must_use]
    pub fn open(text: &str, reader: Language) -> Self {
        let (mut experiment, notices) = link::parse(text);
        let asked_language = link::asked_language(text);
        experiment.display.language = asked_language.unwrap_or(reader);
        let trace = Rc::new(trace::simulate(&experiment.scenario));
        Self {
            asked: experiment.scenario.clone().into_settings(),
            scenario: experiment.scenario,
            adjustments: Vec::new(),
            display: experiment.display,
            asked_language,
            reader,
            notices,
            missing_language: None,
            trace,
            before_present: None,
            opened: 0,
            history: History::default(),
        }
    }

    /// The state after an action.
    #[must_use]
    pub fn reduce(&self, action: Action) -> Self {
        let mut next = self.clone();
        let edit = match action {
            Action::Edit(edit) => Some(edit),
            _ => None,
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
                    next.settle(|asked| asked.clone_from(&step.asked));
                }
                return next;
            }
            Action::Edit(edit) => next.settle(|asked| edit.apply(asked)),
            Action::Reset(id) => next.settle(|asked| asked.reset(id)),
            Action::Open(text) => {
                next = self.elsewhere(&text);
                // A step back over an event is an undo: the clock stays.
                let events = self.asked.events.clone();
                let elsewhere = Settings {
                    events,
                    ..next.asked.clone()
                } != self.asked;
                next.opened = self.opened + u32::from(elsewhere);
            }
            Action::OpenPreset(text) => {
                next = self.elsewhere(&text);
                next.opened = self.opened + 1;
                next.asked_language = self.asked_language;
                next.display = Display {
                    theme: self.display.theme,
                    language: self.display.language,
                    hidden: self.display.hidden.clone(),
                    embed: self.display.embed,
                    present: self.display.present,
                    ..next.display
                };
            }
            Action::Take(offer) => next = self.take(&offer),
            Action::DismissNotices => {
                next.notices.clear();
                next.missing_language = None;
            }
            Action::Theme(theme) => next.display.theme = theme,
            Action::Language(language) => next.choose(language),
            Action::Speak(language) if language == self.wanted_language() => {
                next.display.language = language;
                next.missing_language = None;
            }
            Action::KeepLanguage(missing) if missing == self.wanted_language() => {
                next.choose(self.language());
                next.missing_language = Some(missing);
            }
            // Meanwhile another one was chosen.
            Action::Speak(_) | Action::KeepLanguage(_) => {}
            Action::Pace(pace) => next.display.pace = pace,
            Action::ToggleLane(lane) => toggle_lane(&mut next.display.lanes, lane),
            Action::TogglePresent => {
                next.display.present = !next.display.present;
                if next.display.present {
                    // The colours of the desk would keep the large type away.
                    next.before_present = Some(std::mem::replace(&mut next.display.theme, Theme::Auto));
                } else if let Some(theme) = next.before_present.take()
                    && next.display.theme == Theme::Auto
                {
                    next.display.theme = theme;
                }
            }
        }
        if next.asked != self.asked || next.display.lanes != self.display.lanes {
            next.history.record(self.step(), edit);
        }
        next
    }

    fn choose(&mut self, language: Language) {
        // A link without a language opens in its reader's; the default needs no words unless one was asked for.
        let named = language != Language::default() || self.asked_language.is_some();
        self.asked_language = named.then_some(language);
        self.reader = language;
        self.display.language = language;
        self.missing_language = None;
    }

    /// Another link, opened in the same page.
    fn elsewhere(&self, text: &str) -> Self {
        Self {
            before_present: self.before_present,
            history: self.history.clone(),
            ..Self::open(text, self.reader)
        }
    }

    /// What a link may have meant, in the experiment as it is now. Other notices stay.
    fn take(&self, offer: &Offer) -> Self {
        let mut next = self.elsewhere(&offer.after(&self.link()));
        let repeated = |notice: &Notice| matches!(notice.problem(), Problem::Repeated { .. });
        next.notices.retain(|notice| !repeated(notice));
        let others = self.notices.iter().filter(|notice| !notice.offers().contains(offer));
        next.notices.splice(0..0, others.cloned());
        next.opened = self.opened + 1;
        next
    }

    fn step(&self) -> Step {
        Step {
            asked: self.asked.clone(),
            lanes: self.display.lanes.clone(),
        }
    }

    fn settle(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.asked);
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

    /// The link to what is shown, without the moment of the playhead.
    #[must_use]
    pub fn link(&self) -> String {
        self.print(&self.experiment())
    }

    /// What the link says.
    #[must_use]
    pub fn experiment(&self) -> Experiment {
        Experiment {
            scenario: self.scenario.clone(),
            display: Display {
                language: self.asked_language.unwrap_or_default(),
                ..self.display.clone()
            },
        }
    }

    /// A link; a default language that was asked for is said, because it holds against the reader's own.
    fn print(&self, experiment: &Experiment) -> String {
        let mut text = link::print(experiment);
        if self.asked_language == Some(Language::default()) {
            let sign = if text.is_empty() { "" } else { "&" };
            text += sign;
            text += display::Id::Language.param().key;
            text.push('=');
            text += Language::default().tag();
        }
        text
    }

    /// The language of the page: the wanted one, as soon as its texts are there.
    #[must_use]
    pub fn language(&self) -> Language {
        self.display.language
    }

    /// What the link asks for, or else the reader's own.
    #[must_use]
    pub fn wanted_language(&self) -> Language {
        self.asked_language.unwrap_or(self.reader)
    }

    /// The events that find something to change.
    #[must_use]
    pub fn events(&self) -> Events {
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
                .map(|adjustment| link::adjustment_notice(adjustment).text(self.language()))
                .collect(),
        }
    }

    /// What gave way for this parameter, in a sentence.
    #[must_use]
    pub fn complaint(&self, id: Id, class: usize) -> Option<String> {
        self.adjustments
            .iter()
            .find(|adjustment| concerns(adjustment, id, class))
            .map(|adjustment| link::adjustment_notice(adjustment).text(self.language()))
    }

    /// Whether a part of the page is shown.
    #[must_use]
    pub fn shows(&self, part: Part) -> bool {
        !self.display.hidden.contains(&part)
    }
}

/// A moment as somebody would point at it: to a thousandth of what the clock runs over.
#[must_use]
pub fn tidy(moment: SimTime, end: SimTime) -> SimTime {
    let step = 10_f64.powi(libm::log10(end.as_s().max(1e-3) / 1000.0).floor() as i32);
    // Dividing by a whole number leaves no digits behind the last.
    let per_second = (1.0 / step).round().max(1.0);
    SimTime::s((moment.as_s() * per_second).round() / per_second)
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
