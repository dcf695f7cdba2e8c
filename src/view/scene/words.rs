//! The words of a scene.

use super::{Stage, WireState};
use crate::model::{Bound, Cause, Host, PhaseKind, Power, Primary, Status};
use crate::params::Lane;
use crate::text::{Language, Text};
use crate::units::{Bytes, Pages, SimTime};
use crate::view::format;
use crate::view::labels::{Labelled, Role};
use crate::{say, text};

const WAITING: Text = text!("waiting", "wartet");
const LEFT: Text = text!("{0} left", "noch {0}", 1);
const MISSING: Text = text!("{0} missing", "{0} fehlen", 1);
const NONE: Text = text!("", "");

/// The name of a host on the page.
pub(super) const fn name(host: Host) -> Text {
    match host {
        Host::Source => text!("host A", "Host A"),
        Host::Destination => text!("host B", "Host B"),
    }
}

pub(super) fn rate(language: Language, stage: &Stage<'_>) -> String {
    let rate = stage.rate();
    if stage.unobserved() {
        text!("no longer observed", "nicht mehr beobachtet")
            .get(language)
            .to_owned()
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
        Bound::Processor if runs || kind == Some(PhaseKind::Transfer) => text!(", CPU-bound", ", CPU-begrenzt"),
        Bound::Cap if runs => text!(", capped", ", gedrosselt"),
        Bound::Line | Bound::Cap | Bound::Processor => NONE,
    }
}

