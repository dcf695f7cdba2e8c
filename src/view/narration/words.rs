//! The sentences.

use super::{Chapter, events};
use crate::model::{Bound, EventKind, Host, Phase, PhaseKind, Power, Round, RoundRange, Status};
use crate::params::Lane;
use crate::text::{Language, Text};
use crate::trace::LaneTrace;
use crate::units::{Bytes, Pages};
use crate::view::format;
use crate::{say, text, word};

/// A round counts as no smaller than the one before from this part on.
const STEADY: f64 = 0.95;
/// Less of a disk than this is not worth a sentence.
const WORTH_TELLING: Bytes = Bytes::mib(1.0);

pub(super) fn text(language: Language, lane: &LaneTrace, chapter: &Chapter<'_>) -> String {
    match chapter {
        Chapter::Stages { phases, .. } => stages(language, lane, phases),
        Chapter::Rounds { phase, last } => rounds(language, lane, phase, *last),
        Chapter::Redirection { start, end } => say!(
            language,
            "The VM runs again, on host B. Clients still look for it on host A: it takes {0} until the network knows.",
            "Die VM läuft wieder, auf Host B. Clients suchen sie noch auf Host A: Es dauert {0}, bis das Netz Bescheid weiß.",
            format::time(language, *end - *start)
        ),
        Chapter::End { .. } => end(language, lane),
    }
}

fn stages(language: Language, lane: &LaneTrace, phases: &[Phase]) -> String {
    let (Some(first), Some(last)) = (phases.first(), phases.last()) else {
        return String::new();
    };
    let length = format::time(language, last.end - first.start);
    let used = used(language, lane);
    match first.kind {
        PhaseKind::Shutdown => word!(
            language,
            "The guest shuts down. From now on clients get no answer.",
            "Der Gast fährt herunter. Von nun an bekommen Clients keine Antwort."
        )
        .to_owned(),
        PhaseKind::Disk if lane.lane != Lane::Cold => disk_in_a_pause(language, lane, phases, &length),
        PhaseKind::Configuration | PhaseKind::Disk | PhaseKind::Definition => moving(language, lane),
        PhaseKind::Mirror => say!(
            language,
            "The disk, {0}, is copied to host B while the VM runs. What the VM writes to it meanwhile goes again; memory waits until both sides are the same.",
            "Die Platte, {0}, wird auf Host B kopiert, während die VM läuft. Was sie dabei darauf schreibt, geht noch einmal; der Speicher wartet, bis beide Seiten gleich sind.",
            format::short_size(language, disk(lane))
        ),
        PhaseKind::Boot => say!(
            language,
            "The guest boots on host {0} from nothing, which takes {1}: what its programs had in memory is lost.",
            "Der Gast startet auf Host {0} bei null, das dauert {1}: Was seine Programme im Speicher hatten, ist verloren.",
            if first.host == Host::Source { "A" } else { "B" },
            length
        ),
        PhaseKind::Transfer => say!(
            language,
            "The VM is paused and all {0} in use are sent. While it stands still it writes nothing, so nothing goes twice.",
            "Die VM ist pausiert, und alle benutzten {0} werden gesendet. Im Stillstand schreibt sie nichts, also geht nichts zweimal.",
            used
        ),
        PhaseKind::Save => say!(
            language,
            "The VM is paused and {0} are saved to a file on shared storage.",
            "Die VM ist pausiert, und {0} werden in eine Datei auf gemeinsamer Ablage gesichert.",
            used
        ),
        PhaseKind::Restore => say!(
            language,
            "Host B reads the file back into memory, which takes {0}; then the VM goes on where it was.",
            "Host B liest die Datei in den Speicher ein, das dauert {0}; dann läuft die VM weiter, wo sie war.",
            length
        ),
        PhaseKind::Setup if phases.len() == 1 => word!(
            language,
            "The hosts open a channel and prepare memory.",
            "Die Hosts öffnen einen Kanal und bereiten den Speicher vor."
        )
        .to_owned(),
        PhaseKind::Rounds(rounds) => repeated(language, lane, last, rounds),
        PhaseKind::Setup | PhaseKind::FirstPass | PhaseKind::Round(_) => say!(
            language,
            "First pass: all {0} in use are sent once, while the VM keeps running on host A and goes on writing to them.{1}",
            "Erster Durchgang: Alle benutzten {0} werden einmal gesendet, während die VM auf Host A läuft und weiter hineinschreibt.{1}",
            used,
            match lane.metrics.bound {
                Bound::Processor => word!(
                    language,
                    " The processors hold it back, not the link.",
                    " Die Prozessoren bremsen, nicht die Leitung."
                ),
                Bound::Line | Bound::Cap => "",
            }
        ),
        PhaseKind::StopAndCopy => stop_and_copy(language, lane, first, &length),
        PhaseKind::DeviceState => handover(language, &length),
        PhaseKind::Resume => word!(
            language,
            "Host B starts the VM's processors.",
            "Host B startet die Prozessoren der VM."
        )
        .to_owned(),
        PhaseKind::PostCopy => post_copy(language, lane, first),
        PhaseKind::Held(reason) => events::held(language, lane, first, reason, &length),
        PhaseKind::Stalled => events::stalled(language, lane, first, &length),
    }
}

