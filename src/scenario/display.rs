//! How an experiment is shown.

use crate::params::{Choice, Lane, Part, Theme};
use crate::text::Language;
use crate::units::SimTime;

/// How the page shows the experiment; not part of what is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Display {
    /// Lanes shown, in order.
    pub lanes: Vec<Lane>,
    /// The moment at which the page opens.
    pub moment: SimTime,
    /// The pace of the clock.
    pub pace: Pace,
    /// Colours and sizes.
    pub theme: Theme,
    /// The page's language.
    pub language: Language,
    /// Parts left out.
    pub hidden: Vec<Part>,
    /// Shown in a frame of another page.
    pub embed: bool,
    /// Shown in a lecture room.
    pub present: bool,
}

/// The pace of the clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// The whole story in about 25 s, slow where things happen fast.
    Cinematic,
    /// A multiple of real time, between [`Pace::SLOWEST`] and [`Pace::FASTEST`].
    Times(f64),
}

impl Pace {
    /// The smallest multiple of real time.
    pub const SLOWEST: f64 = 1e-4;
    /// The largest multiple of real time.
    pub const FASTEST: f64 = 1e5;
}

impl Default for Display {
    fn default() -> Self {
        Self {
            lanes: Lane::ALL.to_vec(),
            moment: SimTime::ZERO,
            pace: Pace::Cinematic,
            theme: Theme::Auto,
            language: Language::English,
            hidden: Vec::new(),
            embed: false,
            present: false,
        }
    }
}
