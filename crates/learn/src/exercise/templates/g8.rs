//! G8: which of four VMs never gets across.
//!
//! Two numbers decide, the writing rate and the region: one VM writes faster than the link carries, all over much; another one writes
//! faster still, within little, and gets across.

use super::shared::{NAMES, VM, option, round, shuffled};
use crate::exercise::sentence::sentence;
use crate::exercise::{
    Choices, Dice, Draft, Refusal, Sentence, Shown, Slot, Table, Task, Template, experiment, figures,
};
use engine::Status;
use engine::migration::wire::page_rate;
use engine::params::Lane;
use engine::units::{Bytes, Rate};
use text::{Text, text};

pub(super) static TEMPLATE: Template = Template {
    name: "g8.1",
    title: text!("Which of four VMs never gets across?"),
    make,
};

const LINK: [f64; 4] = [1.0, 2.0, 2.5, 5.0];
const LARGE: [f64; 3] = [1024.0, 2048.0, 4096.0];
/// How fast a VM writes, as a share of what the link carries.
const TOO_FAST: [f64; 4] = [1.25, 1.5, 2.0, 3.0];
const FURIOUS: [f64; 3] = [2.0, 3.0, 5.0];
const CALM: [f64; 4] = [0.1, 0.3, 0.5, 0.7];
/// How much of what the limit allows a furious VM writes within.
const LITTLE: [f64; 3] = [0.2, 0.3, 0.5];

const FITS: Text = text!(
    "It writes faster than the link carries, but within so little that all of it fits the downtime limit. A page that is stale is stale once."
);
const SLOWER: Text =
    text!("It writes within much, but more slowly than the link carries: each round leaves less than the one before.");
const NEVER: Text = text!("It writes faster than the link carries, and all over more than the limit allows.");

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let link = dice.pick(&LINK);
    let of = |mib: f64, mib_per_s: f64| {
        experiment(&format!(
            "lanes=live&ram=8GiB&used=90%25&link={link}Gbps&writes=random:{mib}MiB@{mib_per_s}MiB/s"
        ))
    };
    let plain = of(8.0, 1.0)?;
    let carried = page_rate(&plain.scenario);
    let allowed = carried * plain.scenario.downtime;
    let [carried, allowed] = [carried / Rate::mib_per_s(1.0), allowed / Bytes::mib(1.0)];
    let mut vms = vec![(NEVER, dice.pick(&LARGE), round(carried * dice.pick(&TOO_FAST)))];
    vms.push((
        FITS,
        round(allowed * dice.pick(&LITTLE)),
        round(carried * dice.pick(&FURIOUS)),
    ));
    for _ in 0..2 {
        if dice.below(2) == 0 {
            vms.push((
                FITS,
                round(allowed * dice.pick(&LITTLE)),
                round(carried * dice.pick(&FURIOUS)),
            ));
        } else {
            vms.push((SLOWER, dice.pick(&LARGE), round(carried * dice.pick(&CALM))));
        }
    }
    let (mut rows, mut runs, mut options, mut right) = (Vec::new(), Vec::new(), Vec::new(), None);
    for (name, (why, mib, mib_per_s)) in NAMES.into_iter().zip(shuffled(dice, vms)) {
        let run = of(mib, mib_per_s)?;
        let is_right = why == NEVER;
        if (figures(&run, Lane::Live).status == Status::Completed) == is_right {
            return Err(Refusal::Ends);
        }
        let (rate, region) = (Rate::mib_per_s(mib_per_s), Bytes::mib(mib));
        rows.push(vec![Slot::Name(name), rate.into(), region.into()]);
        options.push(option(sentence!(text!(same "VM {0}"), name), is_right, why));
        if is_right {
            right = Some((name, rate, region));
        }
        runs.push(Shown {
            name: Some(Slot::Name(name)),
            subject: run.into(),
        });
    }
    if rows
        .iter()
        .enumerate()
        .any(|(place, row)| rows[place + 1..].iter().any(|other| other[1..] == row[1..]))
    {
        return Err(Refusal::NotUnique);
    }
    let (name, rate, region) = right.ok_or(Refusal::NotUnique)?;
    let line = Slot::line(link);
    let limit = plain.scenario.downtime;
    let numbers = [("link", line.clone())].into_iter();
    let drawn = rows
        .iter()
        .flat_map(|row| [("rate", row[1].clone()), ("region", row[2].clone())]);
    Ok(Draft {
        numbers: numbers.chain(drawn).collect(),
        question: sentence!(
            text!(
                "Four VMs with 8 GiB of memory, 90 % in use, write as the table says. The link carries {0}, and the downtime limit is {1}. Which of them never gets across by live migration?",
                2
            ),
            line.clone(),
            limit,
        ),
        table: Some(Table {
            head: vec![VM, text!("writes"), text!("within")],
            rows,
        }),
        task: Task::Choice(Choices { any_of: false, options }),
        worked: Sentence::new(
            text!(
                "A link of {0} carries {1}, and the limit lets {2} be left. VM {3} writes {4} within {5}: more than both.",
                6
            ),
            vec![
                line,
                Rate::mib_per_s(carried).into(),
                Bytes::mib(allowed).into(),
                Slot::Name(name),
                rate.into(),
                region.into(),
            ],
        ),
        runs,
    })
}
