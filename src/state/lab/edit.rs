//! Changes of single settings.

use crate::params::{Choice, Id, Pattern, Quantity, SuspendMode};
use crate::scenario::{
    MAX_EVENTS, MAX_WRITE_CLASSES, Ramp, Settings, Spot, Suspend, Switch, TimedEvent, TimedHold, Timeout, WriteClass,
};
use crate::state::history::Going;
use crate::units::{Bytes, Rate};

/// One setting gets another value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edit {
    /// A quantity; `None` switches an optional one off.
    Quantity(Id, Option<Quantity>),
    /// Another word of a choice, by its place in the order; for a flag, 1 is on.
    Word(Id, usize),
    /// When post-copy begins; `None` is the method's own moment.
    Switch(Option<Switch>),
    /// How the downtime limit grows.
    Ramp(Option<Ramp>),
    /// What happens when it takes too long.
    Timeout(Option<Timeout>),
    /// What the suspended lane shows.
    Suspend(SuspendMode),
    /// It shows a migration with this hold.
    SuspendHold(TimedHold),
    /// Which pages a write class takes next.
    WritePattern(usize, Pattern),
    /// The memory of a write class.
    WriteRegion(usize, Bytes),
    /// The rate of a write class.
    WriteRate(usize, Rate),
    /// Write rate and link at once, as chosen on the map.
    GoTo(Spot),
    /// One write class more.
    AddWrites,
    /// One less.
    RemoveWrites(usize),
    /// One event more.
    AddEvent(TimedEvent),
    /// An event is moved or changed.
    ChangeEvent(usize, TimedEvent),
    /// One less.
    RemoveEvent(usize),
}

impl Edit {
    /// Another word of a choice.
    #[must_use]
    pub fn choose<C: Choice>(id: Id, word: C) -> Self {
        Self::Word(id, word.index())
    }

    /// A flag is set or taken away.
    #[must_use]
    pub fn set(id: Id, on: bool) -> Self {
        Self::Word(id, on.into())
    }

    /// Changes the settings; what does not exist is left alone.
    pub fn apply(self, settings: &mut Settings) {
        match self {
            Self::Quantity(id, value) => settings.set_quantity(id, value),
            Self::Word(id, word) => id.row().value.set_word(settings, word),
            Self::Switch(switch) => settings.switch = switch,
            Self::Ramp(ramp) => settings.ramp = ramp,
            Self::Timeout(timeout) => settings.timeout = timeout,
            Self::Suspend(mode) if mode != settings.suspend.mode() => settings.suspend = mode.into(),
            Self::Suspend(_) => {}
            Self::SuspendHold(hold) => settings.suspend = Suspend::Hold(hold),
            Self::WritePattern(class, pattern) => with_class(settings, class, |class| class.pattern = pattern),
            Self::WriteRegion(class, region) => with_class(settings, class, |class| class.region = region),
            Self::WriteRate(class, rate) => with_class(settings, class, |class| class.rate = rate),
            Self::GoTo(spot) => settings.go_to(spot),
            Self::AddWrites => {
                if settings.writes.len() < MAX_WRITE_CLASSES {
                    settings.writes.push(WriteClass::default());
                }
            }
            Self::RemoveWrites(class) => {
                if class < settings.writes.len() {
                    settings.writes.remove(class);
                }
            }
            Self::AddEvent(event) => {
                if settings.events.len() < MAX_EVENTS {
                    settings.events.push(event);
                }
            }
            Self::ChangeEvent(index, event) => {
                if let Some(old) = settings.events.get_mut(index) {
                    *old = event;
                }
            }
            Self::RemoveEvent(index) => {
                if index < settings.events.len() {
                    settings.events.remove(index);
                }
            }
        }
    }
}

impl Going for Edit {
    fn goes_on_with(&self, next: &Self) -> bool {
        match (self, next) {
            (Self::Quantity(id, Some(_)), Self::Quantity(next, Some(_))) => id == next,
            (Self::WriteRegion(class, _), Self::WriteRegion(next, _))
            | (Self::WriteRate(class, _), Self::WriteRate(next, _))
            | (Self::ChangeEvent(class, _), Self::ChangeEvent(next, _)) => class == next,
            (Self::Switch(Some(_)), Self::Switch(Some(_)))
            | (Self::Ramp(Some(_)), Self::Ramp(Some(_)))
            | (Self::Timeout(Some(_)), Self::Timeout(Some(_)))
            | (Self::GoTo(_), Self::GoTo(_))
            | (Self::SuspendHold(_), Self::SuspendHold(_)) => true,
            _ => false,
        }
    }
}

fn with_class(settings: &mut Settings, class: usize, change: impl FnOnce(&mut WriteClass)) {
    if let Some(class) = settings.writes.get_mut(class) {
        change(class);
    }
}
