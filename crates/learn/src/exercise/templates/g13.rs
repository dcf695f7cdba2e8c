//! G13: a diagnosis from the record.
//!
//! The figures of a live migration, and six things that may have been the matter; each leaves a mark of its own.
//! The version before had figures of an earlier engine.

use super::shared::option;
use crate::exercise::sentence::sentence;
use crate::exercise::{
    Choices, Dice, Draft, Refusal, Sentence, Shown, Slot, Table, Task, Template, experiment, figures,
};
use engine::migration::wire::line_rate;
use engine::params::Lane;
use engine::units::{Rate, SimTime};
use engine::{Metrics, Status};
use link::Experiment;
use text::{Text, text};

pub(super) static TEMPLATE: Template = Template {
    name: "g13.2",
    title: text!("A record: what was the matter?"),
    make,
};

const RAM: [f64; 6] = [4.0, 6.0, 8.0, 10.0, 12.0, 16.0];
const USED: [f64; 5] = [40.0, 50.0, 60.0, 70.0, 80.0];
const GBIT: [f64; 2] = [1.0, 2.5];
const CALM: [f64; 3] = [15.0, 20.0, 30.0];

/// The causes, each with what a record without its mark says about it.
const CAUSES: [(Text, Text); 6] = [
    (
        text!("Migration was allowed only a small part of the link"),
        text!("Then memory would have gone much more slowly than the link carries."),
    ),
    (
        text!("The announcements of host B got lost"),
        text!("Then the VM would have been out of reach for many seconds longer than it stood still."),
    ),
    (
        text!("The migration was held"),
        text!("Then the record would show for how long it was held."),
    ),
    (
        text!("The disk was local"),
        text!("Then blocks of the disk would have been sent."),
    ),
    (text!("Host B failed"), text!("Then the migration would have failed.")),
    (
        text!("The VM wrote too fast"),
        text!("Then memory would have been sent again and again, without an end."),
    ),
];

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (ram, used, link, calm) = (dice.pick(&RAM), dice.pick(&USED), dice.pick(&GBIT), dice.pick(&CALM));
    let cause = dice.below(CAUSES.len());
    let (region, mib_per_s) = if cause == 5 { (2048.0, 400.0) } else { (256.0, calm) };
    let with = match cause {
        0 => format!("&cap={}MiB/s", dice.pick(&[30.0, 40.0, 50.0])),
        1 => "&at=arploss@0s".to_owned(),
        2 => format!(
            "&at=hold@{}s%2B{}s:staff",
            dice.pick(&[5.0, 8.0, 10.0]),
            dice.pick(&[60.0, 120.0, 300.0])
        ),
        3 => format!("&storage=local&disk={}GiB", dice.pick(&[20.0, 30.0, 40.0])),
        4 => format!("&at=dstcrash@{}s", dice.pick(&[3.0, 5.0, 8.0])),
        _ => String::new(),
    };
    let run = experiment(&format!(
        "lanes=live&ram={ram}GiB&used={used}%25&link={link}Gbps&writes=random:{region}MiB@{mib_per_s}MiB/s{with}"
    ))?;
    let metrics = figures(&run, Lane::Live);
    if marks(&metrics, &run) != Some(cause) {
        return Err(Refusal::NotUnique);
    }
    let options = CAUSES.iter().enumerate();
    let options = options
        .map(|(place, (name, without))| option(*name, place == cause, *without))
        .collect();
    let (in_use, line) = (run.scenario.used_memory(), Slot::line(link));
    let ended = match metrics.status {
        Status::Completed => text!("yes"),
        Status::Failed => text!("no: it failed"),
        Status::Cancelled | Status::Running => text!("no: it goes on and on"),
    };
    let row = |name: Text, value: Slot| vec![name.into(), value];
    let rows = vec![
        row(text!("Memory in use"), in_use.into()),
        row(text!("Link"), line.clone()),
        row(text!("Ended"), ended.into()),
        row(text!("Total time"), metrics.total.into()),
        row(text!("Downtime"), metrics.downtime.total().into()),
        row(text!("Out of reach"), metrics.outage.into()),
        row(text!("Held"), metrics.outcome.held.into()),
        row(text!("Sent: memory"), metrics.traffic.memory().into()),
        row(text!("Sent: disk"), metrics.traffic.disk().into()),
    ];
    Ok(Draft {
        numbers: vec![
            ("cause", CAUSES[cause].0.into()),
            ("ram", run.scenario.ram.into()),
            ("used", in_use.into()),
            ("link", line.clone()),
            ("rate", Rate::mib_per_s(mib_per_s).into()),
            ("total", metrics.total.into()),
        ],
        question: text!("This is the record of a live migration. What was the matter?").into(),
        table: Some(Table {
            head: vec![text!("Figure"), text!("Value")],
            rows,
        }),
        task: Task::Choice(Choices { any_of: false, options }),
        worked: worked(cause, &metrics, line),
        runs: vec![Shown {
            name: None,
            subject: run.into(),
        }],
    })
}

/// The one cause that these figures show; nothing if none or several do.
fn marks(metrics: &Metrics, run: &Experiment) -> Option<usize> {
    /// The network finds the VM within this time unless announcements get lost.
    const FOUND: SimTime = SimTime::s(1.0);
    /// Slower than this share of the link is slow.
    const SLOW: f64 = 0.6;
    let carried = metrics.traffic.memory() / line_rate(&run.scenario);
    let is_over = metrics.status == Status::Completed;
    let has_disk = !metrics.traffic.disk().is_zero();
    let moved = metrics.total - metrics.outcome.held;
    let shown = [
        is_over && !has_disk && carried < moved * SLOW,
        metrics.outage > metrics.downtime.total() + FOUND,
        !metrics.outcome.held.is_zero(),
        has_disk,
        metrics.status == Status::Failed,
        metrics.status == Status::Running,
    ];
    let mut causes = shown.iter().enumerate().filter(|(_, shown)| **shown);
    let (cause, _) = causes.next()?;
    causes.next().is_none().then_some(cause)
}

fn worked(cause: usize, metrics: &Metrics, line: Slot) -> Sentence {
    match cause {
        0 => sentence!(
            text!("{0} of memory took {1}: much slower than a link of {2} carries.", 3),
            metrics.traffic.memory(),
            metrics.total,
            line,
        ),
        1 => sentence!(
            text!(
                "Out of reach for {0} with {1} of downtime: the network did not know the way.",
                2
            ),
            metrics.outage,
            metrics.downtime.total(),
        ),
        2 => sentence!(text!("The record shows a hold of {0}.", 1), metrics.outcome.held),
        3 => sentence!(
            text!("{0} of disk were sent: the disk was on host A.", 1),
            metrics.traffic.disk()
        ),
        4 => sentence!(
            text!("It failed after {0}, long before memory was through.", 1),
            metrics.total,
        ),
        _ => sentence!(
            text!(
                "{0} of memory were sent, many times what is in use, and it has not ended.",
                1
            ),
            metrics.traffic.memory(),
        ),
    }
}
