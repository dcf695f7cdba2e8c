//! G15, version 2: how many VMs are saved from a host that loses its power. The cluster's engine counts them.
//!
//! One at a time over the line of the host, in the best order: the shortest migration first.

use super::g15::{ALONE, GBIT, LISTED, QUICK, RAM, REGION, USED, WINDOW, WORKED, WRITES};
use super::shared::{NAMES, VM, leave, round, shuffled, trap};
use crate::exercise::sentence::sentence;
use crate::exercise::{
    Counted, Dice, Draft, Number, Refusal, Sentence, Shown, Slot, Table, Task, Template, cluster, experiment,
};
use engine::cluster::{Detail, Record, simulate};
use engine::migration::wire::page_rate;
use engine::units::{Count, Rate, Share, SimTime};
use link::cluster::{Asked, ClusterLink};
use text::text;

pub(super) static TEMPLATE: Template = Template {
    name: "g15.2",
    title: text!("How many VMs are saved?"),
    make,
};

/// The VMs, each the only one of its class.
const CLASSES: [(&str, &str); 5] = [("a", "a1"), ("b", "b1"), ("c", "c1"), ("d", "d1"), ("e", "e1")];

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
        vm.alone = run(&alone.first).figures.drained().ok_or(Refusal::Ends)?;
        given.push(vm);
    }
    let mut best: Vec<&Leaving> = given.iter().collect();
    best.sort_by_key(|vm| vm.alone);
    let given_order: Vec<&Leaving> = given.iter().collect();
    // The first window that some of them fit into, and not all.
    let in_time = |vms: &[&Leaving], window: SimTime| leave(vms.iter().map(|vm| vm.alone), window);
    let fits = |window: &SimTime| in_time(&best, *window).is_ok_and(|leave| (1..best.len() as u32).contains(&leave));
    let windows = shuffled(dice, WINDOW.map(SimTime::s).to_vec());
    let window = windows.into_iter().find(fits).ok_or(Refusal::Tight)?;
    in_time(&given_order, window)?;
    let alarm = format!("do=alarm:h1@0s%2B{}s", window.as_s());
    let in_order = list(&given_order);
    let shown = read(line, &best, &format!("{alarm}&vs.vms={in_order}"))?;
    let (right, as_listed) = (saved(&shown.first), shown.second.as_ref().map(saved));
    // Between two migrations nothing is lost, so that their times add up; else the table does not tell the answer.
    if Ok(right) != in_time(&best, window) {
        return Err(Refusal::Untold);
    }
    let at_once = saved(&read(line, &given_order, &format!("{alarm}&slots=out:5"))?.first);
    let quick = given.iter().filter(|vm| vm.alone <= window).count() as u32;
    let together = text!(
        "That is all at once: each gets a part of the line, pages that are written meanwhile go again, and fewer arrive in time."
    );
    let mut traps = Vec::new();
    for (number, feedback) in [
        (as_listed.unwrap_or(right), LISTED),
        (quick, QUICK),
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
    numbers.extend(NAMES.into_iter().zip(given.iter().map(|vm| Slot::from(vm.alone))));
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
            head: vec![VM, ALONE],
            rows: rows.collect(),
        }),
        task: Task::Number(Number {
            right: Count::new(right).into(),
            counted: Counted::Things,
            tolerance: Share::ZERO,
            nearly: None,
            traps,
        }),
        worked: Sentence::new(WORKED, slots),
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
