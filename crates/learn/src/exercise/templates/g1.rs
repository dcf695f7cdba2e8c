//! G1: the downtime of a saved VM.
//!
//! Memory in use over what the link carries: *A VM with 48 GiB of memory, 80 % in use, is saved, sent over 25 Gbit/s and resumed.*
//! 16 s. Whoever forgets headers or takes GB for GiB is 6 to 7 % below; the two cannot be told apart, and are accepted with a word.
//! The search for unused pages is a share that grows with the link; where it is large the draw is refused.

use super::shared::{BITS, GBIT, TIMES_EIGHT, trap};
use crate::exercise::sentence::sentence;
use crate::exercise::{Counted, Dice, Draft, Nearly, Number, Refusal, Slot, Template, experiment, figures};
use engine::migration::wire::page_rate;
use engine::params::Lane;
use engine::units::{Bytes, Share};
use text::text;

pub(super) static TEMPLATE: Template = Template {
    name: "g1.1",
    title: text!("A saved VM: downtime"),
    make,
};

const GIB: [f64; 12] = [2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0, 96.0];
const USED: [f64; 12] = [35.0, 40.0, 45.0, 50.0, 55.0, 60.0, 65.0, 70.0, 75.0, 80.0, 85.0, 90.0];

/// More of the downtime than this may not go into what the question does not tell.
const UNTOLD: f64 = 0.1;

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (ram, used, link) = (dice.pick(&GIB), dice.pick(&USED), dice.pick(&GBIT));
    let run = experiment(&format!(
        "lanes=suspended&suspend=save&ram={ram}GiB&used={used}%25&link={link}Gbps"
    ))?;
    let right = figures(&run, Lane::Suspended).downtime.total();
    let (size, share, line) = (Bytes::gib(ram), Share::percent(used), Slot::line(link));
    let in_use = size * share.as_f64();
    let rate = page_rate(&run.scenario);
    let copy = in_use / rate;
    if copy < right * (1.0 - UNTOLD) {
        return Err(Refusal::Untold);
    }
    let number = Number {
        right: right.into(),
        counted: Counted::Seconds,
        tolerance: Share::percent(3.0),
        nearly: Some(Nearly {
            from: (copy * 0.92).into(),
            to: right.into(),
            remark: text!(
                "The idea is right. What is missing are the headers of the packets and the search for unused pages, or GB were taken for GiB."
            )
            .into(),
        }),
        traps: vec![
            trap(copy / 8.0, BITS),
            trap(
                size / rate,
                text!("That is all memory. Only memory in use is sent; unused pages cost almost nothing."),
            ),
            trap(copy * 8.0, TIMES_EIGHT),
        ],
    };
    let question = sentence!(
        text!(
            "A VM with {0} of memory, {1} in use, is saved, sent over a link of {2} and resumed. For how long does it stand still?",
            3
        ),
        size,
        share,
        line.clone(),
    );
    let worked = sentence!(
        text!(
            "{0} of {1} are {2}. A link of {3} carries {4} of memory, headers aside: {5}. With the search for unused pages it is {6}.",
            7
        ),
        share,
        size,
        in_use,
        line.clone(),
        rate,
        copy,
        right,
    );
    let numbers = vec![("ram", size.into()), ("used", share.into()), ("link", line)];
    Ok(Draft::number(question, numbers, number, worked, run))
}
