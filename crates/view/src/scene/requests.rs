//! The requests of clients: what became of the last ones.

use super::Stage;
use crate::pace::Story;
use engine::migration::Power;
use engine::trace::LaneTrace;
use engine::units::SimTime;

/// Requests that are drawn.
pub const SHOWN_REQUESTS: u32 = 10;
/// Requests in a second of the story: they come as the spectator counts time, so that a short pause is seen too.
const PER_SECOND: f64 = 4.0;
/// The golden section spreads the slow ones evenly among the others.
const SPREAD: f64 = 0.618_033_988_75;

/// What happens to a client's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Request {
    /// It is answered.
    Answered,
    /// It is answered late: the VM is throttled or waits for missing pages.
    Slow,
    /// It is lost: the VM is down, or the network does not know yet where it is.
    Lost,
}

/// The last requests before a time, each with its number, the newest at the end. Before the start all were answered.
#[must_use]
pub fn requests(lane: &LaneTrace, story: &Story, time: SimTime) -> Vec<(u32, Request)> {
    let last = (story.story_at(time).as_s() * PER_SECOND).floor() as u32 + SHOWN_REQUESTS;
    (last + 1 - SHOWN_REQUESTS..=last)
        .map(|number| {
            let sent = number.checked_sub(SHOWN_REQUESTS).map(|after_start| match number {
                // The newest is what happens now.
                number if number == last => time,
                _ => story.sim_at(SimTime::s(f64::from(after_start) / PER_SECOND)).min(time),
            });
            (
                number,
                sent.map_or(Request::Answered, |sent| request(lane, number, sent)),
            )
        })
        .collect()
}

/// As many requests wait as the VM is slower than at full speed.
fn request(lane: &LaneTrace, number: u32, time: SimTime) -> Request {
    let moment = &lane.at(time);
    let stage = Stage { lane, time, moment };
    if moment.power != Power::Running || !stage.reachable() {
        return Request::Lost;
    }
    let place = f64::from(number) * SPREAD;
    if place - place.floor() < moment.state.speed.rest().as_f64() {
        Request::Slow
    } else {
        Request::Answered
    }
}
