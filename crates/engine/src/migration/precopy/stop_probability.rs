//! The probability that a run stops: the little statistics that pre-copy needs.
//!
//! Near the threshold a round's drift is small and the scatter of the dirty
//! count decides when a run stops. The model follows the queue of the runs
//! that are still going as a normal distribution truncated at the threshold.

use crate::migration::functions;
use crate::units::Pages;

/// Beyond this many standard deviations chance does not matter.
const FAR: f64 = 4.0;
/// Beyond this many, not even the last bit of a probability changes much.
const CERTAIN: f64 = 6.0;
/// Below this, a variance is none: it only keeps divisions defined.
const LEAST_VARIANCE: f64 = 1e-18;
/// A count of pages that scatters: mean and variance (pages²).
#[derive(Clone, Copy, Debug)]
pub(in crate::migration) struct Scattered {
    pub mean: Pages,
    pub variance: f64,
}

impl Scattered {
    /// The variance of the count against a threshold that jitters itself by this many pages.
    pub fn against(&self, jitter: Pages) -> f64 {
        self.variance + jitter.as_f64() * jitter.as_f64()
    }

    /// Looks whether the count lies under the threshold.
    pub fn look(&self, threshold: Pages, jitter: Pages) -> Look {
        let (variance, over) = (self.against(jitter), self.mean.as_f64() - threshold.as_f64());
        let far = is_certain(over, variance);
        if far && over > 0.0 {
            return Look {
                above: 1.0,
                of_those_below: self.mean,
                of_those_above: *self,
            };
        }
        let sigma = variance.max(LEAST_VARIANCE).sqrt();
        let z = over / sigma;
        let (above, mills) = if far {
            (0.0, -z)
        } else {
            functions::survive(z, over * over / variance.max(LEAST_VARIANCE))
        };
        let share = self.variance / sigma;
        let below = if above < 1.0 - 1e-12 {
            mills * above / (1.0 - above)
        } else {
            0.0
        };
        Look {
            above,
            of_those_below: Pages::new(self.mean.as_f64() - share * below),
            of_those_above: Self {
                mean: Pages::new(self.mean.as_f64() + share * mills),
                variance: (self.variance - share * share * mills * (mills + z)).max(0.0),
            },
        }
    }
}

/// Whether chance does not matter to a count that is so far from the threshold.
pub(in crate::migration) fn is_certain(over: f64, variance: f64) -> bool {
    over * over > CERTAIN * CERTAIN * variance
}

/// What a look at the queue tells.
pub(in crate::migration) struct Look {
    /// Probability that the count is not under the threshold.
    pub above: f64,
    /// The mean count of the runs that are under it.
    pub of_those_below: Pages,
    /// The count of the runs that are not.
    pub of_those_above: Scattered,
}

impl Look {
    /// A look of which every second one is as good as none: two of them tell as much as one.
    pub fn half_known(self, before: &Scattered) -> Self {
        let half = |one: f64, other: f64| 0.5 * (one + other);
        let after = &self.of_those_above;
        Self {
            above: self.above.sqrt(),
            of_those_above: Scattered {
                mean: Pages::new(half(before.mean.as_f64(), after.mean.as_f64())),
                variance: half(before.variance, after.variance),
            },
            ..self
        }
    }
}

/// How what is left after a drain scatters, and why: by what was there, or by how much was sent of it (pages²).
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::migration) struct Scatter {
    /// The variance of the queue before, of what was sent, and what they have in common.
    queue: f64,
    sent: f64,
    both: f64,
}

impl Scatter {
    /// As much was sent in every run.
    pub const fn of_queue(variance: f64) -> Self {
        Self {
            queue: variance,
            sent: 0.0,
            both: 0.0,
        }
    }

    /// The variance that this leaves after a sync. Of the pages that are left a share is not written meanwhile: where it is
    /// missing, as many more of the others are. A run that sends a page more takes longer, so that more is written.
    pub fn after_sync(self, kept: f64, more: f64) -> f64 {
        let by_sending = kept - more;
        let variance =
            kept * kept * self.queue - 2.0 * kept * by_sending * self.both + by_sending * by_sending * self.sent;
        variance.max(0.0)
    }
}

/// What is left when the queue is first seen below a threshold.
pub(in crate::migration) struct Left {
    pub mean: Pages,
    pub scatter: Scatter,
}

/// The looks at a queue that is drained: pages before the first, and then, by turns, before each of the others.
#[derive(Clone, Copy, Debug)]
pub(in crate::migration) struct Looks {
    pub first: Pages,
    pub then: [Pages; 2],
}

