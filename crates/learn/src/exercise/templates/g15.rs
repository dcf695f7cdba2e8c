//! G15: how many VMs leave in time.
//!
//! One after the other over one link, in the best order: the shortest migration first.

use super::shared::{NAMES, VM, leave, round, shuffled, trap};
use crate::exercise::sentence::sentence;
use crate::exercise::{
    Counted, Dice, Draft, Number, Refusal, Sentence, Shown, Slot, Table, Task, Template, experiment, figures,
};
use engine::Status;
use engine::migration::wire::page_rate;
use engine::params::Lane;
use engine::units::{Count, Rate, Share, SimTime};
use text::{Text, text};

pub(super) static TEMPLATE: Template = Template {
    name: "g15.1",
    title: text!("How many VMs leave in time?"),
    make,
};

pub(super) const GBIT: [f64; 3] = [1.0, 2.5, 10.0];
pub(super) const RAM: [f64; 4] = [2.0, 4.0, 8.0, 16.0];
pub(super) const USED: [f64; 4] = [50.0, 60.0, 70.0, 80.0];
pub(super) const REGION: [f64; 4] = [64.0, 128.0, 256.0, 512.0];
/// How fast a VM writes, as a share of what the link carries.
pub(super) const WRITES: [f64; 5] = [0.05, 0.1, 0.2, 0.4, 0.6];
pub(super) const WINDOW: [f64; 8] = [10.0, 20.0, 30.0, 60.0, 90.0, 120.0, 180.0, 300.0];

pub(super) const ALONE: Text = text!("takes alone");
pub(super) const LISTED: Text = text!("That is the order of the table. The shortest first lets more of them leave.");
pub(super) const QUICK: Text =
    text!("Each of these is quick enough alone. But they share one link, so that their times add up.");
pub(super) const WORKED: Text = text!(
    "The shortest first: {0}, {1}, {2}, {3}, {4}. So many fit into {6}, one after the other: {5}.",
    7
);

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let link = dice.pick(&GBIT);
    let (mut given, mut rows, mut runs) = (Vec::<SimTime>::new(), Vec::new(), Vec::new());
    for name in NAMES {
        let (ram, used, region) = (dice.pick(&RAM), dice.pick(&USED), dice.pick(&REGION));
        let plain = format!("lanes=live&ram={ram}GiB&used={used}%25&link={link}Gbps");
        let carried = page_rate(&experiment(&plain)?.scenario);
        let rate = round(carried / Rate::mib_per_s(1.0) * dice.pick(&WRITES));
        let run = experiment(&format!("{plain}&writes=random:{region}MiB@{rate}MiB/s"))?;
        let metrics = figures(&run, Lane::Live);
        if metrics.status != Status::Completed {
            return Err(Refusal::Ends);
        }
        given.push(metrics.total);
        rows.push(vec![Slot::Name(name), metrics.total.into()]);
        runs.push(Shown {
            name: Some(Slot::Name(name)),
            subject: run.into(),
        });
    }
    let mut best = given.clone();
    best.sort_unstable();
    // The first window that some of them fit into, and not all.
    let fits = |window: &SimTime| {
        leave(best.iter().copied(), *window).is_ok_and(|leave| (1..given.len() as u32).contains(&leave))
    };
    let windows = shuffled(dice, WINDOW.map(SimTime::s).to_vec());
    let window = windows.into_iter().find(fits).ok_or(Refusal::Tight)?;
    let right = leave(best.iter().copied(), window)?;
    let count = |number: u32| Count::new(number);
    let traps = [
        trap(count(leave(given.iter().copied(), window)?), LISTED),
        trap(
            count(best.iter().filter(|total| **total <= window).count() as u32),
            QUICK,
        ),
    ];
    let right = count(right);
    let traps: Vec<_> = traps.into_iter().filter(|trap| trap.is != right.into()).collect();
    if traps.is_empty() {
        return Err(Refusal::Near);
    }
    let line = Slot::line(link);
    let mut numbers = vec![("link", line.clone()), ("window", window.into())];
    numbers.extend(NAMES.into_iter().zip(given.iter().map(|total| Slot::from(*total))));
    let slots = best.iter().map(|total| Slot::from(*total));
    let slots = slots
        .chain([Slot::from(f64::from(right.get())), window.into()])
        .collect();
    Ok(Draft {
        numbers,
        question: sentence!(
            text!(
                "Five VMs have to leave a host by live migration, one after the other over a link of {0}. The table says how long each takes alone. How many of them leave within {1} if the order is chosen best?",
                2
            ),
            line,
            window,
        ),
        table: Some(Table {
            head: vec![VM, ALONE],
            rows,
        }),
        task: Task::Number(Number {
            right: right.into(),
            counted: Counted::Things,
            tolerance: Share::ZERO,
            nearly: None,
            traps,
        }),
        worked: Sentence::new(WORKED, slots),
        runs,
    })
}
