//! G14: the outage when announcements get lost.
//!
//! Host B announces the VM five times; the first that arrives ends the outage: *all within 300 ms get lost*, so the one after 450 ms counts.
//! The version before had figures of an earlier engine.

use super::shared::trap;
use crate::exercise::sentence::sentence;
use crate::exercise::{Counted, Dice, Draft, Number, Refusal, Sentence, Slot, Template, experiment, figures};
use engine::migration::{EventKind, Observation};
use engine::params::Lane;
use engine::trace::simulate_lane;
use engine::units::{Bytes, Share, SimTime};
use text::text;

pub(super) static TEMPLATE: Template = Template {
    name: "g14.2",
    title: text!("Announcements get lost: the outage"),
    make,
};

const GBIT: [f64; 5] = [1.0, 2.0, 2.5, 5.0, 10.0];
const LIMIT: [f64; 5] = [100.0, 150.0, 200.0, 300.0, 500.0];
const RAM: [f64; 4] = [4.0, 6.0, 8.0, 12.0];
/// For so many milliseconds after the VM goes on announcements get lost.
const LOST: [f64; 13] = [
    100.0, 120.0, 150.0, 250.0, 300.0, 350.0, 400.0, 500.0, 600.0, 700.0, 900.0, 1000.0, 1100.0,
];

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (link, limit, ram) = (dice.pick(&GBIT), dice.pick(&LIMIT), dice.pick(&RAM));
    let lost = SimTime::ms(dice.pick(&LOST));
    let plain = format!("lanes=live&ram={ram}GiB&link={link}Gbps&downtime={limit}ms");
    let all_lost = simulate_lane(
        &experiment(&format!("{plain}&at=arploss@0s"))?.scenario,
        Lane::Live,
        Observation::Auto,
    );
    let resumed = all_lost.events.iter().find(|event| event.kind == EventKind::Resumed);
    let resumed = resumed.ok_or(Refusal::Ends)?.at;
    let announced = all_lost
        .events
        .iter()
        .filter(|event| event.kind == EventKind::AnnouncementLost);
    let announced: Vec<SimTime> = announced.map(|event| event.at - resumed).collect();
    let arrives = announced.iter().copied().find(|at| *at > lost).ok_or(Refusal::Ends)?;
    let until = ((resumed + lost).as_s() * 1e3).round();
    let run = experiment(&format!("{plain}&at=arploss@0s%2B{until}ms"))?;
    let metrics = figures(&run, Lane::Live);
    let (downtime, right) = (metrics.downtime.total(), metrics.outage);
    if ((downtime + arrives) / right - 1.0).abs() > 0.01 {
        return Err(Refusal::Untold);
    }
    let first = *announced.first().ok_or(Refusal::Ends)?;
    let number = Number {
        right: right.into(),
        counted: Counted::Milliseconds,
        tolerance: Share::percent(3.0),
        nearly: None,
        traps: vec![
            trap(
                downtime,
                text!("That is the downtime. When the VM goes on, the switches still send everything to host A."),
            ),
            trap(
                downtime + first,
                text!("That takes the first announcement, and it got lost."),
            ),
            trap(
                downtime + lost,
                text!("That ends with the loss. But until the next announcement nobody tells the switches."),
            ),
            trap(
                arrives,
                text!("That leaves out the downtime: nobody reaches a VM that stands still."),
            ),
        ],
    };
    let mut slots = vec![downtime.into()];
    slots.extend(announced.iter().map(|at| Slot::from(*at)));
    slots.push(lost.into());
    if slots.len() != 7 {
        return Err(Refusal::Ends);
    }
    let question = Sentence::new(
        text!(
            "A VM stands still for {0} at the end of its live migration. Host B announces it to the network five times: {1}, {2}, {3}, {4} and {5} after it goes on. In the first {6} after it goes on all announcements get lost. For how long is the VM out of reach?",
            7
        ),
        slots,
    );
    let worked = sentence!(
        text!(
            "{0} of downtime, and the first announcement that arrives is the one after {1}: {2}.",
            3
        ),
        downtime,
        arrives,
        right,
    );
    let numbers = vec![
        ("ram", Bytes::gib(ram).into()),
        ("link", Slot::line(link)),
        ("limit", SimTime::ms(limit).into()),
        ("downtime", downtime.into()),
        ("lost", lost.into()),
    ];
    Ok(Draft::number(question, numbers, number, worked, run))
}
