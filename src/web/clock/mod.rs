//! One clock for all that a screen shows: what moves it, its buttons and keys, and who says what happens.

mod announcer;
mod kept;
mod player;
mod transport;

use crate::units::SimTime;
use crate::view::pace::Story;
use crate::web::shell::keys::Key;

pub use announcer::Announcer;
pub use kept::{use_kept_moment, use_left_moment};
pub use player::{Beat, Opening, Span, use_player};
pub use transport::Transport;

/// What a clock runs over. Equal only if it is the same run.
pub trait Course: Clone + PartialEq + 'static {
    /// Its pace.
    fn story(&self) -> &Story;

    /// Where it ends.
    fn end(&self) -> SimTime;

    /// The first moment after a time at which something happens.
    fn next_event(&self, now: SimTime) -> Option<SimTime>;

    /// The last one before it.
    fn previous_event(&self, now: SimTime) -> Option<SimTime>;

    /// The next step of a talk, of which there are few.
    fn next_step(&self, now: SimTime) -> Option<SimTime>;

    /// The one before.
    fn previous_step(&self, now: SimTime) -> Option<SimTime>;
}

/// What a key does to the clock: `phase` is the stage that could be looped, `looped` what is.
pub fn beat_of(key: &Key, present: bool, phase: Option<Span>, looped: Option<Span>) -> Option<Beat> {
    Some(match (key.name.as_str(), key.shift) {
        ("l" | "L", _) => Beat::Loop(if looped.is_some() { None } else { phase }),
        ("Escape", _) if looped.is_some() => Beat::Loop(None),
        (" ", _) => Beat::Toggle,
        // While presenting it blanks the screen.
        (".", _) if present => return None,
        ("ArrowRight", true) | ("." | ">", _) => Beat::NextEvent,
        ("ArrowLeft", true) | ("," | "<", _) => Beat::PreviousEvent,
        ("ArrowRight", false) => Beat::Nudge(1),
        ("ArrowLeft", false) => Beat::Nudge(-1),
        ("Home", _) => Beat::Start,
        ("End", _) => Beat::End,
        // What the buttons of a presenter's remote send.
        ("PageDown", _) if present => Beat::NextStep,
        ("PageUp", _) if present => Beat::PreviousStep,
        _ => return None,
    })
}
