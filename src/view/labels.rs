//! Plain names and one-sentence explanations of what the model reports, and
//! the [`Role`] that gives each its colour.

use std::borrow::Cow;

use super::palette::{Color, Palette};
use crate::model::{Cause, DownCause, EventKind, Host, PhaseKind, Power, Status};
use crate::params::{Choice, Lane, Reason};

/// A second cue beside colour, for bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hatch {
    /// An even surface.
    Plain,
    /// Lines rising to the right: ╱
    Rising,
    /// Lines falling to the right: ╲
    Falling,
    /// Upright lines.
    Upright,
    /// Lines in both directions.
    Crossed,
}

/// A second cue beside colour, for lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// Long dashes.
    Long,
    /// Dots.
    Dotted,
    /// Short dashes; thresholds and other marks that are no measurement.
    Short,
}

impl Dash {
    /// Lengths of stroke and gap in CSS pixels; `None` is unbroken.
    #[must_use]
    pub const fn pattern(self) -> Option<(u32, u32)> {
        match self {
            Self::Solid => None,
            Self::Long => Some((7, 3)),
            Self::Dotted => Some((2, 3)),
            Self::Short => Some((4, 3)),
        }
    }
}

/// What a colour means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Memory sent for the first time.
    Sent,
    /// Memory that was written again.
    Dirty,
    /// Memory that arrives behind the running VM.
    Arriving,
    /// Memory fetched because the VM waits for it.
    Fetched,
    /// The VM runs.
    Running,
    /// The VM stands still, its memory is kept.
    Paused,
    /// The VM is off, or shuts down.
    Off,
    /// The guest boots.
    Booting,
    /// Disk blocks.
    Disk,
    /// Disk blocks that were written again.
    DiskAgain,
    /// Device state and configuration.
    State,
    /// Preparations that move no data.
    Idle,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Sent,
        Self::Dirty,
        Self::Arriving,
        Self::Fetched,
        Self::Running,
        Self::Paused,
        Self::Off,
        Self::Booting,
        Self::Disk,
        Self::DiskAgain,
        Self::State,
        Self::Idle,
    ];

    /// Its colour.
    #[must_use]
    pub const fn color(self, palette: &Palette) -> Color {
        match self {
            Self::Sent => palette.sent,
            Self::Dirty => palette.dirty,
            Self::Arriving | Self::Fetched => palette.arriving,
            Self::Running => palette.running,
            Self::Paused => palette.paused,
            Self::Off | Self::Booting => palette.off,
            Self::Disk | Self::DiskAgain => palette.disk,
            Self::State => palette.soft,
            Self::Idle => palette.unsent,
        }
    }

    /// What tells it from its neighbours without colour.
    #[must_use]
    pub const fn hatch(self) -> Hatch {
        match self {
            Self::Sent | Self::Running | Self::Off | Self::Disk | Self::Idle => Hatch::Plain,
            Self::Dirty | Self::Booting | Self::DiskAgain => Hatch::Rising,
            Self::Arriving => Hatch::Falling,
            Self::Fetched | Self::State => Hatch::Crossed,
            Self::Paused => Hatch::Upright,
        }
    }

    /// Its name in class attributes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Dirty => "dirty",
            Self::Arriving => "arriving",
            Self::Fetched => "fetched",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Off => "off",
            Self::Booting => "booting",
            Self::Disk => "disk",
            Self::DiskAgain => "disk-again",
            Self::State => "state",
            Self::Idle => "idle",
        }
    }
}

/// The line of a lane in charts over time: the role that colours it and its dashes.
#[must_use]
pub const fn lane_line(lane: Lane) -> (Role, Dash) {
    match lane {
        Lane::Cold => (Role::Off, Dash::Dotted),
        Lane::Suspended => (Role::Paused, Dash::Long),
        Lane::Live => (Role::Sent, Dash::Solid),
    }
}

/// A thing with a name, an explanation and a colour.
pub trait Labelled {
    /// A few words without a capital: `stop and copy`.
    fn label(&self) -> Cow<'static, str>;
    /// One sentence that says what it is.
    fn explanation(&self) -> &'static str;
    /// What its colour means.
    fn role(&self) -> Role;
}

/// What follows a label: the number of a round, the reason of a hold.
trait Detail {
    fn detail(&self) -> String;
}

