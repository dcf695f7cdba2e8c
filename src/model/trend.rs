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
use crate::units::{Bytes, Pages, SimTime};

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
const FOLLOWED: u32 = 1280;
/// Two rounds that differ less than this are the same for ever.
const STEADY: f64 = 1e-6;
/// So many rounds that are the same make a cycle of one: what was written in order may take two to show.
const ALIKE: u32 = 2;

/// How far a run has come.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub now: SimTime,
    pub bytes: Bytes,
    /// Probability that a run has not stopped yet.
    pub alive: f64,
}

impl Mark {
    const fn new(run: &Precopy<'_>) -> Self {
        Self {
            now: run.flow.now,
            bytes: run.flow.bytes,
            alive: run.alive,
        }
    }

    fn span_to(&self, end: &Self) -> f64 {
        (end.now - self.now).as_s()
    }

    /// The part of all runs that stopped meanwhile.
    fn fade_to(&self, end: &Self) -> f64 {
        1.0 - end.alive / self.alive
    }
}

/// How things are between two rounds.
#[derive(Clone, Copy)]
pub(super) struct State {
    mark: Mark,
    queue: Pages,
    variance: f64,
    threshold: Pages,
    buffered: Bytes,
    /// Under a cap: what the window still allows, and how old it is.
    allowance: Pages,
    in_window: SimTime,
}

impl State {
    pub fn new(run: &Precopy<'_>) -> Self {
        Self {
            mark: Mark::new(run),
            queue: run.queue.mean,
            variance: run.queue.variance,
            threshold: run.threshold,
            buffered: run.flow.buffered,
            allowance: run.flow.allowance,
            in_window: run.flow.now - run.flow.window_start,
        }
    }

    /// Whether a round that began like this ended like it.
    fn is_like(&self, end: &Self, capped: bool) -> bool {
        near(self.queue.as_f64(), end.queue.as_f64(), STEADY)
            && self.buffered == end.buffered
            && self.threshold == end.threshold
            && (!capped
                || (near(self.in_window.as_s(), end.in_window.as_s(), STEADY)
                    && near(self.allowance.as_f64(), end.allowance.as_f64(), STEADY)))
    }
}

/// Some rounds together.
#[derive(Clone, Copy)]
struct Block {
    start: Mark,
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
            rounds: 0,
            queues: Pages::ZERO,
            variances: 0.0,
            least: Pages::new(f64::INFINITY),
            falls: None,
        }
    }

    fn take(&mut self, before: &State, end: &State) {
        let fall = before.queue.as_f64() - end.queue.as_f64();
        self.falls = match self.falls {
            _ if fall <= 0.0 => None,
            None if self.rounds == 0 => Some([fall; 2]),
            falls => falls.map(|[first, _]| [first, fall]),
        };
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
    /// How many rounds ended as they began, and what had been sent before them.
    alike: u32,
    sent_before: Bytes,
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
            sent_before: now.bytes,
            length: BLOCK,
            over: 0,
            blocks: [Block::from(now); 3],
        }
    }

    /// After a round that began and ended like this.
    fn take(&mut self, before: &State, now: &State, capped: bool) {
        self.followed += 1;
        if self.followed == FOLLOWED / 2 {
            self.half_way = now.mark;
        }
        if before.is_like(now, capped) {
            self.alike += 1;
        } else {
            (self.alike, self.sent_before) = (0, now.mark.bytes);
        }
        if self.blocks[0].rounds == self.length {
            self.open_block(before.mark);
        }
        self.blocks[0].take(before, now);
    }

    fn open_block(&mut self, start: Mark) {
        let [last, before, _] = self.blocks;
        self.over += 1;
        if self.over == TRIES {
            (self.length, self.over) = (2 * self.length, 0);
        }
        self.blocks = [Block::from(start), last, before];
    }

    /// The last three blocks, if there are as many and the last is over; the first of them first.
    fn three(&self) -> Option<[&Block; 3]> {
        let [third, second, first] = &self.blocks;
        (self.over >= 2 && third.rounds == self.length).then_some([first, second, third])
    }
}

