//! What can be changed so that a migration ends or keeps a promise, one row a remedy.

use super::Promise;
use engine::migration::wire;
use engine::params::{CLOCK, Compression, Id, Method, Quantity, Switch, Timeout, TimeoutAction};
use engine::scenario::{Scenario, Settings, Spot};
use engine::units::Unit;
use text::{Text, text};

/// Whom a remedy hurts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Nobody in the VM.
    Unnoticed,
    /// The VM is slower for a while.
    Slower,
    /// The VM has to do less.
    Less,
    /// The VM stands still for longer.
    Longer,
}

impl Class {
    /// All of them, the mildest first.
    pub const ALL: [Self; 4] = [Self::Unnoticed, Self::Slower, Self::Less, Self::Longer];

    /// As a heading.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Unnoticed => text!("The VM does not notice"),
            Self::Slower => text!("The VM is slower for a while"),
            Self::Less => text!("The VM does less"),
            Self::Longer => text!("The VM stands still for longer"),
        }
    }
}

/// Something that can be changed.
#[derive(Debug)]
pub struct Remedy {
    /// What the change is called; its value stands behind it.
    pub name: Text,
    /// Whom it hurts.
    pub class: Class,
    pub(super) way: Way,
}

/// How a remedy is taken.
#[derive(Debug)]
pub(super) enum Way {
    /// As little as possible of one quantity, from what it is to what is of any use; `None` if nothing is.
    Quantity {
        id: Id,
        from: fn(&Scenario) -> Quantity,
        most: fn(&Scenario, &Promise) -> Option<Quantity>,
        set: fn(&mut Settings, Quantity),
    },
    /// A change without a size.
    Switch {
        set: fn(&Scenario, &Promise) -> Option<Settings>,
    },
}

