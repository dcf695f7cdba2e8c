//! G7: the fastest writer that still gets across.
//!
//! What the migration may send per second, whatever the size of memory: *5 Gbit/s, of which migration may use 300 MiB/s*. A run a
//! tenth below ends, a run a twelfth above does not.

use super::shared::{BITS, GBIT, HEADERS, round, trap};
use crate::exercise::sentence::sentence;
use crate::exercise::{Counted, Dice, Draft, Nearly, Number, Refusal, Slot, Template, experiment, figures};
use engine::Status;
use engine::migration::wire::{line_rate, page_rate};
use engine::params::Lane;
use engine::units::{Bytes, Rate, Share, SimTime};
use text::text;

pub(super) static TEMPLATE: Template = Template {
    name: "g7.1",
    title: text!("The fastest writer that gets across"),
    make,
};

const REGION: [f64; 6] = [8.0, 12.0, 16.0, 24.0, 32.0, 48.0];
const LIMIT: [f64; 4] = [50.0, 100.0, 150.0, 200.0];
const CAP: [Option<f64>; 7] = [None, Some(0.25), Some(0.4), Some(0.5), Some(0.6), Some(0.75), Some(0.8)];
/// The engine is asked so far below and above.
const BELOW: f64 = 0.9;
const ABOVE: f64 = 1.08;

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (link, region, limit, part) = (dice.pick(&GBIT), dice.pick(&REGION), dice.pick(&LIMIT), dice.pick(&CAP));
    let cap = part.map(|part| round(Rate::bits_per_s(link * 1e9 * part) / Rate::mib_per_s(1.0)));
    let capped = cap.map_or_else(String::new, |cap| format!("&cap={cap}MiB/s"));
    let with = |mib_per_s: f64| {
        experiment(&format!(
            "lanes=live&ram=64GiB&used=90%25&link={link}Gbps&downtime={limit}ms{capped}&writes=random:{region}GiB@{mib_per_s}MiB/s"
        ))
    };
    let mib = Rate::mib_per_s(1.0);
    let right = page_rate(&with(1.0)?.scenario);
    let [below, above] = [BELOW, ABOVE].map(|times| with((right / mib * times).round()));
    let (below, above) = (below?, above?);
    let ends = |run| figures(run, Lane::Live).status == Status::Completed;
    if !ends(&below) || ends(&above) {
        return Err(Refusal::Ends);
    }
    let line = Slot::line(link);
    let mut traps = vec![
        trap(right * 8.0, BITS),
        trap(
            right / 8.0,
            text!("That divides by 8 once too often: the rate is already one of bytes."),
        ),
    ];
    let (region, limit) = (Bytes::gib(region), SimTime::ms(limit));
    let scenario = &above.scenario;
    let mut numbers = vec![
        ("link", line.clone()),
        ("region", region.into()),
        ("limit", limit.into()),
    ];
    let (question, worked, nearly) = match scenario.cap {
        Some(cap) => {
            traps.push(trap(
                line_rate(scenario),
                text!("That is the whole link. Migration may use only a part of it."),
            ));
            numbers.push(("cap", cap.into()));
            let question = sentence!(
                text!(
                    "A VM writes all over {0} of its memory. The link carries {1}, migration may use {2} of it, and the downtime limit is {3}. From which writing rate on does its live migration never end?",
                    4
                ),
                region,
                line,
                cap,
                limit,
            );
            let worked = sentence!(
                text!(
                    "As soon as the VM makes pages stale faster than they go, and they go at {0}: from {1} on.",
                    2
                ),
                cap,
                right,
            );
            (question, worked, None)
        }
        None => {
            let question = sentence!(
                text!(
                    "A VM writes all over {0} of its memory. The link carries {1}, and the downtime limit is {2}. From which writing rate on does its live migration never end?",
                    3
                ),
                region,
                line.clone(),
                limit,
            );
            let worked = sentence!(
                text!(
                    "As soon as the VM makes pages stale faster than they go. A link of {0} carries {1} of memory, headers aside: from there on.",
                    2
                ),
                line,
                right,
            );
            let nearly = Nearly {
                from: right.into(),
                to: (scenario.link * 1.055).into(),
                remark: HEADERS.into(),
            };
            (question, worked, Some(nearly))
        }
    };
    let number = Number {
        right: right.into(),
        counted: Counted::MebibytesPerSecond,
        tolerance: Share::percent(3.0),
        nearly,
        traps,
    };
    Ok(Draft::number(question, numbers, number, worked, above))
}
