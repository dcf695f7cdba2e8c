//! G15, version 2: how many VMs are saved from a host that loses its power. The cluster's engine counts them.
//!
//! One at a time over the line of the host, in the best order: the shortest migration first.

use super::shared::{VM, is_tight, round, shuffled, trap};
use crate::exercise::sentence::sentence;
use crate::exercise::{
    Counted, Dice, Draft, Number, Refusal, Sentence, Shown, Slot, Table, Task, Template, cluster, experiment,
};
use engine::cluster::{Detail, Record, simulate};
use engine::model::wire::page_rate;
use engine::units::{Count, Rate, Share, SimTime};
use link::cluster::{Asked, ClusterLink};
use text::text;
use view::cluster::brief::drained;

pub(super) static TEMPLATE: Template = Template {
    name: "g15.2",
    title: text!("How many VMs are saved?"),
    make,
};

/// The VMs, each the only one of its class.
const CLASSES: [(&str, &str); 5] = [("a", "a1"), ("b", "b1"), ("c", "c1"), ("d", "d1"), ("e", "e1")];
const GBIT: [f64; 3] = [1.0, 2.5, 10.0];
const RAM: [f64; 4] = [2.0, 4.0, 8.0, 16.0];
const USED: [f64; 4] = [50.0, 60.0, 70.0, 80.0];
const REGION: [f64; 4] = [64.0, 128.0, 256.0, 512.0];
/// How fast a VM writes, as a share of what the line carries.
const WRITES: [f64; 5] = [0.05, 0.1, 0.2, 0.4, 0.6];
const WINDOW: [f64; 8] = [10.0, 20.0, 30.0, 60.0, 90.0, 120.0, 180.0, 300.0];

/// A VM: its class and its name, how its class is written, and how long it takes alone.
#[derive(Clone)]
struct Leaving {
    class: &'static str,
    name: &'static str,
    described: String,
    alone: SimTime,
}

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let line = dice.pick(&GBIT);
    let mut given = Vec::new();
    for (class, name) in CLASSES {
        let (ram, used, region) = (dice.pick(&RAM), dice.pick(&USED), dice.pick(&REGION));
        let carried = page_rate(&experiment(&format!("ram={ram}GiB&used={used}%25&link={line}Gbps"))?.scenario);
        let rate = round(carried / Rate::mib_per_s(1.0) * dice.pick(&WRITES));
        let described = format!("class.{class}=2:{ram}GiB:{used}%25:flat-20%25:random-{region}MiB@{rate}MiB/s");
        let mut vm = Leaving {
            class,
            name,
            described,
            alone: SimTime::ZERO,
        };
        let alone = read(line, &[&vm], "do=drain:h1@0s")?;
        vm.alone = drained(&run(&alone.first).figures).ok_or(Refusal::Ends)?;
        given.push(vm);
    }
    let mut best: Vec<&Leaving> = given.iter().collect();
    best.sort_by_key(|vm| vm.alone);
    let given_order: Vec<&Leaving> = given.iter().collect();
    // The first window that some of them fit into, and not all.
    let fits = |window: &SimTime| leave(&best, *window).is_ok_and(|leave| (1..best.len() as u32).contains(&leave));
    let windows = shuffled(dice, WINDOW.map(SimTime::s).to_vec());
    let window = windows.into_iter().find(fits).ok_or(Refusal::Tight)?;
    leave(&given_order, window)?;
    let alarm = format!("do=alarm:h1@0s%2B{}s", window.as_s());
    let in_order = list(&given_order);
    let shown = read(line, &best, &format!("{alarm}&vs.vms={in_order}"))?;
    let (right, as_listed) = (saved(&shown.first), shown.second.as_ref().map(saved));
    // Between two migrations nothing is lost, so that their times add up; else the table does not tell the answer.
    if Ok(right) != leave(&best, window) {
        return Err(Refusal::Untold);
    }
    let at_once = saved(&read(line, &given_order, &format!("{alarm}&slots=out:5"))?.first);
    let quick = given.iter().filter(|vm| vm.alone <= window).count() as u32;
    let listed = text!("That is the order of the table. The shortest first lets more of them leave.");
    let shared = text!("Each of these is quick enough alone. But they share one link, so that their times add up.");
    let together = text!(
        "That is all at once: each gets a part of the line, pages that are written meanwhile go again, and fewer arrive in time."
    );
    let mut traps = Vec::new();
    for (number, feedback) in [
        (as_listed.unwrap_or(right), listed),
        (quick, shared),
        (at_once, together),
    ] {
        let trap = trap(Count::new(number), feedback);
        let known = traps.iter().any(|other: &crate::exercise::Trap| other.is == trap.is);
        if number != right && !known {
            traps.push(trap);
        }
    }
    if traps.is_empty() {
        return Err(Refusal::Near);
    }
    let rate = Slot::line(line);
    let mut numbers = vec![("link", rate.clone()), ("window", window.into())];
    let figures = ["A", "B", "C", "D", "E"];
    numbers.extend(figures.into_iter().zip(given.iter().map(|vm| Slot::from(vm.alone))));
    let slots = best.iter().map(|vm| Slot::from(vm.alone));
    let slots = slots.chain([Slot::from(f64::from(right)), window.into()]).collect();
    let rows = given.iter().map(|vm| vec![Slot::Name(vm.name), vm.alone.into()]);
    Ok(Draft {
        numbers,
        question: sentence!(
            text!(
                "Host h1 loses its power in {1}. Its five VMs leave by live migration, one at a time over its line of {0}. The table says how long each takes alone. How many of them are saved if the order is chosen best?",
                2
            ),
            rate,
            window,
        ),
        table: Some(Table {
            head: vec![VM, text!("takes alone")],
            rows: rows.collect(),
        }),
        task: Task::Number(Number {
            right: Count::new(right).into(),
            counted: Counted::Things,
            tolerance: Share::ZERO,
            nearly: None,
            traps,
        }),
        worked: Sentence::new(
            text!(
                "The shortest first: {0}, {1}, {2}, {3}, {4}. So many fit into {6}, one after the other: {5}.",
                7
            ),
            slots,
        ),
        runs: vec![Shown {
            name: None,
            subject: shown.into(),
        }],
    })
}

/// These VMs on the first of two hosts, in this order, and what happens.
fn read(line: f64, vms: &[&Leaving], more: &str) -> Result<ClusterLink, Refusal> {
    let classes: Vec<&str> = vms.iter().map(|vm| vm.described.as_str()).collect();
    let (vms, classes) = (list(vms), classes.join("&"));
    cluster(&format!(
        "screen=cluster&hosts=2x16:128GiB:{line}Gbps&vms={vms}&{classes}&{more}"
    ))
}

fn list(vms: &[&Leaving]) -> String {
    let entries: Vec<String> = vms.iter().map(|vm| format!("1x{}@h1", vm.class)).collect();
    entries.join(",")
}

fn run(asked: &Asked) -> Record {
    simulate(&asked.possible().0, Detail::Figures)
}

fn saved(asked: &Asked) -> u32 {
    run(asked).figures.moved
}

/// How many leave within a time in this order.
fn leave(vms: &[&Leaving], window: SimTime) -> Result<u32, Refusal> {
    let (mut sum, mut leave) = (SimTime::ZERO, 0);
    for vm in vms {
        sum += vm.alone;
        if is_tight(sum.as_s(), window.as_s()) {
            return Err(Refusal::Tight);
        }
        leave += u32::from(sum <= window);
    }
    Ok(leave)
}