/// All of them, in the order in which they are tried.
pub static REMEDIES: &[Remedy] = &[
    Remedy {
        name: text!("Link"),
        class: Class::Unnoticed,
        way: Way::Quantity {
            id: Id::Link,
            from: |scenario| scenario.link.into(),
            most: |_, _| Some(Id::Link.range().slider.1),
            set: |settings, value| settings.set_quantity(Id::Link, Some(value)),
        },
    },
    Remedy {
        name: text!("Bandwidth cap"),
        class: Class::Unnoticed,
        way: Way::Quantity {
            id: Id::Cap,
            from: |scenario| scenario.cap.unwrap_or_default().into(),
            most: |scenario, _| {
                let line = Quantity::Rate(wire::line_rate(scenario));
                scenario.cap.map(|_| Id::Cap.range().clamp(line))
            },
            set: |settings, value| settings.set_quantity(Id::Cap, Some(value)),
        },
    },
    Remedy {
        name: text!("Sending thread"),
        class: Class::Unnoticed,
        way: Way::Quantity {
            id: Id::Thread,
            from: |scenario| scenario.thread.unwrap_or_default().into(),
            most: |scenario, _| {
                let line = Quantity::Rate(wire::line_rate(scenario));
                scenario.thread.map(|_| Id::Thread.range().clamp(line))
            },
            set: |settings, value| settings.set_quantity(Id::Thread, Some(value)),
        },
    },
    Remedy {
        name: text!("Channels"),
        class: Class::Unnoticed,
        way: Way::Quantity {
            id: Id::Channels,
            from: |scenario| scenario.channels.into(),
            most: |_, _| Some(Id::Channels.range().max),
            set: |settings, value| settings.set_quantity(Id::Channels, Some(value)),
        },
    },
    Remedy {
        name: text!("Compression zstd"),
        class: Class::Unnoticed,
        way: Way::Switch {
            set: |scenario, _| compressed(scenario, Compression::Zstd),
        },
    },
    Remedy {
        name: text!("Compression zlib"),
        class: Class::Unnoticed,
        way: Way::Switch {
            set: |scenario, _| compressed(scenario, Compression::Zlib),
        },
    },
    Remedy {
        name: text!("Delta cache"),
        class: Class::Unnoticed,
        way: Way::Quantity {
            id: Id::Cache,
            from: |scenario| {
                if scenario.delta {
                    scenario.cache.into()
                } else {
                    Id::Cache.range().slider.0
                }
            },
            most: |scenario, _| Some(Id::Cache.range().clamp(Quantity::Size(scenario.used_memory()))),
            set: |settings, value| {
                settings.delta = true;
                settings.set_quantity(Id::Cache, Some(value));
            },
        },
    },
    Remedy {
        name: text!("Without the ramp of the limit"),
        class: Class::Unnoticed,
        way: Way::Switch {
            set: |scenario, _| {
                scenario.ramp?;
                Some(changed(scenario, |settings| settings.ramp = None))
            },
        },
    },
    Remedy {
        name: text!("Post-copy after the first pass"),
        class: Class::Slower,
        way: Way::Switch {
            set: |scenario, _| {
                (scenario.method != Method::Hybrid).then(|| {
                    changed(scenario, |settings| {
                        settings.method = Method::Hybrid;
                        settings.switch = Some(Switch::Pass);
                    })
                })
            },
        },
    },
    Remedy {
        name: text!("Post-copy from the start"),
        class: Class::Slower,
        way: Way::Switch {
            set: |scenario, _| {
                (scenario.method != Method::Postcopy).then(|| {
                    changed(scenario, |settings| {
                        settings.method = Method::Postcopy;
                        settings.switch = None;
                    })
                })
            },
        },
    },
    Remedy {
        name: text!("Auto-converge"),
        class: Class::Slower,
        way: Way::Switch {
            set: |scenario, _| (!scenario.throttle).then(|| changed(scenario, |settings| settings.throttle = true)),
        },
    },
    Remedy {
        name: text!("Write rate"),
        class: Class::Less,
        way: Way::Quantity {
            id: Id::WriteRate,
            from: |scenario| scenario.spot().writes.into(),
            most: |scenario, _| (!scenario.writes.is_empty()).then_some(Unit::ByteRate.of(0.0)),
            set: |settings, value| {
                if let Quantity::Rate(writes) = value {
                    settings.go_to(Spot {
                        writes,
                        ..settings.spot()
                    });
                }
            },
        },
    },
    Remedy {
        name: text!("Downtime limit"),
        class: Class::Longer,
        way: Way::Quantity {
            id: Id::Downtime,
            from: |scenario| scenario.downtime.into(),
            most: |_, promise| {
                let range = Id::Downtime.range();
                Some(
                    promise
                        .downtime
                        .map_or(range.slider.1, |limit| range.clamp(Quantity::Time(limit))),
                )
            },
            set: |settings, value| settings.set_quantity(Id::Downtime, Some(value)),
        },
    },
    Remedy {
        name: text!("Stop by force"),
        class: Class::Longer,
        way: Way::Switch {
            set: |scenario, promise| Some(forced(scenario, promise)),
        },
    },
];

fn changed(scenario: &Scenario, change: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = scenario.clone().into_settings();
    change(&mut settings);
    settings
}

fn compressed(scenario: &Scenario, how: Compression) -> Option<Settings> {
    (scenario.compress == Compression::None).then(|| changed(scenario, |settings| settings.compress = how))
}

/// Stops the VM early enough for what is left to fit into the promised time, if there is one; else after two passes.
fn forced(scenario: &Scenario, promise: &Promise) -> Settings {
    let pass = scenario.used_memory() / wire::live_rate(scenario);
    let after = match promise.total {
        Some(total) => total - pass,
        None => pass * 2.0,
    };
    changed(scenario, |settings| {
        if let Quantity::Time(after) = CLOCK.fine(after.into()) {
            let action = TimeoutAction::Force;
            settings.timeout = Some(Timeout {
                after: after.into(),
                action,
            });
        }
    })
}
