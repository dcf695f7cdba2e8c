//! G2: the downtime of a cold migration with a local disk.
//!
//! Shutting down, the disk over the link, booting: *a disk of 40 GiB on host A, 2.5 Gbit/s, 20 s and 30 s*. Memory plays no part.

use super::shared::{BITS, trap};
use crate::exercise::sentence::sentence;
use crate::exercise::{Counted, Dice, Draft, Number, Refusal, Slot, Template, experiment, figures};
use engine::migration::DownCause;
use engine::params::Lane;
use engine::units::{Bytes, Share, SimTime};
use text::text;

pub(super) static TEMPLATE: Template = Template {
    name: "g2.1",
    title: text!("A cold migration with a local disk: downtime"),
    make,
};

const DISK: [f64; 10] = [10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0, 100.0, 150.0, 200.0];
const GBIT: [f64; 5] = [1.0, 2.0, 2.5, 5.0, 10.0];
const SHUTDOWN: [f64; 5] = [10.0, 15.0, 20.0, 25.0, 30.0];
const BOOT: [f64; 6] = [20.0, 25.0, 30.0, 35.0, 40.0, 50.0];
const RAM: [f64; 4] = [4.0, 8.0, 16.0, 32.0];

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (disk, link, ram) = (dice.pick(&DISK), dice.pick(&GBIT), dice.pick(&RAM));
    let (shutdown, boot) = (dice.pick(&SHUTDOWN), dice.pick(&BOOT));
    let run = experiment(&format!(
        "lanes=cold&storage=local&ram={ram}GiB&disk={disk}GiB&link={link}Gbps&shutdown={shutdown}s&boot={boot}s"
    ))?;
    let downtime = figures(&run, Lane::Cold).downtime;
    let (right, copy) = (downtime.total(), downtime[DownCause::Disk]);
    let (ram, disk, line) = (Bytes::gib(ram), Bytes::gib(disk), Slot::line(link));
    let (shutdown, boot) = (SimTime::s(shutdown), SimTime::s(boot));
    let number = Number {
        right: right.into(),
        counted: Counted::Seconds,
        tolerance: Share::percent(3.0),
        nearly: None,
        traps: vec![
            trap(copy, text!("That is the disk alone. The VM also shuts down and boots.")),
            trap(
                shutdown + boot,
                text!("That is shutting down and booting alone. The disk is on host A, and has to go."),
            ),
            trap(
                right + copy * (run.scenario.used_memory() / disk),
                text!("That has memory in it. A VM that is off has none to move."),
            ),
            trap(right - copy + copy / 8.0, BITS),
        ],
    };
    let question = sentence!(
        text!(
            "A VM with {0} of memory migrates cold. Shutting down takes {1}, booting {2}. Its disk of {3} is on host A, and the link carries {4}. How long is the downtime?",
            5
        ),
        ram,
        shutdown,
        boot,
        disk,
        line.clone(),
    );
    let worked = sentence!(
        text!(
            "{0} of shutting down, {1} for {2} over {3}, {4} of booting, a little for the configuration: {5}.",
            6
        ),
        shutdown,
        copy,
        disk,
        line.clone(),
        boot,
        right,
    );
    let numbers = vec![
        ("ram", ram.into()),
        ("disk", disk.into()),
        ("link", line),
        ("shutdown", shutdown.into()),
        ("boot", boot.into()),
    ];
    Ok(Draft::number(question, numbers, number, worked, run))
}
