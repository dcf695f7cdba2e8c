//! Where a long row of rounds is heading, so that not each of them has to be
//! followed.
//!
//! Rounds approach their end geometrically: what is written in a round is in
//! proportion to how long it took. Single rounds jitter with the quanta, so
//! blocks of them are compared. Three blocks give the limit (Aitken): once
//! they are there, the last one is repeated. If they are not, longer ones may be.

use super::course::Course;
use super::heading::{Heading, comes_to, is_far, most, near, rises, still};
use super::passage;
use super::precopy::Precopy;
use super::report::Recorder;
use super::sender::Flow;
use crate::units::{Bytes, Pages};

/// Rounds that are taken together at first.
const BLOCK: u32 = 6;
/// Blocks of a length that are compared before longer ones are.
const TRIES: u32 = 6;
/// A block whose length is as near to its limit as this is there.
const THERE: f64 = 0.03;
/// The same of what chance depends on.
const EVEN_CHANCE: f64 = 0.01;
/// Less than this is hardly anything of all runs.
const HARDLY: f64 = 0.02;
/// Rounds that are followed one by one at most before the second half of them is repeated.
pub(super) const FOLLOWED: u32 = 1280;
/// Two rounds that differ less than this are the same for ever.
const STEADY: f64 = 1e-6;
/// So many rounds that are the same make a cycle of one: what was written in order may take two to show.
const ALIKE: u32 = 2;

/// A moment between two rounds.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub flow: Flow,
    pub alive: f64,
    queue: Pages,
    variance: f64,
    threshold: Pages,
}

impl Mark {
    pub fn new(run: &Precopy<'_>) -> Self {
        Self {
            flow: run.flow,
            alive: run.alive,
            queue: run.queue.mean,
            variance: run.queue.variance,
            threshold: run.threshold,
        }
    }

    /// Whether a round that began like this ended like it.
    fn is_like(&self, end: &Self, capped: bool) -> bool {
        let alike = |one: Pages, other: Pages| (one.as_f64() - other.as_f64()).abs() <= STEADY * one.as_f64();
        let in_window = |flow: &Flow| (flow.now - flow.window_start).as_s();
        alike(end.queue, self.queue)
            && (!capped || (in_window(&end.flow) - in_window(&self.flow)).abs() <= STEADY)
            && alike(end.flow.allowance, self.flow.allowance)
            && end.flow.buffered == self.flow.buffered
            && end.threshold == self.threshold
    }
}

/// Some rounds together.
#[derive(Clone, Copy)]
struct Block {
    start: Mark,
    end: Mark,
    rounds: u32,
    /// Sums over the rounds: what each left to the next, and the variance of that.
    queues: Pages,
    variances: f64,
    least: Pages,
    /// By how much the first and the last of them shrank the queue, if all did.
    falls: Option<[f64; 2]>,
}

impl Block {
    const fn from(start: Mark) -> Self {
        Self {
            start,
            end: start,
            rounds: 0,
            queues: Pages::ZERO,
            variances: 0.0,
            least: Pages::new(f64::INFINITY),
            falls: None,
        }
    }

    fn take(&mut self, end: Mark) {
        let fall = self.end.queue.as_f64() - end.queue.as_f64();
        self.falls = match self.falls {
            _ if fall <= 0.0 => None,
            None if self.rounds == 0 => Some([fall; 2]),
            falls => falls.map(|[first, _]| [first, fall]),
        };
        self.end = end;
        self.rounds += 1;
        self.queues += end.queue;
        self.variances += end.variance;
        self.least = self.least.min(end.queue);
    }

    /// How far the queue will fall in so many more blocks, if each round goes on to shrink it as it does.
    fn slide(&self, more: f64) -> f64 {
        let Some([first, last]) = self.falls else {
            return 0.0;
        };
        let rounds = f64::from(self.rounds);
        // From round to round the fall itself shrinks by this part.
        let slower = (1.0 - last / first) / (rounds - 1.0);
        let all = last * rounds * more;
        if slower > 0.0 { all.min(last / slower) } else { all }
    }

    fn bytes(&self) -> Bytes {
        self.end.flow.bytes - self.start.flow.bytes
    }

    fn span(&self) -> f64 {
        (self.end.flow.now - self.start.flow.now).as_s()
    }

    /// The part of all runs that stopped in it.
    fn fade(&self) -> f64 {
        1.0 - self.end.alive / self.start.alive
    }

    fn queue(&self) -> f64 {
        self.queues.as_f64() / f64::from(self.rounds)
    }

    fn variance(&self) -> f64 {
        self.variances / f64::from(self.rounds)
    }
}

/// The rounds that were followed, and the last blocks of them.
pub(super) struct Trend {
    /// Whether the VM runs as fast as it always will.
    settled: bool,
    followed: u32,
    half_way: Mark,
    /// How many rounds ended as they began, and since when all did.
    alike: u32,
    same: Mark,
    /// How long a block is, and how many of this length are over.
    length: u32,
    over: u32,
    /// The latest first.
    blocks: [Block; 3],
}