impl Looks {
    /// Without the first.
    pub fn after_first(self) -> Self {
        let [next, other] = self.then;
        Self {
            first: self.first + next,
            then: [other, next],
        }
    }

    /// Without those before so many pages.
    pub fn after(self, pages: Pages) -> Self {
        let pair = self.then[0] + self.then[1];
        let mut looks = Self {
            first: self.first + pair * ((pages - self.first) / pair).floor(),
            ..self
        };
        for _ in 0..2 {
            if looks.first < pages {
                looks = looks.after_first();
            }
        }
        looks
    }
}

/// What is left when a drain is first seen below the threshold at one of these looks.
pub(in crate::migration) fn residue(queue: Scattered, threshold: Pages, jitter: Pages, looks: Looks) -> Left {
    let variance = queue.against(jitter);
    let mut spans = looks.then.map(Pages::as_f64);
    let (pair, threshold) = (spans[0] + spans[1], threshold.as_f64());
    let after_first = queue.mean.as_f64() - looks.first.as_f64();
    let over = after_first - threshold;
    let sigma = variance.max(LEAST_VARIANCE).sqrt();
    if over < -FAR * sigma {
        return left_over(after_first, Scatter::of_queue(queue.variance));
    }
    if variance > 0.25 * pair * pair {
        // A part of the runs is not below yet, and ends anywhere between two looks.
        let (above, density) = normal(over / sigma);
        let even = between_looks(threshold, spans);
        let drained = above * (over + threshold - even.mean.as_f64()) + density * sigma;
        let scatter = Scatter {
            queue: queue.variance,
            sent: above * (queue.variance + even.variance),
            both: above * queue.variance,
        };
        return left_over(after_first - drained, scatter);
    }
    // So much more is sent in every run, and then from look to look in some: in those that are not below the threshold yet.
    let certain = ((over / sigma - FAR) / (pair / sigma)).floor().max(0.0);
    let mut rest = after_first - pair * certain;
    let (mut way, mut sent, mut squared, mut density) = (0.0, 0.0, 0.0, 0.0);
    // Of a span that is longer than what is left, so much is not there to be sent.
    let mut missing = 0.0;
    while rest - threshold >= -FAR * sigma {
        let span = spans[0];
        let (above, at_threshold) = normal((rest - threshold) / sigma);
        sent += span * above;
        squared += span * (2.0 * way + span) * above;
        density += span * at_threshold;
        if span > threshold {
            let (drained, at_span) = normal((span - rest) / sigma);
            let both = (drained - (1.0 - above)).max(0.0);
            missing += ((span - rest) * both + sigma * (at_span - at_threshold)).max(0.0);
        }
        (way, rest) = (way + span, rest - span);
        spans.swap(0, 1);
    }
    let there = if sent > 0.0 { 1.0 - missing / sent } else { 0.0 };
    let scatter = Scatter {
        queue: queue.variance,
        sent: there * there * (squared - sent * sent),
        both: there * (queue.variance / sigma) * density,
    };
    left_over(after_first - pair * certain - there * sent, scatter)
}

/// The probability that a normal deviate lies below a number, and its density there.
fn normal(z: f64) -> (f64, f64) {
    if z.abs() > FAR {
        return (if z > 0.0 { 1.0 } else { 0.0 }, 0.0);
    }
    let (below, mills) = functions::survive(z, z * z);
    (below, mills * below)
}

/// Less than a page is nothing: whether a queue is drained must not hang on the last bit of a sum.
fn left_over(pages: f64, scatter: Scatter) -> Left {
    if pages >= 1.0 {
        Left {
            mean: Pages::new(pages),
            scatter,
        }
    } else {
        Left {
            mean: Pages::ZERO,
            scatter: Scatter::default(),
        }
    }
}

/// What is left at a look if the threshold may lie anywhere between two. With a span longer than the threshold a queue may
/// be drained before it is seen.
fn between_looks(threshold: f64, spans: [f64; 2]) -> Scattered {
    let (mut mean, mut square) = (0.0, 0.0);
    for span in spans {
        let part = span / (spans[0] + spans[1]);
        let least = (threshold - span).max(0.0);
        // Even between these two, and nothing in the rest of the span.
        let seen = part * (threshold - least) / span;
        mean += seen * 0.5 * (threshold + least);
        square += seen * (threshold * threshold + threshold * least + least * least) / 3.0;
    }
    Scattered {
        mean: Pages::new(mean),
        variance: square - mean * mean,
    }
}
