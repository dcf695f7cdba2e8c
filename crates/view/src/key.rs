//! What the colours mean: the same for maps, packets, bars and charts, so they are told once.

use super::labels::{Labelled, Role};
use super::slowdown;
use engine::migration::{Cause, Host};
use engine::params::Lane;
use engine::trace::Trace;
use text::text;
use text::{Language, Text};

/// What a colour stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A role, with its hatch.
    Role(Role),
    /// Pages full of zeros.
    Zero,
    /// A page that the VM runs without.
    Missing,
}

/// Every mark with its name and what it means.
#[rustfmt::skip]
const MARKS: [(Mark, Text, Text); 15] = [
    (Mark::Role(Role::Idle), text!("not sent"),
        text!("Memory in use that is still on the first host alone. On bars: time in which no memory moves.")),
    (Mark::Role(Role::Sent), text!("sent"),
        text!("Memory that is the same on both hosts, and what is sent for the first time while the VM runs.")),
    (Mark::Role(Role::Dirty), text!("written again"),
        text!("Memory that the VM wrote after it had been sent: it has to go again.")),
    (Mark::Role(Role::Arriving), text!("arriving"),
        text!("Memory that has come to the other host, or follows a VM that already runs there.")),
    (Mark::Role(Role::Fetched), text!("asked for"),
        text!("Pages that the VM touched on the other host before they were there: it waits for them.")),
    (Mark::Missing, text!("missing"),
        text!("Memory that is not yet on the host where the VM runs.")),
    (Mark::Zero, text!("zero pages"),
        text!("Pages full of zeros: a word about them is sent instead of the page.")),
    (Mark::Role(Role::Disk), text!("disk"),
        text!("Blocks of the VM's disk.")),
    (Mark::Role(Role::DiskAgain), text!("disk, written again"),
        text!("Blocks of the disk that were written after they had been sent: they have to go again.")),
    (Mark::Role(Role::State), text!("device state"),
        text!("What is in processors and devices, and the configuration of the VM: little, but nothing runs without it.")),
    (Mark::Role(Role::Running), text!("VM runs"),
        text!("The VM works, on whichever host it is.")),
    (Mark::Role(Role::Slowed), text!("VM slowed down"),
        text!("The VM works more slowly than it could: it is throttled, or waits for missing pages.")),
    (Mark::Role(Role::Paused), text!("VM paused"),
        text!("The VM stands still and nothing in its memory changes: this is downtime.")),
    (Mark::Role(Role::Off), text!("off"),
        text!("The VM is shut down and has no memory any more: this is downtime.")),
    (Mark::Role(Role::Booting), text!("booting"),
        text!("The VM starts from nothing: this is downtime.")),
];

/// What a mark means, in a sentence.
#[must_use]
pub fn meaning(language: Language, mark: Mark) -> &'static str {
    MARKS
        .iter()
        .find(|row| row.0 == mark)
        .map_or("", |&(_, _, meaning)| meaning.get(language))
}

/// The marks that these lanes need, in the order of the story.
#[must_use]
pub fn key(language: Language, trace: &Trace, lanes: &[Lane]) -> Vec<(Mark, &'static str)> {
    let lanes = || trace.of(lanes);
    let shown = |mark: Mark| {
        lanes().any(|lane| match mark {
            Mark::Missing => {
                let moved = lane.phases.iter().any(|phase| phase.host == Host::Destination);
                moved
                    && [Cause::OnDemand, Cause::Pushed]
                        .iter()
                        .any(|&cause| !lane.metrics.traffic[cause].is_zero())
            }
            Mark::Zero => lane.samples.first().is_some_and(|first| !first.zero_left.is_zero()),
            // Memory waits, memory arrives, and a VM runs in every story.
            Mark::Role(Role::Idle | Role::Running) => true,
            Mark::Role(Role::Arriving) => !lane.rounds.is_empty() || !lane.metrics.traffic.memory().is_zero(),
            Mark::Role(Role::Slowed) => slowdown::slowdown(lane).is_some(),
            Mark::Role(role) => {
                let mut phases = lane.phases.iter();
                let mut causes = lane.metrics.traffic.iter();
                phases.any(|phase| phase.kind.role() == role || phase.power.role() == role)
                    || causes.any(|(cause, bytes)| !bytes.is_zero() && cause.role() == role)
            }
        })
    };
    MARKS
        .iter()
        .filter(|&&(mark, ..)| shown(mark))
        .map(|&(mark, name, _)| (mark, name.get(language)))
        .collect()
}
