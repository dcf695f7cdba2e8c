//! Plain names and one-sentence explanations of what the model reports, and
//! the [`Role`] that gives each its colour.

use std::borrow::Cow;

use super::format;
pub use super::roles::{Dash, Hatch, Role, lane_line};
use crate::model::{Cause, DownCause, EventKind, Host, PhaseKind, Power, RoundRange, Status};
use crate::params::{Choice, Reason};
use crate::text;
use crate::text::{Language, Text};

/// A thing with a name, an explanation and a colour.
pub trait Labelled {
    /// Its row in the table, and what is only known of the thing itself.
    fn row(&self) -> (&'static Row, Option<Detail>);

    /// A few words without a capital: `stop and copy`.
    fn label(&self, language: Language) -> Cow<'static, str> {
        let (row, detail) = self.row();
        let label = row.label.get(language);
        detail.map_or(Cow::Borrowed(label), |detail| Cow::Owned(detail.after(language, label)))
    }

    /// One sentence that says what it is.
    fn explanation(&self) -> Text {
        self.row().0.explanation
    }

    /// What its colour means.
    fn role(&self) -> Role {
        self.row().0.role
    }
}

/// What follows a label: the number of a round, the reason of a hold.
pub enum Detail {
    /// Which of several.
    Number(u32),
    /// From which to which.
    Rounds(RoundRange),
    /// Why it is held.
    Reason(Reason),
}

impl Detail {
    fn after(self, language: Language, label: &str) -> String {
        match self {
            Self::Number(number) => format!("{label} {number}"),
            Self::Rounds(rounds) => format!("{label} {}", format::rounds(language, rounds)),
            Self::Reason(reason) => format!("{label}: {}", reason.label().get(language)),
        }
    }
}

impl From<&u32> for Detail {
    fn from(number: &u32) -> Self {
        Self::Number(*number)
    }
}

impl From<&RoundRange> for Detail {
    fn from(rounds: &RoundRange) -> Self {
        Self::Rounds(*rounds)
    }
}

impl From<&Reason> for Detail {
    fn from(reason: &Reason) -> Self {
        Self::Reason(*reason)
    }
}

/// What is said of every thing of a kind.
pub struct Row {
    label: Text,
    explanation: Text,
    role: Role,
}

macro_rules! detail {
    () => {
        None
    };
    ($detail:ident) => {
        Some(Detail::from($detail))
    };
}

macro_rules! labels {
    ($($name:ident { $($variant:ident $(($detail:ident))? = $role:ident,
        $label:literal / $label_de:literal, $help:literal / $help_de:literal;)+ })+) => {$(
        impl Labelled for $name {
            fn row(&self) -> (&'static Row, Option<Detail>) {
                match self {
                    $($name::$variant $(($detail))? => (const {
                        &Row {
                            label: text!($label, $label_de),
                            explanation: text!($help, $help_de),
                            role: Role::$role,
                        }
                    }, detail!($($detail)?)),)+
                }
            }
        }
    )+};
}

