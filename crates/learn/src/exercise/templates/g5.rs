//! G5: how many rounds, by the textbook.
//!
//! *8 GiB at 250 MiB/s, 100 MiB/s are written, 50 MiB may be left*: the smallest whole n with V·qⁿ ≤ V_th.

use super::shared::trap;
use super::textbook;
use crate::exercise::sentence::sentence;
use crate::exercise::{Counted, Dice, Draft, Number, Refusal, Template};
use engine::units::{Count, Share};
use text::text;

pub(super) static TEMPLATE: Template = Template {
    name: "g5.1",
    title: text!("Rounds by the textbook"),
    make,
};

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let book = textbook::draw(dice)?;
    let count = Count::new;
    let number = Number {
        right: count(book.rounds).into(),
        counted: Counted::Things,
        tolerance: Share::ZERO,
        nearly: None,
        traps: vec![
            trap(
                count(book.rounds - 1),
                text!("That is one too few: after it more than the threshold is left. Round up to a whole round."),
            ),
            trap(
                count(book.rounds + 1),
                text!(
                    "That is one too many: after the round before, little enough is left. The first round, which sends all memory, counts as one."
                ),
            ),
            trap(
                count(1),
                text!("That is the first pass alone. What was written meanwhile is more than may be left."),
            ),
        ],
    };
    let question = book.asks(text!(
        "A live migration sends {0} of memory at {1}, while the VM writes other pages at {2}. Each round sends what was written in the one before. It stops as soon as no more than {3} is left. After how many rounds does it stop, the first one included?",
        4
    ));
    let worked = sentence!(
        text!(
            "Each round leaves {0} of what it sent. After {1} rounds {2} of {3} is left, no more than {4}.",
            5
        ),
        Share::new(book.ratio),
        f64::from(book.rounds),
        book.left,
        book.memory,
        book.threshold,
    );
    Ok(Draft::number(question, book.numbers(), number, worked, book.run))
}