pub(super) fn subtitle(language: Language, stage: &Stage<'_>) -> String {
    let Some(phase) = stage.moment.phase else {
        let outcome = &stage.lane.metrics.outcome;
        return match stage.lane.metrics.status {
            Status::Failed if outcome.lost => text!("VM lost", "VM verloren"),
            Status::Failed if outcome.primary == Primary::Split => {
                text!("waiting to be recovered", "wartet auf Wiederherstellung")
            }
            Status::Completed if !stage.reachable() => text!("announcing itself", "kündigt sich an"),
            Status::Completed => text!("done", "fertig"),
            Status::Failed => text!("failed", "gescheitert"),
            Status::Cancelled => text!("given up", "aufgegeben"),
            Status::Running => text!("not finished", "nicht fertig"),
        }
        .get(language)
        .to_owned();
    };
    match phase.kind {
        PhaseKind::Shutdown => text!("shutting down", "fährt herunter"),
        PhaseKind::Configuration => text!("copying its description", "kopiert die Beschreibung"),
        PhaseKind::Disk => text!("copying the disk", "kopiert die Platte"),
        PhaseKind::Mirror => text!("mirroring the disk", "spiegelt die Platte"),
        PhaseKind::Definition => text!("preparing host B", "bereitet Host B vor"),
        PhaseKind::Boot => text!("booting", "startet"),
        PhaseKind::Transfer => text!("sending all memory", "sendet allen Speicher"),
        PhaseKind::Save => text!("saving to a file", "sichert in eine Datei"),
        PhaseKind::Restore => text!("reading the file back", "liest die Datei ein"),
        PhaseKind::Setup => text!("setting up", "baut auf"),
        PhaseKind::FirstPass => text!("pre-copy, first pass", "Pre-Copy, erster Durchgang"),
        PhaseKind::Round(number) => {
            return say!(language, "pre-copy, round {0}", "Pre-Copy, Runde {0}", number);
        }
        PhaseKind::Rounds(rounds) => {
            let rounds = format::rounds(language, rounds);
            return say!(language, "pre-copy, rounds {0}", "Pre-Copy, Runden {0}", rounds);
        }
        PhaseKind::StopAndCopy => text!("stop-and-copy", "Stop-and-Copy"),
        PhaseKind::Resume => text!("resuming", "setzt fort"),
        PhaseKind::Stalled => text!("waiting for the link", "wartet auf die Leitung"),
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
            say!(language, "{0}, {1} more", "{0}, noch {1}", what, rest)
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
        (Power::Running, Host::Source) => text!("the VM runs on at host A", "die VM läuft auf Host A weiter"),
        (Power::Running, Host::Destination) => text!("the VM runs on at host B", "die VM läuft auf Host B weiter"),
        _ => text!("the VM stands still meanwhile", "die VM steht so lange still"),
    };
    let (note, role) = match phase.kind {
        PhaseKind::Shutdown => (text!("until the guest has stopped", "bis der Gast steht"), Role::Idle),
        PhaseKind::Boot => (text!("nothing more to send", "nichts mehr zu senden"), Role::Idle),
        PhaseKind::Definition | PhaseKind::Setup | PhaseKind::Resume => (NONE, Role::Idle),
        PhaseKind::Held(_) | PhaseKind::Stalled => (waits, Role::Idle),
        PhaseKind::Configuration => (
            text!("the description of the VM", "die Beschreibung der VM"),
            Role::State,
        ),
        PhaseKind::Mirror if stage.moment.state.sent[Cause::Disk] < stage.disk_size() => (
            text!("the disk, while the VM runs", "die Platte, während die VM läuft"),
            Role::Disk,
        ),
        PhaseKind::Mirror => (
            text!(
                "what was written to the disk, again",
                "auf die Platte Geschriebenes, erneut",
            ),
            Role::DiskAgain,
        ),
        PhaseKind::Disk if stage.lane.lane != Lane::Cold => (
            text!("the disk; memory follows", "die Platte; der Speicher folgt"),
            Role::Disk,
        ),
        PhaseKind::Disk => (
            text!(
                "the disk; memory is not sent",
                "die Platte; Speicher wird nicht gesendet",
            ),
            Role::Disk,
        ),
        PhaseKind::Transfer => (
            text!("all memory; the VM is paused", "aller Speicher; die VM ist pausiert"),
            Role::Paused,
        ),
        PhaseKind::Save => (
            text!("all memory, to shared storage", "aller Speicher, auf gemeinsame Ablage"),
            Role::Paused,
        ),
        PhaseKind::Restore => (
            text!(
                "all memory, from shared storage",
                "aller Speicher, von gemeinsamer Ablage",
            ),
            Role::Arriving,
        ),
        PhaseKind::FirstPass => (
            text!("all memory, the first time", "aller Speicher, erstmals"),
            Role::Sent,
        ),
        PhaseKind::Round(2) => (
            text!(
                "written during the first pass, again",
                "im ersten Durchgang Geschriebenes, erneut",
            ),
            Role::Dirty,
        ),
        PhaseKind::Round(number) => {
            let note = say!(
                language,
                "written during round {0}, again",
                "in Runde {0} Geschriebenes, erneut",
                number.saturating_sub(1)
            );
            return (note, Role::Dirty);
        }
        PhaseKind::Rounds(..) => (
            text!("written during the round before, again", "zuvor Geschriebenes, erneut"),
            Role::Dirty,
        ),
        PhaseKind::StopAndCopy => (
            text!(
                "the last pages; the VM is paused",
                "die letzten Seiten; die VM ist pausiert",
            ),
            Role::Paused,
        ),
        PhaseKind::DeviceState => (text!("registers and devices", "Register und Geräte"), Role::State),
        PhaseKind::PostCopy => (
            text!("pages that host B lacks", "Seiten, die Host B fehlen"),
            Role::Arriving,
        ),
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
            (Status::Completed, _) => one(text!("no longer needed", "nicht mehr nötig")),
            (Status::Running, _) => vec![
                text!("not finished:", "nicht fertig:").get(language).to_owned(),
                LEFT.fill(language, &[&format::size(language, behind(stage))]),
            ],
            _ if stage.lane.metrics.outcome.lost => one(text!("the VM is lost", "die VM ist verloren")),
            _ if stage.lane.metrics.outcome.primary == Primary::File => one(text!("no VM any more", "keine VM mehr")),
            (Status::Cancelled | Status::Failed, Host::Source) => one(text!("keeps the VM", "behält die VM")),
            (Status::Cancelled | Status::Failed, Host::Destination) => vec![left(language, stage)],
        };
    };
    let mut lines = match phase.kind {
        PhaseKind::Shutdown => one(text!("the guest stops", "der Gast hält an")),
        PhaseKind::Configuration | PhaseKind::Disk | PhaseKind::Mirror => match stage.disk() {
            Some(_) => vec![
                LEFT.fill(language, &[&format::size(language, stage.moment.state.disk_left)]),
                say!(
                    language,
                    "of {0}",
                    "von {0}",
                    format::short_size(language, stage.disk_size())
                ),
            ],
            None => one(text!("the disk is shared", "gemeinsame Platte")),
        },
        PhaseKind::Boot if phase.host == Host::Source => one(text!("the guest starts", "der Gast startet")),
        PhaseKind::Definition | PhaseKind::Boot | PhaseKind::Restore => Vec::new(),
        PhaseKind::Setup => one(text!("opens a channel", "öffnet einen Kanal")),
        PhaseKind::FirstPass
        | PhaseKind::Round(_)
        | PhaseKind::Rounds(..)
        | PhaseKind::Transfer
        | PhaseKind::StopAndCopy
        | PhaseKind::Save
        | PhaseKind::PostCopy => vec![left(language, stage)],
        PhaseKind::DeviceState if phase.host == Host::Source => one(text!("sends its devices", "sendet die Geräte")),
        PhaseKind::DeviceState | PhaseKind::Resume => Vec::new(),
        PhaseKind::Held(_) | PhaseKind::Stalled if stage.lane.lane == Lane::Cold => Vec::new(),
        PhaseKind::Held(_) | PhaseKind::Stalled => vec![left(language, stage)],
    };
    let dirty: Pages = stage.moment.state.zones.iter().map(|zone| zone.dirty).sum();
    let sends = matches!(
        phase.kind,
        PhaseKind::FirstPass | PhaseKind::Round(_) | PhaseKind::Held(_) | PhaseKind::Stalled
    );
    if sends && dirty.as_f64() >= 1.0 {
        lines.push(say!(
            language,
            "{0} dirty again",
            "{0} neu geändert",
            format::size(language, dirty.bytes())
        ));
    }
    const SLOWED: Text = text!("slowed down to {0}", "gebremst auf {0}", 1);
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
            (Status::Completed, _) if stage.reachable() => one(text!("runs the VM", "führt die VM aus")),
            (Status::Completed, _) => one(text!("announces the VM", "kündigt die VM an")),
            (_, Host::Destination) => vec![missing()],
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
                    text!("arrived", "angekommen").get(language).to_owned(),
                ]
            }
            None => vec![waiting()],
        },
        PhaseKind::Definition => one(text!("prepares the VM", "bereitet die VM vor")),
        PhaseKind::Boot if phase.host == Host::Destination => one(text!("the guest starts", "der Gast startet")),
        PhaseKind::Boot => Vec::new(),
        PhaseKind::Restore => one(text!("reads the file", "liest die Datei")),
        PhaseKind::FirstPass
        | PhaseKind::Round(_)
        | PhaseKind::Rounds(..)
        | PhaseKind::Transfer
        | PhaseKind::StopAndCopy => vec![
            text!("receiving", "empfängt").get(language).to_owned(),
            in_place(language, stage),
        ],
        PhaseKind::DeviceState => one(text!("loads the devices", "lädt die Geräte")),
        PhaseKind::Resume => one(text!("starts the VM", "startet die VM")),
        PhaseKind::PostCopy => vec![missing()],
        PhaseKind::Held(_) | PhaseKind::Stalled if stage.lane.lane == Lane::Cold => vec![waiting()],
        PhaseKind::Held(_) | PhaseKind::Stalled => vec![waiting(), in_place(language, stage)],
    };
    const RUNS_AT: Text = text!("runs at {0}", "läuft mit {0}", 1);
    lines.extend(slowed(language, stage, Host::Destination, RUNS_AT));
    lines
}

fn slowed(language: Language, stage: &Stage<'_>, host: Host, why: Text) -> Option<String> {
    let moment = stage.moment;
    let slow = moment.power == Power::Running && moment.host == host && moment.state.speed.as_f64() < 0.995;
    slow.then(|| why.fill(language, &[&format::share(language, moment.state.speed)]))
}

fn queued(stage: &Stage<'_>) -> Pages {
    stage.moment.state.zones.iter().map(|zone| zone.queued).sum()
}

fn left(language: Language, stage: &Stage<'_>) -> String {
    LEFT.fill(language, &[&format::size(language, queued(stage).bytes())])
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
    say!(
        language,
        "{0} in place",
        "{0} vor Ort",
        format::size(language, used - behind(stage))
    )
}
