//! The figures of a migration that a lesson can name.

use crate::expression::Value;
use engine::migration::{Cause, DownCause, EventKind, Host};
use engine::trace::LaneTrace;
use engine::units::{Share, SimTime};
use std::fmt;
use view::export::Word as _;

/// A figure of a migration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// One of the plain ones.
    Plain(Plain),
    /// The part of the downtime that has this cause.
    Downtime(DownCause),
    /// The part of the traffic that has this cause.
    Sent(Cause),
}

macro_rules! plain {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)+) => {
        /// A figure that is no part of another one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Plain {
            $($(#[$doc])* $name,)+
        }

        /// All of them, with their names.
        const PLAIN: &[(&str, Plain)] = &[$(($word, Plain::$name),)+];
    };
}

plain! {
    /// How it ended.
    Status = "status",
    /// From the start to the end.
    Total = "total",
    /// How long the VM stood still.
    Downtime = "downtime",
    /// How long clients got no answer.
    Outage = "outage",
    /// What was sent.
    Sent = "sent",
    /// Memory as the stream counts it.
    Memory = "memory",
    /// Blocks of the disk.
    Disk = "disk",
    /// Syncs of the dirty bitmap.
    Syncs = "syncs",
    /// Rounds of the pre-copy.
    Rounds = "rounds",
    /// Page faults over the network.
    Faults = "faults",
    /// How long programs waited for them.
    Blocked = "blocked",
    /// How much the VM was throttled at most.
    Slowed = "slowed",
    /// How long it was held.
    Held = "held",
    /// What became of the VM.
    Vm = "vm",
    /// Where the copy is that counts.
    Primary = "primary",
    /// When the VM began to run at the destination.
    Handover = "handover",
}

/// The names of all figures, for a message.
#[must_use]
pub fn names() -> String {
    let names: Vec<&str> = PLAIN.iter().map(|(name, _)| *name).collect();
    names.join(", ") + ", downtime.PART, sent.PART"
}

impl Figure {
    /// The figure of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        if let Some((_, plain)) = PLAIN.iter().find(|(word, _)| *word == name) {
            return Some(Self::Plain(*plain));
        }
        let (whole, part) = name.split_once('.')?;
        match whole {
            "downtime" => DownCause::ALL
                .into_iter()
                .find(|cause| cause.word() == part)
                .map(Self::Downtime),
            "sent" => Cause::ALL
                .into_iter()
                .find(|cause| cause.word() == part)
                .map(Self::Sent),
            _ => None,
        }
    }

    /// What it is in a migration.
    #[must_use]
    pub fn of(self, trace: &LaneTrace) -> Value {
        let metrics = &trace.metrics;
        match self {
            Self::Plain(plain) => plain.of(trace),
            Self::Downtime(cause) => Value::Quantity(metrics.downtime[cause].into()),
            Self::Sent(cause) => Value::Quantity(metrics.traffic[cause].into()),
        }
    }
}

impl Plain {
    fn of(self, trace: &LaneTrace) -> Value {
        let metrics = &trace.metrics;
        let word = |word: &str| Value::Word(word.to_owned());
        match self {
            Self::Status => word(metrics.status.word()),
            Self::Total => Value::Quantity(metrics.total.into()),
            Self::Downtime => Value::Quantity(metrics.downtime.total().into()),
            Self::Outage => Value::Quantity(metrics.outage.into()),
            Self::Sent => Value::Quantity(metrics.traffic.total().into()),
            Self::Memory => Value::Quantity(metrics.traffic.memory().into()),
            Self::Disk => Value::Quantity(metrics.traffic.disk().into()),
            Self::Syncs => Value::Number(metrics.syncs.into()),
            Self::Rounds => Value::Number(trace.rounds.last().map_or(0.0, |round| round.number.into())),
            Self::Faults => Value::Number(metrics.page_faults.as_f64()),
            Self::Blocked => Value::Quantity(metrics.fault_blocked.into()),
            Self::Slowed => Value::Quantity(Share::new(metrics.throttle_max.as_f64()).into()),
            Self::Held => Value::Quantity(metrics.outcome.held.into()),
            Self::Vm => word(view::export::table::vm(&metrics.outcome)),
            Self::Primary => word(metrics.outcome.primary.word()),
            Self::Handover => Value::Quantity(handover(trace).into()),
        }
    }
}

/// When the VM runs at the destination; the end of the observation if it never does.
fn handover(trace: &LaneTrace) -> SimTime {
    let resumed = trace
        .events
        .iter()
        .find(|event| event.kind == EventKind::Resumed && trace.at(event.at).host == Host::Destination);
    resumed.map_or_else(|| trace.end(), |event| event.at)
}

/// As it is written.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(plain) => {
                let name = PLAIN
                    .iter()
                    .find(|(_, other)| other == plain)
                    .map_or("", |(name, _)| name);
                f.write_str(name)
            }
            Self::Downtime(cause) => write!(f, "downtime.{}", cause.word()),
            Self::Sent(cause) => write!(f, "sent.{}", cause.word()),
        }
    }
}
