//! What several templates say, and the values they draw from.

use crate::exercise::{Choice, Dice, Refusal, Sentence, Trap};
use engine::params::Quantity;
use engine::units::SimTime;
use text::{Text, text};

/// Rates of links, in Gbit/s.
pub(super) const GBIT: [f64; 8] = [1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 40.0];

pub(super) const BITS: Text = text!("That takes bits for bytes: 1 Gbit/s is 125 MB/s.");
pub(super) const TIMES_EIGHT: Text = text!("That multiplies by 8 where it has to divide: a byte has 8 bits.");
pub(super) const HEADERS: Text =
    text!("The idea is right. What is missing are the headers of the packets, or MB were taken for MiB.");
pub(super) const VM: Text = text!(same "VM");

/// Names of things in a table.
pub(super) const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];

/// A wrong number that tells of a mistake.
pub(super) fn trap(is: impl Into<Quantity>, feedback: Text) -> Trap {
    Trap {
        is: is.into(),
        feedback: feedback.into(),
    }
}

/// Something that can be chosen.
pub(super) fn option(text: impl Into<Sentence>, is_right: bool, feedback: impl Into<Sentence>) -> Choice {
    Choice {
        text: text.into(),
        is_right,
        feedback: feedback.into(),
    }
}

/// A round number near this one: its first two digits, and zeros.
pub(super) fn round(number: f64) -> f64 {
    let mut unit = 1.0;
    while number / unit >= 100.0 {
        unit *= 10.0;
    }
    (number / unit).round().max(1.0) * unit
}

/// Whether two numbers are nearer to each other than a share of the second.
pub(super) fn is_tight(number: f64, bound: f64) -> bool {
    const SHARE: f64 = 0.08;
    (number - bound).abs() < SHARE * bound
}

/// How many leave within a time, one after the other; each with how long it takes alone.
pub(super) fn leave(alone: impl IntoIterator<Item = SimTime>, window: SimTime) -> Result<u32, Refusal> {
    let (mut sum, mut leave) = (SimTime::ZERO, 0);
    for time in alone {
        sum += time;
        if is_tight(sum.as_s(), window.as_s()) {
            return Err(Refusal::Tight);
        }
        leave += u32::from(sum <= window);
    }
    Ok(leave)
}

/// These in another order.
pub(super) fn shuffled<T>(dice: &mut Dice, mut these: Vec<T>) -> Vec<T> {
    dice.shuffle(&mut these);
    these
}