impl Detail for u32 {
    fn detail(&self) -> String {
        format!(" {self}")
    }
}

impl Detail for Reason {
    fn detail(&self) -> String {
        format!(": {}", self.label().english())
    }
}

struct Row {
    label: &'static str,
    detail: Option<String>,
    explanation: &'static str,
    role: Role,
}

macro_rules! labels {
    ($($name:ident { $($variant:ident $(($detail:ident))? = $role:ident, $label:literal, $help:literal;)+ })+) => {$(
        impl From<&$name> for Row {
            fn from(value: &$name) -> Self {
                match value {
                    $($name::$variant $(($detail))? => Self {
                        label: $label,
                        detail: [$(Some($detail.detail()),)? None].into_iter().next().flatten(),
                        explanation: $help,
                        role: Role::$role,
                    },)+
                }
            }
        }
        impl Labelled for $name {
            fn label(&self) -> Cow<'static, str> {
                let row = Row::from(self);
                row.detail.map_or(Cow::Borrowed(row.label), |detail| Cow::Owned(format!("{}{detail}", row.label)))
            }
            fn explanation(&self) -> &'static str {
                Row::from(self).explanation
            }
            fn role(&self) -> Role {
                Row::from(self).role
            }
        }
    )+};
}

labels! {
    PhaseKind {
        Shutdown = Off, "shut down", "The guest closes its programs and stops.";
        Configuration = State, "configuration", "The description of the VM is copied to the other host.";
        Disk = Disk, "disk", "The disk is copied, or the rest of it, while the VM stands still or is off.";
        Mirror = Disk, "disk mirror", "The disk is copied while the VM runs; what is written meanwhile goes again, until both sides are the same.";
        Definition = State, "define", "The other host prepares a VM from the description.";
        Boot = Booting, "boot", "The guest starts from nothing, as after a power cut.";
        Transfer = Paused, "memory", "All memory in use is sent while the VM stands still.";
        Save = Paused, "save", "All memory in use is written to a file while the VM stands still.";
        Restore = Arriving, "restore", "The other host reads the file back into memory.";
        Setup = Idle, "set up", "The hosts open a channel and prepare memory.";
        FirstPass = Sent, "first pass", "All memory is sent once while the VM runs and goes on writing to it.";
        Round(number) = Dirty, "round", "Pages that were written during the round before go again while the VM runs.";
        Rounds(number) = Dirty, "up to round", "The same round again and again: the VM writes as fast as the wire can send.";
        StopAndCopy = Paused, "stop and copy", "The VM stands still while the last pages are sent.";
        DeviceState = State, "device state", "Registers and devices are sent while the VM stands still.";
        Resume = Running, "resume", "The other host starts the VM's processors.";
        PostCopy = Arriving, "post-copy", "The VM runs on the other host while the rest of its memory follows.";
        Held(reason) = Idle, "held", "The migration is suspended on purpose and goes on later.";
        Stalled = Idle, "link down", "The link between the hosts carries nothing, so nothing moves.";
    }
    Cause {
        FirstPass = Sent, "first pass", "Each page of memory crosses the wire once while the VM runs.";
        Resent = Dirty, "sent again", "Pages that the VM wrote after they had been sent have to go again.";
        StopAndCopy = Paused, "while paused", "Memory that is sent while the VM stands still, so nothing can change under way.";
        OnDemand = Fetched, "on demand", "Pages that the VM touched before they had arrived; it waits for each of them.";
        Pushed = Arriving, "pushed", "Pages that follow the VM in the background while it already runs on the other host.";
        Saved = Paused, "saved to a file", "Memory and devices of the paused VM, written to a file on shared storage.";
        ReadBack = Arriving, "read back", "The same file, read by the other host.";
        Disk = Disk, "disk", "Blocks of the VM's disk, each of them once.";
        DiskResent = DiskAgain, "disk, again", "Blocks of the disk that the VM wrote after they had been sent have to go again.";
        State = State, "state", "Registers, devices and configuration: little, but nothing runs without it.";
    }
    DownCause {
        Shutdown = Off, "shut down", "The guest closes its programs and stops.";
        Configuration = State, "define", "The VM's configuration is copied and the VM is defined on the other host.";
        Disk = Disk, "disk", "The disk is copied, or the rest of it, while the VM stands still or is off.";
        Boot = Booting, "boot", "The guest starts from nothing, as after a power cut.";
        FinalCopy = Paused, "final copy", "The pages that were still dirty are sent while the VM stands still.";
        Transfer = Paused, "memory", "All memory in use is sent while the VM stands still.";
        Save = Paused, "save", "All memory in use is written to a file while the VM stands still.";
        Restore = Arriving, "restore", "The other host reads the file back into memory.";
        DeviceState = State, "device state", "Registers and devices are sent and loaded on the other host.";
        Resume = Running, "resume", "The other host starts the VM's processors.";
        Held = Paused, "held", "The migration was suspended on purpose while the VM stood still.";
        LinkDown = Idle, "link down", "The link was down while the VM stood still.";
    }
    EventKind {
        RoundEnd(number) = Dirty, "end of round", "The sender asks which pages were written meanwhile; those go again.";
        ThresholdReached = Paused, "small enough", "What is left can be sent within the downtime limit, so the VM may be stopped.";
        RuleStopped = Paused, "rounds are over", "The stop rule ends the rounds, whatever is left: the VM is stopped and waits for all of it.";
        Paused = Paused, "paused", "The VM's processors were stopped.";
        Switchover = Running, "switch-over", "From here on the VM belongs to the other host.";
        Resumed = Running, "running again", "The VM's processors run again.";
        PoweredOff = Off, "off", "The guest has shut down.";
        DiskInSync = Disk, "disk in sync", "The disk is the same on both hosts; from now on only what is written goes again, and memory can move.";
        DiskCopied = Disk, "disk copied", "The last block of the disk has arrived.";
        Saved = Paused, "saved", "The file with the VM's memory is complete.";
        TimedOut = Dirty, "timeout", "The migration took longer than it may.";
        MemoryComplete = Arriving, "memory complete", "The last page has arrived: the source host can be switched off.";
        Announced = Running, "announced", "The other host told the network where the VM is now.";
        Reachable = Running, "reachable", "Clients get answers from the VM again.";
        ObservationEnded = Dirty, "end of observation", "The migration had not finished when the observation ended.";
        Held = Paused, "held", "The migration was suspended on purpose.";
        Released = Running, "goes on", "The hold is over and the migration goes on.";
        GivenUp = Off, "given up", "The hold lasted longer than anybody would wait, so the migration was given up.";
        Cancelled = Off, "cancelled", "Somebody cancelled the migration.";
        Forced = Paused, "forced", "The VM has to stop now, and the rest is sent, however much it is.";
        LinkDown = Dirty, "link down", "The link between the hosts carries nothing any more.";
        LinkSlow = Dirty, "link slower", "The link between the hosts carries less than it could.";
        LinkUp = Running, "link whole again", "The link between the hosts carries all it can again.";
        ConnectionLost = Dirty, "connection lost", "The link was down for so long that the hosts gave the connection up.";
        Recovered = Running, "recovered", "The connection is back, and the missing pages come again.";
        SourceCrashed = Dirty, "source crashed", "The host where the VM was at first lost its power.";
        DestinationCrashed = Dirty, "destination crashed", "The host where the VM should go lost its power.";
        BurstBegan = Dirty, "burst of writes", "From now on the VM writes more.";
        BurstEnded = Running, "burst over", "The VM writes as usual again.";
        AnnouncementLost = Dirty, "announcement lost", "What the other host told the network about the VM was lost.";
    }
    Power {
        Running = Running, "running", "The VM's processors run.";
        Paused = Paused, "paused", "The VM's processors stand still; its memory is kept.";
        ShuttingDown = Off, "shutting down", "The guest closes its programs and stops.";
        Off = Off, "off", "The VM does not exist on any processor; only its disk is left.";
        Booting = Booting, "booting", "The guest starts from nothing, as after a power cut.";
    }
    Host {
        Source = Sent, "source", "The host where the VM is at first.";
        Destination = Arriving, "destination", "The host where the VM should go.";
    }
    Status {
        Completed = Running, "completed", "The VM runs on the other host.";
        Failed = Dirty, "failed", "The migration broke.";
        Cancelled = Off, "given up", "The migration was given up; the VM runs where it was.";
        Running = Paused, "not finished", "The migration had not ended when the observation ended.";
    }
}
