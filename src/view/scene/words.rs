//! The words of a scene.

use super::Stage;
use crate::model::{Host, PhaseKind, Power, Primary, Status};
use crate::params::{Choice, Lane};
use crate::units::{Bytes, Pages};
use crate::view::format;
use crate::view::labels::Role;

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
        "nothing moves".to_owned()
    } else {
        format::rate(rate)
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
        PhaseKind::Held(reason) => return format!("held: {}", reason.label()),
        PhaseKind::Stalled => "waiting for the link",
    }
    .to_owned()
}

/// What the wire carries, and its colour.
pub(super) fn carried(stage: &Stage<'_>) -> (String, Role) {
    let Some(phase) = stage.moment.phase else {
        return (String::new(), Role::Idle);
    };
    let (note, role) = match phase.kind {
        PhaseKind::Shutdown
        | PhaseKind::Definition
        | PhaseKind::Boot
        | PhaseKind::Setup
        | PhaseKind::Resume
        | PhaseKind::Held(_)
        | PhaseKind::Stalled => ("", Role::Idle),
        PhaseKind::Configuration => ("the description of the VM", Role::State),
        PhaseKind::Disk => ("the disk; memory is not sent", Role::Disk),
        PhaseKind::Transfer => ("all memory, once", Role::Sent),
        PhaseKind::Save => ("all memory, to shared storage", Role::Sent),
        PhaseKind::Restore => ("all memory, from shared storage", Role::Sent),
        PhaseKind::FirstPass => ("all memory, for the first time", Role::Sent),
        PhaseKind::Round(2) => ("pages written during the first pass, again", Role::Dirty),
        PhaseKind::Round(number) => {
            let note = format!("pages written during round {}, again", number.saturating_sub(1));
            return (note, Role::Dirty);
        }
        PhaseKind::Rounds(..) => ("pages written during the round before, again", Role::Dirty),
        PhaseKind::StopAndCopy => ("the last dirty pages", Role::Dirty),
        PhaseKind::DeviceState => ("registers and devices", Role::State),
        PhaseKind::PostCopy => ("missing pages, behind the running VM", Role::Arriving),
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
        PhaseKind::Configuration | PhaseKind::Disk => match stage.disk() {
            Some(_) => vec![
                format!("{} left", format::size(stage.moment.state.disk_left)),
                format!("of {}", format::short_size(stage.disk_size())),
            ],
            None => vec!["the disk is shared".to_owned()],
        },
        PhaseKind::Definition | PhaseKind::Boot | PhaseKind::Restore => Vec::new(),
        PhaseKind::Setup => vec!["opens a channel".to_owned()],
        PhaseKind::FirstPass => vec!["first pass:".to_owned(), left(stage)],
        PhaseKind::Round(number) => vec![format!("round {number}:"), left(stage)],
        PhaseKind::Rounds(..) => vec!["no progress:".to_owned(), left(stage)],
        PhaseKind::Transfer | PhaseKind::StopAndCopy | PhaseKind::Save => vec![left(stage)],
        PhaseKind::DeviceState if phase.host == Host::Source => vec!["sends its devices".to_owned()],
        PhaseKind::DeviceState | PhaseKind::Resume => Vec::new(),
        PhaseKind::PostCopy => vec!["behind the VM:".to_owned(), left(stage)],
        PhaseKind::Held(_) | PhaseKind::Stalled if stage.lane.lane == Lane::Cold => Vec::new(),
        PhaseKind::Held(_) => vec!["on hold:".to_owned(), left(stage)],
        PhaseKind::Stalled => vec!["no connection:".to_owned(), left(stage)],
    };
    let dirty: Pages = stage.moment.state.zones.iter().map(|zone| zone.dirty).sum();
    let sends = matches!(
        phase.kind,
        PhaseKind::FirstPass | PhaseKind::Round(_) | PhaseKind::Held(_) | PhaseKind::Stalled
    );
    if sends && dirty.as_f64() >= 1.0 {
        lines.push(format!("{} dirty again", format::size(dirty.bytes())));
    }
    lines.extend(slowed(stage, Host::Source, "slowed down"));
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
        PhaseKind::Configuration | PhaseKind::Disk => match stage.disk() {
            Some(_) => {
                let arrived = stage.disk_size() - stage.moment.state.disk_left;
                vec![format::size(arrived), "arrived".to_owned()]
            }
            None => vec!["waiting".to_owned()],
        },
        PhaseKind::Definition => vec!["prepares the VM".to_owned()],
        PhaseKind::Boot => vec!["the guest starts".to_owned()],
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
        PhaseKind::Held(_) | PhaseKind::Stalled => vec!["waiting".to_owned()],
    };
    lines.extend(slowed(stage, Host::Destination, "waits for pages"));
    lines
}

fn slowed(stage: &Stage<'_>, host: Host, why: &str) -> Option<String> {
    let moment = stage.moment;
    let slow = moment.power == Power::Running && moment.host == host && moment.state.speed.as_f64() < 0.995;
    slow.then(|| format!("{why}: {}", format::share(moment.state.speed)))
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
