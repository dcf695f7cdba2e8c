//! Where a row of numbers is heading, by the last three of them.

/// A fall of no more than this part of a way does not lead to its end.
const FAR: f64 = 0.1;
/// What rises by no more than this share will stop soon.
const SOON: f64 = 0.03;
/// Numbers that jitter by no more than this share stay where they are.
const JITTER: f64 = 0.015;
/// A change by so small a share is none.
const NOTHING: f64 = 0.001;

/// Where three terms are heading.
pub(super) enum Heading {
    /// They jitter, and go nowhere.
    Nowhere,
    /// To a limit that each comes nearer to.
    To(f64),
    /// On and on.
    On,
}

impl Heading {
    pub fn of([first, second, third]: [f64; 3]) -> Self {
        let (before, after) = (second - first, third - second);
        if before * after <= 0.0 {
            Self::Nowhere
        } else if after.abs() < before.abs() {
            Self::To(third + after * after / (before - after))
        } else {
            Self::On
        }
    }
}

/// Whether two numbers differ by no more than a share.
pub(super) fn near(one: f64, other: f64, share: f64) -> bool {
    (one - other).abs() <= share * one.abs().max(other.abs())
}

/// Whether three terms have come to what they will be, up to a share of it.
pub(super) fn still(terms: [f64; 3], share: f64) -> bool {
    let [first, second, third] = terms;
    match Heading::of(terms) {
        Heading::Nowhere => near(second, third, JITTER.min(share)) && near(first, third, JITTER.min(share)),
        Heading::To(limit) => near(limit, third, share),
        Heading::On => near(second, third, NOTHING),
    }
}

/// The most that the last of three terms becomes, with so many more of them.
pub(super) fn most(terms: [f64; 3], more: f64) -> f64 {
    let [_, second, third] = terms;
    third.max(third + (third - second) * more)
}

/// Whether three terms rise, and will not stop soon.
pub(super) fn rises(terms: [f64; 3]) -> bool {
    let [_, _, third] = terms;
    let next = match Heading::of(terms) {
        Heading::Nowhere => third,
        Heading::To(limit) => limit,
        Heading::On => most(terms, 1.0),
    };
    next > third * (1.0 + SOON)
}

/// Whether a fall is so large a part of the way to somewhere that it may not be the last one.
pub(super) fn is_far(fall: f64, way: f64) -> bool {
    fall >= FAR * way
}

/// Whether three terms come down to a floor within this many more of them, if they go on as they do.
pub(super) fn comes_to(floor: f64, terms: [f64; 3], more: f64) -> bool {
    let [_, second, third] = terms;
    let far = third - floor;
    match Heading::of(terms) {
        Heading::Nowhere => false,
        Heading::To(limit) => is_far(third - limit, far),
        Heading::On => (second - third) * more >= far,
    }
}
