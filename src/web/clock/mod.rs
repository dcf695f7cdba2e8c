//! One clock for all that a screen shows: what moves it, its buttons and keys, and who says what happens.

mod announcer;
mod player;
mod transport;

use crate::units::SimTime;
use crate::view::pace::Story;
use crate::web::shell::keys::Key;

pub use announcer::Announcer;
pub use player::{Beat, Span, use_player};
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

/// What a key does to the clock.
pub fn beat_of(key: &Key, present: bool) -> Option<Beat> {
    Some(match (key.name.as_str(), key.shift) {
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
