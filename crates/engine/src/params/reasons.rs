//! Why a migration is held: fifteen reasons in six families.
//!
//! A hold is no failure: somebody pauses the migration on purpose and means
//! to go on. Each reason has a story, a length that is typical of a planned
//! pause on the clock of a simulation, and a condition under which it ends.

use super::{Choice, Word};
use crate::units::SimTime;
use text::Text;
use text::text;

/// Families of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Something does not work as it should.
    Technical,
    /// Somebody or something is missing.
    Resources,
    /// Something else matters more.
    Business,
    /// A rule or a doubt about the data forbids to go on.
    Compliance,
    /// Tests are not through.
    Testing,
    /// Others are not ready.
    Dependencies,
}

impl Family {
    /// All families, in the order of display.
    pub const ALL: [Self; 6] = [
        Self::Technical,
        Self::Resources,
        Self::Business,
        Self::Compliance,
        Self::Testing,
        Self::Dependencies,
    ];

    /// The heading.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Technical => text!("Technical issues"),
            Self::Resources => text!("Resource constraints"),
            Self::Business => text!("Business priorities"),
            Self::Compliance => text!("Compliance and security"),
            Self::Testing => text!("Testing and validation"),
            Self::Dependencies => text!("Dependencies"),
        }
    }

    /// The reasons of the family.
    pub fn reasons(self) -> impl Iterator<Item = Reason> {
        Reason::ALL
            .iter()
            .copied()
            .filter(move |reason| reason.family() == self)
    }
}

macro_rules! reasons {
    ($($family:ident { $($variant:ident = $token:literal, text!($label:literal $(in $label_in:literal)?), $seconds:literal,
            text!($story:literal $(in $story_in:literal)?), text!($until:literal $(in $until_in:literal)?);)+ })+) => {
        /// Why a migration is held.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Reason {
            $($(#[doc = $story] $variant,)+)+
        }

        impl Choice for Reason {
            const ALL: &'static [Self] = &[$($(Self::$variant,)+)+];
            const WORDS: &'static [Word] = &[$($(Word {
                token: $token,
                label: text!($label $(in $label_in)?),
                help: text!($story $(in $story_in)?),
            },)+)+];
            fn index(self) -> usize {
                self as usize
            }
        }

        const ROWS: &[Row] = &[$($(Row {
            family: Family::$family,
            typical: SimTime::s($seconds),
            until: text!($until $(in $until_in)?),
        },)+)+];
    };
}

struct Row {
    family: Family,
    typical: SimTime,
    until: Text,
}

impl Reason {
    const fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// The family that it belongs to.
    #[must_use]
    pub const fn family(self) -> Family {
        self.row().family
    }

    /// A typical length of the hold, on the scale of a simulated migration.
    #[must_use]
    pub const fn typical(self) -> SimTime {
        self.row().typical
    }

    /// When the migration may go on, in a sentence.
    #[must_use]
    pub const fn resumes_when(self) -> Text {
        self.row().until
    }
}

reasons! {
    Technical {
        Incompatible = "incompatible", text!("target incompatible"), 300.0,
            text!("The processor of the target lacks a feature that the guest uses, so nobody may let the VM start there."),
            text!("Goes on when the target offers the same features, or another target is chosen.");
        Transfer = "transfer", text!("errors in the transfer"), 30.0,
            text!("Checksums of the transferred data do not agree, and an engineer looks for the faulty part."),
            text!("Goes on when a transfer is free of errors again.");
        Application = "application", text!("errors in the application"), 120.0,
            text!("The application on the VM reports errors since the migration began, and its owner asks for a pause."),
            text!("Goes on when the application runs without errors.");
        Bandwidth = "bandwidth", text!("not enough bandwidth"), 60.0,
            text!("A backup fills the link between the hosts, and the migration makes room for it."),
            text!("Goes on when the link is free again.");
    }
    Resources {
        Staff = "staff", text!("no skilled staff"), 3600.0,
            text!("The only person who knows this system is away, and nobody else dares to finish the move."),
            text!("Goes on when somebody who can undo the move is on duty.");
        Budget = "budget", text!("no budget"), 86_400.0,
            text!("The money for the next stage of the project has not been granted yet."),
            text!("Goes on when the next stage is paid for.");
        Infrastructure = "infrastructure", text!("target too small"), 1800.0,
            text!("The target host has not enough free memory, because another VM has not left it yet."),
            text!("Goes on when the target has room.");
    }
    Business {
        Priorities = "priorities", text!("other priorities"), 3600.0,
            text!("The management has changed its plans and decides anew which systems move first."),
            text!("Goes on when this VM's turn comes again.");
        Urgent = "urgent", text!("urgent business first"), 600.0,
            text!("The shop has its busiest hour, and nothing may disturb it."),
            text!("Goes on when the rush is over.");
    }
    Compliance {
        Compliance = "compliance", text!("compliance check"), 60.0,
            text!("Nobody has confirmed yet that personal data may be stored in the country of the target."),
            text!("Goes on when the data protection officer agrees.");
        Integrity = "integrity", text!("doubts about the data"), 300.0,
            text!("A check found records that differ from the backup, and no more may be moved until it is known why."),
            text!("Goes on when source and backup agree.");
    }
    Testing {
        Testing = "testing", text!("more tests needed"), 900.0,
            text!("The test plan grew, and the tests on the target are not finished."),
            text!("Goes on when all tests have passed.");
        Validation = "validation", text!("validation is late"), 600.0,
            text!("The VMs that were moved before are still being checked, and no more may follow until they are accepted."),
            text!("Goes on when the VMs moved before are accepted.");
    }
    Dependencies {
        Systems = "systems", text!("connected systems not ready"), 300.0,
            text!("A database that the VM talks to still needs an update before it answers the new address."),
            text!("Goes on when the connected systems are ready.");
        ThirdParty = "third-party", text!("waiting for a third party"), 1800.0,
            text!("A supplier has to approve the new place before its licence works there."),
            text!("Goes on when the supplier has answered.");
    }
}
