//! The words that a value can take, with what they mean.

use crate::text;
use crate::text::{Language, Text};

/// A word that a parameter can take.
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// All of them, in the order of display.
    const ALL: &'static [Self];
    /// The row of each, in the same order.
    const WORDS: &'static [Word];
    /// Its place in the order.
    fn index(self) -> usize;
    /// As it stands in a link.
    fn token(self) -> &'static str {
        Self::WORDS[self.index()].token
    }
    /// As a user reads it.
    fn label(self) -> Text {
        Self::WORDS[self.index()].label
    }
    /// What it means, in a sentence.
    fn help(self) -> Text {
        Self::WORDS[self.index()].help
    }
    /// The value written with this token.
    #[must_use]
    fn from_token(token: &str) -> Option<Self> {
        Some(Self::ALL[Word::find(Self::WORDS, token)?])
    }
}

/// A row of a table of words.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// As it stands in a link.
    pub token: &'static str,
    /// As a user reads it.
    pub label: Text,
    /// What it means, in a sentence.
    pub help: Text,
}

impl Word {
    fn find(words: &[Self], token: &str) -> Option<usize> {
        words.iter().position(|word| word.token == token)
    }
}

macro_rules! choices {
    ($($(#[$meta:meta])* $name:ident {
        $($variant:ident = $token:literal, $label:literal / $label_de:literal, $help:literal / $help_de:literal;)+
    })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = $help] $variant,)+
        }
        impl Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            const WORDS: &'static [Word] = &[$(Word {
                token: $token,
                label: text!($label, $label_de),
                help: text!($help, $help_de),
            },)+];
            fn index(self) -> usize {
                self as usize
            }
        }
    )+};
}

