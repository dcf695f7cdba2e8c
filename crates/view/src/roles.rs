//! What colours mean, and the second cue beside each.

use super::palette::{Color, Palette};
use engine::params::Lane;

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
    /// Level lines.
    Level,
    /// Lines in both directions.
    Crossed,
    /// Dots.
    Dotted,
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
    /// The VM runs, but not as fast as it could.
    Slowed,
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
    pub const ALL: [Self; 13] = [
        Self::Sent,
        Self::Dirty,
        Self::Arriving,
        Self::Fetched,
        Self::Running,
        Self::Slowed,
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
            Self::Slowed | Self::Paused => palette.paused,
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
            Self::Dirty | Self::Slowed | Self::Booting | Self::DiskAgain => Hatch::Rising,
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
            Self::Slowed => "slowed",
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
