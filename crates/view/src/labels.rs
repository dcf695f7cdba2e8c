//! Plain names and one-sentence explanations of what the model reports, and
//! the [`Role`] that gives each its colour.

use std::borrow::Cow;

use super::format;
pub use super::roles::{Dash, Hatch, Role, lane_line};
use engine::migration::{Cause, DownCause, EventKind, Host, PhaseKind, Power, RoundRange, Status};
use engine::params::{Choice, Reason};
use text::text;
use text::{Language, Text};

/// A thing with a name, an explanation and a colour.
pub trait Labelled {
    /// Its row in the table, and what is only known of the thing itself.
    fn row(&self) -> (&'static Row, Option<Detail>);

    /// A few words without a capital: `stop and copy`.
    fn label(&self, language: Language) -> Cow<'static, str> {
        let (row, detail) = self.row();
        let label = row.label.get(language);
        detail.map_or(Cow::Borrowed(label), |detail| Cow::Owned(detail.after(language, label)))
    }

    /// One sentence that says what it is.
    fn explanation(&self) -> Text {
        self.row().0.explanation
    }

    /// What its colour means.
    fn role(&self) -> Role {
        self.row().0.role
    }
}

/// What follows a label: the number of a round, the reason of a hold.
pub enum Detail {
    /// Which of several.
    Number(u32),
    /// From which to which.
    Rounds(RoundRange),
    /// Why it is held.
    Reason(Reason),
}

impl Detail {
    fn after(self, language: Language, label: &str) -> String {
        match self {
            Self::Number(number) => format!("{label} {number}"),
            Self::Rounds(rounds) => format!("{label} {}", format::rounds(language, rounds)),
            Self::Reason(reason) => format!("{label}: {}", reason.label().get(language)),
        }
    }
}

impl From<&u32> for Detail {
    fn from(number: &u32) -> Self {
        Self::Number(*number)
    }
}

impl From<&RoundRange> for Detail {
    fn from(rounds: &RoundRange) -> Self {
        Self::Rounds(*rounds)
    }
}

impl From<&Reason> for Detail {
    fn from(reason: &Reason) -> Self {
        Self::Reason(*reason)
    }
}

/// What is said of every thing of a kind.
pub struct Row {
    label: Text,
    explanation: Text,
    role: Role,
}

macro_rules! detail {
    () => {
        None
    };
    ($detail:ident) => {
        Some(Detail::from($detail))
    };
}

macro_rules! labels {
    ($($name:ident { $($variant:ident $(($detail:ident))? = $role:ident,
        text!($label:literal $(in $label_in:literal)?), text!($help:literal $(in $help_in:literal)?);)+ })+) => {$(
        impl Labelled for $name {
            fn row(&self) -> (&'static Row, Option<Detail>) {
                match self {
                    $($name::$variant $(($detail))? => (const {
                        &Row {
                            label: text!($label $(in $label_in)?),
                            explanation: text!($help $(in $help_in)?),
                            role: Role::$role,
                        }
                    }, detail!($($detail)?)),)+
                }
            }
        }
    )+};
}

