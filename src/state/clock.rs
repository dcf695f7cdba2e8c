//! The clock that all that is shown of a run shares.

use crate::display::Pace;
use crate::units::SimTime;
use crate::view::pace::Story;

/// A frame that comes later than this was held back by a hidden tab: the story must not jump.
const LONGEST_FRAME: SimTime = SimTime::ms(250.0);

/// Where the playhead is, and whether it moves. Pure: time comes in from outside.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Clock {
    now: SimTime,
    /// The same moment as told by the cinematic pace. Kept beside `now`, because where the
    /// story dwells on one simulated moment it cannot be computed back.
    told: SimTime,
    playing: bool,
}

impl Clock {
    /// Stands still at a moment of the simulation.
    #[must_use]
    pub fn at(now: SimTime, story: &Story, end: SimTime) -> Self {
        let now = now.min(end);
        Self {
            now,
            told: story.story_at(now),
            playing: false,
        }
    }

    /// The simulated moment.
    #[must_use]
    pub fn now(&self) -> SimTime {
        self.now
    }

    /// Whether it moves.
    #[must_use]
    pub fn is_playing(&self) -> bool {
        self.playing
    }

    /// Starts; from the beginning if it had come to the end.
    #[must_use]
    pub fn play(self, end: SimTime) -> Self {
        let from_start = self.now >= end;
        Self {
            now: if from_start { SimTime::ZERO } else { self.now },
            told: if from_start { SimTime::ZERO } else { self.told },
            playing: true,
        }
    }

    /// Stops where it is.
    #[must_use]
    pub fn pause(self) -> Self {
        Self { playing: false, ..self }
    }

    /// Goes to another moment, in the same gait.
    #[must_use]
    pub fn seek(self, now: SimTime, story: &Story, end: SimTime) -> Self {
        Self {
            playing: self.playing && now < end,
            ..Self::at(now, story, end)
        }
    }

    /// The clock after `passed` of the spectator's time; stops at the end.
    #[must_use]
    pub fn advance(self, passed: SimTime, pace: Pace, story: &Story, end: SimTime) -> Self {
        if !self.playing || passed > LONGEST_FRAME {
            return self;
        }
        let (now, told) = match pace {
            Pace::Cinematic => {
                let told = self.told + passed;
                (story.sim_at(told), told)
            }
            Pace::Times(factor) => {
                let now = self.now + passed * factor;
                (now, story.story_at(now))
            }
        };
        let over = now >= end || (pace == Pace::Cinematic && told >= story.length());
        Self {
            now: if over { end } else { now },
            told: if over { story.length() } else { told },
            playing: !over,
        }
    }

    /// The clock when what it runs over has changed: it stays at its moment, or at the end if
    /// it had come to the end.
    #[must_use]
    pub fn retold(self, old_end: SimTime, story: &Story, end: SimTime) -> Self {
        let at_end = self.now >= old_end && !self.now.is_zero();
        let clock = Self::at(if at_end { end } else { self.now }, story, end);
        Self {
            playing: self.playing && clock.now < end,
            ..clock
        }
    }
}

/// A moment as somebody would point at it: to a thousandth of what the clock runs over.
#[must_use]
pub fn tidy(moment: SimTime, end: SimTime) -> SimTime {
    let step = 10_f64.powi(libm::log10(end.as_s().max(1e-3) / 1000.0).floor() as i32);
    // Dividing by a whole number leaves no digits behind the last.
    let per_second = (1.0 / step).round().max(1.0);
    SimTime::s((moment.as_s() * per_second).round() / per_second)
}
