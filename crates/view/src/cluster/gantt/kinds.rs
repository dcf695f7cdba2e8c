//! What the parts of a row are called, and what they look like: the same on the screen and on paper.

use super::SegmentKind;
use crate::labels::{Hatch, Role};
use text::{Language, word};

impl SegmentKind {
    /// All of them, in the order in which they come in a row.
    #[must_use]
    pub fn in_order() -> Vec<Self> {
        let phases = Role::ALL.map(Self::Phase);
        let others = [Self::Down, Self::GivenUp, Self::Gone, Self::Boots];
        [Self::Waits].into_iter().chain(phases).chain(others).collect()
    }

    /// What it is called where the colours are told.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Waits => word!(language, "waits"),
            Self::Down => word!(language, "VM down"),
            Self::GivenUp => word!(language, "in vain"),
            Self::Gone => word!(language, "down with its host"),
            Self::Boots => word!(language, "boots again"),
            Self::Phase(role) => match role {
                Role::Sent => word!(language, "first pass"),
                Role::Dirty | Role::DiskAgain => word!(language, "sent again"),
                Role::Arriving | Role::Fetched => word!(language, "post-copy"),
                Role::Disk => word!(language, "disk"),
                Role::Running => word!(language, "VM runs"),
                Role::Idle | Role::State | Role::Slowed | Role::Paused | Role::Off | Role::Booting => {
                    word!(language, "nothing is sent")
                }
            },
        }
    }

    /// The role whose colour it has; none where it is a line, or as dark as text.
    #[must_use]
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Waits | Self::Down | Self::Gone => None,
            Self::Phase(role) => Some(role),
            Self::GivenUp => Some(Role::Off),
            Self::Boots => Some(Role::Booting),
        }
    }

    /// Its hatch.
    #[must_use]
    pub fn hatch(self) -> Hatch {
        match self {
            Self::GivenUp => Hatch::Crossed,
            _ => self.role().map_or(Hatch::Plain, Role::hatch),
        }
    }
}