/// Rounds that leave less than this part of what they left at first shrink.
const SHRUNK: f64 = 0.9;

/// Rounds that the record holds as one.
fn repeated(language: Language, lane: &LaneTrace, phase: &Phase, rounds: RoundRange) -> String {
    const UNFINISHED: Text = text!(
        "Rounds {0}: the VM writes as fast as the wire carries, so no round leaves less than the one before.",
        "Runden {0}: Die VM schreibt so schnell, wie die Leitung überträgt, also lässt keine Runde weniger übrig als die davor.",
        1,
    );
    const LUCKY: Text = text!(
        "Rounds {0}: each leaves about as much as the one before, until by chance one leaves little enough.",
        "Runden {0}: Jede lässt etwa so viel übrig wie die davor, bis durch Zufall eine wenig genug übrig lässt.",
        1,
    );
    const SHRINKING: Text = text!(
        "Rounds {0}: the VM writes almost as fast as the wire carries, so each leaves a little less than the one before.",
        "Runden {0}: Die VM schreibt fast so schnell, wie die Leitung überträgt, also lässt jede etwas weniger übrig als die davor.",
        1,
    );
    let unfinished = lane.metrics.status == Status::Running;
    // The end is where the next stage begins, with less to send.
    let half_way = phase.start + (phase.end - phase.start) * 0.5;
    let [before, after] = [phase.start, half_way].map(|time| lane.at(time).state.memory_left());
    let text = if after < before * SHRUNK {
        SHRINKING
    } else if unfinished {
        UNFINISHED
    } else {
        LUCKY
    };
    text.fill(language, &[&format::rounds(language, rounds)])
}

fn handover(language: Language, length: &str) -> String {
    say!(
        language,
        "The VM is paused for {0}: its registers and devices move to host B, where it goes on before its memory has arrived.",
        "Die VM ist für {0} pausiert: Register und Geräte ziehen auf Host B um, wo sie weiterläuft, bevor ihr Speicher da ist.",
        length
    )
}

/// All of the disk that moves.
fn disk(lane: &LaneTrace) -> Bytes {
    lane.samples.first().map_or(Bytes::ZERO, |sample| sample.disk_left)
}

/// The disk of a VM that stands still: what a mirror had left, or all of it.
fn disk_in_a_pause(language: Language, lane: &LaneTrace, phases: &[Phase], length: &str) -> String {
    let left = phases
        .first()
        .map_or(Bytes::ZERO, |first| lane.at(first.start).state.disk_left);
    let size = format::size(language, left);
    let last = match phases.get(1) {
        Some(phase) if phase.kind == PhaseKind::StopAndCopy => stop_and_copy(language, lane, phase, length),
        Some(_) => handover(language, length),
        None => {
            return say!(
                language,
                "The VM stands still and its disk, {0}, is copied to host B; memory follows.",
                "Die VM steht still, und ihre Platte, {0}, wird auf Host B kopiert; der Speicher folgt.",
                size
            );
        }
    };
    if left < WORTH_TELLING {
        return last;
    }
    say!(
        language,
        "{0} First go {1} of the disk that the mirror had left.",
        "{0} Zuerst gehen {1} der Platte, die der Spiegel übrig ließ.",
        last,
        size
    )
}

fn moving(language: Language, lane: &LaneTrace) -> String {
    let disk = disk(lane);
    if disk.is_zero() {
        word!(
            language,
            "The VM is off. Both hosts reach its disk, so only its description moves; memory is not sent.",
            "Die VM ist aus. Beide Hosts erreichen ihre Platte, also zieht nur ihre Beschreibung um; Speicher wird nicht gesendet."
        )
        .to_owned()
    } else {
        say!(
            language,
            "The VM is off. Its disk, {0}, is copied to host B; memory is not sent.",
            "Die VM ist aus. Ihre Platte, {0}, wird auf Host B kopiert; Speicher wird nicht gesendet.",
            format::short_size(language, disk)
        )
    }
}

