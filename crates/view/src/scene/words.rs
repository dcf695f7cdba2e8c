//! The words of a scene.

use std::borrow::Cow;

use super::{Stage, WireState};
use crate::labels::{Labelled, Role};
use crate::{format, verdict};
use engine::migration::{Bound, Cause, Host, PhaseKind, Power, Primary, Status};
use engine::params::Lane;
use engine::units::{Bytes, Pages, SimTime};
use text::{Language, Text};
use text::{say, text};

const WAITING: Text = text!("waiting");
const LEFT: Text = text!("{0} left", 1);
const MISSING: Text = text!("{0} missing", 1);
const NONE: Text = text!(same "");

/// The name of a host on the page.
pub(super) const fn name(host: Host) -> Text {
    match host {
        Host::Source => text!("host A"),
        Host::Destination => text!("host B"),
    }
}

pub(super) fn rate(language: Language, stage: &Stage<'_>) -> String {
    let rate = stage.rate();
    if stage.unobserved() {
        text!("no longer observed").get(language).to_owned()
    } else if rate.is_zero() {
        String::new()
    } else {
        format::rate(language, rate) + held_back(stage).get(language)
    }
}

/// What keeps memory from using all of the line.
fn held_back(stage: &Stage<'_>) -> Text {
    let kind = stage.moment.phase.map(|phase| phase.kind);
    let runs = matches!(
        kind,
        Some(PhaseKind::FirstPass | PhaseKind::Round(_) | PhaseKind::Rounds(_))
    );
    match stage.lane.metrics.bound {
        Bound::Processor if runs || kind == Some(PhaseKind::Transfer) => text!(", CPU-bound"),
        Bound::Cap if runs => text!(", capped"),
        Bound::Line | Bound::Cap | Bound::Processor | Bound::Scan => NONE,
    }
}

