//! Changes of single settings.

use crate::params::{Channels, Compression, Id, Method, Pattern, Quantity, StopRule, Storage, SuspendMode};
use crate::scenario::{
    MAX_EVENTS, MAX_WRITE_CLASSES, Ramp, Settings, Spot, Suspend, Switch, TimedEvent, TimedHold, Timeout, WriteClass,
};
use crate::units::{Bytes, Rate};

/// One setting gets another value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edit {
    /// A quantity; `None` switches an optional one off.
    Quantity(Id, Option<Quantity>),
    /// Where the disk is.
    Storage(Storage),
    /// The live lane's method.
    Method(Method),
    /// When post-copy begins; `None` is the method's own moment.
    Switch(Option<Switch>),
    /// Over how many channels memory goes.
    Channels(Channels),
    /// How pages are packed.
    Compress(Compression),
    /// How the downtime limit grows.
    Ramp(Option<Ramp>),
    /// When a pre-copy stops the VM.
    Stop(StopRule),
    /// Auto-converge.
    Throttle(bool),
    /// Delta compression.
    Delta(bool),
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
    /// Whether another edit moves on what this one moved: the same slider, the same mark on the clock.
    pub(super) fn goes_on_with(&self, next: &Self) -> bool {
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

    /// Changes the settings; what does not exist is left alone.
    pub fn apply(self, settings: &mut Settings) {
        match self {
            Self::Quantity(id, value) => settings.set_quantity(id, value),
            Self::Storage(storage) => settings.storage = storage,
            Self::Method(method) => settings.method = method,
            Self::Switch(switch) => settings.switch = switch,
            Self::Channels(channels) => settings.channels = channels,
            Self::Compress(compress) => settings.compress = compress,
            Self::Ramp(ramp) => settings.ramp = ramp,
            Self::Stop(stop) => settings.stop = stop,
            Self::Throttle(on) => settings.throttle = on,
            Self::Delta(on) => settings.delta = on,
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

fn with_class(settings: &mut Settings, class: usize, change: impl FnOnce(&mut WriteClass)) {
    if let Some(class) = settings.writes.get_mut(class) {
        change(class);
    }
}

/// Gives one setting its default back.
pub fn reset(settings: &mut Settings, id: Id) {
    let fresh = Settings::default();
    match id {
        Id::Storage => settings.storage = fresh.storage,
        Id::Writes => settings.writes = fresh.writes,
        Id::WriteRegion => with_class(settings, 0, |class| class.region = WriteClass::default().region),
        Id::WriteRate => with_class(settings, 0, |class| class.rate = WriteClass::default().rate),
        Id::Live => settings.method = fresh.method,
        Id::Switch => settings.switch = fresh.switch,
        Id::Stop => settings.stop = fresh.stop,
        Id::Throttle => settings.throttle = fresh.throttle,
        Id::Delta => settings.delta = fresh.delta,
        Id::Channels => settings.channels = fresh.channels,
        Id::Compress => settings.compress = fresh.compress,
        Id::Ramp => settings.ramp = fresh.ramp,
        Id::Timeout => settings.timeout = fresh.timeout,
        Id::Suspend => settings.suspend = fresh.suspend,
        Id::At => settings.events = fresh.events,
        quantity => settings.set_quantity(quantity, fresh.quantity(quantity)),
    }
}
