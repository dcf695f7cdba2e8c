//! G10: what a longer hold costs in traffic.
//!
//! Once every page of the region is stale, waiting costs time alone: *an hour instead of ten minutes* sends next to nothing more.

use super::shared::{option, shuffled};
use crate::exercise::sentence::sentence;
use crate::exercise::{Choices, Dice, Draft, Refusal, Shown, Task, Template, experiment, figures};
use engine::params::Lane;
use engine::units::{Bytes, Rate, SimTime};
use text::{Text, text};

pub(super) static TEMPLATE: Template = Template {
    name: "g10.1",
    title: text!("A longer hold: how much more is sent?"),
    make,
};

const REGION: [f64; 7] = [128.0, 192.0, 256.0, 384.0, 512.0, 768.0, 1024.0];
const RATE: [f64; 6] = [15.0, 20.0, 25.0, 30.0, 40.0, 50.0];
const FROM: [f64; 7] = [4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0];
const RAM: [f64; 3] = [4.0, 6.0, 8.0];
/// From a hold of so many minutes to one of so many.
const SHORT: f64 = 10.0;
const LONG: f64 = 60.0;
/// More than this is more than nothing.
const NOTHING: Bytes = Bytes::mib(1.0);

const STALE: Text = text!("Once every page of the region is stale, waiting costs time alone.");

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (region, rate) = (dice.pick(&REGION), dice.pick(&RATE));
    let (from, ram) = (dice.pick(&FROM), dice.pick(&RAM));
    let with = |minutes: f64| {
        experiment(&format!(
            "lanes=suspended&ram={ram}GiB&writes=random:{region}MiB@{rate}MiB/s&suspend=hold:compliance@{from}s%2B{minutes}min"
        ))
    };
    let (short, long) = (with(SHORT)?, with(LONG)?);
    let [less, more] = [&short, &long].map(|run| figures(run, Lane::Suspended).traffic.total());
    if more - less > NOTHING {
        return Err(Refusal::Ends);
    }
    let (ram, region, rate) = (Bytes::gib(ram), Bytes::mib(region), Rate::mib_per_s(rate));
    let (from, waits) = (
        SimTime::s(from),
        [SHORT, LONG].map(|minutes| SimTime::s(minutes * 60.0)),
    );
    let options = vec![
        option(text!("Next to nothing"), true, STALE),
        option(
            sentence!(text!("{0} more", 1), rate * (waits[1] - waits[0])),
            false,
            text!("That is all that is written. But a page that is written a thousand times goes again once."),
        ),
        option(
            text!("Six times as much as during the shorter hold"),
            false,
            text!("Nothing is sent during a hold. What counts is how much is stale at its end."),
        ),
        option(
            sentence!(text!("{0} more: the whole region again", 1), region),
            false,
            text!("That goes again after either hold: the shorter one is long enough for every page to be written."),
        ),
    ];
    Ok(Draft {
        numbers: vec![
            ("ram", ram.into()),
            ("region", region.into()),
            ("rate", rate.into()),
            ("from", from.into()),
        ],
        question: sentence!(
            text!(
                "A VM with {0} of memory writes {1} within {2}. Its live migration is held from {3} on: for {4}, or for {5}. How much more is sent with the longer hold?",
                6
            ),
            ram,
            rate,
            region,
            from,
            waits[0],
            waits[1],
        ),
        table: None,
        task: Task::Choice(Choices {
            any_of: false,
            options: shuffled(dice, options),
        }),
        worked: sentence!(
            text!(
                "{0} are written within {1}: all of it is stale before the shorter hold ends. Sent are {2} and {3}.",
                4
            ),
            rate,
            region,
            less,
            more,
        ),
        runs: vec![
            Shown {
                name: Some(waits[0].into()),
                subject: short.into(),
            },
            Shown {
                name: Some(waits[1].into()),
                subject: long.into(),
            },
        ],
    })
}