/// The word on the VM's chip.
pub(super) fn chip(language: Language, stage: &Stage<'_>) -> Cow<'static, str> {
    if stage.is_lost() {
        text!("lost").get(language).into()
    } else if stage.is_slowed() {
        say!(language, "at {0}", format::share(language, stage.moment.state.speed)).into()
    } else {
        stage.moment.power.label(language)
    }
}

pub(super) fn subtitle(language: Language, stage: &Stage<'_>) -> String {
    let Some(phase) = stage.moment.phase else {
        let lost_later = stage.lane.metrics.outcome.lost && !stage.is_lost();
        return if lost_later {
            verdict::stage_before_a_crash(language, stage.lane, stage.reachable())
        } else {
            verdict::stage(language, stage.lane, stage.reachable())
        };
    };
    match phase.kind {
        PhaseKind::Shutdown => text!("shutting down"),
        PhaseKind::Configuration => text!("copying its description"),
        PhaseKind::Disk => text!("copying the disk"),
        PhaseKind::Mirror => text!("mirroring the disk"),
        PhaseKind::Definition => text!("preparing host B"),
        PhaseKind::Boot => text!("booting"),
        PhaseKind::Transfer => text!("sending all memory"),
        PhaseKind::Save => text!("saving to a file"),
        PhaseKind::Restore => text!("reading the file back"),
        PhaseKind::Setup => text!("setting up"),
        PhaseKind::FirstPass => text!("pre-copy, first pass"),
        PhaseKind::Round(number) => {
            return say!(language, "pre-copy, round {0}", number);
        }
        PhaseKind::Rounds(rounds) => {
            let rounds = format::rounds(language, rounds);
            return say!(language, "pre-copy, rounds {0}", rounds);
        }
        PhaseKind::StopAndCopy => text!("stop-and-copy"),
        PhaseKind::Resume => text!("resuming"),
        PhaseKind::Stalled => text!("waiting for the link"),
        PhaseKind::DeviceState | PhaseKind::PostCopy | PhaseKind::Held(_) => {
            return phase.kind.label(language).into_owned();
        }
    }
    .get(language)
    .to_owned()
}

/// What a wire says that stands still against its will.
pub(super) fn sign(language: Language, stage: &Stage<'_>, state: WireState) -> String {
    let what = match (state, stage.moment.phase.map(|phase| phase.kind)) {
        (WireState::Whole, _) | (WireState::Held, None) => return String::new(),
        (WireState::Broken, _) => PhaseKind::Stalled.label(language),
        (WireState::Held, Some(kind)) => kind.label(language),
    };
    let waits = |kind| matches!(kind, PhaseKind::Held(_) | PhaseKind::Stalled);
    match stage.moment.phase {
        Some(phase) if waits(phase.kind) && phase.end < stage.lane.metrics.total => {
            let rest = rest(language, phase.end - stage.time);
            say!(language, "{0}, {1} more", what, rest)
        }
        _ => what.into_owned(),
    }
}

/// How long still, in one piece; whole seconds where tenths would only flicker.
fn rest(language: Language, time: SimTime) -> String {
    let text = if time < SimTime::s(10.0) {
        format::time(language, time)
    } else {
        format::short_time(language, SimTime::s(time.as_s().ceil()))
    };
    text.replace(' ', "\u{a0}")
}

/// What the wire carries or why it carries nothing, and its colour.
pub(super) fn carried(language: Language, stage: &Stage<'_>) -> (String, Role) {
    let Some(phase) = stage.moment.phase else {
        return (String::new(), Role::Idle);
    };
    let waits = match (phase.power, phase.host) {
        (Power::Running, Host::Source) => text!("the VM runs on at host A"),
        (Power::Running, Host::Destination) => text!("the VM runs on at host B"),
        _ => text!("the VM stands still meanwhile"),
    };
    let (note, role) = match phase.kind {
        PhaseKind::Shutdown => (text!("until the guest has stopped"), Role::Idle),
        PhaseKind::Boot => (text!("nothing more to send"), Role::Idle),
        PhaseKind::Definition | PhaseKind::Setup | PhaseKind::Resume => (NONE, Role::Idle),
        PhaseKind::Held(_) | PhaseKind::Stalled => (waits, Role::Idle),
        PhaseKind::Configuration => (text!("the description of the VM"), Role::State),
        PhaseKind::Mirror if stage.moment.state.sent[Cause::Disk] < stage.disk_size() => {
            (text!("the disk, while the VM runs"), Role::Disk)
        }
        PhaseKind::Mirror => (text!("what was written to the disk, again",), Role::DiskAgain),
        PhaseKind::Disk if stage.lane.lane != Lane::Cold => (text!("the disk; memory follows"), Role::Disk),
        PhaseKind::Disk => (text!("the disk; memory is not sent",), Role::Disk),
        PhaseKind::Transfer => (text!("all memory; the VM is paused"), Role::Paused),
        PhaseKind::Save => (text!("all memory, to shared storage"), Role::Paused),
        PhaseKind::Restore => (text!("all memory, from shared storage",), Role::Arriving),
        PhaseKind::FirstPass => (text!("all memory, the first time"), Role::Sent),
        PhaseKind::Round(2) => (text!("written during the first pass, again",), Role::Dirty),
        PhaseKind::Round(number) => {
            let note = say!(language, "written during round {0}, again", number.saturating_sub(1));
            return (note, Role::Dirty);
        }
        PhaseKind::Rounds(..) => (text!("written during the round before, again"), Role::Dirty),
        PhaseKind::StopAndCopy => (text!("the last pages; the VM is paused",), Role::Paused),
        PhaseKind::DeviceState => (text!("device state: processors and devices"), Role::State),
        PhaseKind::PostCopy => (text!("pages that host B lacks"), Role::Arriving),
    };
    (note.get(language).to_owned(), role)
}

fn lines(language: Language, lines: &[Text]) -> Vec<String> {
    lines.iter().map(|line| line.get(language).to_owned()).collect()
}

/// Beside the host where the VM is at first.
pub(super) fn source(language: Language, stage: &Stage<'_>) -> Vec<String> {
    let one = |text: Text| lines(language, &[text]);
    let Some(phase) = stage.moment.phase else {
        return match (stage.lane.metrics.status, stage.moment.host) {
            _ if stage.is_lost() => one(text!("the VM is lost")),
            (Status::Completed, _) => one(text!("no longer needed")),
            (Status::Running, _) if stage.lane.lane == Lane::Cold => one(text!("not finished")),
            (Status::Running, _) => vec![text!("not finished:").get(language).to_owned(), left(language, stage)],
            _ if stage.lane.metrics.outcome.primary == Primary::File => one(text!("no VM any more")),
            (Status::Cancelled | Status::Failed, Host::Source) => one(text!("keeps the VM")),
            (Status::Cancelled | Status::Failed, Host::Destination) => vec![left(language, stage)],
        };
    };
    let mut lines = match phase.kind {
        PhaseKind::Shutdown => one(text!("the guest stops")),
        PhaseKind::Configuration | PhaseKind::Disk | PhaseKind::Mirror => match stage.disk() {
            Some(_) => vec![
                LEFT.fill(language, &[&format::size(language, stage.moment.state.disk_left)]),
                say!(language, "of {0}", format::short_size(language, stage.disk_size())),
            ],
            None => one(text!("the disk is shared")),
        },
        PhaseKind::Boot if phase.host == Host::Source => one(text!("the guest starts")),
        PhaseKind::Definition | PhaseKind::Boot | PhaseKind::Restore => Vec::new(),
        PhaseKind::Setup => one(text!("opens a channel")),
        PhaseKind::FirstPass
        | PhaseKind::Round(_)
        | PhaseKind::Rounds(..)
        | PhaseKind::Transfer
        | PhaseKind::StopAndCopy
        | PhaseKind::Save
        | PhaseKind::PostCopy => vec![left(language, stage)],
        PhaseKind::DeviceState if phase.host == Host::Source => one(text!("sends its devices")),
        PhaseKind::DeviceState | PhaseKind::Resume => Vec::new(),
        PhaseKind::Held(_) | PhaseKind::Stalled if stage.lane.lane == Lane::Cold => Vec::new(),
        PhaseKind::Held(_) | PhaseKind::Stalled => vec![left(language, stage)],
    };
    let dirty: Pages = stage.moment.state.zones.iter().map(|zone| zone.dirty).sum();
    let sends = matches!(
        phase.kind,
        PhaseKind::FirstPass | PhaseKind::Round(_) | PhaseKind::Rounds(_) | PhaseKind::Held(_) | PhaseKind::Stalled
    );
    if sends && dirty.as_f64() >= 1.0 {
        lines.push(say!(language, "{0} of it dirty", format::size(language, dirty.bytes())));
    }
    const SLOWED: Text = text!("slowed down to {0}", 1);
    lines.extend(slowed(language, stage, Host::Source, SLOWED));
    lines
}

/// Beside the host where it should go.
pub(super) fn destination(language: Language, stage: &Stage<'_>) -> Vec<String> {
    let one = |text: Text| lines(language, &[text]);
    let waiting = || WAITING.get(language).to_owned();
    let missing = || MISSING.fill(language, &[&format::size(language, queued(stage).bytes())]);
    let Some(phase) = stage.moment.phase else {
        return match (stage.lane.metrics.status, stage.moment.host) {
            _ if stage.is_lost() && stage.lane.metrics.status == Status::Completed => Vec::new(),
            (Status::Completed, _) if stage.reachable() => one(text!("runs the VM")),
            (Status::Completed, _) => one(text!("announces the VM")),
            (_, Host::Destination) => vec![missing()],
            (Status::Running, Host::Source) if stage.lane.lane == Lane::Cold => one(WAITING),
            (Status::Running, Host::Source) => vec![waiting(), in_place(language, stage)],
            (Status::Cancelled | Status::Failed, Host::Source) => Vec::new(),
        };
    };
    let mut lines = match phase.kind {
        PhaseKind::Shutdown | PhaseKind::Setup | PhaseKind::Save => vec![waiting()],
        PhaseKind::Configuration | PhaseKind::Disk | PhaseKind::Mirror => match stage.disk() {
            Some(_) => {
                let arrived = stage.disk_size() - stage.moment.state.disk_left;
                vec![
                    format::size(language, arrived),
                    text!("arrived").get(language).to_owned(),
                ]
            }
            None => vec![waiting()],
        },
        PhaseKind::Definition => one(text!("prepares the VM")),
        PhaseKind::Boot if phase.host == Host::Destination => one(text!("the guest starts")),
        PhaseKind::Boot => Vec::new(),
        PhaseKind::Restore => one(text!("reads the file")),
        PhaseKind::FirstPass
        | PhaseKind::Round(_)
        | PhaseKind::Rounds(..)
        | PhaseKind::Transfer
        | PhaseKind::StopAndCopy => vec![text!("receiving").get(language).to_owned(), in_place(language, stage)],
        PhaseKind::DeviceState => one(text!("loads the devices")),
        PhaseKind::Resume => one(text!("starts the VM")),
        PhaseKind::PostCopy => vec![missing()],
        PhaseKind::Held(_) | PhaseKind::Stalled if stage.lane.lane == Lane::Cold => vec![waiting()],
        PhaseKind::Held(_) | PhaseKind::Stalled => vec![waiting(), in_place(language, stage)],
    };
    const RUNS_AT: Text = text!("runs at {0}", 1);
    lines.extend(slowed(language, stage, Host::Destination, RUNS_AT));
    lines
}

fn slowed(language: Language, stage: &Stage<'_>, host: Host, why: Text) -> Option<String> {
    let slow = stage.is_slowed() && stage.moment.host == host;
    slow.then(|| why.fill(language, &[&format::share(language, stage.moment.state.speed)]))
}

fn queued(stage: &Stage<'_>) -> Pages {
    stage.moment.state.zones.iter().map(|zone| zone.queued).sum()
}

/// Memory still to send, what is dirty again included: the figure that charts and sentences name too.
fn left(language: Language, stage: &Stage<'_>) -> String {
    LEFT.fill(language, &[&format::size(language, stage.moment.state.memory_left())])
}

/// Memory that the destination lacks or has in an old version.
fn behind(stage: &Stage<'_>) -> Bytes {
    let zones = stage.lane.zones.iter().zip(&stage.moment.state.zones);
    let pages = zones.map(|(zone, state)| (state.queued + state.dirty).min(zone.pages));
    pages.sum::<Pages>().bytes()
}

/// Memory that is the same on both hosts.
fn in_place(language: Language, stage: &Stage<'_>) -> String {
    let used = stage.lane.zones.iter().map(|zone| zone.pages).sum::<Pages>().bytes();
    say!(language, "{0} in place", format::size(language, used - behind(stage)))
}
