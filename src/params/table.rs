//! The rows of the table.

use super::{Group, Kind, Param, Range, Scale, Unit};
use crate::text;

const fn quantity(unit: Unit, ends: (f64, f64), slider: (f64, f64), default: f64, scale: Scale) -> Kind {
    Kind::Quantity(Range {
        unit,
        min: unit.of(ends.0),
        max: unit.of(ends.1),
        default: Some(unit.of(default)),
        scale,
        slider: (unit.of(slider.0), unit.of(slider.1)),
        optional: false,
    })
}

const fn optional(unit: Unit, ends: (f64, f64), slider: (f64, f64), scale: Scale) -> Kind {
    Kind::Quantity(Range {
        unit,
        min: unit.of(ends.0),
        max: unit.of(ends.1),
        default: None,
        scale,
        slider: (unit.of(slider.0), unit.of(slider.1)),
        optional: true,
    })
}

macro_rules! table {
    ($($id:ident $key:literal $label:literal / $label_de:literal $group:ident $kind:expr;
        $help:literal / $help_de:literal)+) => {
        /// Names of the parameters inside the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Id {
            $(#[doc = $help] $id,)+
        }

        /// The table, in the order of display and of canonical links.
        pub const TABLE: &[Param] = &[
            $(Param {
                id: Id::$id,
                key: $key,
                label: text!($label, $label_de),
                help: text!($help, $help_de),
                group: Group::$group,
                kind: $kind,
            },)+
        ];
    };
}

const KIB: f64 = 1024.0;
const MIB: f64 = 1024.0 * KIB;
const GIB: f64 = 1024.0 * MIB;
const TIB: f64 = 1024.0 * GIB;
const MBPS: f64 = 1e6 / 8.0;

use Scale::{Linear, Log};
use Unit::{BitRate, ByteRate, Size, Time};

