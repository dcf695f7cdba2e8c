//! G3: the slowest link for a window of time.
//!
//! *16 GiB, 70 % in use, 60 MiB/s within 1 GiB, two minutes*: pages that are written meanwhile go again, so memory over time is too little.

use super::shared::{is_tight, option};
use crate::exercise::sentence::sentence;
use crate::exercise::{Choices, Dice, Draft, Refusal, Sentence, Shown, Slot, Task, Template, experiment, figures};
use engine::Status;
use engine::migration::wire::page_rate;
use engine::params::Lane;
use engine::units::{Bytes, Rate, Share, SimTime};
use text::{Text, text};

pub(super) static TEMPLATE: Template = Template {
    name: "g3.1",
    title: text!("The slowest link for a window of time"),
    make,
};

const RAM: [f64; 5] = [8.0, 16.0, 32.0, 64.0, 128.0];
const USED: [f64; 5] = [50.0, 60.0, 70.0, 80.0, 90.0];
const SET: [f64; 4] = [256.0, 512.0, 1024.0, 2048.0];
const RATE: [f64; 6] = [20.0, 40.0, 60.0, 90.0, 120.0, 200.0];
const WINDOW: [f64; 4] = [30.0, 60.0, 120.0, 300.0];
const LINKS: [f64; 4] = [1.0, 2.5, 10.0, 25.0];

const ENOUGH: Text = text!("That is enough, but a slower one is, too.");
const AGAIN: Text = text!("Memory once would go in time. But what is written meanwhile has to go again.");
const BITS: Text = text!(
    "That takes bits for bytes: a link of 1 Gbit/s carries 125 MB/s, and memory alone takes longer than the window."
);
const SLOW: Text = text!("Even memory once takes longer than the window over this link.");
const NONE: Text = text!("None of them");

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (ram, used) = (dice.pick(&RAM), dice.pick(&USED));
    let (set, rate, window) = (dice.pick(&SET), dice.pick(&RATE), dice.pick(&WINDOW));
    let mut runs = Vec::new();
    let (mut totals, mut once) = (Vec::new(), Vec::new());
    for link in LINKS {
        let run = experiment(&format!(
            "lanes=live&ram={ram}GiB&used={used}%25&writes=random:{set}MiB@{rate}MiB/s&link={link}Gbps"
        ))?;
        let metrics = figures(&run, Lane::Live);
        if is_tight(metrics.total.as_s(), window) {
            return Err(Refusal::Tight);
        }
        totals.push((metrics.status == Status::Completed).then_some(metrics.total));
        once.push(run.scenario.used_memory() / page_rate(&run.scenario));
        runs.push(Shown {
            name: Some(Slot::line(link)),
            subject: run.into(),
        });
    }
    let window = SimTime::s(window);
    let right = totals
        .iter()
        .position(|total| total.is_some_and(|total| total < window));
    let mut options = Vec::new();
    for (place, link) in LINKS.into_iter().enumerate() {
        let feedback = if right.is_some_and(|right| place > right) {
            ENOUGH
        } else if once[place] < window {
            AGAIN
        } else if once[place] / 8.0 < window {
            BITS
        } else {
            SLOW
        };
        let text = sentence!(text!(same "{0}"), Slot::line(link));
        options.push(option(text, right == Some(place), Sentence::from(feedback)));
    }
    let too_much =
        text!("One of these links is fast enough: pages that are written meanwhile get fewer from round to round.");
    options.push(option(NONE, right.is_none(), too_much));
    let (ram, share, set, rate) = (
        Bytes::gib(ram),
        Share::percent(used),
        Bytes::mib(set),
        Rate::mib_per_s(rate),
    );
    let question = sentence!(
        text!(
            "A VM has {0} of memory, {1} in use, and writes {2} within {3}. Which is the slowest link with which its live migration ends within {4}?",
            5
        ),
        ram,
        share,
        rate,
        set,
        window,
    );
    let worked = match right.and_then(|right| Some((right, totals[right]?))) {
        Some((0, total)) => sentence!(
            text!(
                "Even with {0} it ends after {1}, rounds included; the window is {2}.",
                3
            ),
            Slot::line(LINKS[0]),
            total,
            window,
        ),
        Some((right, total)) => sentence!(
            text!(
                "With {0} it ends after {1}, rounds included; with {2} it takes longer than {3}, or never ends.",
                4
            ),
            Slot::line(LINKS[right]),
            total,
            Slot::line(LINKS[right - 1]),
            window,
        ),
        None => sentence!(
            text!("Even with {0} it takes longer than {1}.", 2),
            Slot::line(LINKS[LINKS.len() - 1]),
            window
        ),
    };
    Ok(Draft {
        numbers: vec![
            ("ram", ram.into()),
            ("used", share.into()),
            ("region", set.into()),
            ("rate", rate.into()),
            ("window", window.into()),
        ],
        question,
        table: None,
        task: Task::Choice(Choices { any_of: false, options }),
        worked,
        runs,
    })
}