choices! {
    /// The three migrations that are compared.
    Lane {
        Cold = "cold", "Cold" / "Kalt",
            "The VM is shut down, its files are moved, and it boots on the other host." /
            "Die VM wird heruntergefahren, ihre Dateien ziehen um, und sie startet auf dem anderen Host.";
        Suspended = "suspended", "Suspended" / "Suspendiert",
            "The VM is paused, its memory is moved, and it goes on where it was." /
            "Die VM wird pausiert, ihr Speicher zieht um, und sie läuft weiter, wo sie war.";
        Live = "live", "Live" / "Live",
            "The VM keeps running while its memory is moved." /
            "Die VM läuft weiter, während ihr Speicher umzieht.";
    }
    /// How a write class walks through its region.
    Pattern {
        Random = "random", "random" / "zufällig",
            "Any page of the region, each as likely as the other." /
            "Irgendeine Seite des Bereichs, jede gleich wahrscheinlich.";
        Sequential = "sequential", "sequential" / "der Reihe nach",
            "One page after the other, then from the start again." /
            "Eine Seite nach der anderen, dann wieder von vorn.";
    }
    /// Where the disk is.
    Storage {
        Shared = "shared", "shared" / "gemeinsam",
            "Both hosts reach the same disk: it need not move." /
            "Beide Hosts erreichen dieselbe Platte: Sie muss nicht umziehen.";
        Local = "local", "local" / "lokal",
            "The disk is in the source host: every migration has to move it." /
            "Die Platte steckt im Quellhost: Jede Migration muss sie mitnehmen.";
    }
    /// How a live migration moves memory.
    Method {
        Precopy = "precopy", "pre-copy" / "Pre-Copy",
            "Copy while the VM runs at the source, again what it writes meanwhile, then stop and copy the rest." /
            "Kopieren, während die VM an der Quelle läuft, erneut kopieren, was sie dabei schreibt, dann stoppen und den Rest kopieren.";
        Postcopy = "postcopy", "post-copy" / "Post-Copy",
            "Move the running VM first, then bring its memory; missing pages are fetched when touched." /
            "Zuerst zieht die laufende VM um, dann folgt ihr Speicher; fehlende Seiten werden bei Berührung geholt.";
        Hybrid = "hybrid", "hybrid" / "Hybrid",
            "Pre-copy first, then post-copy for what is left." /
            "Erst Pre-Copy, dann Post-Copy für das, was übrig ist.";
    }
    /// What the suspended lane shows: a suspended VM, or a suspended migration.
    SuspendMode {
        Save = "save", "save, move, restore" / "sichern, übertragen, fortsetzen",
            "The VM is paused and its memory is streamed to the other host, where it goes on." /
            "Die VM wird pausiert und ihr Speicher zum anderen Host übertragen, wo sie weiterläuft.";
        File = "file", "save to a file, restore" / "in eine Datei sichern, fortsetzen",
            "The VM is paused and saved to a file on shared storage; the other host reads it back." /
            "Die VM wird pausiert und in eine Datei auf gemeinsamem Speicher gesichert; der andere Host liest sie ein.";
        Hold = "hold", "hold a live migration" / "eine Live-Migration anhalten",
            "A live migration is suspended on purpose, for a reason, and goes on later; the VM runs meanwhile." /
            "Eine Live-Migration wird mit Absicht und aus einem Grund angehalten und geht später weiter; die VM läuft unterdessen.";
    }
    /// What can happen at a moment.
    ActKind {
        Hold = "hold", "hold" / "Halt",
            "The migration is suspended on purpose, for a reason." /
            "Die Migration wird mit Absicht angehalten, aus einem Grund.";
        Resume = "resume", "resume" / "weiter",
            "The hold ends and the migration goes on." /
            "Der Halt endet, und die Migration geht weiter.";
        Cancel = "cancel", "cancel" / "Abbruch",
            "The migration is given up." /
            "Die Migration wird abgebrochen.";
        LinkDown = "linkdown", "link fails" / "Leitung fällt aus",
            "The link between the hosts carries nothing." /
            "Die Leitung zwischen den Hosts überträgt nichts.";
        LinkUp = "linkup", "link repaired" / "Leitung repariert",
            "The link carries all it can again." /
            "Die Leitung überträgt wieder, was sie kann.";
        LinkSlow = "linkslow", "link slower" / "Leitung langsamer",
            "The link carries no more than this rate." /
            "Die Leitung überträgt nicht mehr als diese Rate.";
        SourceCrash = "srccrash", "source crashes" / "Quelle stürzt ab",
            "The host where the VM was at first loses its power." /
            "Der Host, auf dem die VM anfangs war, verliert den Strom.";
        DestinationCrash = "dstcrash", "destination crashes" / "Ziel stürzt ab",
            "The host where the VM should go loses its power." /
            "Der Host, auf den die VM soll, verliert den Strom.";
        Burst = "burst", "burst of writes" / "Schreibschub",
            "The VM writes that much more, spread over its write classes." /
            "Die VM schreibt so viel mehr, verteilt auf ihre Schreibklassen.";
        Force = "force", "force completion" / "Abschluss erzwingen",
            "A pre-copy stops the VM now and sends the rest, however long it takes." /
            "Ein Pre-Copy stoppt die VM jetzt und sendet den Rest, wie lange es auch dauert.";
        AnnouncementLoss = "arploss", "announcements lost" / "Ankündigungen gehen verloren",
            "What the VM's new host tells the network is lost." /
            "Was der neue Host der VM dem Netz mitteilt, geht verloren.";
    }
    /// How pages are packed before they go.
    Compression {
        None = "none", "none" / "keine",
            "Pages go as they are." /
            "Seiten gehen, wie sie sind.";
        Zlib = "zlib", "zlib" / "zlib",
            "Packs well, but slowly: about 70 MiB a second and thread." /
            "Packt gut, aber langsam: etwa 70 MiB je Sekunde und Thread.";
        Zstd = "zstd", "zstd" / "zstd",
            "Packs as well and five times as fast: about 340 MiB a second and thread." /
            "Packt ebenso gut und fünfmal so schnell: etwa 340 MiB je Sekunde und Thread.";
    }
    /// What can be said about an event.
    ActDetail {
        At = "at", "At" / "Bei",
            "When it happens, from the start of the migrations." /
            "Wann es geschieht, vom Beginn der Migrationen an.";
        Length = "length", "For" / "Dauer",
            "How long it lasts; without a length, until something else ends it." /
            "Wie lange es dauert; ohne Dauer, bis etwas anderes es beendet.";
        GiveUp = "giveup", "Give up after" / "Aufgeben nach",
            "How long the hold may last before the migration is given up." /
            "Wie lange der Halt dauern darf, bevor die Migration abgebrochen wird.";
        Reason = "reason", "Reason" / "Grund",
            "Why the migration is held." /
            "Warum die Migration angehalten wird.";
        Rate = "rate", "Rate" / "Rate",
            "What the link carries meanwhile, or how much more the VM writes." /
            "Was die Leitung unterdessen überträgt, oder wie viel mehr die VM schreibt.";
    }
    /// When a pre-copy stops the VM.
    StopRule {
        Qemu = "qemu", "QEMU" / "QEMU",
            "Stop when what is left can be sent within the downtime limit at the bandwidth just measured." /
            "Stoppen, wenn der Rest mit der zuletzt gemessenen Bandbreite innerhalb der Stillstandsgrenze gesendet werden kann.";
        Qemu72 = "qemu-7.2", "QEMU 7.2" / "QEMU 7.2",
            "The same as it was up to 2024: auto-converge acts at the end of a round only, however long the round is." /
            "Dasselbe, wie es bis 2024 war: Auto-Converge greift nur am Ende einer Runde ein, wie lang sie auch ist.";
        Textbook = "textbook", "textbook" / "Lehrbuch",
            "A constant dirty rate and as many rounds as the formula says, at most 30." /
            "Eine konstante Änderungsrate und so viele Runden, wie die Formel sagt, höchstens 30.";
        Clark = "clark", "Clark 2005" / "Clark 2005",
            "Begin slowly and follow the dirty rate; stop when even the fastest rate would not keep up, or 256 KiB are left." /
            "Langsam beginnen und der Änderungsrate folgen; stoppen, wenn auch die höchste Rate nicht mithielte oder 256 KiB übrig sind.";
        Xen = "xen", "Xen" / "Xen",
            "Stop after five rounds, or when fewer than 50 pages are dirty." /
            "Stoppen nach fünf Runden, oder wenn weniger als 50 Seiten geändert sind.";
        XenLegacy = "xen-legacy", "Xen, legacy" / "Xen, früher",
            "Stop after 29 rounds, a round of fewer than 50 pages, or three times the memory in traffic." /
            "Stoppen nach 29 Runden, einer Runde mit weniger als 50 Seiten oder dem Dreifachen des Speichers an Datenverkehr.";
        CloudHypervisor = "cloud-hypervisor", "Cloud Hypervisor" / "Cloud Hypervisor",
            "Stop when a round leaves no more than the last round's rate sends within the downtime limit; give up after an hour." /
            "Stoppen, wenn eine Runde nicht mehr übrig lässt, als die Rate der letzten Runde innerhalb der Stillstandsgrenze sendet; aufgeben nach einer Stunde.";
        OnePass = "one-pass", "one pass" / "ein Durchgang",
            "One pass while the VM runs, then stop and send what was written meanwhile, as Propolis does." /
            "Ein Durchgang, während die VM läuft, dann stoppen und senden, was dabei geschrieben wurde, wie Propolis es macht.";
    }
    /// What a timeout does.
    TimeoutAction {
        Abort = "abort", "give up" / "aufgeben",
            "The migration is cancelled; the VM runs on at the source." /
            "Die Migration wird abgebrochen; die VM läuft an der Quelle weiter.";
        Force = "force", "stop the VM and finish" / "VM stoppen und abschließen",
            "The VM is paused and the rest is sent, however long it takes." /
            "Die VM wird pausiert und der Rest gesendet, wie lange es auch dauert.";
        Postcopy = "postcopy", "switch to post-copy" / "zu Post-Copy wechseln",
            "The VM moves now and fetches the rest over the network." /
            "Die VM zieht jetzt um und holt den Rest über das Netz.";
    }
    /// Colours and sizes of the page.
    Theme {
        Auto = "auto", "as the system" / "wie das System",
            "Light or dark, as the system asks." /
            "Hell oder dunkel, wie das System es verlangt.";
        Light = "light", "light" / "hell",
            "Dark ink on paper." /
            "Dunkle Tinte auf Papier.";
        Dark = "dark", "dark" / "dunkel",
            "Light ink on a dark ground." /
            "Helle Tinte auf dunklem Grund.";
        Projector = "projector", "projector" / "Projektor",
            "Large type and full contrast for a lecture room." /
            "Große Schrift und voller Kontrast für den Hörsaal.";
    }
    /// A part of the page that a link can hide.
    Part {
        Header = "header", "header" / "Kopfzeile",
            "The bar at the top." /
            "Die Leiste ganz oben.";
        Rail = "rail", "parameters" / "Parameter",
            "The parameter controls." /
            "Die Regler der Parameter.";
        Timeline = "timeline", "timeline" / "Zeitleiste",
            "The clock and the phase bars." /
            "Die Uhr und die Phasenbalken.";
        Narration = "narration", "narration" / "Erzählung",
            "The sentence that tells what happens." /
            "Der Satz, der erzählt, was geschieht.";
        Charts = "charts", "charts" / "Diagramme",
            "The charts below." /
            "Die Diagramme darunter.";
    }
}

/// The pseudo language is for tests: links can ask for it, menus do not offer it.
impl Choice for Language {
    const ALL: &'static [Self] = &Self::ALL;
    const WORDS: &'static [Word] = &[
        named(Self::English, text!("English")),
        named(Self::German, text!("Deutsch")),
        named(Self::Pseudo, text!("Ënglïsh")),
    ];

    fn index(self) -> usize {
        self as usize
    }
}

const fn named(language: Language, name: Text) -> Word {
    Word {
        token: language.tag(),
        label: name,
        help: name,
    }
}
