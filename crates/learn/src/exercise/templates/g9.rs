//! G9: who waits during a hold.
//!
//! A hold stops the migration, not the VM: *a saved VM, 22 s of downtime, held for two minutes* stands still for both; a live one does not notice.
//! `g9.1` had the answers of an earlier engine.

use super::shared::trap;
use crate::exercise::sentence::sentence;
use crate::exercise::{Counted, Dice, Draft, Number, Refusal, Template, Trap, experiment, figures};
use engine::params::{Choice as _, Lane, Reason};
use engine::units::{Bytes, Share, SimTime};
use text::text;

pub(super) static TEMPLATE: Template = Template {
    name: "g9.2",
    title: text!("A hold, and who waits for it"),
    make,
};

const RAM: [f64; 4] = [4.0, 6.0, 8.0, 12.0];
const LENGTH: [f64; 11] = [20.0, 30.0, 40.0, 45.0, 60.0, 90.0, 120.0, 150.0, 180.0, 240.0, 300.0];
const FROM: [f64; 12] = [4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0];
const REASONS: [&str; 6] = ["compliance", "bandwidth", "staff", "testing", "systems", "priorities"];

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (lane, ram) = (dice.pick(Lane::ALL), dice.pick(&RAM));
    let (length, from, reason) = (dice.pick(&LENGTH), dice.pick(&FROM), dice.pick(&REASONS));
    let plain = format!("suspend=save&ram={ram}GiB&lanes={}", lane.token());
    let run = experiment(&format!("{plain}&at=hold@{from}s%2B{length}s:{reason}"))?;
    let [without, right] = [&experiment(&plain)?, &run].map(|run| figures(run, lane).downtime.total());
    let reason = Reason::ALL
        .iter()
        .copied()
        .find(|known| known.token() == reason)
        .ok_or(Refusal::Notice)?;
    let (ram, length, from) = (Bytes::gib(ram), SimTime::s(length), SimTime::s(from));
    let feedback =
        text!("The VM stands still from the start, and while the migration is held it goes on standing still.");
    let traps: Vec<Trap> = match lane {
        Lane::Live => vec![
            trap(
                without + length,
                text!("The migration is held, not the VM: it works on host A all the while."),
            ),
            trap(
                length,
                text!("That is the hold. The VM works on host A while the migration is held."),
            ),
        ],
        Lane::Cold | Lane::Suspended => vec![
            trap(without, feedback),
            trap(
                length,
                text!("That is the hold alone. The VM also stands still before and after it."),
            ),
            trap(
                without + length - from,
                text!("That counts the downtime from the hold on. The VM stands still from the start."),
            ),
        ],
    };
    let number = Number {
        right: right.into(),
        counted: Counted::Seconds,
        tolerance: Share::percent(3.0),
        nearly: None,
        traps,
    };
    let label = reason.label();
    let question = match lane {
        Lane::Cold => sentence!(
            text!(
                "Without a hold, a VM with {0} of memory has {1} of downtime in a cold migration. Now the migration is held for {2}, from {3} after its start on. The reason: {4}. How long is the downtime of the VM?",
                5
            ),
            ram,
            without,
            length,
            from,
            label,
        ),
        Lane::Suspended => sentence!(
            text!(
                "Without a hold, a VM with {0} of memory has {1} of downtime when it is saved, sent and resumed. Now its migration is held for {2}, from {3} after its start on. The reason: {4}. How long is the downtime of the VM?",
                5
            ),
            ram,
            without,
            length,
            from,
            label,
        ),
        Lane::Live => sentence!(
            text!(
                "Without a hold, a VM with {0} of memory has {1} of downtime in a live migration. Now the migration is held for {2}, from {3} after its start on, while memory is copied. The reason: {4}. How long is the downtime of the VM?",
                5
            ),
            ram,
            without,
            length,
            from,
            label,
        ),
    };
    let worked = match lane {
        Lane::Live => sentence!(
            text!(
                "The VM works on host A while the migration is held: {0}, as without a hold, whether it lasts {1} or longer.",
                2
            ),
            right,
            length,
        ),
        Lane::Cold | Lane::Suspended => sentence!(
            text!("The VM stands still from the start: {0} and {1} of hold make {2}.", 3),
            without,
            length,
            right,
        ),
    };
    let numbers = vec![
        ("kind", lane.label().into()),
        ("ram", ram.into()),
        ("hold", length.into()),
        ("from", from.into()),
        ("reason", label.into()),
    ];
    Ok(Draft::number(question, numbers, number, worked, run))
}