impl Trend {
    pub fn new(run: &Precopy<'_>) -> Self {
        let now = Mark::new(run);
        Self {
            settled: !run.throttle.may_change(),
            followed: 0,
            half_way: now,
            alike: 0,
            same: now,
            length: BLOCK,
            over: 0,
            blocks: [Block::from(now); 3],
        }
    }

    /// After a round that began and ended like this.
    fn take(&mut self, before: &Mark, now: Mark, capped: bool) {
        self.followed += 1;
        if self.followed == FOLLOWED / 2 {
            self.half_way = now;
        }
        if before.is_like(&now, capped) {
            self.alike += 1;
        } else {
            (self.alike, self.same) = (0, now);
        }
        if self.blocks[0].rounds == self.length {
            self.open_block();
        }
        self.blocks[0].take(now);
    }

    fn open_block(&mut self) {
        let [last, before, _] = self.blocks;
        let next = Block::from(last.end);
        self.over += 1;
        if self.over == TRIES {
            (self.length, self.over) = (2 * self.length, 0);
        }
        self.blocks = [next, last, before];
    }

    /// The last three blocks, if there are as many and the last is over; the first of them first.
    fn three(&self) -> Option<[&Block; 3]> {
        let [third, second, first] = &self.blocks;
        (self.over >= 2 && third.rounds == self.length).then_some([first, second, third])
    }
}

impl Precopy<'_> {
    /// After a round that began like this: whether the next ones were skipped.
    pub(super) fn skip<R: Recorder>(&mut self, before: &Mark, trend: &mut Trend, course: &mut Course<'_, R>) {
        if trend.settled == self.throttle.may_change() {
            *trend = Trend::new(self);
        }
        let now = Mark::new(self);
        trend.take(before, now, self.sender.capped);
        if trend.followed == FOLLOWED {
            self.repeat(&trend.half_way, f64::from(FOLLOWED / 2), course);
        } else if !trend.settled {
            return;
        } else if trend.alike >= ALIKE
            && self.is_steady(before, &now)
            && self.has_gone_round(now.flow.bytes - trend.same.flow.bytes)
        {
            self.repeat(before, 1.0, course);
        } else if let Some(blocks) = trend.three()
            && self.is_there(blocks)
        {
            let [first, second, third] = blocks;
            // What jitters is taken together.
            if matches!(Heading::of(blocks.map(Block::span)), Heading::Nowhere) {
                self.repeat(
                    &first.start,
                    f64::from(first.rounds + second.rounds + third.rounds),
                    course,
                );
            } else {
                self.repeat(&third.start, f64::from(third.rounds), course);
            }
        } else {
            return;
        }
        *trend = Trend::new(self);
    }

    /// Whether chance has its share already, or will have none.
    fn is_steady(&self, before: &Mark, now: &Mark) -> bool {
        let more = (self.until.time() - self.clock(&self.flow)) / (now.flow.now - before.flow.now);
        let variance = most([before.variance, before.variance, now.variance], more);
        (now.variance - before.variance).abs() <= STEADY * now.variance
            || (now.alive == before.alive && self.is_certain(now.queue, variance))
    }

    /// Whether three blocks tell that nothing more will change.
    fn is_there(&self, blocks: [&Block; 3]) -> bool {
        let [_, before, last] = blocks;
        let more = (self.until.time() - self.clock(&self.flow)).as_s() / last.span();
        // Either chance goes on to decide as it does, or it will have decided hardly anything by the end.
        let (fades, variances) = (blocks.map(Block::fade), blocks.map(Block::variance));
        let even = still(fades, EVEN_CHANCE) && still(variances, EVEN_CHANCE);
        let hardly = fades.iter().all(|fade| fade * more < HARDLY)
            && (self.is_certain(last.least, most(variances, more)) || !rises(variances));
        let spans = blocks.map(Block::span);
        // Under a cap rounds are whole windows, and their lengths no smooth row of numbers.
        still(spans, THERE)
            && (!self.sender.capped || near(spans[1], spans[2], THERE))
            && (even || hardly)
            && !comes_to(self.threshold.as_f64(), blocks.map(Block::queue), more)
            && !is_far(last.slide(more), (last.least - self.threshold).as_f64())
            && self.has_gone_round(before.bytes() + last.bytes())
    }

    /// Whether what was sent is once round the queue: a scan that comes to other memory sends other pages.
    fn has_gone_round(&self, sent: Bytes) -> bool {
        self.whole_pages.pages_of(sent) >= self.queue.mean
    }

    /// Whether a queue is so far above the threshold that chance will not bring it there, with a variance of no more
    /// than this. What a round leaves scatters over a quantum when it scatters at all.
    fn is_certain(&self, queue: Pages, variance: f64) -> bool {
        let jitter = self.sender.jitter(self.threshold).as_f64();
        let left = passage::anywhere(self.threshold.as_f64(), self.sender.quantum.as_f64()).variance;
        let over = queue - self.threshold;
        passage::is_certain(over.as_f64(), variance + left + jitter * jitter)
    }
}
