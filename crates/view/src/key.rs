//! What the colours mean: the same for maps, packets, bars and charts, so they are told once.

use super::labels::{Labelled, Role};
use super::slowdown;
use engine::model::{Cause, Host};
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

/// Every mark with its name.
const MARKS: [(Mark, Text); 15] = [
    (Mark::Role(Role::Idle), text!("not sent")),
    (Mark::Role(Role::Sent), text!("sent")),
    (Mark::Role(Role::Dirty), text!("written again")),
    (Mark::Role(Role::Arriving), text!("arriving")),
    (Mark::Role(Role::Fetched), text!("asked for")),
    (Mark::Missing, text!("missing")),
    (Mark::Zero, text!("zero pages")),
    (Mark::Role(Role::Disk), text!("disk")),
    (Mark::Role(Role::DiskAgain), text!("disk, written again")),
    (Mark::Role(Role::State), text!("device state")),
    (Mark::Role(Role::Running), text!("VM runs")),
    (Mark::Role(Role::Slowed), text!("VM slowed down")),
    (Mark::Role(Role::Paused), text!("VM paused")),
    (Mark::Role(Role::Off), text!("off")),
    (Mark::Role(Role::Booting), text!("booting")),
];

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
        .filter(|&&(mark, _)| shown(mark))
        .map(|&(mark, name)| (mark, name.get(language)))
        .collect()
}