table! {
    Version "v" "Version" / "Version" Display Kind::Form;
        "The version of the link language. Old links stay valid for ever." /
        "Die Version der Linksprache. Alte Links bleiben für immer gültig."
    Ram "ram" "Memory" / "Speicher" Machine quantity(Size, (4.0 * MIB, 16.0 * TIB), (128.0 * MIB, 1024.0 * GIB), 4.0 * GIB, Log);
        "How much memory the VM has. A live or suspended migration has to move what is in use of it; a cold one moves none." /
        "Wie viel Speicher die VM hat. Eine Live- oder suspendierte Migration muss mitnehmen, was davon benutzt ist; eine kalte nimmt keinen mit."
    Used "used" "In use" / "Benutzt" Machine quantity(Unit::Share, (0.0, 1.0), (0.0, 1.0), 0.6, Linear);
        "The part of memory that holds something. Pages full of zeros cost nine bytes each instead of four thousand." /
        "Der Teil des Speichers, der etwas enthält. Seiten voller Nullen kosten je neun Bytes statt viertausend."
    Disk "disk" "Disk" / "Platte" Machine quantity(Size, (0.0, 1024.0 * TIB), (100.0 * MIB, 10.0 * TIB), 20.0 * GIB, Log);
        "What is allocated of the VM's disk. It moves only if the storage is local." /
        "Was von der Platte der VM belegt ist. Sie zieht nur um, wenn sie lokal ist."
    Storage "storage" "Storage" / "Ablage" Machine Kind::Choice;
        "Shared: both hosts reach the disk, so it stays where it is. Local: it has to be copied, by a live migration while the VM runs." /
        "Gemeinsam: Beide Hosts erreichen die Platte, also bleibt sie, wo sie ist. Lokal: Sie muss kopiert werden, bei einer Live-Migration, während die VM läuft."
    DiskWrites "disk-writes" "Writes to disk" / "Schreiben auf die Platte" Machine quantity(ByteRate, (0.0, 1024.0 * GIB), (0.0, 4.0 * GIB), MIB, Log);
        "How fast blocks of a local disk are written while a live migration copies it, counted as whole blocks of 64 KiB: they have to go again. Faster than the link, and the copy never catches up." /
        "Wie schnell Blöcke einer lokalen Platte beschrieben werden, während eine Live-Migration sie kopiert, gezählt als ganze Blöcke von 64 KiB: Sie müssen erneut gesendet werden. Schneller als die Leitung, und die Kopie holt nie auf."
    DiskRegion "disk-region" "Written part of the disk" / "Beschriebener Teil der Platte" Machine quantity(Size, (64.0 * KIB, 1024.0 * TIB), (MIB, TIB), GIB, Log);
        "The part of a local disk that these writes fall on; at most all of it. Writing a block twice before it goes again costs only one re-send." /
        "Der Teil einer lokalen Platte, auf den diese Zugriffe fallen; höchstens die ganze. Einen Block zweimal zu schreiben, bevor er erneut gesendet wird, kostet nur ein Senden."
    DeviceState "state" "Device state" / "Gerätezustand" Machine quantity(Size, (0.0, GIB), (16.0 * KIB, 256.0 * MIB), 300.0 * KIB, Log);
        "Registers, interrupt controllers, network and disk controllers: sent while the VM is paused, so it adds to downtime." /
        "Register, Interrupt-Controller, Netz- und Plattencontroller: werden gesendet, während die VM pausiert ist, und verlängern so den Stillstand."
    Writes "writes" "Writes to memory" / "Schreibzugriffe" Workload Kind::Form;
        "Groups of writes, each PATTERN:REGION@RATE. They decide how much has to be sent again while the VM runs." /
        "Gruppen von Schreibzugriffen, jede als MUSTER:BEREICH@RATE. Sie entscheiden, wie viel erneut gesendet werden muss, während die VM läuft."
    WriteRegion "writes.region" "Writable working set" / "Beschriebener Bereich" Workload quantity(Size, (4.0 * KIB, 16.0 * TIB), (MIB, 256.0 * GIB), 512.0 * MIB, Log);
        "The memory that these writes fall on. Writing the same page twice between two rounds costs only one re-send: a small set converges." /
        "Der Speicher, auf den diese Zugriffe fallen. Dieselbe Seite zweimal zwischen zwei Runden zu schreiben kostet nur ein erneutes Senden: Ein kleiner Bereich konvergiert."
    WriteRate "writes.rate" "Write rate" / "Schreibrate" Workload quantity(ByteRate, (0.0, 1024.0 * GIB), (0.0, 16.0 * GIB), 40.0 * MIB, Log);
        "How fast pages are touched, counted as whole pages. Faster than the link and larger than the downtime limit allows means: it never converges." /
        "Wie schnell Seiten berührt werden, gezählt als ganze Seiten. Schneller als die Leitung und größer, als die Stillstandsgrenze erlaubt, heißt: Es konvergiert nie."
    Link "link" "Link" / "Leitung" Network quantity(BitRate, (1e4 / 8.0, 1e13 / 8.0), (MBPS, 400_000.0 * MBPS), 1000.0 * MBPS, Log);
        "The line rate between the hosts. About 94 % of it carries memory; the rest are packet headers." /
        "Die Rate der Leitung zwischen den Hosts. Etwa 94 % davon tragen Speicher; der Rest sind Paketköpfe."
    Rtt "rtt" "Round trip" / "Umlaufzeit" Network quantity(Time, (0.0, 10.0), (0.000_02, 1.0), 0.000_2, Log);
        "The time there and back between the hosts. Every page fault of a post-copy waits for it." /
        "Die Zeit hin und zurück zwischen den Hosts. Jeder Seitenfehler eines Post-Copy wartet so lange."
    Cap "cap" "Bandwidth cap" / "Bandbreitengrenze" Network optional(ByteRate, (KIB, 1024.0 * GIB), (MIB, 32.0 * GIB), Log);
        "What the migration may use of the link while the VM runs (max-bandwidth). Lifted when the VM stops and for post-copy." /
        "Was die Migration von der Leitung nutzen darf, während die VM läuft (max-bandwidth). Aufgehoben, wenn die VM stoppt, und für Post-Copy."
    Thread "thread" "Sending thread" / "Sende-Thread" Network optional(ByteRate, (KIB, 1024.0 * GIB), (100.0 * MIB, 8.0 * GIB), Log);
        "What one processor manages to send. On a line faster than this more channels help; on a slower one they do nothing." /
        "Was ein Prozessor zu senden schafft. Auf einer schnelleren Leitung helfen mehr Kanäle; auf einer langsameren bewirken sie nichts."
    Channels "channels" "Channels" / "Kanäle" Network Kind::Choice;
        "Over how many connections memory goes, each with a thread of its own (multifd)." /
        "Über wie viele Verbindungen der Speicher geht, jede mit einem eigenen Thread (multifd)."
    Compress "compress" "Compression" / "Kompression" Network Kind::Choice;
        "Pages are packed before they go (multifd). A slow link gains; on a fast one the processors are too slow, unless there are many channels." /
        "Seiten werden gepackt, bevor sie gehen (multifd). Eine langsame Leitung gewinnt; auf einer schnellen sind die Prozessoren zu langsam, außer bei vielen Kanälen."
    Ratio "ratio" "Packed size" / "Gepackte Größe" Network quantity(Unit::Share, (0.01, 1.0), (0.01, 1.0), 0.37, Linear);
        "What compression leaves of a page. Text and code come down to a third; what is encrypted or packed already hardly shrinks." /
        "Was die Kompression von einer Seite übrig lässt. Text und Code schrumpfen auf ein Drittel; Verschlüsseltes oder schon Gepacktes kaum."
    Live "live" "Method" / "Verfahren" Live Kind::Choice;
        "Pre-copy sends memory first and moves the VM last; post-copy moves the VM first. Hybrid does one pass, then moves." /
        "Pre-Copy sendet zuerst den Speicher und bewegt die VM zuletzt; Post-Copy bewegt zuerst die VM. Hybrid macht einen Durchgang und bewegt sie dann."
    Switch "switch" "Switch to post-copy" / "Wechsel zu Post-Copy" Live Kind::Form;
        "When post-copy begins: at the start, after the first pass over memory, or at a time." /
        "Wann Post-Copy beginnt: am Anfang, nach dem ersten Durchgang durch den Speicher oder zu einer Zeit."
    Stop "stop" "Stop rule" / "Stoppregel" Live Kind::Choice;
        "How the hypervisor decides that the rest is small enough to stop the VM." /
        "Wie der Hypervisor entscheidet, dass der Rest klein genug ist, um die VM zu stoppen."
    Downtime "downtime" "Downtime limit" / "Stillstandsgrenze" Live quantity(Time, (0.0, 2000.0), (0.001, 60.0), 0.3, Log);
        "How long the VM may stand still at the end. A pre-copy goes on until the rest fits into this time." /
        "Wie lange die VM am Ende stillstehen darf. Ein Pre-Copy macht weiter, bis der Rest in diese Zeit passt."
    Throttle "throttle" "Auto-converge" / "Auto-Converge" Live Kind::Flag;
        "Slow the VM down, step by step, when it writes too fast to converge." /
        "Die VM Schritt für Schritt bremsen, wenn sie zu schnell schreibt, um zu konvergieren."
    Load "load" "Time for writes" / "Zeit fürs Schreiben" Workload quantity(Unit::Share, (0.0, 1.0), (0.0, 1.0), 1.0, Linear);
        "The share of its processor time that the VM needs for its writes. Auto-converge slows writes only when it leaves less than this: a VM with time to spare catches up." /
        "Der Anteil ihrer Prozessorzeit, den die VM zum Schreiben braucht. Auto-Converge bremst das Schreiben erst, wenn es weniger als das übrig lässt: Eine VM mit freier Zeit holt auf."
    Delta "delta" "Delta compression" / "Delta-Kompression" Live Kind::Flag;
        "Send only what changed in a page that was sent before and is still in the sender's cache (XBZRLE)." /
        "Nur senden, was sich in einer Seite geändert hat, die schon gesendet wurde und noch im Cache des Senders liegt (XBZRLE)."
    Cache "cache" "Delta cache" / "Delta-Cache" Live quantity(Size, (4.0 * KIB, TIB), (MIB, 16.0 * GIB), 64.0 * MIB, Log);
        "How much the sender remembers for delta compression. Pages that do not fit go as a whole." /
        "Wie viel sich der Sender für die Delta-Kompression merkt. Seiten, die nicht hineinpassen, gehen als Ganzes."
    Change "change" "Changed in a page" / "Geändert je Seite" Live quantity(Size, (0.0, 4.0 * KIB), (1.0, 4.0 * KIB), 64.0, Log);
        "How much of a page differs from what was sent before: what delta compression has to send of it." /
        "Wie viel einer Seite sich vom zuletzt Gesendeten unterscheidet: was die Delta-Kompression von ihr senden muss."
    Ramp "ramp" "Ramp of the limit" / "Anstieg der Grenze" Live Kind::Form;
        "The downtime limit begins small and grows to its full size in equal steps, as OpenStack does it: an easy VM gets a short stop, a hard one still converges." /
        "Die Stillstandsgrenze beginnt klein und wächst in gleichen Schritten zu voller Größe, wie OpenStack es macht: Eine leichte VM bekommt einen kurzen Stopp, eine schwere konvergiert trotzdem."
    MinRate "min-rate" "Slowest rate" / "Langsamste Rate" Live quantity(ByteRate, (KIB, 1024.0 * GIB), (MIB, 16.0 * GIB), 12.5e6, Log);
        "The rate of the first pass under Clark's stop rule; later rounds go faster as the dirty rate asks for it." /
        "Die Rate des ersten Durchgangs unter der Stoppregel von Clark; spätere Runden gehen schneller, wie die Änderungsrate es verlangt."
    Timeout "timeout" "Timeout" / "Zeitlimit" Live Kind::Form;
        "What happens when a pre-copy has not finished in time: give up, stop the VM and finish, or switch to post-copy." /
        "Was geschieht, wenn ein Pre-Copy nicht rechtzeitig fertig ist: aufgeben, die VM stoppen und abschließen oder zu Post-Copy wechseln."
    Suspend "suspend" "What" / "Was" Suspended Kind::Form;
        "A suspended VM: saved and streamed to the other host, or through a file. Or a suspended migration: a live one that is held for a reason and goes on later." /
        "Eine suspendierte VM: gesichert und zum anderen Host übertragen, oder über eine Datei. Oder eine suspendierte Migration: live, aus einem Grund angehalten, und später fortgesetzt."
    StoreRate "store" "Storage speed" / "Tempo der Ablage" Suspended quantity(ByteRate, (KIB, 1024.0 * GIB), (10.0 * MIB, 16.0 * GIB), 200.0 * MIB, Log);
        "How fast shared storage takes and gives a saved VM. It matters when the suspended VM goes through a file." /
        "Wie schnell die gemeinsame Ablage eine gesicherte VM aufnimmt und hergibt. Das zählt, wenn die suspendierte VM über eine Datei geht."
    Shutdown "shutdown" "Shut down" / "Herunterfahren" Cold quantity(Time, (0.0, 86_400.0), (0.1, 600.0), 20.0, Log);
        "How long the guest takes to shut down cleanly." /
        "Wie lange der Gast braucht, um sauber herunterzufahren."
    Boot "boot" "Boot" / "Starten" Cold quantity(Time, (0.0, 86_400.0), (0.1, 600.0), 35.0, Log);
        "How long the guest takes to boot and start its services on the other host." /
        "Wie lange der Gast braucht, um auf dem anderen Host zu starten, samt seinen Diensten."
    At "at" "Events" / "Ereignisse" Events Kind::Form;
        "What happens at a moment of the migrations, in all lanes: holds, failures, bursts of writes." /
        "Was zu einem Zeitpunkt der Migrationen geschieht, in allen Spuren: Halte, Ausfälle, Schreibschübe."
    Lanes "lanes" "Lanes" / "Spuren" Display Kind::Form;
        "Which migrations are shown, separated by commas." /
        "Welche Migrationen gezeigt werden, durch Kommas getrennt."
    Moment "t" "Moment" / "Zeitpunkt" Display quantity(Time, (0.0, 1e12), (0.0, 1e12), 0.0, Linear);
        "The moment on the clock at which the page opens." /
        "Der Zeitpunkt auf der Uhr, bei dem die Seite aufgeht."
    Speed "speed" "Speed" / "Tempo" Display Kind::Form;
        "How fast the clock runs: cinematic, or a multiple of real time such as 0.1 or 10." /
        "Wie schnell die Uhr läuft: wie im Film (cinematic) oder ein Vielfaches der Echtzeit wie 0.1 oder 10."
    Theme "theme" "Theme" / "Farben" Display Kind::Choice;
        "Light, dark, projector, or as the system asks." /
        "Hell, dunkel, Projektor oder wie das System es verlangt."
    Language "lang" "Language" / "Sprache" Display Kind::Choice;
        "The language of the page." /
        "Die Sprache der Seite."
    Hide "hide" "Hidden parts" / "Ausgeblendet" Display Kind::Form;
        "Parts of the page to leave out, separated by commas." /
        "Teile der Seite, die wegbleiben sollen, durch Kommas getrennt."
    Embed "embed" "Embedded" / "Eingebettet" Display Kind::Flag;
        "For a frame in another page: the address is never rewritten." /
        "Für einen Rahmen in einer anderen Seite: Die Adresse wird nie umgeschrieben."
    Present "present" "Presentation" / "Vorführung" Display Kind::Flag;
        "For a lecture room: projector theme, parameters folded away." /
        "Für den Hörsaal: Projektor-Farben, Parameter eingeklappt."
}