impl Precopy<'_> {
    /// After a round that began like this: whether the next ones were skipped.
    pub(super) fn skip<R: Recorder>(&mut self, before: &State, trend: &mut Trend, course: &mut Course<'_, R>) {
        if trend.settled == self.throttle.may_change() {
            *trend = Trend::new(self);
        }
        let now = State::new(self);
        trend.take(before, &now, self.sender.capped);
        if trend.followed == FOLLOWED {
            self.repeat(&trend.half_way, f64::from(FOLLOWED / 2), course);
        } else if !trend.settled {
            return;
        } else if trend.alike >= ALIKE
            && self.is_steady(before, &now)
            && self.has_gone_round(now.mark.bytes - trend.sent_before)
        {
            self.repeat(&before.mark, 1.0, course);
        } else if let Some(blocks) = trend.three()
            && let Some((from, rounds)) = self.example(blocks, &now)
        {
            self.repeat(&from, f64::from(rounds), course);
        } else {
            return;
        }
        *trend = Trend::new(self);
    }

    /// Whether chance has its share already, or will have none.
    fn is_steady(&self, before: &State, now: &State) -> bool {
        let more = (self.until.time() - self.clock(&self.flow)).as_s() / before.mark.span_to(&now.mark);
        let variance = most([before.variance, before.variance, now.variance], more);
        near(before.variance, now.variance, STEADY)
            || (now.mark.alive == before.mark.alive && self.is_certain(now.queue, variance))
    }

    /// If three blocks tell that nothing more will change: where the rounds begin that all others will be like, and how
    /// many they are.
    fn example(&self, blocks: [&Block; 3], now: &State) -> Option<(Mark, u32)> {
        let [first, before, last] = blocks;
        let ends = [&before.start, &last.start, &now.mark];
        let each = |of: fn(&Mark, &Mark) -> f64| [0, 1, 2].map(|index| of(&blocks[index].start, ends[index]));
        let spans = each(Mark::span_to);
        let more = (self.until.time() - self.clock(&self.flow)).as_s() / spans[2];
        // Either chance goes on to decide as it does, or it will have decided hardly anything by the end.
        let (fades, variances) = (each(Mark::fade_to), blocks.map(Block::variance));
        let even = still(fades, EVEN_CHANCE) && still(variances, EVEN_CHANCE);
        let hardly = fades.iter().all(|fade| fade * more < HARDLY)
            && (self.is_certain(last.least, most(variances, more)) || !rises(variances));
        let there = still(spans, THERE)
            // Under a cap rounds are whole windows, and their lengths no smooth row of numbers.
            && (!self.sender.capped || near(spans[1], spans[2], THERE))
            && (even || hardly)
            && !comes_to(self.threshold.as_f64(), blocks.map(Block::queue), more)
            && !is_far(last.slide(more), (last.least - self.threshold).as_f64())
            && self.has_gone_round(now.mark.bytes - before.start.bytes);
        // What jitters is taken together.
        let jitters = matches!(Heading::of(spans), Heading::Nowhere);
        there.then(|| {
            if jitters {
                (first.start, first.rounds + before.rounds + last.rounds)
            } else {
                (last.start, last.rounds)
            }
        })
    }

    /// Whether what was sent is once round the queue: a scan that comes to other memory sends other pages.
    fn has_gone_round(&self, sent: Bytes) -> bool {
        self.whole_pages.pages_of(sent) >= self.queue.mean
    }

    /// Whether a queue is so far above the threshold that chance will not bring it there, with a variance of no more
    /// than this. What a round leaves scatters over a quantum when it scatters at all.
    fn is_certain(&self, queue: Pages, variance: f64) -> bool {
        let left = passage::anywhere(self.threshold.as_f64(), self.sender.quantum.as_f64());
        let over = queue - self.threshold;
        passage::is_certain(
            over.as_f64(),
            variance + left.against(self.sender.jitter(self.threshold)),
        )
    }
}