fn rounds(language: Language, lane: &LaneTrace, phase: &Phase, last: u32) -> String {
    let PhaseKind::Round(number) = phase.kind else {
        return String::new();
    };
    let name = if last > number {
        say!(language, "Rounds {0} to {1}", "Runden {0} bis {1}", number, last)
    } else {
        say!(language, "Round {0}", "Runde {0}", number)
    };
    let size = format::size(language, queued(lane, number));
    let is_steady = number > 2 && steady(lane, number);
    let text = if is_steady && queued(lane, last) < queued(lane, number) * SHRUNK {
        say!(
            language,
            "{0}: the workload writes almost as fast as the link sends, so each is a little smaller than the one before, at first {1}.",
            "{0}: Die Last schreibt fast so schnell, wie die Leitung sendet, also ist jede etwas kleiner als die davor, anfangs {1}.",
            name,
            size
        )
    } else if is_steady {
        say!(
            language,
            "{0}: the workload writes pages as fast as the link sends them, so round after round stays the same size, about {1}.",
            "{0}: Die Last schreibt Seiten so schnell, wie die Leitung sie sendet, also bleibt Runde um Runde gleich groß, etwa {1}.",
            name,
            size
        )
    } else if last > number {
        say!(
            language,
            "{0}: each sends again what was written during the one before, at first {1}.",
            "{0}: Jede sendet noch einmal, was während der Runde davor geschrieben wurde, anfangs {1}.",
            name,
            size
        )
    } else if number == 2 {
        say!(
            language,
            "{0}: {1} were written while the first pass was being sent, so they go again.",
            "{0}: {1} wurden während des ersten Durchgangs geschrieben, also gehen sie noch einmal.",
            name,
            size
        )
    } else {
        say!(
            language,
            "{0}: {1} were written while round {2} was being sent, so they go again.",
            "{0}: {1} wurden während Runde {2} geschrieben, also gehen sie noch einmal.",
            name,
            size,
            number - 1
        )
    };
    let speed = lane.at(phase.start).state.speed;
    let throttled = phase.power == Power::Running && speed.as_f64() < 0.995 && !lane.metrics.throttle_max.is_zero();
    if throttled {
        say!(
            language,
            "{0} The VM is slowed down to {1} so that it writes less.",
            "{0} Die VM wird auf {1} gebremst, damit sie weniger schreibt.",
            text,
            format::share(language, speed)
        )
    } else {
        text
    }
}

fn stop_and_copy(language: Language, lane: &LaneTrace, phase: &Phase, length: &str) -> String {
    let left: Pages = lane.at(phase.start).state.zones.iter().map(|zone| zone.queued).sum();
    let allowed = lane.rounds.last().map_or(Pages::ZERO, |round| round.threshold);
    let size = format::size(language, left.bytes());
    let struck = lane
        .events
        .iter()
        .any(|event| event.kind == EventKind::TimedOut && event.at <= phase.start);
    if struck {
        say!(
            language,
            "Stop-and-copy: time is up, so the VM is paused for {0} and the last {1} are sent.",
            "Stop-and-Copy: Die Zeit ist um, also wird die VM für {0} pausiert, und die letzten {1} werden gesendet.",
            length,
            size
        )
    } else if left <= allowed {
        say!(
            language,
            "Stop-and-copy: {0} are left and {1} are allowed, so the VM is paused for {2} and the rest is sent.",
            "Stop-and-Copy: {0} sind übrig und {1} erlaubt, also wird die VM für {2} pausiert und der Rest gesendet.",
            size,
            format::size(language, allowed.bytes()),
            length
        )
    } else {
        say!(
            language,
            "Stop-and-copy: the VM is paused for {0} and the last {1} are sent.",
            "Stop-and-Copy: Die VM wird für {0} pausiert, und die letzten {1} werden gesendet.",
            length,
            size
        )
    }
}

fn post_copy(language: Language, lane: &LaneTrace, phase: &Phase) -> String {
    let missing: Pages = lane.at(phase.start).state.zones.iter().map(|zone| zone.queued).sum();
    let text = say!(
        language,
        "Post-copy: the VM already runs on host B while {0} of its memory are still on host A.",
        "Post-Copy: Die VM läuft schon auf Host B, während {0} ihres Speichers noch auf Host A sind.",
        format::size(language, missing.bytes())
    );
    let faults = lane.metrics.page_faults.as_f64();
    if faults < 0.5 {
        return text;
    }
    say!(
        language,
        "{0} About {1} page faults have to wait for the network, {2} in all.",
        "{0} Etwa {1} Seitenfehler müssen auf das Netz warten, insgesamt {2}.",
        text,
        format::count(language, faults),
        format::time(language, lane.metrics.fault_blocked)
    )
}