labels! {
    PhaseKind {
        Shutdown = Off, text!("shut down"),
            text!("The guest closes its programs and stops.");
        Configuration = State, text!("configuration"),
            text!("The description of the VM is copied to the other host.");
        Disk = Disk, text!("disk"),
            text!("The disk is copied, or the rest of it, while the VM stands still or is off.");
        Mirror = Disk, text!("disk mirror"),
            text!("The disk is copied while the VM runs; what is written meanwhile goes again, until both sides are the same.");
        Definition = State, text!("define"),
            text!("The other host prepares a VM from the description.");
        Boot = Booting, text!("boot"),
            text!("The guest starts from nothing, as after a power cut.");
        Transfer = Paused, text!("memory"),
            text!("All memory in use is sent while the VM stands still.");
        Save = Paused, text!("save"),
            text!("All memory in use is written to a file while the VM stands still.");
        Restore = Arriving, text!("restore"),
            text!("The other host reads the file back into memory.");
        Setup = Idle, text!("set up"),
            text!("The hosts open a channel and prepare memory.");
        FirstPass = Sent, text!("first pass"),
            text!("All memory is sent once while the VM runs and goes on writing to it.");
        Round(number) = Dirty, text!("round"),
            text!("Pages that were written during the round before go again while the VM runs.");
        Rounds(number) = Dirty, text!("rounds"),
            text!("Round after round: the VM writes about as fast as the wire can send.");
        StopAndCopy = Paused, text!("stop and copy"),
            text!("The VM stands still while the last pages are sent.");
        DeviceState = State, text!("device state"),
            text!("The state of the processors and devices is sent while the VM stands still.");
        Resume = Running, text!("resume" in "phase"),
            text!("The other host starts the VM's processors.");
        PostCopy = Arriving, text!("post-copy"),
            text!("The VM runs on the other host while the rest of its memory follows.");
        Held(reason) = Idle, text!("held"),
            text!("The migration is suspended on purpose and goes on later.");
        Stalled = Idle, text!("link down"),
            text!("The link between the hosts carries nothing, so nothing moves.");
    }
    Cause {
        FirstPass = Sent, text!("first pass"),
            text!("Each page of memory crosses the wire once while the VM runs.");
        Resent = Dirty, text!("sent again"),
            text!("Pages that the VM wrote after they had been sent have to go again.");
        StopAndCopy = Paused, text!("while paused"),
            text!("Memory that is sent while the VM stands still, so nothing can change under way.");
        OnDemand = Fetched, text!("on demand"),
            text!("Pages that the VM touched before they had arrived; it waits for each of them.");
        Pushed = Arriving, text!("pushed"),
            text!("Pages that follow the VM in the background while it already runs on the other host.");
        Saved = Paused, text!("saved to a file"),
            text!("Memory and devices of the paused VM, written to a file on shared storage.");
        ReadBack = Arriving, text!("read back"),
            text!("The same file, read by the other host.");
        Disk = Disk, text!("disk"),
            text!("Blocks of the VM's disk, each of them once.");
        DiskResent = DiskAgain, text!("disk, again"),
            text!("Blocks of the disk that the VM wrote after they had been sent have to go again.");
        State = State, text!("state"),
            text!("The state of the processors and devices, and the configuration: little, but nothing runs without it.");
    }
    DownCause {
        Shutdown = Off, text!("shut down"),
            text!("The guest closes its programs and stops.");
        Configuration = State, text!("define"),
            text!("The VM's configuration is copied and the VM is defined on the other host.");
        Disk = Disk, text!("disk"),
            text!("The disk is copied, or the rest of it, while the VM stands still or is off.");
        Boot = Booting, text!("boot"),
            text!("The guest starts from nothing, as after a power cut.");
        FinalCopy = Paused, text!("final copy"),
            text!("The pages that were still dirty are sent while the VM stands still.");
        Transfer = Paused, text!("memory"),
            text!("All memory in use is sent while the VM stands still.");
        Save = Paused, text!("save"),
            text!("All memory in use is written to a file while the VM stands still.");
        Restore = Arriving, text!("restore"),
            text!("The other host reads the file back into memory.");
        DeviceState = State, text!("device state"),
            text!("The state of the processors and devices is sent and loaded on the other host.");
        Resume = Running, text!("resume" in "phase"),
            text!("The other host starts the VM's processors.");
        Held = Paused, text!("held"),
            text!("The migration was suspended on purpose while the VM stood still.");
        LinkDown = Idle, text!("link down"),
            text!("The link was down while the VM stood still.");
    }
    EventKind {
        RoundEnd(number) = Dirty, text!("end of round"),
            text!("The sender asks which pages were written meanwhile; those go again.");
        ThresholdReached = Paused, text!("small enough"),
            text!("What is left can be sent within the downtime limit, so the VM may be stopped.");
        RuleStopped = Paused, text!("rounds are over"),
            text!("The stop rule ends the rounds, whatever is left: the VM is stopped and waits for all of it.");
        Paused = Paused, text!("paused"),
            text!("The VM's processors were stopped.");
        Switchover = Running, text!("switch-over"),
            text!("From here on the VM belongs to the other host.");
        Resumed = Running, text!("running again"),
            text!("The VM's processors run again.");
        PoweredOff = Off, text!("off"),
            text!("The guest has shut down.");
        DiskInSync = Disk, text!("disk in sync"),
            text!("The disk is the same on both hosts; from now on only what is written goes again, and memory can move.");
        DiskCopied = Disk, text!("disk copied"),
            text!("The last block of the disk has arrived.");
        Saved = Paused, text!("saved"),
            text!("The file with the VM's memory is complete.");
        TimedOut = Dirty, text!("timeout"),
            text!("The migration took longer than it may.");
        MemoryComplete = Arriving, text!("memory complete"),
            text!("The last page has arrived: the source host can be switched off.");
        Announced = Running, text!("announced"),
            text!("The other host told the network where the VM is now.");
        Reachable = Running, text!("reachable"),
            text!("Clients get answers from the VM again.");
        ObservationEnded = Dirty, text!("end of observation"),
            text!("The migration had not finished when the observation ended.");
        Held = Paused, text!("held"),
            text!("The migration was suspended on purpose.");
        Released = Running, text!("goes on"),
            text!("The hold is over and the migration goes on.");
        GivenUp = Off, text!("given up"),
            text!("The hold lasted longer than anybody would wait, so the migration was given up.");
        Cancelled = Off, text!("cancelled"),
            text!("Somebody cancelled the migration.");
        Forced = Paused, text!("forced"),
            text!("The VM has to stop now, and the rest is sent, however much it is.");
        LinkDown = Dirty, text!("link down"),
            text!("The link between the hosts carries nothing any more.");
        LinkSlow = Dirty, text!("link slower"),
            text!("The link between the hosts carries less than it could.");
        LinkUp = Running, text!("link whole again"),
            text!("The link between the hosts carries all it can again.");
        ConnectionLost = Dirty, text!("connection lost"),
            text!("The link was down for so long that the hosts gave the connection up.");
        Recovered = Running, text!("recovered"),
            text!("The connection is back, and the missing pages come again.");
        SourceCrashed = Dirty, text!("source crashed"),
            text!("The host where the VM was at first lost its power.");
        DestinationCrashed = Dirty, text!("destination crashed"),
            text!("The host where the VM should go lost its power.");
        BurstBegan = Dirty, text!("burst of writes"),
            text!("From now on the VM writes more.");
        BurstEnded = Running, text!("burst over"),
            text!("The VM writes as usual again.");
        AnnouncementLost = Dirty, text!("announcement lost"),
            text!("What the other host told the network about the VM was lost.");
    }
    Power {
        Running = Running, text!("running"),
            text!("The VM's processors run.");
        Paused = Paused, text!("paused"),
            text!("The VM's processors stand still; its memory is kept.");
        ShuttingDown = Off, text!("shutting down" in "power"),
            text!("The guest closes its programs and stops.");
        Off = Off, text!("off"),
            text!("The VM does not exist on any processor; only its disk is left.");
        Booting = Booting, text!("booting"),
            text!("The guest starts from nothing, as after a power cut.");
    }
    Host {
        Source = Sent, text!("source"),
            text!("The host where the VM is at first.");
        Destination = Arriving, text!("destination"),
            text!("The host where the VM should go.");
    }
    Status {
        Completed = Running, text!("completed"),
            text!("The VM runs on the other host.");
        Failed = Dirty, text!("failed"),
            text!("The migration broke.");
        Cancelled = Off, text!("given up"),
            text!("The migration was given up; the VM runs where it was.");
        Running = Paused, text!("not finished"),
            text!("The migration had not ended when the observation ended.");
    }
}
