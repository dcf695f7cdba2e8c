//! Where a long row of rounds is heading, so that not each of them has to be
//! followed.
//!
//! Rounds approach their end geometrically: what is written in a round is in
//! proportion to how long it took. Single rounds jitter with the quanta, so
//! blocks of them are compared. Three blocks give the limit (Aitken): once
//! they are there, the last one is repeated.

use super::course::Course;
use super::precopy::Precopy;
use super::report::Recorder;
use super::sender::Flow;
use crate::units::Pages;

/// Rounds that are taken together.
pub(super) const BLOCK: u32 = 6;
/// A block that is as near to its limit as this is there.
const THERE: f64 = 0.03;
/// A queue that needs more rounds than this to come to the threshold, in blocks of half of what is followed, does not move.
const PATIENT: f64 = 16.0;

/// The end of a block.
#[derive(Clone, Copy)]
struct Mark {
    flow: Flow,
    alive: f64,
    queue: f64,
}

impl Mark {
    fn new(run: &Precopy<'_>) -> Self {
        Self {
            flow: run.flow,
            alive: run.alive,
            queue: run.queue.mean.as_f64(),
        }
    }
}

/// The ends of the last blocks, the latest first.
pub(super) struct Trend {
    marks: [Mark; 3],
    known: u32,
}

/// Where three terms are heading that fall ever more slowly; others have no limit that could be told.
fn limit(first: f64, second: f64, third: f64) -> Option<f64> {
    let (before, after) = (first - second, second - third);
    (after > 0.0 && before > after).then(|| (third - after * after / (before - after)).max(0.0))
}

impl Trend {
    pub fn new(run: &Precopy<'_>) -> Self {
        Self {
            marks: [Mark::new(run); 3],
            known: 0,
        }
    }
}

impl Precopy<'_> {
    /// At the end of a block: whether it was repeated.
    pub(super) fn follow<R: Recorder>(&mut self, trend: &mut Trend, course: &mut Course<'_, R>) -> bool {
        let now = Mark::new(self);
        let [third, second, first] = trend.marks;
        trend.marks = [now, third, second];
        trend.known += 1;
        if trend.known < 3 {
            return false;
        }
        let span = |from: &Mark, to: &Mark| (to.flow.now - from.flow.now).as_s();
        let (one, two, three) = (span(&first, &second), span(&second, &third), span(&third, &now));
        // Where chance decides, it has to do so at the same rate.
        let fade = |from: &Mark, to: &Mark| 1.0 - to.alive / from.alive;
        let (faded, fading) = (fade(&second, &third), fade(&third, &now));
        let still = |limit: f64, term: f64, scale: f64| (term - limit).abs() <= THERE * scale;
        let over = now.queue - self.threshold.as_f64();
        let there = still(limit(one, two, three).unwrap_or(two), three, three)
            && still(faded, fading, faded.max(fading))
            && limit(second.queue, third.queue, now.queue).is_none_or(|limit| now.queue - limit < 0.5 * over);
        if !there {
            return false;
        }
        self.repeat(third.flow, third.alive, f64::from(BLOCK), course);
        *trend = Trend::new(self);
        true
    }
    /// Whether the queue, which was so long half of the followed rounds ago, is on its way to the threshold.
    pub(super) fn comes_closer(&self, before: Pages) -> bool {
        (before - self.queue.mean) * PATIENT > self.queue.mean - self.threshold
    }
}
