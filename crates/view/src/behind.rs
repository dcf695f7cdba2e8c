//! What the run behind the present one is: one that was pinned, or one that was measured.

use text::Language;
use text::{say, word};

/// What the run behind the present one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Behind {
    /// A simulated one: all of it is known.
    #[default]
    Pinned,
    /// A measured one.
    Measured(Known),
}

/// What is known of a measured run. The rest of its record is no statement, and nothing of it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Total, downtime, outage and traffic, in this order.
    pub figures: [bool; 4],
    /// What was left to send, over time.
    pub left: bool,
    /// What went over the wire, over time.
    pub wire: bool,
    /// What it was doing, over time.
    pub stages: bool,
}

impl Known {
    /// Of what was simulated.
    pub const ALL: Self = Self {
        figures: [true; 4],
        left: true,
        wire: true,
        stages: true,
    };
}

impl Behind {
    /// What is known of it.
    #[must_use]
    pub const fn known(self) -> Known {
        match self {
            Self::Pinned => Known::ALL,
            Self::Measured(known) => known,
        }
    }

    /// The word at what belongs to it.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Pinned => word!(language, "pinned"),
            Self::Measured(_) => word!(language, "measured"),
        }
    }

    /// The same as a heading.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Self::Pinned => word!(language, "Pinned run"),
            Self::Measured(_) => word!(language, "Measured run"),
        }
    }

    /// The way to take it away.
    #[must_use]
    pub fn let_go(self, language: Language) -> &'static str {
        match self {
            Self::Pinned => word!(language, "Let go of the pinned run"),
            Self::Measured(_) => word!(language, "Take the measured run away"),
        }
    }

    /// What charts say of it, after what they say of the present run.
    pub(super) fn told(self, language: Language, text: &str) -> String {
        match self {
            Self::Pinned => say!(language, " In the pinned run: {0}.", text),
            Self::Measured(_) => say!(language, " In the measured run: {0}.", text),
        }
    }

    /// The lanes one by one, for those who do not see them.
    pub(super) fn compared(self, language: Language, text: &str) -> String {
        match self {
            Self::Pinned => say!(language, "Compared with the pinned run. {0}", text),
            Self::Measured(_) => say!(language, "Compared with the measured run. {0}", text),
        }
    }
}
