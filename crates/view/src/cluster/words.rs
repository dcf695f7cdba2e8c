//! The words of clusters: what people read, and what scripts read.

use engine::cluster::{End, HostState, Why};
use text::{Language, say, word};

use crate::format;

/// What a host does, as a word that people read.
#[must_use]
pub fn state(language: Language, state: HostState) -> &'static str {
    match state {
        HostState::On => word!(language, "on" in "host"),
        HostState::Draining => word!(language, "draining"),
        HostState::Maintenance => word!(language, "maintenance"),
        HostState::ShuttingDown => word!(language, "shutting down" in "host"),
        HostState::Off => word!(language, "off" in "host"),
        HostState::Booting => word!(language, "booting" in "host"),
        HostState::Dead => word!(language, "dead"),
    }
}

/// The same where there is less room.
pub(super) fn short_state(language: Language, of: HostState) -> &'static str {
    match of {
        HostState::Maintenance => word!(language, "empty" in "host"),
        HostState::ShuttingDown => word!(language, "stops" in "host"),
        HostState::Booting => word!(language, "boots" in "host"),
        HostState::Draining => word!(language, "drains" in "host"),
        HostState::On | HostState::Off | HostState::Dead => state(language, of),
    }
}

pub(super) fn state_sentence(language: Language, host: &str, state: HostState) -> String {
    match state {
        HostState::On => say!(language, "{0} is on and takes VMs.", host),
        HostState::Draining => say!(language, "{0} takes no VM any more.", host),
        HostState::Maintenance => say!(language, "{0} waits for its maintenance.", host),
        HostState::ShuttingDown => say!(language, "{0} shuts down.", host),
        HostState::Off => say!(language, "{0} is off.", host),
        HostState::Booting => say!(language, "{0} boots.", host),
        HostState::Dead => say!(language, "{0} has lost its power.", host),
    }
}

/// As scripts read it.
#[must_use]
pub const fn state_token(state: HostState) -> &'static str {
    match state {
        HostState::On => "on",
        HostState::Draining => "draining",
        HostState::Maintenance => "maintenance",
        HostState::ShuttingDown => "shutting_down",
        HostState::Off => "off",
        HostState::Booting => "booting",
        HostState::Dead => "dead",
    }
}

/// As scripts read it.
#[must_use]
pub const fn end_token(end: End) -> &'static str {
    match end {
        End::Moved => "moved",
        End::Stays => "stays",
        End::Lost => "lost",
        End::Unfinished => "unfinished",
    }
}

/// As scripts read it.
#[must_use]
pub const fn why_token(why: Why) -> &'static str {
    match why {
        Why::Drain => "drain",
        Why::Alarm => "alarm",
        Why::Off => "off",
        Why::ByHand => "by_hand",
        Why::Uneven(..) => "uneven",
        Why::Overload(..) => "overload",
        Why::Underload(..) => "underload",
    }
}

/// A draw, from watts.
#[must_use]
pub fn watts(language: Language, watts: f64) -> String {
    if watts < 999.5 {
        format!("{watts:.0} W")
    } else {
        format::localized(language, format!("{:.2} kW", watts / 1000.0))
    }
}
