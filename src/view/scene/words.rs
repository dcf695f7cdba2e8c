//! The words of a scene.

use super::{Stage, WireState};
use crate::model::{Bound, Cause, Host, PhaseKind, Power, Primary, Status};
use crate::params::{Choice, Lane};
use crate::units::{Bytes, Pages, SimTime};
use crate::view::format;
use crate::view::labels::{Labelled, Role};

/// The name of a host on the page.
pub(super) const fn name(host: Host) -> &'static str {
    match host {
        Host::Source => "host A",
        Host::Destination => "host B",
    }
}

pub(super) fn rate(stage: &Stage<'_>) -> String {
    let rate = stage.rate();
    if stage.unobserved() {
        "no longer observed".to_owned()
    } else if rate.is_zero() {
        String::new()
    } else {
        format!("{}{}", format::rate(rate), held_back(stage))
    }
}

/// What keeps memory from using all of the line.
fn held_back(stage: &Stage<'_>) -> &'static str {
    let kind = stage.moment.phase.map(|phase| phase.kind);
    let runs = matches!(
        kind,
        Some(PhaseKind::FirstPass | PhaseKind::Round(_) | PhaseKind::Rounds(_))
    );
    match stage.lane.metrics.bound {
        Bound::Processor if runs || kind == Some(PhaseKind::Transfer) => ", CPU-bound",
        Bound::Cap if runs => ", capped",
        Bound::Line | Bound::Cap | Bound::Processor => "",
    }
}

pub(super) fn subtitle(stage: &Stage<'_>) -> String {
    let Some(phase) = stage.moment.phase else {
        let outcome = &stage.lane.metrics.outcome;
        return match stage.lane.metrics.status {
            Status::Failed if outcome.lost => "VM lost",
            Status::Failed if outcome.primary == Primary::Split => "waiting to be recovered",
            Status::Completed if !stage.reachable() => "announcing itself",
            Status::Completed => "done",
            Status::Failed => "failed",
            Status::Cancelled => "given up",
            Status::Running => "not finished",
        }
        .to_owned();
    };
    match phase.kind {
        PhaseKind::Shutdown => "shutting down",
        PhaseKind::Configuration => "copying its description",
        PhaseKind::Disk => "copying the disk",
        PhaseKind::Mirror => "mirroring the disk",
        PhaseKind::Definition => "preparing host B",
        PhaseKind::Boot => "booting",
        PhaseKind::Transfer => "sending all memory",
        PhaseKind::Save => "saving to a file",
        PhaseKind::Restore => "reading the file back",
        PhaseKind::Setup => "setting up",
        PhaseKind::FirstPass => "pre-copy, first pass",
        PhaseKind::Round(number) => return format!("pre-copy, round {number}"),
        PhaseKind::Rounds(last) => return format!("pre-copy, up to round {last}"),
        PhaseKind::StopAndCopy => "stop-and-copy",
        PhaseKind::DeviceState => "device state",
        PhaseKind::Resume => "resuming",
        PhaseKind::PostCopy => "post-copy",
        PhaseKind::Held(reason) => return format!("held: {}", reason.label().english()),
        PhaseKind::Stalled => "waiting for the link",
    }
    .to_owned()
}

/// What a wire says that stands still against its will.
pub(super) fn sign(stage: &Stage<'_>, state: WireState) -> String {
    let what = match (state, stage.moment.phase.map(|phase| phase.kind)) {
        (WireState::Whole, _) | (WireState::Held, None) => return String::new(),
        (WireState::Broken, _) => "link down".to_owned(),
        (WireState::Held, Some(kind)) => kind.label().into_owned(),
    };
    let waits = |kind| matches!(kind, PhaseKind::Held(_) | PhaseKind::Stalled);
    match stage.moment.phase {
        Some(phase) if waits(phase.kind) && phase.end < stage.lane.metrics.total => {
            format!("{what}, {} more", rest(phase.end - stage.time))
        }
        _ => what,
    }
}

/// How long still; whole seconds where tenths would only flicker.
fn rest(time: SimTime) -> String {
    if time < SimTime::s(10.0) {
        format::time(time)
    } else {
        format::short_time(SimTime::s(libm::ceil(time.as_s())))
    }
}

/// What the wire carries or why it carries nothing, and its colour.
pub(super) fn carried(stage: &Stage<'_>) -> (String, Role) {
    let Some(phase) = stage.moment.phase else {
        return (String::new(), Role::Idle);
    };
    let waits = match (phase.power, phase.host) {
        (Power::Running, Host::Source) => "the VM runs on at host A",
        (Power::Running, Host::Destination) => "the VM runs on at host B",
        _ => "the VM stands still meanwhile",
    };
    let (note, role) = match phase.kind {
        PhaseKind::Shutdown => ("until the guest has stopped", Role::Idle),
        PhaseKind::Boot => ("nothing more to send", Role::Idle),
        PhaseKind::Definition | PhaseKind::Setup | PhaseKind::Resume => ("", Role::Idle),
        PhaseKind::Held(_) | PhaseKind::Stalled => (waits, Role::Idle),
        PhaseKind::Configuration => ("the description of the VM", Role::State),
        PhaseKind::Disk if stage.lane.lane == Lane::Cold => ("the disk; memory is not sent", Role::Disk),
        PhaseKind::Disk => ("the disk; memory follows", Role::Disk),
        PhaseKind::Mirror if stage.moment.state.sent[Cause::Disk] < stage.disk_size() => {
            ("the disk, while the VM runs", Role::Disk)
        }
        PhaseKind::Mirror => ("what was written to the disk, again", Role::DiskAgain),
        PhaseKind::Transfer => ("all memory; the VM is paused", Role::Paused),
        PhaseKind::Save => ("all memory, to shared storage", Role::Paused),
        PhaseKind::Restore => ("all memory, from shared storage", Role::Arriving),
        PhaseKind::FirstPass => ("all memory, for the first time", Role::Sent),
        PhaseKind::Round(2) => ("written during the first pass, again", Role::Dirty),
        PhaseKind::Round(number) => {
            let note = format!("written during round {}, again", number.saturating_sub(1));
            return (note, Role::Dirty);
        }
        PhaseKind::Rounds(..) => ("written during the round before, again", Role::Dirty),
        PhaseKind::StopAndCopy => ("the last pages; the VM is paused", Role::Paused),
        PhaseKind::DeviceState => ("registers and devices", Role::State),
        PhaseKind::PostCopy => ("pages that host B lacks", Role::Arriving),
    };
    (note.to_owned(), role)
}

/// Beside the host where the VM is at first.
pub(super) fn source(stage: &Stage<'_>) -> Vec<String> {
    let Some(phase) = stage.moment.phase else {
        return match (stage.lane.metrics.status, stage.moment.host) {
            (Status::Completed, _) => vec!["no longer needed".to_owned()],
            (Status::Running, _) => vec!["not finished:".to_owned(), to_send(stage)],
            _ if stage.lane.metrics.outcome.lost => vec!["the VM is lost".to_owned()],
            _ if stage.lane.metrics.outcome.primary == Primary::File => vec!["no VM any more".to_owned()],
            (Status::Cancelled | Status::Failed, Host::Source) => vec!["keeps the VM".to_owned()],
            (Status::Cancelled | Status::Failed, Host::Destination) => vec![left(stage)],
        };
    };
    let mut lines = match phase.kind {
        PhaseKind::Shutdown => vec!["the guest stops".to_owned()],
        PhaseKind::Configuration | PhaseKind::Disk | PhaseKind::Mirror => match stage.disk() {
            Some(_) => vec![
                format!("{} left", format::size(stage.moment.state.disk_left)),
                format!("of {}", format::short_size(stage.disk_size())),
            ],
            None => vec!["the disk is shared".to_owned()],
        },
        PhaseKind::Boot if phase.host == Host::Source => vec!["the guest starts".to_owned()],
        PhaseKind::Definition | PhaseKind::Boot | PhaseKind::Restore => Vec::new(),
        PhaseKind::Setup => vec!["opens a channel".to_owned()],
        PhaseKind::FirstPass
        | PhaseKind::Round(_)
        | PhaseKind::Rounds(..)
        | PhaseKind::Transfer
        | PhaseKind::StopAndCopy
        | PhaseKind::Save
        | PhaseKind::PostCopy => vec![left(stage)],
        PhaseKind::DeviceState if phase.host == Host::Source => vec!["sends its devices".to_owned()],
        PhaseKind::DeviceState | PhaseKind::Resume => Vec::new(),
        PhaseKind::Held(_) | PhaseKind::Stalled if stage.lane.lane == Lane::Cold => Vec::new(),
        PhaseKind::Held(_) | PhaseKind::Stalled => vec![left(stage)],
    };
    let dirty: Pages = stage.moment.state.zones.iter().map(|zone| zone.dirty).sum();
    let sends = matches!(
        phase.kind,
        PhaseKind::FirstPass | PhaseKind::Round(_) | PhaseKind::Held(_) | PhaseKind::Stalled
    );
    if sends && dirty.as_f64() >= 1.0 {
        lines.push(format!("{} dirty again", format::size(dirty.bytes())));
    }
    lines.extend(slowed(stage, Host::Source, "slowed down to"));
    lines
}

/// Beside the host where it should go.
pub(super) fn destination(stage: &Stage<'_>) -> Vec<String> {
    let Some(phase) = stage.moment.phase else {
        return match (stage.lane.metrics.status, stage.moment.host) {
            (Status::Completed, _) if stage.reachable() => vec!["runs the VM".to_owned()],
            (Status::Completed, _) => vec!["announces the VM".to_owned()],
            (_, Host::Destination) => vec![format!("{} missing", format::size(queued(stage).bytes()))],
            (Status::Running, Host::Source) => vec!["waiting".to_owned(), in_place(stage)],
            (Status::Cancelled | Status::Failed, Host::Source) => Vec::new(),
        };
    };
    let mut lines = match phase.kind {
        PhaseKind::Shutdown | PhaseKind::Setup | PhaseKind::Save => vec!["waiting".to_owned()],
        PhaseKind::Configuration | PhaseKind::Disk | PhaseKind::Mirror => match stage.disk() {
            Some(_) => {
                let arrived = stage.disk_size() - stage.moment.state.disk_left;
                vec![format::size(arrived), "arrived".to_owned()]
            }
            None => vec!["waiting".to_owned()],
        },
        PhaseKind::Definition => vec!["prepares the VM".to_owned()],
        PhaseKind::Boot if phase.host == Host::Destination => vec!["the guest starts".to_owned()],
        PhaseKind::Boot => Vec::new(),
        PhaseKind::Restore => vec!["reads the file".to_owned()],
        PhaseKind::FirstPass
        | PhaseKind::Round(_)
        | PhaseKind::Rounds(..)
        | PhaseKind::Transfer
        | PhaseKind::StopAndCopy => {
            vec!["receiving".to_owned(), in_place(stage)]
        }
        PhaseKind::DeviceState => vec!["loads the devices".to_owned()],
        PhaseKind::Resume => vec!["starts the VM".to_owned()],
        PhaseKind::PostCopy => vec![format!("{} missing", format::size(queued(stage).bytes()))],
        PhaseKind::Held(_) | PhaseKind::Stalled if stage.lane.lane == Lane::Cold => vec!["waiting".to_owned()],
        PhaseKind::Held(_) | PhaseKind::Stalled => vec!["waiting".to_owned(), in_place(stage)],
    };
    lines.extend(slowed(stage, Host::Destination, "runs at"));
    lines
}

fn slowed(stage: &Stage<'_>, host: Host, why: &str) -> Option<String> {
    let moment = stage.moment;
    let slow = moment.power == Power::Running && moment.host == host && moment.state.speed.as_f64() < 0.995;
    slow.then(|| format!("{why} {}", format::share(moment.state.speed)))
}

fn queued(stage: &Stage<'_>) -> Pages {
    stage.moment.state.zones.iter().map(|zone| zone.queued).sum()
}

fn left(stage: &Stage<'_>) -> String {
    format!("{} left", format::size(queued(stage).bytes()))
}

/// Memory that the destination lacks or has in an old version.
fn behind(stage: &Stage<'_>) -> Bytes {
    let zones = stage.lane.zones.iter().zip(&stage.moment.state.zones);
    let pages = zones.map(|(zone, state)| (state.queued + state.dirty).min(zone.pages));
    pages.sum::<Pages>().bytes()
}

fn to_send(stage: &Stage<'_>) -> String {
    format!("{} left", format::size(behind(stage)))
}

/// Memory that is the same on both hosts.
fn in_place(stage: &Stage<'_>) -> String {
    let used = stage.lane.zones.iter().map(|zone| zone.pages).sum::<Pages>().bytes();
    format!("{} in place", format::size(used - behind(stage)))
}