fn end(language: Language, lane: &LaneTrace) -> String {
    let metrics = &lane.metrics;
    let down = format::time(language, metrics.downtime.total());
    let total = format::time(language, metrics.total);
    let sent = format::size(language, metrics.traffic.total());
    let held = events::suspended(language, lane);
    match (metrics.status, lane.lane) {
        (Status::Completed, Lane::Suspended | Lane::Live) if !lane.rounds.is_empty() || lane.lane == Lane::Live => {
            say!(
                language,
                "Done: the VM runs on host B. It stood still for {0}; clients waited for {1}. {2} were sent in {3}.{4}",
                "Fertig: Die VM läuft auf Host B. Sie stand {0} still; Clients warteten {1}. {2} wurden in {3} gesendet.{4}",
                down,
                format::time(language, metrics.outage),
                sent,
                total,
                held
            )
        }
        (Status::Completed, Lane::Cold) => say!(
            language,
            "Done: the VM runs on host B after {0} of downtime, with its programs started afresh. {1} were sent.{2}",
            "Fertig: Die VM läuft nach {0} Stillstand auf Host B, mit neu gestarteten Programmen. {1} wurden gesendet.{2}",
            down,
            sent,
            held
        ),
        (Status::Completed, _) => say!(
            language,
            "Done: the VM goes on where it was, on host B, after {0} of downtime. {1} were sent.{2}",
            "Fertig: Die VM läuft nach {0} Stillstand auf Host B weiter, wo sie war. {1} wurden gesendet.{2}",
            down,
            sent,
            held
        ),
        (Status::Cancelled | Status::Failed, _) => events::halted(language, lane, &total),
        (Status::Running, _) if ends_held(lane) => say!(
            language,
            "Not finished after {0}: the migration is still suspended, and nobody has resumed it.",
            "Nicht fertig nach {0}: Die Migration ist noch angehalten, und niemand hat sie fortgesetzt.",
            total
        ),
        (Status::Running, _) => unfinished(language, lane, &total),
    }
}

fn unfinished(language: Language, lane: &LaneTrace, total: &str) -> String {
    if lane.phases.last().is_some_and(|phase| phase.kind == PhaseKind::Mirror) {
        return say!(
            language,
            "Not finished after {0}: {1} of the disk differ between the hosts. Where the VM writes blocks as fast as the link sends them, its mirror never catches up.",
            "Nicht fertig nach {0}: {1} der Platte sind auf den Hosts verschieden. Wo die VM Blöcke so schnell schreibt, wie die Leitung sie sendet, holt ihr Spiegel nie auf.",
            total,
            format::size(language, lane.at(lane.metrics.total).state.disk_left)
        );
    }
    let last = lane.rounds.last().map_or(0, |round| round.number);
    if last > 2 && steady(lane, last) {
        // Rounds that repeat are not among the records, but are counted.
        let number = lane.metrics.syncs.saturating_sub(1).max(last);
        return say!(
            language,
            "Not finished after {0} and {1} rounds: the workload writes pages as fast as the link sends them. This pre-copy never ends.",
            "Nicht fertig nach {0} und {1} Runden: Die Last schreibt Seiten so schnell, wie die Leitung sie sendet. Dieses Pre-Copy endet nie.",
            total,
            format::count(language, f64::from(number))
        );
    }
    let left = lane.at(lane.metrics.total).state.memory_left();
    say!(
        language,
        "Not finished after {0}, when the observation ends: {1} are still to be sent.",
        "Nicht fertig nach {0}, wenn die Beobachtung endet: {1} sind noch zu senden.",
        total,
        format::size(language, left)
    )
}

fn ends_held(lane: &LaneTrace) -> bool {
    lane.phases
        .last()
        .is_some_and(|phase| matches!(phase.kind, PhaseKind::Held(_)))
}

fn used(language: Language, lane: &LaneTrace) -> String {
    format::size(
        language,
        lane.zones.iter().map(|zone| zone.pages).sum::<Pages>().bytes(),
    )
}

fn round(lane: &LaneTrace, number: u32) -> Option<&Round> {
    let index = lane.rounds.partition_point(|round| round.number < number);
    lane.rounds.get(index).filter(|round| round.number == number)
}

/// What a round has to send.
fn queued(lane: &LaneTrace, number: u32) -> Bytes {
    let own = round(lane, number).map(|round| round.queued);
    let before = || round(lane, number.saturating_sub(1)).map(|round| round.left);
    own.or_else(before).unwrap_or_default().bytes()
}

/// Whether a round has about as much to send as the one before, or more.
fn steady(lane: &LaneTrace, number: u32) -> bool {
    queued(lane, number) >= queued(lane, number - 1) * STEADY
}
