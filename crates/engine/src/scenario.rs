//! What is simulated: the settings that a user asks for, and the validated
//! [`Scenario`] that the model accepts.
//!
//! The page keeps the [`Settings`] as they were asked for and derives the
//! scenario from them, so a value that had to give way to another one comes
//! back when there is room for it again.

mod adjustment;
mod events;
mod spot;

use std::ops::Deref;

pub use adjustment::Adjustment;
pub use spot::Spot;

pub use crate::params::{
    Act, Hold, MAX_EVENTS, MAX_WRITE_CLASSES, Patience, Ramp, Settings, Suspend, Switch, TimedEvent, TimedHold,
    Timeout, Used, WriteClass,
};

use crate::params::{CLOCK, Id, Kind, Method, Range, TABLE};
use crate::units::{Bytes, Quantity, SimTime};

/// Validated settings: every quantity in its range, used ≤ memory, regions ≤ used.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario(Settings);

impl Deref for Scenario {
    type Target = Settings;
    fn deref(&self) -> &Settings {
        &self.0
    }
}

impl Default for Scenario {
    fn default() -> Self {
        Self::new(Settings::default()).0
    }
}

impl Scenario {
    /// The nearest possible scenario, and what had to give way.
    ///
    /// ```
    /// use engine::{Adjustment, Bytes, Scenario, Settings};
    /// use engine::params::{Id, Used};
    ///
    /// let settings = Settings {
    ///     ram: Bytes::gib(1.0),
    ///     used: Used::Size(Bytes::gib(2.0)),
    ///     ..Settings::default()
    /// };
    /// let (scenario, gave_way) = Scenario::new(settings);
    /// assert_eq!(scenario.used_memory(), Bytes::gib(1.0));
    /// assert!(!gave_way.is_empty());
    /// ```
    #[must_use]
    pub fn new(mut settings: Settings) -> (Self, Vec<Adjustment>) {
        let mut adjustments = Vec::new();
        for param in TABLE {
            let (Kind::Quantity(range), Some(asked)) = (&param.kind, settings.quantity(param.id)) else {
                continue;
            };
            // A part is fitted with the whole, and a size that stands for a share with what it is a share of.
            if param.is_part() || !range.unit.measures_as(asked.unit()) {
                continue;
            }
            if let Some(adjustment) = out_of_range(param.id, range, asked) {
                settings.set_quantity(param.id, Some(range.clamp(asked)));
                adjustments.push(adjustment);
            }
        }
        fit_moments(&mut settings, &mut adjustments);
        fit_used(&mut settings, &mut adjustments);
        fit_writes(&mut settings, &mut adjustments);
        events::fit(&mut settings, &mut adjustments);
        (Self(settings), adjustments)
    }

    /// Memory that is not zero.
    #[must_use]
    pub fn used_memory(&self) -> Bytes {
        resolve_used(&self.0)
    }

    /// The method's moment to begin post-copy; `None` for plain pre-copy.
    #[must_use]
    pub fn switch_moment(&self) -> Option<Switch> {
        match self.method {
            Method::Precopy => None,
            Method::Postcopy => Some(self.switch.unwrap_or(Switch::Start)),
            Method::Hybrid => Some(self.switch.unwrap_or(Switch::Pass)),
        }
    }

    /// Gives the settings back, to change them.
    #[must_use]
    pub fn into_settings(self) -> Settings {
        self.0
    }
}

fn out_of_range(id: Id, range: &Range, asked: Quantity) -> Option<Adjustment> {
    (!range.contains(asked)).then(|| Adjustment::OutOfRange {
        id,
        asked,
        used: range.clamp(asked),
    })
}

fn resolve_used(settings: &Settings) -> Bytes {
    match settings.used {
        Used::Share(share) => settings.ram * share,
        Used::Size(size) => size,
    }
}

/// Times on the clock have the range of the clock itself.
fn fit_moments(settings: &mut Settings, adjustments: &mut Vec<Adjustment>) {
    let mut fit = |id, time: &mut SimTime| {
        let (range, asked) = (&CLOCK, Quantity::Time(*time));
        if let Quantity::Time(used) = range.clamp(asked) {
            *time = used;
        }
        adjustments.extend(out_of_range(id, range, asked));
    };
    if let Some(Switch::At(time)) = &mut settings.switch {
        fit(Id::Switch, time);
    }
    if let Some(timeout) = &mut settings.timeout {
        let mut time = timeout.after.written();
        fit(Id::Timeout, &mut time);
        timeout.after = timeout.after.with(time);
    }
    if let Some(ramp) = &mut settings.ramp {
        ramp.steps = ramp.steps.clamp(1, Ramp::MOST_STEPS);
        fit(Id::Ramp, &mut ramp.every);
    }
}

fn fit_used(settings: &mut Settings, adjustments: &mut Vec<Adjustment>) {
    let asked = resolve_used(settings);
    if asked > settings.ram {
        settings.used = Used::Size(settings.ram);
        adjustments.push(Adjustment::UsedOverRam {
            asked,
            used: settings.ram,
        });
    }
}

fn fit_writes(settings: &mut Settings, adjustments: &mut Vec<Adjustment>) {
    if settings.writes.len() > MAX_WRITE_CLASSES {
        adjustments.push(Adjustment::TooManyClasses {
            asked: settings.writes.len(),
        });
        settings.writes.truncate(MAX_WRITE_CLASSES);
    }
    let mut room = resolve_used(settings);
    for (index, class) in settings.writes.iter_mut().enumerate() {
        let (asked, rate) = (class.region, class.rate);
        if let Some(adjustment) = out_of_range(Id::WriteRate, Id::WriteRate.range(), Quantity::Rate(rate)) {
            if let Quantity::Rate(rate) = Id::WriteRate.range().clamp(Quantity::Rate(rate)) {
                class.rate = rate;
            }
            adjustments.push(adjustment);
        }
        if asked > room {
            class.region = room;
            adjustments.push(Adjustment::RegionsOverUsed {
                class: index + 1,
                asked,
                used: room,
            });
        } else if let Quantity::Size(least) = Id::WriteRegion.range().min
            && asked < least.min(room)
        {
            class.region = least.min(room);
            adjustments.push(Adjustment::OutOfRange {
                id: Id::WriteRegion,
                asked: Quantity::Size(asked),
                used: Quantity::Size(class.region),
            });
        }
        room = room - class.region;
    }
}