labels! {
    PhaseKind {
        Shutdown = Off, "shut down" / "Herunterfahren",
            "The guest closes its programs and stops." /
            "Der Gast schließt seine Programme und hält an.";
        Configuration = State, "configuration" / "Beschreibung",
            "The description of the VM is copied to the other host." /
            "Die Beschreibung der VM wird auf den anderen Host kopiert.";
        Disk = Disk, "disk" / "Platte",
            "The disk is copied, or the rest of it, while the VM stands still or is off." /
            "Die Platte wird kopiert, oder ihr Rest, während die VM stillsteht oder aus ist.";
        Mirror = Disk, "disk mirror" / "Plattenspiegel",
            "The disk is copied while the VM runs; what is written meanwhile goes again, until both sides are the same." /
            "Die Platte wird kopiert, während die VM läuft; was dabei geschrieben wird, geht noch einmal, bis beide Seiten gleich sind.";
        Definition = State, "define" / "Anlegen",
            "The other host prepares a VM from the description." /
            "Der andere Host bereitet nach der Beschreibung eine VM vor.";
        Boot = Booting, "boot" / "Start",
            "The guest starts from nothing, as after a power cut." /
            "Der Gast startet bei null, wie nach einem Stromausfall.";
        Transfer = Paused, "memory" / "Speicher",
            "All memory in use is sent while the VM stands still." /
            "Aller benutzte Speicher wird gesendet, während die VM stillsteht.";
        Save = Paused, "save" / "Sichern",
            "All memory in use is written to a file while the VM stands still." /
            "Aller benutzte Speicher wird in eine Datei geschrieben, während die VM stillsteht.";
        Restore = Arriving, "restore" / "Einlesen",
            "The other host reads the file back into memory." /
            "Der andere Host liest die Datei zurück in den Speicher.";
        Setup = Idle, "set up" / "Aufbau",
            "The hosts open a channel and prepare memory." /
            "Die Hosts öffnen einen Kanal und bereiten den Speicher vor.";
        FirstPass = Sent, "first pass" / "erster Durchgang",
            "All memory is sent once while the VM runs and goes on writing to it." /
            "Aller Speicher wird einmal gesendet, während die VM läuft und weiter hineinschreibt.";
        Round(number) = Dirty, "round" / "Runde",
            "Pages that were written during the round before go again while the VM runs." /
            "Seiten, die während der Runde davor geschrieben wurden, gehen noch einmal, während die VM läuft.";
        Rounds(number) = Dirty, "rounds" / "Runden",
            "Round after round: the VM writes about as fast as the wire can send." /
            "Runde um Runde: Die VM schreibt etwa so schnell, wie die Leitung senden kann.";
        StopAndCopy = Paused, "stop and copy" / "Stop-and-Copy",
            "The VM stands still while the last pages are sent." /
            "Die VM steht still, während die letzten Seiten gesendet werden.";
        DeviceState = State, "device state" / "Gerätezustand",
            "Registers and devices are sent while the VM stands still." /
            "Register und Geräte werden gesendet, während die VM stillsteht.";
        Resume = Running, "resume" / "Fortsetzen",
            "The other host starts the VM's processors." /
            "Der andere Host startet die Prozessoren der VM.";
        PostCopy = Arriving, "post-copy" / "Post-Copy",
            "The VM runs on the other host while the rest of its memory follows." /
            "Die VM läuft auf dem anderen Host, während der Rest ihres Speichers folgt.";
        Held(reason) = Idle, "held" / "angehalten",
            "The migration is suspended on purpose and goes on later." /
            "Die Migration wird mit Absicht angehalten und geht später weiter.";
        Stalled = Idle, "link down" / "Leitung aus",
            "The link between the hosts carries nothing, so nothing moves." /
            "Die Leitung zwischen den Hosts überträgt nichts, also bewegt sich nichts.";
    }
    Cause {
        FirstPass = Sent, "first pass" / "erster Durchgang",
            "Each page of memory crosses the wire once while the VM runs." /
            "Jede Speicherseite geht einmal über die Leitung, während die VM läuft.";
        Resent = Dirty, "sent again" / "erneut gesendet",
            "Pages that the VM wrote after they had been sent have to go again." /
            "Seiten, die die VM nach dem Senden beschrieben hat, müssen noch einmal gehen.";
        StopAndCopy = Paused, "while paused" / "im Stillstand",
            "Memory that is sent while the VM stands still, so nothing can change under way." /
            "Speicher, der gesendet wird, während die VM stillsteht, sodass sich unterwegs nichts ändern kann.";
        OnDemand = Fetched, "on demand" / "auf Anforderung",
            "Pages that the VM touched before they had arrived; it waits for each of them." /
            "Seiten, die die VM berührt hat, bevor sie da waren; auf jede von ihnen wartet sie.";
        Pushed = Arriving, "pushed" / "nachgeschoben",
            "Pages that follow the VM in the background while it already runs on the other host." /
            "Seiten, die der VM im Hintergrund folgen, während sie schon auf dem anderen Host läuft.";
        Saved = Paused, "saved to a file" / "in Datei gesichert",
            "Memory and devices of the paused VM, written to a file on shared storage." /
            "Speicher und Geräte der pausierten VM, in eine Datei auf gemeinsamer Ablage geschrieben.";
        ReadBack = Arriving, "read back" / "eingelesen",
            "The same file, read by the other host." /
            "Dieselbe Datei, vom anderen Host gelesen.";
        Disk = Disk, "disk" / "Platte",
            "Blocks of the VM's disk, each of them once." /
            "Blöcke der Platte der VM, jeder einmal.";
        DiskResent = DiskAgain, "disk, again" / "Platte, erneut",
            "Blocks of the disk that the VM wrote after they had been sent have to go again." /
            "Blöcke der Platte, die die VM nach dem Senden beschrieben hat, müssen noch einmal gehen.";
        State = State, "state" / "Zustand",
            "Registers, devices and configuration: little, but nothing runs without it." /
            "Register, Geräte und Beschreibung: wenig, aber ohne das läuft nichts.";
    }
    DownCause {
        Shutdown = Off, "shut down" / "Herunterfahren",
            "The guest closes its programs and stops." /
            "Der Gast schließt seine Programme und hält an.";
        Configuration = State, "define" / "Anlegen",
            "The VM's configuration is copied and the VM is defined on the other host." /
            "Die Beschreibung der VM wird kopiert und die VM auf dem anderen Host angelegt.";
        Disk = Disk, "disk" / "Platte",
            "The disk is copied, or the rest of it, while the VM stands still or is off." /
            "Die Platte wird kopiert, oder ihr Rest, während die VM stillsteht oder aus ist.";
        Boot = Booting, "boot" / "Start",
            "The guest starts from nothing, as after a power cut." /
            "Der Gast startet bei null, wie nach einem Stromausfall.";
        FinalCopy = Paused, "final copy" / "letzte Kopie",
            "The pages that were still dirty are sent while the VM stands still." /
            "Die noch geänderten Seiten werden gesendet, während die VM stillsteht.";
        Transfer = Paused, "memory" / "Speicher",
            "All memory in use is sent while the VM stands still." /
            "Aller benutzte Speicher wird gesendet, während die VM stillsteht.";
        Save = Paused, "save" / "Sichern",
            "All memory in use is written to a file while the VM stands still." /
            "Aller benutzte Speicher wird in eine Datei geschrieben, während die VM stillsteht.";
        Restore = Arriving, "restore" / "Einlesen",
            "The other host reads the file back into memory." /
            "Der andere Host liest die Datei zurück in den Speicher.";
        DeviceState = State, "device state" / "Gerätezustand",
            "Registers and devices are sent and loaded on the other host." /
            "Register und Geräte werden gesendet und auf dem anderen Host geladen.";
        Resume = Running, "resume" / "Fortsetzen",
            "The other host starts the VM's processors." /
            "Der andere Host startet die Prozessoren der VM.";
        Held = Paused, "held" / "angehalten",
            "The migration was suspended on purpose while the VM stood still." /
            "Die Migration wurde mit Absicht angehalten, während die VM stillstand.";
        LinkDown = Idle, "link down" / "Leitung aus",
            "The link was down while the VM stood still." /
            "Die Leitung war ausgefallen, während die VM stillstand.";
    }
    EventKind {
        RoundEnd(number) = Dirty, "end of round" / "Ende von Runde",
            "The sender asks which pages were written meanwhile; those go again." /
            "Der Sender fragt, welche Seiten unterdessen geschrieben wurden; sie gehen noch einmal.";
        ThresholdReached = Paused, "small enough" / "klein genug",
            "What is left can be sent within the downtime limit, so the VM may be stopped." /
            "Was übrig ist, kann innerhalb der Stillstandsgrenze gesendet werden, also darf die VM gestoppt werden.";
        RuleStopped = Paused, "rounds are over" / "keine Runden mehr",
            "The stop rule ends the rounds, whatever is left: the VM is stopped and waits for all of it." /
            "Die Stoppregel beendet die Runden, was auch übrig ist: Die VM wird gestoppt und wartet auf alles davon.";
        Paused = Paused, "paused" / "pausiert",
            "The VM's processors were stopped." /
            "Die Prozessoren der VM wurden angehalten.";
        Switchover = Running, "switch-over" / "Übergabe",
            "From here on the VM belongs to the other host." /
            "Von hier an gehört die VM dem anderen Host.";
        Resumed = Running, "running again" / "läuft wieder",
            "The VM's processors run again." /
            "Die Prozessoren der VM laufen wieder.";
        PoweredOff = Off, "off" / "aus",
            "The guest has shut down." /
            "Der Gast ist heruntergefahren.";
        DiskInSync = Disk, "disk in sync" / "Platte im Gleichstand",
            "The disk is the same on both hosts; from now on only what is written goes again, and memory can move." /
            "Die Platte ist auf beiden Hosts gleich; von nun an geht nur, was geschrieben wird, und der Speicher kann umziehen.";
        DiskCopied = Disk, "disk copied" / "Platte kopiert",
            "The last block of the disk has arrived." /
            "Der letzte Block der Platte ist angekommen.";
        Saved = Paused, "saved" / "gesichert",
            "The file with the VM's memory is complete." /
            "Die Datei mit dem Speicher der VM ist vollständig.";
        TimedOut = Dirty, "timeout" / "Zeitlimit",
            "The migration took longer than it may." /
            "Die Migration hat länger gedauert, als sie darf.";
        MemoryComplete = Arriving, "memory complete" / "Speicher vollständig",
            "The last page has arrived: the source host can be switched off." /
            "Die letzte Seite ist da: Der Quellhost kann abgeschaltet werden.";
        Announced = Running, "announced" / "angekündigt",
            "The other host told the network where the VM is now." /
            "Der andere Host hat dem Netz gesagt, wo die VM jetzt ist.";
        Reachable = Running, "reachable" / "erreichbar",
            "Clients get answers from the VM again." /
            "Clients bekommen wieder Antworten von der VM.";
        ObservationEnded = Dirty, "end of observation" / "Ende der Beobachtung",
            "The migration had not finished when the observation ended." /
            "Die Migration war nicht fertig, als die Beobachtung endete.";
        Held = Paused, "held" / "angehalten",
            "The migration was suspended on purpose." /
            "Die Migration wurde mit Absicht angehalten.";
        Released = Running, "goes on" / "geht weiter",
            "The hold is over and the migration goes on." /
            "Der Halt ist vorbei, und die Migration geht weiter.";
        GivenUp = Off, "given up" / "aufgegeben",
            "The hold lasted longer than anybody would wait, so the migration was given up." /
            "Der Halt dauerte länger, als irgendwer warten würde, also wurde die Migration aufgegeben.";
        Cancelled = Off, "cancelled" / "abgebrochen",
            "Somebody cancelled the migration." /
            "Jemand hat die Migration abgebrochen.";
        Forced = Paused, "forced" / "erzwungen",
            "The VM has to stop now, and the rest is sent, however much it is." /
            "Die VM muss jetzt stoppen, und der Rest wird gesendet, wie viel es auch ist.";
        LinkDown = Dirty, "link down" / "Leitung aus",
            "The link between the hosts carries nothing any more." /
            "Die Leitung zwischen den Hosts überträgt nichts mehr.";
        LinkSlow = Dirty, "link slower" / "Leitung langsamer",
            "The link between the hosts carries less than it could." /
            "Die Leitung zwischen den Hosts überträgt weniger, als sie könnte.";
        LinkUp = Running, "link whole again" / "Leitung wieder ganz",
            "The link between the hosts carries all it can again." /
            "Die Leitung zwischen den Hosts überträgt wieder alles, was sie kann.";
        ConnectionLost = Dirty, "connection lost" / "Verbindung verloren",
            "The link was down for so long that the hosts gave the connection up." /
            "Die Leitung war so lange ausgefallen, dass die Hosts die Verbindung aufgaben.";
        Recovered = Running, "recovered" / "wiederhergestellt",
            "The connection is back, and the missing pages come again." /
            "Die Verbindung ist zurück, und die fehlenden Seiten kommen wieder.";
        SourceCrashed = Dirty, "source crashed" / "Quelle abgestürzt",
            "The host where the VM was at first lost its power." /
            "Der Host, auf dem die VM anfangs war, hat den Strom verloren.";
        DestinationCrashed = Dirty, "destination crashed" / "Ziel abgestürzt",
            "The host where the VM should go lost its power." /
            "Der Host, auf den die VM soll, hat den Strom verloren.";
        BurstBegan = Dirty, "burst of writes" / "Schreibschub",
            "From now on the VM writes more." /
            "Von nun an schreibt die VM mehr.";
        BurstEnded = Running, "burst over" / "Schub vorbei",
            "The VM writes as usual again." /
            "Die VM schreibt wieder wie üblich.";
        AnnouncementLost = Dirty, "announcement lost" / "Ankündigung verloren",
            "What the other host told the network about the VM was lost." /
            "Was der andere Host dem Netz über die VM sagte, ging verloren.";
    }
    Power {
        Running = Running, "running" / "läuft",
            "The VM's processors run." /
            "Die Prozessoren der VM laufen.";
        Paused = Paused, "paused" / "pausiert",
            "The VM's processors stand still; its memory is kept." /
            "Die Prozessoren der VM stehen still; ihr Speicher bleibt erhalten.";
        ShuttingDown = Off, "shutting down" / "stoppt",
            "The guest closes its programs and stops." /
            "Der Gast schließt seine Programme und hält an.";
        Off = Off, "off" / "aus",
            "The VM does not exist on any processor; only its disk is left." /
            "Die VM gibt es auf keinem Prozessor; nur ihre Platte ist übrig.";
        Booting = Booting, "booting" / "startet",
            "The guest starts from nothing, as after a power cut." /
            "Der Gast startet bei null, wie nach einem Stromausfall.";
    }
    Host {
        Source = Sent, "source" / "Quelle",
            "The host where the VM is at first." /
            "Der Host, auf dem die VM anfangs ist.";
        Destination = Arriving, "destination" / "Ziel",
            "The host where the VM should go." /
            "Der Host, auf den die VM soll.";
    }
    Status {
        Completed = Running, "completed" / "abgeschlossen",
            "The VM runs on the other host." /
            "Die VM läuft auf dem anderen Host.";
        Failed = Dirty, "failed" / "gescheitert",
            "The migration broke." /
            "Die Migration ist gescheitert.";
        Cancelled = Off, "given up" / "aufgegeben",
            "The migration was given up; the VM runs where it was." /
            "Die Migration wurde aufgegeben; die VM läuft, wo sie war.";
        Running = Paused, "not finished" / "nicht fertig",
            "The migration had not ended when the observation ended." /
            "Die Migration war nicht zu Ende, als die Beobachtung endete.";
    }
}
