//! Why a migration is held: fifteen reasons in six families.
//!
//! A hold is no failure: somebody pauses the migration on purpose and means
//! to go on. Each reason has a story, a length that is typical of a planned
//! pause on the clock of a simulation, and a condition under which it ends.

use super::Choice;
use crate::units::SimTime;

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
    pub const fn label(self) -> &'static str {
        match self {
            Self::Technical => "Technical issues",
            Self::Resources => "Resource constraints",
            Self::Business => "Business priorities",
            Self::Compliance => "Compliance and security",
            Self::Testing => "Testing and validation",
            Self::Dependencies => "Dependencies",
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
    ($($family:ident { $($variant:ident = $token:literal, $label:literal, $seconds:literal, $story:literal, $until:literal;)+ })+) => {
        /// Why a migration is held.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Reason {
            $($(#[doc = $story] $variant,)+)+
        }

        impl Choice for Reason {
            const ALL: &'static [Self] = &[$($(Self::$variant,)+)+];
            fn token(self) -> &'static str {
                match self { $($(Self::$variant => $token,)+)+ }
            }
            fn label(self) -> &'static str {
                match self { $($(Self::$variant => $label,)+)+ }
            }
            fn help(self) -> &'static str {
                match self { $($(Self::$variant => $story,)+)+ }
            }
        }

        impl Reason {
            /// The family that it belongs to.
            #[must_use]
            pub const fn family(self) -> Family {
                match self { $($(Self::$variant => Family::$family,)+)+ }
            }
            /// A typical length of the hold, on the scale of a simulated migration.
            #[must_use]
            pub const fn typical(self) -> SimTime {
                match self { $($(Self::$variant => SimTime::s($seconds),)+)+ }
            }
            /// When the migration may go on, in a sentence.
            #[must_use]
            pub const fn resumes_when(self) -> &'static str {
                match self { $($(Self::$variant => $until,)+)+ }
            }
        }
    };
}

reasons! {
    Technical {
        Incompatible = "incompatible", "target incompatible", 300.0,
            "The processor of the target lacks a feature that the guest uses, so nobody may let the VM start there.",
            "Goes on when the target offers the same features, or another target is chosen.";
        Transfer = "transfer", "errors in the transfer", 30.0,
            "Checksums of the transferred data do not agree, and an engineer looks for the faulty part.",
            "Goes on when a transfer is free of errors again.";
        Application = "application", "errors in the application", 120.0,
            "The application on the VM reports errors since the migration began, and its owner asks for a pause.",
            "Goes on when the application runs without errors.";
        Bandwidth = "bandwidth", "not enough bandwidth", 60.0,
            "A backup fills the link between the hosts, and the migration makes room for it.",
            "Goes on when the link is free again.";
    }
    Resources {
        Staff = "staff", "no skilled staff", 3600.0,
            "The only person who knows this system is away, and nobody else dares to finish the move.",
            "Goes on when somebody who can undo the move is on duty.";
        Budget = "budget", "no budget", 86_400.0,
            "The money for the next stage of the project has not been granted yet.",
            "Goes on when the next stage is paid for.";
        Infrastructure = "infrastructure", "target too small", 1800.0,
            "The target host has not enough free memory, because another VM has not left it yet.",
            "Goes on when the target has room.";
    }
    Business {
        Priorities = "priorities", "other priorities", 3600.0,
            "The management has changed its plans and decides anew which systems move first.",
            "Goes on when this VM's turn comes again.";
        Urgent = "urgent", "urgent business first", 600.0,
            "The shop has its busiest hour, and nothing may disturb it.",
            "Goes on when the rush is over.";
    }
    Compliance {
        Compliance = "compliance", "compliance check", 60.0,
            "Nobody has confirmed yet that personal data may be stored in the country of the target.",
            "Goes on when the data protection officer agrees.";
        Integrity = "integrity", "doubts about the data", 300.0,
            "A check found records that differ from the backup, and no more may be moved until it is known why.",
            "Goes on when source and backup agree.";
    }
    Testing {
        Testing = "testing", "more tests needed", 900.0,
            "The test plan grew, and the tests on the target are not finished.",
            "Goes on when all tests have passed.";
        Validation = "validation", "validation is late", 600.0,
            "The VMs that were moved before are still being checked, and no more may follow until they are accepted.",
            "Goes on when the VMs moved before are accepted.";
    }
    Dependencies {
        Systems = "systems", "connected systems not ready", 300.0,
            "A database that the VM talks to still needs an update before it answers the new address.",
            "Goes on when the connected systems are ready.";
        ThirdParty = "third-party", "waiting for a third party", 1800.0,
            "A supplier has to approve the new place before its licence works there.",
            "Goes on when the supplier has answered.";
    }
}
