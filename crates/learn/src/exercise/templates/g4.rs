//! G4: how much memory may be left for the stop.
//!
//! The limit times what the migration may send: *300 ms, 10 Gbit/s, of which migration may use 500 MiB/s*. The answer is the threshold
//! that the run works with.

use super::shared::{BITS, GBIT, HEADERS, round, trap};
use crate::exercise::sentence::sentence;
use crate::exercise::{Counted, Dice, Draft, Nearly, Number, Refusal, Slot, Template, experiment};
use engine::migration::wire::line_rate;
use engine::migration::{Observation, Status};
use engine::params::Lane;
use engine::trace::simulate_lane;
use engine::units::{Rate, Share, SimTime};
use text::text;

pub(super) static TEMPLATE: Template = Template {
    name: "g4.1",
    title: text!("What may be left for the stop"),
    make,
};

const LIMIT: [f64; 12] = [
    50.0, 60.0, 80.0, 100.0, 150.0, 200.0, 250.0, 300.0, 400.0, 500.0, 600.0, 800.0,
];
/// What migration may use of the link; all of it where none is said.
const CAP: [Option<f64>; 6] = [None, Some(0.25), Some(0.4), Some(0.5), Some(0.6), Some(0.75)];

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (link, limit, part) = (dice.pick(&GBIT), dice.pick(&LIMIT), dice.pick(&CAP));
    let cap = part.map(|part| round(Rate::bits_per_s(link * 1e9 * part) / Rate::mib_per_s(1.0)));
    let capped = cap.map_or_else(String::new, |cap| format!("&cap={cap}MiB/s"));
    let run = experiment(&format!(
        "lanes=live&ram=8GiB&used=100%25&writes=random:4GiB@30MiB/s&link={link}Gbps&downtime={limit}ms{capped}"
    ))?;
    let trace = simulate_lane(&run.scenario, Lane::Live, Observation::Auto);
    let last = trace
        .rounds
        .last()
        .filter(|_| trace.metrics.status == Status::Completed);
    let right = last.ok_or(Refusal::Ends)?.threshold.bytes();
    let (limit, line) = (SimTime::ms(limit), Slot::line(link));
    let whole = run.scenario.link * limit;
    let mut traps = vec![
        trap(right * 8.0, BITS),
        trap(
            right * 1000.0,
            text!("That takes milliseconds for seconds: the limit is a part of a second."),
        ),
        trap(
            right / 8.0,
            text!("That divides by 8 once too often: the rate is already one of bytes."),
        ),
    ];
    let by_hand = match run.scenario.cap {
        Some(cap) => {
            traps.push(trap(
                line_rate(&run.scenario) * limit,
                text!("That is the whole link. Migration may use only a part of it."),
            ));
            cap * limit
        }
        None => line_rate(&run.scenario) * limit,
    };
    // The sender measures the bandwidth; where it measures something else, the question does not tell.
    if (by_hand / right - 1.0).abs() > 0.01 {
        return Err(Refusal::Untold);
    }
    let nearly = run.scenario.cap.is_none().then(|| Nearly {
        from: right.into(),
        to: (whole * 1.055).into(),
        remark: HEADERS.into(),
    });
    let number = Number {
        right: right.into(),
        counted: Counted::Mebibytes,
        tolerance: Share::percent(2.0),
        nearly,
        traps,
    };
    let mut numbers = vec![("link", line.clone()), ("limit", limit.into())];
    let (question, worked) = match run.scenario.cap {
        Some(cap) => {
            numbers.push(("cap", cap.into()));
            (
                sentence!(
                    text!(
                        "The downtime limit is {0}. The link carries {1}, and migration may use {2} of it. How much memory may be left for the stop?",
                        3
                    ),
                    limit,
                    line,
                    cap,
                ),
                sentence!(
                    text!("{0} at {1} are {2}: that much may be left.", 3),
                    limit,
                    cap,
                    right
                ),
            )
        }
        None => (
            sentence!(
                text!(
                    "The downtime limit is {0}, and the link carries {1}. How much memory may be left for the stop?",
                    2
                ),
                limit,
                line.clone(),
            ),
            sentence!(
                text!("A link of {0} carries {1}, headers aside. {2} of that are {3}.", 4),
                line,
                line_rate(&run.scenario),
                limit,
                right,
            ),
        ),
    };
    Ok(Draft::number(question, numbers, number, worked, run))
}
