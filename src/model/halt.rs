//! What ends a run early, and what becomes of the VM then.

use super::course::Course;
use super::outcome::{Outcome, Primary, Why};
use super::report::{EventKind, Host, PhaseKind, Recorder, Status};
use super::script::{Command, Due};
use crate::units::Share;

/// What ends a run early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    Cancelled,
    GaveUp,
    TimedOut,
    LinkBroken,
    SourceCrash,
    DestinationCrash,
    LookedAway,
    /// A pre-copy has to stop the VM and finish.
    Forced,
}

/// What becomes of the VM: the copy that counts, whether it runs, is lost, can go on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fate {
    pub primary: Primary,
    pub up: bool,
    pub lost: bool,
    pub recoverable: bool,
}

impl Fate {
    /// It runs on at the source, as if nothing had been.
    pub const STAYS: Self = Self {
        primary: Primary::Source,
        up: true,
        lost: false,
        recoverable: true,
    };
    /// It is off or paused at the source, and can be started there.
    pub const AT_SOURCE: Self = Self {
        up: false,
        ..Self::STAYS
    };
    /// It runs at the destination.
    pub const MOVED: Self = Self {
        primary: Primary::Destination,
        up: true,
        lost: false,
        recoverable: false,
    };
    /// It is down, and part of its memory is on either host.
    pub const SPLIT: Self = Self {
        primary: Primary::Split,
        up: false,
        lost: false,
        recoverable: true,
    };
    /// It waits in a file.
    pub const IN_FILE: Self = Self {
        primary: Primary::File,
        up: false,
        lost: false,
        recoverable: true,
    };
    /// What its programs had in memory is lost.
    pub const LOST: Self = Self {
        primary: Primary::Nowhere,
        up: false,
        lost: true,
        recoverable: false,
    };
}

impl Halt {
    const fn status(self) -> Status {
        match self {
            Self::Cancelled | Self::GaveUp | Self::TimedOut | Self::Forced => Status::Cancelled,
            Self::LinkBroken | Self::SourceCrash | Self::DestinationCrash => Status::Failed,
            Self::LookedAway => Status::Running,
        }
    }

    const fn why(self) -> Why {
        match self {
            Self::Cancelled | Self::Forced => Why::Cancelled,
            Self::GaveUp => Why::GaveUp,
            Self::TimedOut => Why::TimedOut,
            Self::LinkBroken => Why::LinkBroken,
            Self::SourceCrash => Why::SourceCrash,
            Self::DestinationCrash => Why::DestinationCrash,
            Self::LookedAway => Why::ObservationEnded,
        }
    }
}

impl<R: Recorder> Course<'_, R> {
    /// Tells what is due, and what it means for the stage that goes on now.
    /// A command that comes too early or too late changes nothing.
    pub fn obey(&mut self, due: Due, stage: PhaseKind) -> Result<(), Halt> {
        let Some(command) = due.command else {
            self.event(due.told);
            return Ok(());
        };
        let Some(halt) = effect(command, stage, self.split, self.script.now.held.is_some()) else {
            if command == Command::GiveUp {
                // A post-copy cannot be given up: the only way is forward.
                self.event(EventKind::Released);
            }
            return Ok(());
        };
        self.event(due.told);
        self.script.feel(&due);
        Err(halt)
    }

    /// A run that was halted.
    pub fn halted(&mut self, halt: Halt, fate: Fate) {
        self.end_mirror();
        if halt == Halt::LinkBroken {
            self.event(EventKind::ConnectionLost);
        }
        if halt == Halt::LookedAway {
            self.event(EventKind::ObservationEnded);
        }
        if self.records() {
            self.sample();
            self.now.wire = crate::units::Rate::ZERO;
            self.now.speed = Share::new(if fate.up { 1.0 } else { 0.0 });
            self.sample();
        }
        self.metrics.status = halt.status();
        self.settle(halt.why(), fate);
    }

    /// A run that was halted while the VM can go on at the source.
    pub fn stays(&mut self, halt: Halt, paused: bool) {
        if halt == Halt::SourceCrash {
            return self.halted(halt, Fate::LOST);
        }
        if paused && halt != Halt::LookedAway {
            self.event(EventKind::Resumed);
        }
        let up = !(paused && halt == Halt::LookedAway);
        self.halted(halt, Fate { up, ..Fate::STAYS });
    }

    /// The VM runs at the destination, and all of it is there.
    pub fn complete(&mut self) {
        self.metrics.status = Status::Completed;
        self.settle(Why::Finished, Fate::MOVED);
    }

    fn settle(&mut self, why: Why, fate: Fate) {
        self.metrics.outage = self.metrics.downtime.total() + self.redirection;
        self.metrics.outcome = Outcome {
            why,
            primary: fate.primary,
            up: fate.up,
            lost: fate.lost,
            recoverable: fate.recoverable,
            held: self.held,
            felt: self.script.felt,
        };
    }
}

/// What a command does in a stage; `None` if nothing. `split`: a post-copy has its memory on both hosts.
fn effect(command: Command, stage: PhaseKind, split: bool, held: bool) -> Option<Halt> {
    use PhaseKind::{Boot, Definition, FirstPass, Mirror, PostCopy, Restore, Resume, Round, Rounds, Save, Setup};
    let over = match stage {
        Boot | Resume | PostCopy => true,
        _ => split,
    };
    match command {
        // A post-copy can only go on, and a VM that starts at the destination has moved.
        Command::Cancel => (!over).then_some(Halt::Cancelled),
        Command::GiveUp => (!over).then_some(Halt::GaveUp),
        Command::SourceCrash => {
            let unneeded = matches!(stage, Definition | Boot | Restore | Resume);
            (split || !unneeded).then_some(Halt::SourceCrash)
        }
        Command::DestinationCrash => (stage != Save).then_some(Halt::DestinationCrash),
        Command::Force => {
            let live = matches!(stage, Mirror | Setup | FirstPass | Round(_) | Rounds(_));
            (live && !held).then_some(Halt::Forced)
        }
    }
}

/// The host at which the VM is after a run.
impl Primary {
    /// The host of the copy that counts, if it is on one.
    #[must_use]
    pub const fn host(self) -> Option<Host> {
        match self {
            Self::Source => Some(Host::Source),
            Self::Destination | Self::Split => Some(Host::Destination),
            Self::File | Self::Nowhere => None,
        }
    }
}
