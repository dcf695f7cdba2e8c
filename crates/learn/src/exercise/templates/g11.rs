//! G11: where the VM is after a failure.
//!
//! The method and the moment decide: *hybrid, host B crashes after 30 s*. Draws where the moment is near the handover are refused.

use super::shared::{is_tight, option};
use crate::exercise::sentence::sentence;
use crate::exercise::{Choices, Dice, Draft, Refusal, Sentence, Shown, Slot, Task, Template, experiment, figures};
use engine::migration::{EventKind, Host, Observation, Primary};
use engine::params::Lane;
use engine::trace::simulate_lane;
use engine::units::{Bytes, SimTime};
use text::{Text, text};

pub(super) static TEMPLATE: Template = Template {
    name: "g11.1",
    title: text!("Where is the VM after a failure?"),
    make,
};

const METHOD: [(&str, Text); 3] = [
    ("precopy", text!("pre-copy")),
    ("postcopy", text!("post-copy")),
    ("hybrid", text!("hybrid: one pass, then post-copy")),
];
const EVENT: [(&str, Text); 3] = [
    ("srccrash@", text!("host A loses its power")),
    ("dstcrash@", text!("host B loses its power")),
    ("linkdown@", text!("the link fails for ten minutes")),
];
const RAM: [f64; 4] = [4.0, 6.0, 8.0, 12.0];
/// The first and the last second at which something fails.
const FIRST: usize = 2;
const LAST: usize = 39;

fn make(dice: &mut Dice) -> Result<Draft, Refusal> {
    let (method, event) = (dice.pick(&METHOD), dice.pick(&EVENT));
    let (ram, at) = (dice.pick(&RAM), FIRST + dice.below(LAST - FIRST + 1));
    let plain = format!(
        "lanes=live&ram={ram}GiB&used=80%25&writes=random:512MiB@40MiB/s&live={}",
        method.0
    );
    let length = if event.0 == "linkdown@" { "%2B10min" } else { "" };
    let run = experiment(&format!("{plain}&at={}{at}s{length}", event.0))?;
    let undisturbed = simulate_lane(&experiment(&plain)?.scenario, Lane::Live, Observation::Auto);
    let at = SimTime::s(at as f64);
    let resumed = undisturbed
        .events
        .iter()
        .find(|event| event.kind == EventKind::Resumed && undisturbed.at(event.at).host == Host::Destination);
    let handover = resumed.ok_or(Refusal::Ends)?.at;
    let end = undisturbed.end();
    if [handover, end].iter().any(|moment| is_tight(at.as_s(), moment.as_s())) {
        return Err(Refusal::Tight);
    }
    // What nobody sees happen teaches nothing, but for the question whether the VM has moved.
    let outcome = figures(&run, Lane::Live).outcome;
    let crashed_after = outcome.crash_after.is_some();
    let truth = match outcome.primary {
        _ if outcome.lost || crashed_after && !outcome.up => Place::Lost,
        Primary::Source if outcome.up => Place::A,
        Primary::Destination if outcome.up => Place::B,
        _ => return Err(Refusal::Ends),
    };
    let options = vec![
        option(
            text!("It runs on host A"),
            truth == Place::A,
            feedback_a(truth, at < handover),
        ),
        option(
            text!("It runs on host B"),
            truth == Place::B,
            feedback_b(truth, event.0, at < handover),
        ),
        option(
            text!("It runs on both, half of it each"),
            false,
            text!("A VM runs on one host at a time; it changes hosts at one moment."),
        ),
        option(
            text!("Nowhere: what was in its memory is lost"),
            truth == Place::Lost,
            if truth == Place::A {
                text!("The whole VM was still on host A, and host A works. Host B had copies.")
            } else {
                text!("Host B works, and what it still needs can be had.")
            },
        ),
    ];
    let (ram, line) = (Bytes::gib(ram), Slot::line(1.0));
    let moved: Sentence = if at < handover {
        sentence!(
            text!(
                "After {0} the VM has not moved yet: it does so after {1}. Until then all that counts is on host A.",
                2
            ),
            at,
            handover
        )
    } else if at < end {
        sentence!(
            text!(
                "The VM has moved after {0}; until {1} a part of its memory is on host A. Then each host has what the other lacks, and both are needed.",
                2
            ),
            handover,
            end
        )
    } else {
        sentence!(
            text!(
                "After {0} the migration is over: it ended after {1}. Host A is not needed any longer.",
                2
            ),
            at,
            end
        )
    };
    Ok(Draft {
        numbers: vec![
            ("method", method.1.into()),
            ("event", event.1.into()),
            ("at", at.into()),
            ("ram", ram.into()),
        ],
        question: sentence!(
            text!(
                "A VM with {0} of memory, 80 % in use, that writes 40 MiB/s within 512 MiB, moves live over {1}. The method is {2}. After {3} this happens: {4}. Where is the VM in the end?",
                5
            ),
            ram,
            line,
            method.1,
            at,
            event.1,
        ),
        table: None,
        task: Task::Choice(Choices { any_of: false, options }),
        worked: moved,
        runs: vec![Shown {
            name: None,
            subject: run.into(),
        }],
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    A,
    B,
    Lost,
}

/// What is said to who takes host A for the answer, or does not.
fn feedback_a(truth: Place, is_before: bool) -> Text {
    match (truth, is_before) {
        (Place::A, _) => text!("Until it moves, the whole VM is on host A, whatever becomes of host B and the link."),
        (Place::B, _) => text!("By then it had moved to host B."),
        (Place::Lost, true) => text!("Host A is where it ran, and host A has lost its power."),
        (Place::Lost, false) => text!("By then it had moved, and its newest pages were on host B alone."),
    }
}

/// The same for host B.
fn feedback_b(truth: Place, event: &str, is_before: bool) -> Text {
    match truth {
        Place::B => {
            text!("By then it had moved, and host B has what it needs, or gets it as soon as the link works again.")
        }
        Place::Lost if event == "dstcrash@" => text!("Host B is what has lost its power."),
        Place::Lost if !is_before => {
            text!("It ran there, but a part of its memory was still on host A, and went with it.")
        }
        Place::A | Place::Lost => {
            text!("A part of a memory is no memory: host B cannot run the VM with what has arrived.")
        }
    }
}
