//! G6: the stop, by the textbook.
//!
//! V·qⁿ over R, with n as in G5. The total time makes no such exercise: there one round too few is within a few percent of the answer in
//! nearly every draw.

use super::shared::trap;
use super::textbook;
use crate::exercise::sentence::sentence;
use crate::exercise::{Counted, Dice, Draft, Number, Refusal, Template};
use engine::migration::DownCause;
use engine::units::Share;
use text::text;

pub(super) static TEMPLATE: Template = Template {
    name: "g6.1",
    title: text!("The stop by the textbook"),
    make,
};

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let book = textbook::draw(dice)?;
    let right = book.metrics.downtime[DownCause::FinalCopy];
    let stop = book.left / book.rate;
    if (stop / right - 1.0).abs() > 0.02 {
        return Err(Refusal::Untold);
    }
    let number = Number {
        right: right.into(),
        counted: Counted::Milliseconds,
        tolerance: Share::percent(3.0),
        nearly: None,
        traps: vec![
            trap(
                book.threshold / book.rate,
                text!("That is the most it may be. What is left at the stop is mostly less than the threshold."),
            ),
            trap(
                stop / book.ratio,
                text!("That is one round too few: then more than the threshold is left."),
            ),
            trap(
                stop * book.ratio,
                text!("That is one round too many: it stops as soon as it may."),
            ),
            trap(
                book.memory / book.rate,
                text!("That is all memory. Most of it goes while the VM works."),
            ),
            trap(
                book.metrics.total,
                text!("That is the whole migration. The VM stands still only in its last part."),
            ),
        ],
    };
    let question = book.asks(text!(
        "A live migration sends {0} of memory at {1}, while the VM writes other pages at {2}. Each round sends what was written in the one before. The VM stops as soon as no more than {3} is left. How long does it take to send the rest?",
        4
    ));
    let worked = sentence!(
        text!(
            "Each round leaves {0} of what it sent: after {1} rounds {2}. At {3} that takes {4}.",
            5
        ),
        Share::new(book.ratio),
        f64::from(book.rounds),
        book.left,
        book.rate,
        right,
    );
    Ok(Draft::number(question, book.numbers(), number, worked, book.run))
}
